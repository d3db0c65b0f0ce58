"""What the window offers to open is what the command finds in a folder."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.sound_files import SOUND_SUFFIXES
from emotion_desktop.services.source_choice import AudioFileChoice
from emotion_desktop.ui.live.source_bar import SourceBar


def test_the_dialog_offers_what_a_search_takes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = SourceBar(AudioFileChoice(Path("demo.flac"), "Demo"))
    qtbot.addWidget(bar)
    offered: list[str] = []

    def choose(_parent, _title, _folder, types: str, **_options) -> tuple[str, str]:
        offered.append(types)
        return "/talks/meeting.m2ts", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    with qtbot.waitSignal(bar.chosen):
        bar.ask_for_recording()
    patterns = offered[0].split("(")[1].split(")")[0].split()
    assert set(patterns) == {f"*{suffix}" for suffix in SOUND_SUFFIXES}
    assert bar.choice == AudioFileChoice(Path("/talks/meeting.m2ts"), "meeting.m2ts")
