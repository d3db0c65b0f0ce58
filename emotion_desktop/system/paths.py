"""Paths to the program's resources, and paths passed to libraries."""

import os
from pathlib import Path

from emotion_desktop.domain.errors import UserFacingError


def for_sndfile(path: Path) -> Path | bytes:
    """Return a path in the form in which soundfile accepts any name.

    It encodes text strictly, and a name on Linux need not be text.
    """
    return path if os.name == "nt" else os.fsencode(path)


def resources_dir() -> Path:
    """Find the folder of models, schemas and the demo audio.

    If installed (from a wheel, or frozen by PyInstaller), it is inside the package; in a source
    checkout and an editable install, it is next to the package.

    Returns
    -------
    Path
        Absolute.

    Raises
    ------
    UserFacingError
        If the installation is incomplete.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "resources", package.parent / "resources"):
        # A "resources" folder of another package could be next to an installed one.
        if (folder / "schemas").is_dir():
            return folder
    raise UserFacingError(
        "The program's resources are missing next to {package}",
        "Reinstall Emotion Desktop.",
        package=package,
    )


def default_bundle_folder() -> Path:
    """Return the folder of the bundle installed with the program."""
    return resources_dir() / "models" / "default"
