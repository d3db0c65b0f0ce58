"""The default data folder."""

from pathlib import Path

from platformdirs import user_data_path


def default_data_folder() -> Path:
    """Return the system's data folder for this program; it need not exist."""
    return user_data_path("Emotion Desktop", appauthor=False)


def make_private(folder: Path) -> None:
    """Create a folder for its owner only; leave an existing one unchanged."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
