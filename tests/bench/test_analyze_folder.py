"""`analyze` on a folder against faster-whisper alone, batched: same files, model and beam."""

import cProfile
import pstats
import resource
import time
from collections.abc import Callable
from pathlib import Path

import soundfile
from faster_whisper import BatchedInferencePipeline, WhisperModel

from emotion_desktop.inference.asr import resolve_model
from emotion_desktop.services.analysis.engine_choice import EngineChoice
from emotion_desktop.services.analysis.jobs import (
    AnalysisJob,
    JobDone,
    JobEvent,
    JobStarted,
    run,
)
from emotion_desktop.services.analysis.processes import run_in_processes
from tests.bench.conversations import RATE_HZ, join_clips

N_FILES, FILE_S = 6, 30
ROUNDS = 3
PROCESSES = 2
#: What `analyze` does, where: file and function.
PARTS = {
    "recognition": ("asr.py", "recognise"),
    "of it Whisper's encoder": ("whisper.py", "encode"),
    "of it its decoder": ("asr.py", "_generate"),
    "speech encoder": ("predictions.py", "states"),
    "speech network": ("onnx_runner.py", "hear"),
    "text network": ("onnx_runner.py", "read"),
    "fusion": ("onnx_runner.py", "fuse"),
    "voice activity": ("voice_activity.py", "feed"),
}


def cpu_s() -> float:
    """CPU time of this process and of those that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


class Corpus:
    """Files of several speakers, transcribed or analysed."""

    def __init__(self, data: Path, folder: Path) -> None:
        whole, _ = soundfile.read(join_clips(data, folder / "all.wav", N_FILES * FILE_S))
        self._paths = [folder / f"{i}.wav" for i in range(N_FILES)]
        for i, path in enumerate(self._paths):
            soundfile.write(path, whole[i * FILE_S * RATE_HZ :][: FILE_S * RATE_HZ], RATE_HZ)
        whisper = WhisperModel(
            str(resolve_model(None)), device="cpu", compute_type="int8", cpu_threads=PROCESSES
        )
        self._batched = BatchedInferencePipeline(whisper)
        self._engine = EngineChoice("cpu").load()
        self._jobs = [AnalysisJob(path, path, ["json"]) for path in self._paths]

    def transcribe(self) -> tuple[float, int]:
        """Return the wall time, and the number of words."""
        start_s, n_words = time.perf_counter(), 0
        for path in self._paths:
            segments, _ = self._batched.transcribe(str(path), beam_size=5, word_timestamps=True)
            n_words += sum(len(segment.words) for segment in segments)
        return time.perf_counter() - start_s, n_words

    def analyse(self) -> tuple[float, int]:
        """Likewise, in this process."""
        return self._timed(lambda on_event: run(self._jobs, self._engine, on_event))

    def analyse_in_processes(self) -> tuple[float, int]:
        """Likewise, from when the first process has loaded its models."""
        load = EngineChoice("cpu", n_threads=1).load
        return self._timed(lambda hear: run_in_processes(self._jobs, load, PROCESSES, hear))

    def _timed(self, work: Callable[[Callable[[JobEvent], None]], None]) -> tuple[float, int]:
        started_s: list[float] = []
        n_words: list[int] = []

        def hear(event: JobEvent) -> None:
            if isinstance(event, JobStarted):
                started_s.append(time.perf_counter())
            elif isinstance(event, JobDone):
                said = event.document.utterances
                n_words.append(sum(len(one.transcript.words) for one in said))

        work(hear)
        assert len(n_words) == N_FILES
        return time.perf_counter() - started_s[0], sum(n_words)


def profile_of(work: Callable[[], object]) -> dict[str, float]:
    """Return the wall time of the whole and of each part, in seconds."""
    profiler = cProfile.Profile()
    profiler.runcall(work)
    stats = pstats.Stats(profiler)
    took_s = {"all": stats.total_tt}
    for part, place in PARTS.items():
        took_s[part] = sum(
            whole_s
            for (file, _line, name), (*_, whole_s, _callers) in stats.stats.items()
            if (Path(file).name, name) == place
        )
    return took_s


def test_a_folder_against_batched_transcription_alone(shared_data: Path, tmp_path: Path) -> None:
    corpus = Corpus(shared_data, tmp_path)
    ways: dict[str, Callable[[], tuple[float, int]]] = {
        "faster-whisper, batched": corpus.transcribe,
        "analyze, one process": corpus.analyse,
        "analyze, two processes": corpus.analyse_in_processes,
    }
    walls: dict[str, list[float]] = {name: [] for name in ways}
    cpus: dict[str, list[float]] = {name: [] for name in ways}
    words = {}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            before_s = cpu_s()
            wall_s, words[name] = work()
            walls[name].append(wall_s)
            cpus[name].append(cpu_s() - before_s)
    print(f"\n{N_FILES} files of {FILE_S} s, {ROUNDS} rounds, medians; CPU times include loading")
    alone, *_ = ways
    for name in ways:
        wall_s, used_s = sorted(walls[name])[ROUNDS // 2], sorted(cpus[name])[ROUNDS // 2]
        ratios = sorted(a / b for a, b in zip(walls[name], walls[alone], strict=True))
        print(
            f"{name}: {wall_s:.1f} s wall ({ratios[ROUNDS // 2]:.2f} of faster-whisper's),"
            f" {used_s:.1f} s CPU, {words[name]} words"
        )
    parts = profile_of(corpus.analyse).items()
    print("one process, profiled:", ", ".join(f"{part} {took_s:.1f} s" for part, took_s in parts))
    assert words["analyze, two processes"] == words["analyze, one process"]
    assert words["analyze, one process"] >= words[alone]
