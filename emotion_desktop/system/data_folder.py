"""Where data of this program lie unless a person chooses another place."""

from pathlib import Path

from platformdirs import user_data_path


def default_data_folder() -> Path:
    """Return the system's place for this program's data; it need not exist."""
    return user_data_path("Emotion Desktop", appauthor=False)


def make_private(folder: Path) -> None:
    """Create a folder that only its owner may enter; one that exists stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
