"""Records a file as if it were live, or recovers a session; waits to be killed.

It prints one JSON object a line: what was heard, and what the recorder acknowledged.
"""

import json
import sys
from pathlib import Path
from threading import Event

from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.live_events import LiveEvent
from emotion_desktop.domain.session import RecorderState
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.pipeline import LivePipeline
from emotion_desktop.services.recording.recorder import SessionRecorder
from emotion_desktop.services.recording.recovery import find_unfinished, recover
from emotion_desktop.storage import wav_chunks as chunks
from tests.engine_double import EngineDouble
from tests.live_doubles import VoiceActivityDouble


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Ear:
    """Tells what sound came."""

    def hear(self, block: AudioBlock) -> None:
        tell(heard_s=(block.first_sample + len(block.samples)) / SAMPLE_RATE_HZ)

    def take(self, event: LiveEvent) -> None:
        pass

    def close(self) -> None:
        pass


def record(data_folder: Path, recording: Path) -> None:
    chunks.CHUNK_SAMPLES = 2 * SAMPLE_RATE_HZ  # several in a test of some seconds
    armed = Event()

    def on_state(state: RecorderState) -> None:
        tell(phase=state.phase, written_s=state.seconds_written, results=state.results_written)
        if state.phase == "armed":
            armed.set()

    recorder = SessionRecorder(data_folder, on_state)
    recorder.start_recording()
    assert armed.wait(60)
    pipeline = LivePipeline(
        lambda: FileSource(recording),
        EngineCache(EngineDouble).request(Message("a test")),
        on_event=lambda _event: None,
        sinks=[Ear(), recorder],
        make_voice_activity=VoiceActivityDouble,
    )
    pipeline.start()
    Event().wait(120)


def try_to_recover(data_folder: Path) -> None:
    def wait_to_be_killed(share: float) -> None:
        tell(share=share)
        Event().wait(120)

    [left] = find_unfinished(data_folder)
    recover(left, wait_to_be_killed)


if __name__ == "__main__":
    if sys.argv[1] == "record":
        record(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        try_to_recover(Path(sys.argv[2]))
