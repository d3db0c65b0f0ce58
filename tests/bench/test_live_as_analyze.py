"""Whether live listening finds the utterances and the labels that `analyze` finds.

Both hear the same recording: live as a file that is taken block by block, and through a
microphone of the sound system at the rates that microphones have.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import soundfile

from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.audio.sources import OnBlock, OnNotice, Source, ThreadedSource
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.live_events import Failed, LiveEvent, SourceEnded, UtteranceReady
from emotion_desktop.domain.live_options import LiveOptions
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.analysis.analyse_file import analyse
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.pipeline import LivePipeline
from tests.bench.clips import balanced
from tests.system.sound_server import ListeningProcess, SoundServer
from tests.unit.audio.made_sounds import place_of

N_PER_EMOTION = 15
RATES_HZ = (16_000, 44_100, 48_000)
#: Utterances are the same that begin and end within so much of each other.
NEAR_S = 0.1
PAUSE_S = 1.0
BLOCK = round(0.03 * SAMPLE_RATE_HZ)


def write_talk(data: Path, path: Path) -> Path:
    """Write clips of all emotions in random order, softer and louder, with pauses."""
    rng = np.random.default_rng(0)
    clips = balanced(data, N_PER_EMOTION)
    with soundfile.SoundFile(path, "w", SAMPLE_RATE_HZ, 1, "PCM_16") as file:
        for i in rng.permutation(len(clips)):
            gain = 10 ** (rng.uniform(-20, 0) / 20)
            pause = rng.normal(0, 1e-4, round(PAUSE_S * SAMPLE_RATE_HZ))
            file.write(np.concatenate([pause, clips[i].read() * gain]))
    return path


class Replay(ThreadedSource):
    """Gives again what a microphone gave."""

    def __init__(self, samples: FloatArray) -> None:
        super().__init__("replay")
        self._samples = samples

    def _deliver(self, on_block: OnBlock, on_notice: OnNotice) -> str | None:
        for first in range(0, len(self._samples), BLOCK):
            if self._stopping.is_set():
                break
            on_block(AudioBlock(self._samples[first : first + BLOCK], SAMPLE_RATE_HZ, first))
        return None


def listen(source: Source, engine: EmotionEngine) -> list[Utterance]:
    """Hear a source live, however long the models take."""
    over = Event()
    events: list[LiveEvent] = []

    def take(event: LiveEvent) -> None:
        events.append(event)
        if isinstance(event, SourceEnded | Failed):
            over.set()

    pipeline = LivePipeline(
        lambda: source,
        EngineCache(lambda: engine).request(Message("a bench")),
        on_event=take,
        options=LiveOptions(compare_with_speaker=False, hop_s=2.0),  # only utterances count
        lossless=True,
    )
    pipeline.start()
    over.wait()
    assert pipeline.stop(20)
    assert isinstance(events[-1], SourceEnded), events[-1]
    return [event.utterance for event in events if isinstance(event, UtteranceReady)]


def shared_s(one: Utterance, other: Utterance, later_s: float) -> float:
    """For how long both go on at once; `other` was heard `later_s` later."""
    start_s = max(one.start_s, other.start_s - later_s)
    return min(one.end_s, other.end_s - later_s) - start_s


def pairs(
    analysed: Sequence[Utterance], live: Sequence[Utterance], later_s: float
) -> list[tuple[Utterance, Utterance]]:
    """Utterances that both found: more than half of each is in the other."""
    return [
        (one, other)
        for one in analysed
        for other in live
        if shared_s(one, other, later_s)
        > max(one.end_s - one.start_s, other.end_s - other.start_s) / 2
    ]


def report(
    name: str, analysed: Sequence[Utterance], live: Sequence[Utterance], later_s: float = 0.0
) -> tuple[float, float, float]:
    """Print and give the shares of utterances, of exact ones, and of labels that are the same.

    Where two emotions are about as likely, which is called unclear, a hair decides between them:
    the share of the others is printed too.
    """
    both = pairs(analysed, live, later_s)
    near = sum(
        abs(other.start_s - later_s - one.start_s) <= NEAR_S
        and abs(other.end_s - later_s - one.end_s) <= NEAR_S
        for one, other in both
    )
    same = sum(one.estimate.label == other.estimate.label for one, other in both)
    clear = [(one, other) for one, other in both if not one.estimate.uncertain]
    stayed = sum(one.estimate.label == other.estimate.label for one, other in clear)
    found, exact, alike = len(both) / len(analysed), near / len(analysed), same / len(both)
    print(
        f"\n{name}: {found:.1%} of {len(analysed)} utterances are found live, {exact:.1%} within "
        f"{NEAR_S * 1000:.0f} ms ({len(live)} in all); the same are {alike:.1%} of "
        f"their labels, {stayed / len(clear):.1%} of the {len(clear)} that are not unclear"
    )
    return found, exact, alike


@pytest.fixture(scope="module")
def engine() -> EmotionEngine:
    return EmotionEngine.load()


@pytest.fixture(scope="module")
def talk(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_talk(shared_data, tmp_path_factory.mktemp("talk") / "talk.wav")


@pytest.fixture(scope="module")
def analysed(talk: Path, engine: EmotionEngine) -> tuple[Utterance, ...]:
    return analyse(talk, engine, normalise_speakers=False).utterances


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    server = SoundServer(tmp_path)
    yield server
    server.close()


def test_live_finds_what_analyze_finds(
    talk: Path, engine: EmotionEngine, analysed: Sequence[Utterance]
) -> None:
    _, exact, _ = report("file", analysed, listen(FileSource(talk, speed=None), engine))
    assert exact >= 0.98


def record(server: SoundServer, talk: Path, rate_hz: int, folder: Path) -> FloatArray:
    """Play it through a microphone of that rate; give what the program heard of it."""
    server.plug_line(f"line{rate_hz}", rate_hz=rate_hz)
    server.plug_microphone(f"Rate{rate_hz}", f"line{rate_hz}")
    ear = ListeningProcess(server, f"Rate{rate_hz}", "PulseAudio")
    try:
        ear.wait_for("first block", 60)
        server.play(talk, f"line{rate_hz}")
        ear.tell("stop")
        ear.wait_for("stopped", 30)
        ear.tell(f"save {folder / str(rate_hz)}.npy")
        ear.wait_for("saved", 30)
    finally:
        ear.close()
    samples: FloatArray = np.load(folder / f"{rate_hz}.npy")
    return samples


def test_a_microphone_of_any_rate_gives_the_labels_of_the_file(
    talk: Path,
    engine: EmotionEngine,
    analysed: Sequence[Utterance],
    server: SoundServer,
    tmp_path: Path,
) -> None:
    with ThreadPoolExecutor(len(RATES_HZ)) as pool:  # it plays in real time
        heard = list(pool.map(lambda rate_hz: record(server, talk, rate_hz, tmp_path), RATES_HZ))
    original, _ = soundfile.read(talk, dtype="float32")
    shares = []
    for rate_hz, samples in zip(RATES_HZ, heard, strict=True):
        later_s = place_of(original, 5.0, samples, length_s=10.0) - 5.0
        live = listen(Replay(samples), engine)
        shares.append(report(f"microphone at {rate_hz} Hz", analysed, live, later_s))
    for found, _, alike in shares:
        assert found >= 0.98
        assert alike >= 0.95
