"""`analyze` against faster-whisper alone: same model, number type, beam, and word times."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from faster_whisper import WhisperModel

from emotion_desktop.inference.asr import resolve_model
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.analysis.analyse_file import analyse
from tests.bench.conversations import join_clips

DURATION_S = 240
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_emotions_cost_nothing_over_transcription(shared_data: Path, tmp_path: Path) -> None:
    recording = join_clips(shared_data, tmp_path / "talk.wav", DURATION_S)
    threads = os.cpu_count() or 1
    whisper = WhisperModel(
        str(resolve_model(None)), device="cpu", compute_type="int8", cpu_threads=threads
    )
    engine = EmotionEngine.load(device="cpu")

    def transcribe() -> None:
        segments, _ = whisper.transcribe(
            str(recording),
            beam_size=5,
            word_timestamps=True,
            vad_filter=True,
            condition_on_previous_text=False,
        )
        list(segments)

    ratios = []
    for _ in range(ROUNDS):
        alone_s = seconds(transcribe)
        analysis_s = seconds(lambda: analyse(recording, engine))
        ratios.append(analysis_s / alone_s)
        print(f"\nfaster-whisper {alone_s:.1f} s, analyze {analysis_s:.1f} s: {ratios[-1]:.2f}")
    median = sorted(ratios)[ROUNDS // 2]
    print(f"median ratio {median:.2f} for {DURATION_S} s of audio")
    assert median < 1.1
