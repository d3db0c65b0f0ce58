"""Start of the frozen program: the window, a command, or the decoder of one file."""

import multiprocessing
import sys

from emotion_desktop.system.frozen import (
    DECODER_ARGUMENT,
    find_own_libraries_first,
    restore_library_path,
)


def main() -> None:
    """Become what the first argument says."""
    multiprocessing.freeze_support()
    restore_library_path()
    find_own_libraries_first()
    if sys.argv[1:2] == [DECODER_ARGUMENT]:
        del sys.argv[1]
        from emotion_desktop.audio.av_decoder import main as decode  # noqa: PLC0415

        sys.exit(decode())
    from emotion_desktop.__main__ import main as start  # noqa: PLC0415

    start()


if __name__ == "__main__":
    main()
