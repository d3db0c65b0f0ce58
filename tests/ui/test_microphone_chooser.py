"""What was chosen stays chosen, whatever is plugged in."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice
from emotion_desktop.ui.widgets.microphone_chooser import MicrophoneChooser, SourceChooser

USB, DESK = MicrophoneChoice("USB", "ALSA"), MicrophoneChoice("Desk", "ALSA")
DEMO = AudioFileChoice(Path("demo.flac"), "Demo audio")
GONE = MicrophoneId("Gone", "ALSA")


def titles(box: QComboBox) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]


def pick(box: QComboBox, title: str) -> None:
    row = box.findText(title)
    assert row >= 0, titles(box)
    box.setCurrentIndex(row)
    box.activated.emit(row)


@pytest.fixture
def chooser(qtbot: QtBot) -> MicrophoneChooser:
    chooser = MicrophoneChooser()
    qtbot.addWidget(chooser)
    return chooser


@pytest.fixture
def sources(qtbot: QtBot) -> SourceChooser:
    sources = SourceChooser(DEMO)
    qtbot.addWidget(sources)
    return sources


def test_a_person_chooses_a_microphone_or_none(chooser: MicrophoneChooser, qtbot: QtBot) -> None:
    assert titles(chooser) == ["First available"]
    chooser.set_microphones([USB, DESK])
    with qtbot.waitSignal(chooser.chosen) as chosen:
        pick(chooser, "Desk (ALSA)")
    assert chosen.args == [MicrophoneId("Desk", "ALSA")]
    with qtbot.waitSignal(chooser.chosen) as chosen:
        pick(chooser, "First available")
    assert chosen.args == [None]


def test_a_microphone_that_is_away_stays_chosen(chooser: MicrophoneChooser, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(chooser.chosen):
        chooser.show_microphone(GONE)
        chooser.set_microphones([USB])
        assert chooser.currentText() == "Gone (not connected)"
        chooser.set_microphones([USB, MicrophoneChoice("Gone", "ALSA")])
        assert chooser.currentText() == "Gone (ALSA)"
        chooser.set_microphones([])
        assert titles(chooser) == ["First available", "Gone (not connected)"]


def test_what_a_person_chose_outlives_the_next_list(chooser: MicrophoneChooser) -> None:
    chooser.set_microphones([USB, DESK])
    pick(chooser, "Desk (ALSA)")
    chooser.set_microphones([USB])
    assert chooser.currentText() == "Desk (not connected)"


def test_the_first_microphone_is_taken_until_a_person_chooses(sources: SourceChooser) -> None:
    assert sources.choice == DEMO
    sources.set_microphones([USB])
    assert sources.choice == USB
    sources.set_microphones([DESK, USB])
    assert sources.choice == DESK
    pick(sources, "USB (ALSA)")
    sources.set_microphones([DESK, USB])
    assert sources.choice == USB
    assert titles(sources) == ["Desk (ALSA)", "USB (ALSA)", "Demo audio"]


def test_a_recording_that_was_opened_stays_chosen_below_the_microphones(
    sources: SourceChooser, qtbot: QtBot
) -> None:
    opened = AudioFileChoice(Path("talk.wav"), "talk.wav")
    with qtbot.assertNotEmitted(sources.chosen):
        sources.choose(opened)
        sources.choose(opened)
        sources.set_microphones([USB])
    assert sources.choice == opened
    assert titles(sources) == ["USB (ALSA)", "Demo audio", "talk.wav"]


def test_a_chosen_microphone_that_goes_gives_way(sources: SourceChooser) -> None:
    sources.set_microphones([USB, DESK])
    pick(sources, "Desk (ALSA)")
    sources.set_microphones([USB])
    assert sources.choice == USB
