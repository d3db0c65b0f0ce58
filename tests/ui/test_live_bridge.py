"""The bridge between the pipeline's threads and the window."""

import threading
from typing import get_args

import pytest
from pytestqt.qtbot import QtBot

from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.composition import demo_recording
from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import (
    LOADING_STEPS,
    LabelCorrected,
    LiveEvent,
    MarkerSet,
    SessionStarted,
    SourceEnded,
)
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.source_choice import MicrophoneChoice
from tests.engine_double import EngineDouble

WAIT_MS = 20_000


class SinkDouble:
    def __init__(self) -> None:
        self.events: list[LiveEvent] = []
        self.closed_on = ""

    def hear(self, block: AudioBlock) -> None:
        assert not self.closed_on

    def take(self, event: LiveEvent) -> None:
        assert not self.closed_on
        self.events.append(event)

    def close(self) -> None:
        self.closed_on = threading.current_thread().name


def test_every_kind_of_event_has_a_signal(bridge: LiveBridge) -> None:
    assert set(bridge.signals) == set(get_args(LiveEvent))


def test_markers_and_corrections_reach_the_window_and_the_sinks(qtbot: QtBot) -> None:
    sink = SinkDouble()
    bridge = LiveBridge(
        EngineCache(EngineDouble),
        lambda choice: FileSource(choice.path, speed=8.0),
        list,
        [sink],
    )
    bridge.add_marker("before anything runs")
    started: list[object] = []
    bridge.session_started.connect(started.append)
    with qtbot.waitSignal(bridge.utterance_ready, timeout=WAIT_MS):
        bridge.start(demo_recording())
    assert len(started) == 1
    with qtbot.waitSignals([bridge.marker_set, bridge.label_corrected], timeout=WAIT_MS):
        bridge.add_marker("door")
        bridge.correct_label(0, "anger")
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
        bridge.stop()
    assert bridge.shut_down()
    assert isinstance(sink.events[0], SessionStarted)
    assert sink.events[-1] == SourceEnded(None)
    [marker] = [event for event in sink.events if isinstance(event, MarkerSet)]
    assert (marker.text, marker.at_s > 0) == ("door", True)
    assert LabelCorrected(0, "anger") in sink.events
    assert sink.closed_on == "sink-closing"


def test_the_steps_of_loading_are_told_once(qtbot: QtBot) -> None:
    def load() -> EngineDouble:
        for step in LOADING_STEPS:
            engines.report(step)
        return EngineDouble()

    engines = EngineCache(load)
    bridge = LiveBridge(engines, lambda choice: FileSource(choice.path, speed=8.0), list)
    steps: list[str] = []
    bridge.models_progress.connect(lambda event: steps.append(event.step))
    with qtbot.waitSignal(bridge.models_loaded, timeout=WAIT_MS):
        bridge.preload()
    with qtbot.waitSignal(bridge.session_started, timeout=WAIT_MS):
        bridge.start(demo_recording())
    with qtbot.waitSignal(bridge.ended, timeout=WAIT_MS):
        bridge.stop()
    assert bridge.shut_down()
    assert steps == list(LOADING_STEPS)


def test_a_source_is_made_off_the_gui_thread_and_its_failure_is_told(qtbot: QtBot) -> None:
    threads: list[str] = []

    def open_source(_choice: object) -> FileSource:
        threads.append(threading.current_thread().name)
        raise UserFacingError("No microphone was found", "Connect one.")

    bridge = LiveBridge(EngineCache(EngineDouble), open_source, list)
    with qtbot.waitSignal(bridge.failed, timeout=WAIT_MS) as failed:
        bridge.start(demo_recording())
    assert "No microphone was found" in str(failed.args[0].error)
    assert bridge.shut_down()
    assert threads == ["inference"]


@pytest.mark.logs
def test_a_search_that_fails_in_any_way_is_answered(qtbot: QtBot) -> None:
    def fail() -> list[MicrophoneChoice]:
        raise UnicodeDecodeError("utf-8", b"\xfc", 0, 1, "invalid start byte")

    bridge = LiveBridge(EngineCache(EngineDouble), lambda _: pytest.fail("opened"), fail)
    with qtbot.waitSignal(bridge.microphones_missing) as missing:
        bridge.refresh_microphones()
    assert "invalid start byte" in missing.args[0]
    assert bridge.shut_down()
