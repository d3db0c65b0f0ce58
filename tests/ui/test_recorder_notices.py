"""What is said about a recording: what is the case now, and once."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.session import RecorderState
from emotion_desktop.storage.errors import DatabaseBusyError
from emotion_desktop.ui.live.recorder_notices import RecorderNotices
from emotion_desktop.ui.notice_bar import NoticeBar

BUSY = DatabaseBusyError("another program is using it", "Close the other program, then try again.")
ARMED = RecorderState(phase="armed")
RECORDING = RecorderState(phase="recording", session_id="x", seconds_written=75.0)
WAITING = replace(RECORDING, waiting_results=3, waiting_for=BUSY)
OFF = replace(RECORDING, phase="off")


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


def said(bar: NoticeBar, *states: RecorderState) -> list[str]:
    """Return what is shown after each state; nothing where the bar is hidden."""
    notices = RecorderNotices(bar, Path("/data"))
    texts = []
    for state in states:
        notices.show_state(state)
        texts.append(bar.label.text() if bar.isVisibleTo(None) else "")
    return texts


def test_every_end_says_that_recording_stopped(bar: NoticeBar) -> None:
    kept = "Recording stopped. 1:15 of audio saved in /data."
    assert said(bar, ARMED, RECORDING, replace(RECORDING, phase="finishing"), OFF)[-1] == kept
    assert said(bar, ARMED, RecorderState())[-1].startswith("Recording stopped. No audio")
    failed = said(bar, RECORDING, replace(OFF, error=BUSY))[-1]
    assert failed.startswith("Recording stopped. another program is using it.")
    assert failed.endswith(
        "1:15 of audio is saved, and recovery will be offered the next time the program starts."
    )
    bug = said(bar, RECORDING, replace(OFF, error=ZeroDivisionError("oh")))[-1]
    assert bug.startswith("Recording stopped. Internal error: ZeroDivisionError")
    waits = said(bar, WAITING, replace(OFF, waiting_results=5, waiting_for=BUSY))[-1]
    assert waits.startswith("Recording stopped. The audio is saved, but results are waiting")


def test_a_recording_that_was_saved_is_opened_from_the_notice(bar: NoticeBar, qtbot: QtBot) -> None:
    said(bar, RECORDING, OFF)
    assert bar.open_button.isVisibleTo(bar)
    with qtbot.waitSignal(bar.session_opened) as opened:
        bar.open_button.click()
    assert opened.args == ["x"]
    assert bar.isHidden()
    said(bar, RECORDING, replace(OFF, error=BUSY))
    assert not bar.open_button.isVisibleTo(bar)  # it is not whole yet: recovery is offered


def test_the_end_says_what_was_lost(bar: NoticeBar) -> None:
    lossy = replace(OFF, dropped_s=1.5, dropped_events=2)
    lost = "1.5 s of audio were lost and are silent in the recording. Results lost: 2."
    assert said(bar, RECORDING, lossy)[-1].endswith(f"saved in /data. {lost}")
    assert said(bar, RECORDING, replace(lossy, error=BUSY))[-1].endswith(f"program starts. {lost}")


def test_a_recording_that_never_began_says_so(bar: NoticeBar) -> None:
    assert said(bar, RecorderState(error=BUSY)) == [
        "Recording did not start. another program is using it. "
        "Close the other program, then try again."
    ]


def test_results_that_wait_are_told_once_and_taken_back_when_they_do_not(bar: NoticeBar) -> None:
    notices = RecorderNotices(bar, Path("/data"))
    for state in (ARMED, RECORDING, WAITING):
        notices.show_state(state)
    assert bar.label.text().startswith(
        "Audio is being recorded, but results are waiting in memory."
    )
    bar.button.click()
    notices.show_state(replace(WAITING, waiting_results=9, seconds_written=80.0))
    assert not bar.isVisibleTo(None)  # whoever understood is left alone
    notices.show_state(replace(RECORDING, dropped_events=2))
    assert bar.label.text() == (
        "Recording continues. The waiting results have been saved. Results lost: 2."
    )


def test_results_written_after_the_end_are_told_as_a_whole_recording(bar: NoticeBar) -> None:
    ended_waiting = replace(OFF, waiting_results=5, waiting_for=BUSY)
    assert said(bar, WAITING, ended_waiting, OFF)[-1] == (
        "Recording stopped. 1:15 of audio saved in /data."
    )


def test_a_notice_is_told_once_however_often_the_state_comes(bar: NoticeBar) -> None:
    notices = RecorderNotices(bar, Path("/data"))
    noticed = replace(RECORDING, notice="The database was damaged.")
    notices.show_state(noticed)
    assert bar.label.text() == "The database was damaged."
    bar.button.click()
    notices.show_state(replace(noticed, seconds_written=76.0))
    assert not bar.isVisibleTo(None)


def test_what_is_offered_can_be_taken(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.show()
    bar.offer("One was given up.")
    assert bar.offer_button.isVisible()
    with qtbot.waitSignal(bar.accepted):
        bar.offer_button.click()
    assert not bar.isVisible()
    bar.tell("Something else.")
    assert not bar.offer_button.isVisible()
