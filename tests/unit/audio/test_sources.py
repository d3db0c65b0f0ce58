import threading
import time
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio import microphone
from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.audio.files import read_all
from emotion_desktop.audio.microphone import MicrophoneSource
from emotion_desktop.audio.sources import Source
from emotion_desktop.audio.timeline import LossMeter
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.live import SourceNotice
from tests.unit.audio.made_sounds import WriteSound, level_of, tone


class Listener:
    """Notes what a source delivers."""

    def __init__(self) -> None:
        self.blocks: list[AudioBlock] = []
        self.reasons: list[str | None] = []
        self.notices: list[SourceNotice] = []
        self.heard = threading.Event()
        self.ended = threading.Event()

    def on_block(self, block: AudioBlock) -> None:
        assert not self.ended.is_set()
        self.blocks.append(block)
        self.heard.set()

    def on_end(self, reason: str | None) -> None:
        self.reasons.append(reason)
        self.ended.set()

    def listen_to_the_end_of(self, source: Source) -> None:
        source.start(self.on_block, self.on_end, self.notices.append)
        assert self.ended.wait(20)
        source.stop()


def test_a_file_arrives_whole_in_short_blocks(write_sound: WriteSound) -> None:
    path = write_sound("talk.wav", tone(seconds=2.0, rate_hz=44_100), 44_100)
    listener = Listener()
    source = FileSource(path, speed=None)

    listener.listen_to_the_end_of(source)

    assert listener.reasons == [None]
    assert source.name == "talk.wav"
    assert source.dropped_samples == 0
    assert all(0.02 <= len(b.samples) / SAMPLE_RATE_HZ <= 0.05 for b in listener.blocks[:-1])
    np.testing.assert_array_equal(
        np.concatenate([b.samples for b in listener.blocks]), read_all(path)
    )


def test_a_file_plays_at_the_speed_of_the_clock(write_sound: WriteSound) -> None:
    path = write_sound("talk.wav", tone(seconds=1.5))
    listener = Listener()
    start_s = time.monotonic()

    listener.listen_to_the_end_of(FileSource(path, speed=3.0))

    assert time.monotonic() - start_s >= 0.5
    assert len(listener.blocks) == 50


def test_a_stopped_file_ends_at_once_and_without_a_reason(write_sound: WriteSound) -> None:
    listener = Listener()
    source = FileSource(write_sound("long.wav", tone(seconds=60)))
    source.start(listener.on_block, listener.on_end, listener.notices.append)
    assert listener.heard.wait(20)

    source.stop()
    source.stop()

    assert listener.reasons == [None]
    assert len(listener.blocks) < 1_000


def test_a_source_can_be_stopped_by_its_listener(write_sound: WriteSound) -> None:
    listener = Listener()
    source = FileSource(write_sound("long.wav", tone(seconds=60)), speed=None)

    def stop(block: AudioBlock) -> None:
        listener.on_block(block)
        source.stop()

    source.start(stop, listener.on_end, listener.notices.append)

    assert listener.ended.wait(20)
    source.stop()
    assert len(listener.blocks) == 1


def test_a_file_that_is_missing_ends_with_the_reason(tmp_path: Path) -> None:
    listener = Listener()

    listener.listen_to_the_end_of(FileSource(tmp_path / "nowhere.wav"))

    assert listener.blocks == []
    assert "nowhere.wav does not exist" in str(listener.reasons[0])


def test_a_fault_of_the_listener_ends_the_source_and_is_logged(
    write_sound: WriteSound, caplog: pytest.LogCaptureFixture
) -> None:
    listener = Listener()

    def fail(_: AudioBlock) -> None:
        raise ZeroDivisionError("a bug")

    source = FileSource(write_sound("talk.wav", tone()), speed=None)
    source.start(fail, listener.on_end, listener.notices.append)

    assert listener.ended.wait(20)
    source.stop()
    assert "fault in the program" in str(listener.reasons[0])
    assert "ZeroDivisionError" in caplog.text


def test_a_source_starts_only_once(write_sound: WriteSound) -> None:
    listener = Listener()
    source = FileSource(write_sound("talk.wav", tone()), speed=None)
    listener.listen_to_the_end_of(source)

    with pytest.raises(RuntimeError, match="once"):
        source.start(listener.on_block, listener.on_end, listener.notices.append)


class FakeDevice:
    """Stands in for sounddevice: what it is told to play reaches the callback."""

    PortAudioError = RuntimeError
    rate_hz = 48_000

    def __init__(self) -> None:
        self.started = threading.Event()
        self.closed = threading.Event()

    def query_devices(self, device: object, kind: str) -> dict[str, object]:
        if device == "gone":
            raise ValueError("No input device matching 'gone'")
        return {"name": "Fake", "index": 0, "default_samplerate": float(self.rate_hz)}

    def InputStream(self, *, callback, finished_callback, blocksize, **_):  # noqa: N802
        self._callback, self.finish, self._blocksize = callback, finished_callback, blocksize
        return self

    def start(self) -> None:
        self.started.set()

    def abort(self, ignore_errors: bool = True) -> None:
        self.closed.set()

    close = abort

    def play(self, samples: np.ndarray) -> None:
        for start in range(0, len(samples), self._blocksize):
            piece = samples[start : start + self._blocksize, None]
            self._callback(piece, len(piece), None, None)


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> FakeDevice:
    fake = FakeDevice()
    monkeypatch.setattr(microphone, "load_sounddevice", lambda: fake)
    return fake


