"""The dialog that opens an audio file."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from emotion_desktop.domain.sound_files import SOUND_SUFFIXES
from emotion_desktop.services.source_choice import AudioFileChoice


def ask_for_recording(parent: QWidget) -> AudioFileChoice | None:
    """Let the user choose an audio file; None if cancelled."""
    translate = QCoreApplication.translate
    name, _ = QFileDialog.getOpenFileName(
        parent,
        translate("Sources", "Open audio file"),
        "",
        _filters(),
        options=QFileDialog.Option.HideNameFilterDetails,  # there are dozens of endings
    )
    return AudioFileChoice(Path(name), Path(name).name) if name else None


def ask_for_audio_files(parent: QWidget) -> list[Path]:
    """Let a person choose audio files; empty if none was chosen."""
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        QCoreApplication.translate("Sources", "Add audio files"),
        "",
        _filters(),
        options=QFileDialog.Option.HideNameFilterDetails,
    )
    return [Path(name) for name in names]


def ask_for_folder(parent: QWidget) -> Path | None:
    """Let a person choose a folder of audio files; None if none was chosen."""
    title = QCoreApplication.translate("Sources", "Add a folder of audio files")
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None


def _filters() -> str:
    translate = QCoreApplication.translate
    sounds = translate("Sources", "Audio and video")
    everything = translate("Sources", "All files")
    patterns = " ".join(f"*{suffix}" for suffix in sorted(SOUND_SUFFIXES))
    return f"{sounds} ({patterns});;{everything} (*)"
