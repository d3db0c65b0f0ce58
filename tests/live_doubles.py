"""A voice activity, a source and a listener whose every step a test decides."""

import threading
from collections.abc import Callable

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray, Segment
from emotion_desktop.domain.live_events import Failed, LiveEvent, SourceEnded, SourceNotice
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.pipeline import LivePipeline
from tests.engine_double import EngineDouble


class VoiceActivityDouble:
    """Calls every `utterance_s` of sound an utterance; speaks until told otherwise."""

    def __init__(self, utterance_s: float = 1.0) -> None:
        self.speaking = True
        self._length = round(utterance_s * SAMPLE_RATE_HZ)
        self._held: FloatArray = np.empty(0, np.float32)
        self._count = 0

    def feed(self, block: AudioBlock) -> list[Segment]:
        self._held = np.concatenate([self._held, block.samples])
        segments = []
        while len(self._held) >= self._length:
            samples, self._held = self._held[: self._length], self._held[self._length :]
            segments.append(Segment(self._count, self._count * self._length, samples))
            self._count += 1
        return segments

    @property
    def current(self) -> Segment:
        return Segment(self._count, self._count * self._length, self._held)

    def flush(self) -> list[Segment]:
        rest, self._held = self._held, self._held[:0]
        return [Segment(self._count, self._count * self._length, rest)] if len(rest) else []


class Listening:
    """A pipeline whose events are kept until a test asks for them."""

    def __init__(
        self,
        source: object,
        load: Callable[[], EngineDouble],
        voice_activity: VoiceActivityDouble | None = None,
        **more: object,
    ) -> None:
        self.events: list[LiveEvent] = []
        self.over = threading.Event()
        self._came = threading.Condition()
        self.pipeline = LivePipeline(
            lambda: source,
            EngineCache(load).request(Message("a test")),
            on_event=self._keep,
            make_voice_activity=lambda: voice_activity or VoiceActivityDouble(),
            **more,
        )

    def _keep(self, event: LiveEvent) -> None:
        with self._came:
            self.events.append(event)
            self._came.notify_all()
        if isinstance(event, SourceEnded | Failed):
            self.over.set()

    def wait_for(self, kind: type, count: int = 1) -> list:
        """Wait until so many events of a kind have come."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.of(kind)) >= count, 20), self.events
            return self.of(kind)

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def run_to_the_end(self) -> None:
        self.pipeline.start()
        assert self.over.wait(20)
        assert self.pipeline.stop(5)


class HandFedSource:
    """A source that the test itself feeds, so that nothing depends on timing."""

    name = "hand-fed"
    dropped_samples = 0

    def __init__(self) -> None:
        self.started = threading.Event()
        self.stopped = threading.Event()
        self.on_block: Callable[[AudioBlock], None] | None = None
        self.on_end: Callable[[str | None], None] | None = None
        self.on_notice: Callable[[SourceNotice], None] | None = None
        self._fed = 0

    def start(
        self,
        on_block: Callable[[AudioBlock], None],
        on_end: Callable[[str | None], None],
        on_notice: Callable[[SourceNotice], None],
    ) -> None:
        self.on_block, self.on_end, self.on_notice = on_block, on_end, on_notice
        self.started.set()

    def stop(self) -> None:
        self.stopped.set()

    def feed(self, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            samples = np.full(SAMPLE_RATE_HZ // 10, 0.1, np.float32)
            self.on_block(AudioBlock(samples, SAMPLE_RATE_HZ, self._fed))
            self._fed += len(samples)
