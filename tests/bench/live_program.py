"""Listens to the default microphone with the models until told to stop; prints what was lost."""

import json
import sys
from threading import Event

from emotion_desktop.audio.microphone import MicrophoneSource
from emotion_desktop.domain.live_events import Failed, LiveEvent, SessionStarted, UtteranceReady
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.pipeline import LivePipeline


def main() -> None:
    started = Event()
    kinds: list[str] = []
    latencies_s: list[float] = []

    def take(event: LiveEvent) -> None:
        kinds.append(type(event).__name__)
        if isinstance(event, SessionStarted | Failed):
            started.set()
        elif isinstance(event, UtteranceReady):
            latencies_s.append(event.latency_s)

    lease = EngineCache(EmotionEngine.load).request(Message("a test"))
    pipeline = LivePipeline(MicrophoneSource, lease, on_event=take)
    pipeline.start()
    started.wait()
    print("listening", flush=True)
    sys.stdin.readline()
    counters = pipeline.snapshot().counters
    ended = pipeline.stop(20)
    result = {
        "dropped_samples": counters.dropped_samples,
        "skipped_segments": counters.skipped_segments,
        "skipped_windows": counters.skipped_windows,
        "speech_only_segments": counters.speech_only_segments,
        "heard_s": pipeline.snapshot().sound.end_s,
        "latencies_s": latencies_s,
        "events": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "ended": ended,
    }
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
