"""What the hearing side of a session does before and after its sound."""

import threading

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.live_events import LiveEvent, SessionStarted, SourceNotice
from emotion_desktop.services.live.inference_queue import InferenceQueue
from emotion_desktop.services.live.sinks import SinkGroup
from emotion_desktop.services.live.sound_intake import SoundIntake
from tests.live_doubles import HandFedSource


class ListenerDouble:
    """Counts what it hears, and fails where it is told to."""

    skipped_segments = 0

    def __init__(self) -> None:
        self.heard = 0
        self.finished = 0
        self.error: Exception | None = None

    def hear(self, block: AudioBlock) -> None:
        if self.error is not None:
            raise self.error
        self.heard += len(block.samples)

    def finish(self) -> None:
        self.finished += 1


@pytest.fixture
def source() -> HandFedSource:
    return HandFedSource()


@pytest.fixture
def told() -> list[LiveEvent]:
    return []


@pytest.fixture
def queue() -> InferenceQueue:
    return InferenceQueue()


@pytest.fixture
def intake(source: HandFedSource, queue: InferenceQueue, told: list[LiveEvent]) -> SoundIntake:
    return SoundIntake(lambda: source, queue, SinkGroup([], lambda _failure: None), told.append)


def test_the_session_begins_with_the_first_block(
    intake: SoundIntake, source: HandFedSource, told: list[LiveEvent]
) -> None:
    listener = ListenerDouble()
    intake.start(listener, {"speech": "one"})
    assert told == []
    source.feed(0.3)
    [started] = told
    assert isinstance(started, SessionStarted)
    assert (started.source, started.models) == ("hand-fed", {"speech": "one"})
    assert listener.heard == round(0.3 * SAMPLE_RATE_HZ)
    intake.stop(drain=True)
    assert source.stopped.is_set()


def test_a_source_is_not_even_made_where_the_end_came_first(
    queue: InferenceQueue, told: list[LiveEvent]
) -> None:
    intake = SoundIntake(
        lambda: pytest.fail("made"), queue, SinkGroup([], lambda _failure: None), told.append
    )
    intake.stop(drain=False)
    intake.start(ListenerDouble(), {})
    assert queue.take() is None


def test_after_the_end_nothing_is_heard_and_what_was_said_is_finished_once(
    intake: SoundIntake, source: HandFedSource, queue: InferenceQueue
) -> None:
    listener = ListenerDouble()
    intake.start(listener, {})
    source.feed(0.1)
    intake.end("unplugged")
    intake.end("and again")
    source.feed(0.1)
    assert (listener.heard, listener.finished) == (round(0.1 * SAMPLE_RATE_HZ), 1)
    assert intake.end_reason == "unplugged"
    assert queue.take() is None


def test_what_fails_on_the_sources_thread_is_kept_and_ends_the_sound(
    intake: SoundIntake, source: HandFedSource, queue: InferenceQueue
) -> None:
    listener = ListenerDouble()
    intake.start(listener, {})
    listener.error = ZeroDivisionError("odd sound")
    worker = threading.Thread(target=source.feed, args=[0.1])
    worker.start()
    worker.join()
    listener.error = None
    source.feed(0.1)
    assert listener.heard == 0
    assert isinstance(intake.error, ZeroDivisionError)
    assert queue.take() is None


def test_a_source_that_is_lost_ends_the_utterance_but_not_the_sound(
    intake: SoundIntake, source: HandFedSource, told: list[LiveEvent]
) -> None:
    listener = ListenerDouble()
    intake.start(listener, {})
    source.feed(0.1)
    lost = SourceNotice("lost", "gone", 0.1)
    source.on_notice(lost)
    source.on_block(AudioBlock(np.zeros(160, np.float32), SAMPLE_RATE_HZ, 16_000))
    assert told[-1] == lost
    assert listener.finished == 1
    assert listener.heard == 1600 + 160
