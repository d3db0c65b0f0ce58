"""Where the files that ship with the program lie."""

from pathlib import Path

from emotion_desktop.domain.errors import UserFacingError


def resources_dir() -> Path:
    """Find the folder of models, schemas and the demo recording.

    Installed (a wheel, or frozen by PyInstaller) it lies inside the package; in a source
    checkout and an editable install it lies beside the package.

    Returns
    -------
    Path
        Absolute.

    Raises
    ------
    UserFacingError
        Where the installation is incomplete.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "resources", package.parent / "resources"):
        # Beside an installed package could lie somebody else's "resources".
        if (folder / "schemas").is_dir():
            return folder
    raise UserFacingError(
        "The program's resources are missing beside {package}",
        "Install Emotion Desktop again.",
        package=package,
    )
