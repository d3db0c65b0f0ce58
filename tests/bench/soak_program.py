"""Listens to the default microphone until told to stop, and says every second how it is.

`live` runs the pipeline with the models, `double` with a double of them, `kiosk` the whole
window in kiosk mode. A line of JSON a second says how far the sound has come and what was lost.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

from emotion_desktop.audio.microphone import MicrophoneSource
from emotion_desktop.domain.live_events import Failed, LiveEvent, SourceEnded
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.inference_worker import LiveEngine
from emotion_desktop.services.live.pipeline import LivePipeline
from tests.engine_double import EngineDouble

EVERY_S = 1.0


class Watch:
    """Says every second how the newest pipeline is, on a thread of its own."""

    def __init__(self, on_stop: Callable[[], None]) -> None:
        self._pipelines: list[LivePipeline] = []
        self._over = threading.Event()
        self._on_stop = on_stop
        self._threads = [
            threading.Thread(target=run, name=f"soak {run.__name__}", daemon=True)
            for run in (self._report, self._obey)
        ]
        start = LivePipeline.start

        def start_and_note(pipeline: LivePipeline) -> None:
            self._pipelines.append(pipeline)
            start(pipeline)

        LivePipeline.start = start_and_note  # type: ignore[method-assign]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._over.set()
        self._threads[0].join()

    def _report(self) -> None:
        while not self._over.wait(EVERY_S):
            if self._pipelines:
                seen = self._pipelines[-1].snapshot()
                report = {
                    "at_s": time.monotonic(),
                    "session": len(self._pipelines),
                    "heard_s": seen.sound.end_s,
                    "dropped": seen.counters.dropped_samples,
                    "skipped_segments": seen.counters.skipped_segments,
                }
                print(json.dumps(report), flush=True)

    def _obey(self) -> None:
        sys.stdin.readline()
        self._on_stop()


def listen(load: Callable[[], LiveEngine]) -> None:
    over = threading.Event()

    def take(event: LiveEvent) -> None:
        if isinstance(event, Failed) or (isinstance(event, SourceEnded) and event.reason):
            print(json.dumps({"ended": repr(event)}), flush=True)

    watch = Watch(over.set)
    pipeline = LivePipeline(
        MicrophoneSource, EngineCache(load).request(Message("a soak")), on_event=take
    )
    pipeline.start()
    over.wait()
    watch.end()
    assert pipeline.stop(60)


def show_kiosk() -> int:
    from emotion_desktop.app import run_window  # noqa: PLC0415
    from emotion_desktop.launch import LaunchOptions  # noqa: PLC0415

    # No key that visitors may press leaves kiosk mode.
    watch = Watch(lambda: os.kill(os.getpid(), signal.SIGTERM))
    status = run_window(LaunchOptions(kiosk=True))
    watch.end()
    return status


if __name__ == "__main__":
    match sys.argv[1]:
        case "live":
            listen(EmotionEngine.load)
        case "double":
            listen(EngineDouble)
        case _:
            sys.exit(show_kiosk())
