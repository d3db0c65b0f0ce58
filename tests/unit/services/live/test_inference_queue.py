"""What goes first, what is overtaken, and what waits for room."""

import threading
import time

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, Segment
from emotion_desktop.services.live.inference_queue import (
    PATIENCE_S,
    InferenceQueue,
    ProvisionalJob,
    SegmentJob,
    WindowJob,
)
from emotion_desktop.services.live.windows import Window

SECOND = np.zeros(SAMPLE_RATE_HZ, np.float32)


def window() -> WindowJob:
    return WindowJob(Window(0, SECOND), voiced=True, arrived_s=time.monotonic())


def segment(number: int, waited_s: float = 0.0) -> SegmentJob:
    return SegmentJob(Segment(number, 0, SECOND), time.monotonic() - waited_s)


def provisional(number: int) -> ProvisionalJob:
    return ProvisionalJob(Segment(number, 0, SECOND), time.monotonic())


def test_provisional_words_wait_for_everything_else() -> None:
    queue = InferenceQueue()
    queue.offer_segment(segment(0))
    queue.offer_provisional(provisional(1))
    queue.offer_window(window())
    kinds = [type(queue.take()) for _ in range(3)]
    assert kinds == [WindowJob, SegmentJob, ProvisionalJob]


def test_an_utterance_does_not_wait_for_windows_without_end() -> None:
    queue = InferenceQueue()
    queue.offer_segment(segment(0, waited_s=PATIENCE_S + 0.1))
    queue.offer_window(window())
    assert [type(queue.take()) for _ in range(2)] == [SegmentJob, WindowJob]


def test_only_the_newest_state_of_an_utterance_waits_and_its_end_replaces_it() -> None:
    queue = InferenceQueue()
    queue.offer_provisional(provisional(1))
    newer = provisional(1)
    queue.offer_provisional(newer)
    assert queue.take() is newer
    queue.offer_provisional(provisional(1))
    queue.offer_segment(segment(1))
    assert isinstance(queue.take(), SegmentJob)
    queue.close()
    assert queue.take() is None


def test_offering_to_a_lossless_queue_waits_for_room() -> None:
    queue = InferenceQueue(capacity=1, lossless=True)
    queue.offer_segment(segment(0))
    offered = threading.Event()

    def offer() -> None:
        assert queue.offer_segment(segment(1)) is None
        offered.set()

    thread = threading.Thread(target=offer)
    thread.start()
    assert not offered.is_set()
    first = queue.take()
    assert offered.wait(20)
    thread.join()
    second = queue.take()
    assert [job.segment.id for job in (first, second)] == [0, 1]
    assert not any(job.speech_only for job in (first, second))


def test_closing_lets_go_of_whoever_waits_for_room() -> None:
    queue = InferenceQueue(lossless=True)
    queue.offer_window(window())
    thread = threading.Thread(target=queue.offer_window, args=(window(),))
    thread.start()
    queue.close(discard=True)
    thread.join(20)
    assert not thread.is_alive()
    assert queue.take() is None
