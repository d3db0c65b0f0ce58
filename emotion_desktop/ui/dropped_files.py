"""Files and folders that somebody drags onto the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_files(data: QMimeData) -> list[Path]:
    """Return the files and folders of this machine among what is dragged; their order is kept."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
