"""Listens to the default microphone until told to stop, and says every second how it is.

`live` runs the pipeline with the models, `double` with a double of them, `kiosk` the whole
window in kiosk mode. `week FILE SPEED` is a kiosk with a double of the models that hears a file
again and again, so many times as fast as people speak. A line of JSON a second says how far the
sound has come and what was lost.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import soundfile

from emotion_desktop.audio.microphone import MicrophoneSource
from emotion_desktop.audio.sources import OnBlock, OnNotice, ThreadedSource
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from emotion_desktop.domain.live_events import Failed, LiveEvent, SourceEnded
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.inference_worker import LiveEngine
from emotion_desktop.services.live.pipeline import LivePipeline
from emotion_desktop.services.source_choice import MicrophoneChoice
from emotion_desktop.system.environment import prepare
from tests.engine_double import EngineDouble

EVERY_S = 1.0
#: Longer than a microphone's, or their number would be what takes the time of a week.
BLOCK = round(0.5 * SAMPLE_RATE_HZ)


class Watch:
    """Says every second how the newest pipeline is, on a thread of its own.

    It keeps no older one: their memory is looked at.
    """

    def __init__(self, on_stop: Callable[[], None]) -> None:
        self._newest: tuple[int, LivePipeline] | None = None
        self._over = threading.Event()
        self._on_stop = on_stop
        self._threads = [
            threading.Thread(target=run, name=f"soak {run.__name__}", daemon=True)
            for run in (self._report, self._obey)
        ]
        start = LivePipeline.start

        def start_and_note(pipeline: LivePipeline) -> None:
            self._newest = (self._newest[0] + 1 if self._newest else 1, pipeline)
            start(pipeline)

        LivePipeline.start = start_and_note  # type: ignore[method-assign]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._over.set()
        self._threads[0].join()

    def _report(self) -> None:
        while not self._over.wait(EVERY_S):
            if self._newest is not None:
                session, pipeline = self._newest
                seen = pipeline.snapshot()
                report = {
                    "at_s": time.monotonic(),
                    "session": session,
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


class Loop(ThreadedSource):
    """A recording without end, faster than it was spoken."""

    def __init__(self, samples: FloatArray, speed: float) -> None:
        super().__init__("loop")
        self._samples = samples
        self._speed = speed

    def _deliver(self, on_block: OnBlock, on_notice: OnNotice) -> str | None:
        began_s = time.monotonic()
        for first in count(0, BLOCK):
            due_s = began_s + first / SAMPLE_RATE_HZ / self._speed
            if self._stopping.wait(max(0.0, due_s - time.monotonic())):
                break
            inside = first % (len(self._samples) - BLOCK)
            block = self._samples[inside : inside + BLOCK]
            on_block(AudioBlock(block, SAMPLE_RATE_HZ, first))
        return None


def show_week(track: Path, speed: float) -> int:
    """Show a kiosk whose microphone and models are doubles, and whose clock runs as fast."""
    from emotion_desktop import composition  # noqa: PLC0415
    from emotion_desktop.ui.kiosk.window import KioskWindow  # noqa: PLC0415

    samples: FloatArray = soundfile.read(track, dtype="float32")[0]
    composition.load_engine = lambda *_, **__: EngineDouble()  # type: ignore[assignment]
    composition.open_source = lambda *_, **__: Loop(samples, speed)  # type: ignore[assignment]
    composition.KioskWindow = partial(  # type: ignore[assignment,misc]
        KioskWindow, clock=lambda: time.monotonic() * speed
    )
    composition.find_microphones = lambda: [MicrophoneChoice("Loop", "loop")]  # type: ignore[assignment]
    return show_kiosk()


if __name__ == "__main__":
    prepare()  # as every start of the program does
    match sys.argv[1]:
        case "live":
            listen(EmotionEngine.load)
        case "double":
            listen(EngineDouble)
        case "week":
            sys.exit(show_week(Path(sys.argv[2]), float(sys.argv[3])))
        case _:
            sys.exit(show_kiosk())
