"""The command `emotion-desktop`, also as `python -m emotion_desktop`."""

import sys

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.system.environment import EXIT_INTERRUPTED, fail, prepare


def main() -> None:
    """Open the window where nothing else is asked for; the commands take longer to import."""
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
