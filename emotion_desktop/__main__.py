"""Entry point of `emotion-desktop` and `python -m emotion_desktop`."""

import sys

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.system.environment import EXIT_INTERRUPTED, fail, prepare


def main() -> None:
    """Open the window, or hand over to the commands if there are arguments."""
    if len(sys.argv) > 1:
        from emotion_desktop.cli.main import main as run_command  # noqa: PLC0415

        run_command()
        return
    prepare()
    from emotion_desktop.app import run_window  # noqa: PLC0415

    try:
        sys.exit(run_window())
    except UserFacingError as error:
        fail(error)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