def test_a_microphone_is_resampled_and_reported_lost_when_it_goes(device: FakeDevice) -> None:
    listener = Listener()
    source = MicrophoneSource(None)
    source.start(listener.on_block, listener.on_end, listener.notices.append)
    assert device.started.wait(5)

    device.play(tone(440, rate_hz=48_000))
    device.finish()

    assert listener.ended.wait(5)
    assert listener.reasons == ["Fake was disconnected"]
    assert source.name == "Fake"
    assert source.dropped_samples == 0
    sound = np.concatenate([b.samples for b in listener.blocks])
    assert len(sound) == pytest.approx(SAMPLE_RATE_HZ, abs=1_000)
    assert level_of(sound, 440) == pytest.approx(0.3, rel=0.05)
    assert device.closed.wait(5)


def test_a_stopped_microphone_is_closed(device: FakeDevice) -> None:
    listener = Listener()
    source = MicrophoneSource(3)
    source.start(listener.on_block, listener.on_end, listener.notices.append)
    assert device.started.wait(5)

    source.stop()

    assert listener.reasons == [None]
    assert device.closed.is_set()


def test_a_microphone_that_falls_silent_is_reported_lost(
    device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "SILENT_DEVICE_S", 0.2)
    listener = Listener()
    source = MicrophoneSource(None)
    source.start(listener.on_block, listener.on_end, listener.notices.append)
    assert device.started.wait(5)

    device.play(tone(rate_hz=48_000))

    assert listener.ended.wait(3)
    source.stop()
    assert listener.reasons == ["Fake gives no sound any more"]


def test_a_microphone_that_is_not_there_ends_with_the_reason(device: FakeDevice) -> None:
    listener = Listener()

    listener.listen_to_the_end_of(MicrophoneSource("gone"))

    assert str(listener.reasons[0]).startswith("gone cannot be opened: No input device")


def test_what_a_slow_listener_misses_is_counted_and_leaves_a_gap(
    device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "QUEUE_BLOCKS", 10)
    listener = Listener()
    go_on = threading.Event()

    def slow(block: AudioBlock) -> None:
        listener.on_block(block)
        assert go_on.wait(10)

    source = MicrophoneSource(None)
    source.start(slow, listener.on_end, listener.notices.append)
    assert device.started.wait(5)
    second = tone(440, rate_hz=48_000)
    device.play(second)
    assert listener.heard.wait(5)
    device.play(np.tile(second, 3))
    go_on.set()
    device.finish()

    assert listener.ended.wait(5)
    heard = sum(len(b.samples) for b in listener.blocks)
    assert source.dropped_samples > 2 * SAMPLE_RATE_HZ
    assert heard + source.dropped_samples == pytest.approx(4 * SAMPLE_RATE_HZ, abs=1_000)
    last = listener.blocks[-1]
    assert last.first_sample + len(last.samples) == pytest.approx(4 * SAMPLE_RATE_HZ, abs=1_000)
    ends = [0, *(b.first_sample + len(b.samples) for b in listener.blocks)]
    gaps = [b.first_sample - end for b, end in zip(listener.blocks, ends, strict=False)]
    assert all(gap >= 0 for gap in gaps)
    assert sum(gaps) == pytest.approx(source.dropped_samples, abs=10)


def test_what_is_lost_before_the_first_block_counts_too(
    device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "QUEUE_BLOCKS", 10)
    # All arrives before the source's thread takes its first block.
    monkeypatch.setattr(
        device, "start", lambda: (device.play(tone(rate_hz=48_000)), device.finish())
    )
    listener = Listener()
    source = MicrophoneSource(None)

    listener.listen_to_the_end_of(source)

    assert source.dropped_samples == listener.blocks[0].first_sample > 0.5 * SAMPLE_RATE_HZ


def arrivals(*, seconds: float, drift: float = 0.0, lost_at_s: float = 1e9) -> float:
    """Seconds that a meter finds lost when 0.9 s are lost at a time, and blocks burst."""
    meter = LossMeter()
    rng = np.random.default_rng(0)
    found_s, now_s = 0.0, 0.0
    for k in range(round(seconds / 0.03)):
        received_s = 0.03 * (k + 1)
        true_s = received_s * (1 + drift) + (0.9 if received_s > lost_at_s else 0.0)
        # Late by up to half a second, and never before an earlier block.
        now_s = max(now_s, true_s + (rng.uniform(0, 0.5) if rng.random() < 0.5 else 0.0))
        found_s += meter.observe(now_s, received_s)
    return found_s


def test_late_blocks_and_drifting_clocks_are_no_loss() -> None:
    assert arrivals(seconds=3_600, drift=2e-4) == 0.0


def test_sound_that_a_device_swallows_is_noticed_and_measured() -> None:
    assert arrivals(seconds=60, lost_at_s=30) == pytest.approx(0.9, abs=0.1)
