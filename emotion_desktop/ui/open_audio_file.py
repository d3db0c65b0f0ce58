"""The dialog that opens an audio file."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from emotion_desktop.domain.sound_files import SOUND_SUFFIXES
from emotion_desktop.services.source_choice import AudioFileChoice


def ask_for_recording(parent: QWidget) -> AudioFileChoice | None:
    """Let the user choose an audio file; None if cancelled."""
    translate = QCoreApplication.translate
    sounds = translate("Sources", "Audio and video")
    everything = translate("Sources", "All files")
    patterns = " ".join(f"*{suffix}" for suffix in sorted(SOUND_SUFFIXES))
    name, _ = QFileDialog.getOpenFileName(
        parent,
        translate("Sources", "Open audio file"),
        "",
        f"{sounds} ({patterns});;{everything} (*)",
        options=QFileDialog.Option.HideNameFilterDetails,  # there are dozens of endings
    )
    return AudioFileChoice(Path(name), Path(name).name) if name else None
