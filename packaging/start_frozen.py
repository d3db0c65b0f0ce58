"""Start of the frozen program: the window, a command, or one of its child processes."""

import multiprocessing
import runpy
import sys
from typing import Final

from emotion_desktop.system.frozen import (
    MODULE_ARGUMENT,
    find_own_libraries_first,
    restore_library_path,
)

#: Modules that run as processes of their own.
CHILDREN: Final = ("emotion_desktop.audio.av_decoder", "emotion_desktop.audio.prosody")


def main() -> None:
    """Become what the first argument says."""
    multiprocessing.freeze_support()
    restore_library_path()
    find_own_libraries_first()
    if sys.argv[1:2] == [MODULE_ARGUMENT] and sys.argv[2] in CHILDREN:
        module = sys.argv[2]
        del sys.argv[1:3]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return
    from emotion_desktop.__main__ import main as start  # noqa: PLC0415

    start()


if __name__ == "__main__":
    main()
