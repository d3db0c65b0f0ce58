"""Prosody is measured where somebody looks, and only if it is wanted."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QObject, QSettings, Signal
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.prosody import PART_BINS, PART_S, ProsodyPart
from emotion_desktop.services.bridge.prosody import ProsodyBridge
from emotion_desktop.services.bridge.session import SessionBridge
from emotion_desktop.ui.review.prosody_controller import ProsodyController
from emotion_desktop.ui.review.session_view import SessionView
from emotion_desktop.ui.settings_store import SettingsStore

OpenTalk = Callable[..., str]


class BridgeDouble(QObject):
    """Answers when it is told to."""

    measured = Signal(object)
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.is_open = False
        self.asked: list[int] = []

    def open(self, _sound: object) -> None:
        self.is_open = True

    def close(self) -> None:
        self.is_open = False

    def measure(self, number: int) -> None:
        self.asked.append(number)

    def answer(self) -> None:
        pitch = np.full(PART_BINS, 220.0, np.float32)
        self.measured.emit(ProsodyPart(self.asked[-1], pitch, np.full_like(pitch, -20.0)))


@pytest.fixture
def store(stored: QSettings) -> SettingsStore:
    return SettingsStore(stored)


@pytest.fixture
def bridge(qapp: object) -> BridgeDouble:
    return BridgeDouble()


@pytest.fixture
def make_controller(
    session: SessionBridge, view: SessionView, store: SettingsStore
) -> Callable[[object], ProsodyController]:
    return lambda bridge: ProsodyController(bridge, session, view.detail, store)


@pytest.fixture
def controller(
    bridge: BridgeDouble, make_controller: Callable[[object], ProsodyController]
) -> ProsodyController:
    return make_controller(bridge)


@pytest.mark.usefixtures("controller")
def test_nothing_is_measured_until_it_is_wanted_and_the_wish_is_remembered(
    bridge: BridgeDouble, view: SessionView, store: SettingsStore, open_talk: OpenTalk
) -> None:
    open_talk()
    lane = view.detail.prosody
    assert not lane.isVisible()
    assert bridge.asked == []
    view.detail.prosody_button.click()
    assert lane.isVisible()
    assert bridge.asked == [0]
    assert store.settings.prosody
    assert lane.progress.text() == "Measuring pitch and level: 0%"
    bridge.answer()
    assert bridge.asked == [0]  # twenty seconds are one part
    assert lane.progress.text() == ""
    view.seek(1.0)
    assert lane.values.text() == (
        "Pitch: 220 Hz · Level: -20 dBFS · Speech rate: 120 words/min"  # as the utterance has
    )
    times_s, pitches = lane.pitch.curve.getData()
    assert times_s[-1] <= PART_S
    assert pitches[~np.isnan(pitches)] == pytest.approx(np.log2(220.0))
    view.detail.prosody_button.click()
    assert not lane.isVisible()
    assert not bridge.is_open
    assert not store.settings.prosody


@pytest.fixture
def wanted_before(store: SettingsStore) -> None:
    store.update(prosody=True)


@pytest.mark.usefixtures("wanted_before", "controller")
def test_who_wanted_it_last_time_sees_it_with_the_next_session(
    bridge: BridgeDouble, view: SessionView, open_talk: OpenTalk, qtbot: QtBot
) -> None:
    open_talk()
    assert view.detail.prosody.isVisible()
    qtbot.waitUntil(lambda: bridge.asked == [0])
    view.close_session()
    assert not bridge.is_open


@pytest.mark.usefixtures("controller")
def test_measuring_is_stopped_and_continued(
    bridge: BridgeDouble, view: SessionView, open_talk: OpenTalk
) -> None:
    open_talk()
    lane = view.detail.prosody
    view.detail.prosody_button.click()
    assert lane.stop_button.isVisible()
    lane.stop_button.click()
    assert not bridge.is_open
    assert not lane.stop_button.isVisible()
    assert lane.progress.text() == "Measured: 0%"
    lane.go_on_button.click()
    assert bridge.is_open
    assert bridge.asked == [0, 0]
    bridge.answer()
    assert not lane.go_on_button.isVisible()


@pytest.mark.usefixtures("controller")
def test_what_cannot_be_measured_is_said_and_tried_again_on_request(
    bridge: BridgeDouble, view: SessionView, open_talk: OpenTalk
) -> None:
    open_talk()
    lane = view.detail.prosody
    view.detail.prosody_button.click()
    bridge.failed.emit("The disk is gone.")
    assert lane.progress.text() == "The disk is gone."
    lane.go_on_button.click()
    assert bridge.asked == [0, 0]


@pytest.fixture
def real_bridge(qapp: object) -> Iterator[ProsodyBridge]:
    bridge = ProsodyBridge()
    yield bridge
    assert bridge.shut_down(30)


def test_the_audio_of_a_session_is_measured(
    real_bridge: ProsodyBridge,
    make_controller: Callable[[object], ProsodyController],
    view: SessionView,
    open_talk: OpenTalk,
    qtbot: QtBot,
) -> None:
    controller = make_controller(real_bridge)
    assert controller is not None
    open_talk()
    with qtbot.waitSignal(real_bridge.measured, timeout=120_000):
        view.detail.prosody_button.click()
    _times_s, levels = view.detail.prosody.level.curve.getData()
    assert np.nanmedian(levels) == pytest.approx(-20.0, abs=0.5)  # noise of 0.1
