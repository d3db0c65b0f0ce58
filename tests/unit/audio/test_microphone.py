import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import numpy as np
import pytest

from emotion_desktop.audio import capture, microphone, sound_server
from emotion_desktop.audio.microphone import MicrophoneSource
from emotion_desktop.audio.portaudio import library
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from tests.unit.audio.made_sounds import level_of, tone
from tests.unit.audio.sound_double import SoundDouble
from tests.unit.audio.source_listener import Listener

Start = Callable[..., MicrophoneSource]


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> SoundDouble:
    double = SoundDouble()
    monkeypatch.setattr(library, "_sounddevice", double)
    monkeypatch.setattr(sound_server, "_run", lambda *_: None)
    monkeypatch.setattr(microphone, "RETRY_S", 0.01)
    return double


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def start(sound: SoundDouble, listener: Listener) -> Iterator[Start]:
    sources = []

    def start_source(*args: object, **options: object) -> MicrophoneSource:
        source = MicrophoneSource(*args, **options)
        sources.append(source)
        source.start(listener.on_block, listener.on_end, listener.on_notice)
        return source

    yield start_source
    for source in sources:
        source.stop()


def test_a_microphone_is_resampled_to_16_khz(
    sound: SoundDouble, start: Start, listener: Listener
) -> None:
    source = start()
    stream = sound.next_stream()
    stream.play(tone(440, rate_hz=48_000))
    stream.finish()
    assert listener.next_notice().kind == "lost"
    source.stop()

    heard = listener.sound()
    assert source.name == "Fake"
    assert source.dropped_samples == 0
    assert len(heard) == pytest.approx(SAMPLE_RATE_HZ, abs=1_000)
    assert level_of(heard, 440) == pytest.approx(0.3, rel=0.05)
    assert listener.reasons == [None]
    assert stream.closed.is_set()


def test_a_lost_microphone_is_heard_again_and_its_absence_is_a_gap(
    sound: SoundDouble, start: Start, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now_s=100.0)
    monkeypatch.setattr(capture, "time", SimpleNamespace(monotonic=lambda: clock.now_s))
    sound.plugged = [("Built-in", 1), ("USB: Audio (hw:1,0)", 1)]
    library.look_again()
    source = start("USB: Audio (hw:1,0)", "Core Audio")
    first = sound.next_stream()
    first.play(tone(rate_hz=48_000))
    clock.now_s += 1.0  # it lasts so long

    sound.plugged = [("Built-in", 1)]
    first.finish()
    lost = listener.next_notice()
    clock.now_s += 7.0
    sound.plugged = [("Built-in", 1), ("Dock", 1), ("USB: Audio (hw:3,0)", 1)]
    second = sound.next_stream()
    second.play(tone(rate_hz=48_000))
    returned = listener.next_notice()

    assert (lost.kind, lost.message) == ("lost", "USB: Audio (hw:1,0) was disconnected")
    assert returned.kind == "returned"
    assert (first.device, second.device) == (1, 2)
    assert first.closed.is_set()
    assert returned.at_s - lost.at_s == pytest.approx(7.0, abs=0.05)
    assert source.dropped_samples == round((returned.at_s - lost.at_s) * SAMPLE_RATE_HZ)
    assert not listener.ended.is_set()


def test_a_default_that_became_another_microphone_is_named(
    sound: SoundDouble, start: Start, listener: Listener
) -> None:
    start()
    stream = sound.next_stream()
    stream.play(tone(rate_hz=48_000))
    sound.plugged = [("Built-in", 1)]
    stream.finish()
    assert listener.next_notice().kind == "lost"
    sound.next_stream().play(tone(rate_hz=48_000))

    notice = listener.next_notice()
    assert notice.kind == "moved"
    assert notice.message == "The audio now comes from Built-in instead of Fake"


def test_a_microphone_that_falls_silent_is_lost_and_opened_anew(
    sound: SoundDouble, start: Start, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "SILENT_DEVICE_S", 0.2)
    start()
    sound.next_stream().play(tone(rate_hz=48_000))

    assert "has stopped sending audio" in listener.next_notice().message
    sound.next_stream().play(tone(rate_hz=48_000))
    assert listener.next_notice().kind == "returned"


def test_a_device_that_hangs_holds_neither_stop_nor_the_caller(
    sound: SoundDouble, start: Start, listener: Listener
) -> None:
    source = start()
    stream = sound.next_stream()
    stream.play(tone(rate_hz=48_000))
    assert listener.heard.wait(5)
    stream.hang.clear()
    start_s = time.monotonic()

    source.stop()

    assert time.monotonic() - start_s < 2
    assert listener.reasons == [None]
    assert not stream.closed.is_set()
    stream.hang.set()
    assert stream.closed.wait(5)


def test_a_device_that_does_not_open_ends_with_an_error_and_is_closed_if_it_opens_late(
    sound: SoundDouble, start: Start, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "OPENING_S", 0.2)
    sound.opening.clear()
    start()

    assert listener.ended.wait(5)
    assert "does not respond" in str(listener.reasons[0])
    sound.opening.set()
    assert sound.next_stream().closed.wait(5)


def test_a_microphone_that_is_not_there_ends_with_the_reason(
    start: Start, listener: Listener
) -> None:
    start("gone")

    assert listener.ended.wait(5)
    assert listener.reasons == [
        "The microphone gone is not connected. Connect it, or choose another microphone."
    ]


@pytest.mark.parametrize(("channel", "level"), [(None, 0.15), (0, 0.3), (1, 0.0)])
def test_one_channel_is_heard_or_all_mixed(
    sound: SoundDouble, start: Start, listener: Listener, channel: int | None, level: float
) -> None:
    sound.plugged = [("Stereo", 2)]
    library.look_again()
    start("Stereo", channel=channel)
    stream = sound.next_stream()

    left = tone(440, rate_hz=48_000)
    stream.play(np.stack([left, np.zeros_like(left)], axis=1))
    stream.finish()

    assert listener.next_notice().kind == "lost"
    assert level_of(listener.sound(), 440) == pytest.approx(level, abs=0.01)


def test_a_channel_that_a_device_lacks_is_an_error(start: Start, listener: Listener) -> None:
    start("Fake", channel=1)

    assert listener.ended.wait(5)
    assert "Fake has no channel 2" in str(listener.reasons[0])


def test_what_a_slow_listener_misses_is_counted_and_leaves_a_gap(
    sound: SoundDouble, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture, "QUEUE_BLOCKS", 10)
    go_on = threading.Event()

    def slow(block: AudioBlock) -> None:
        listener.on_block(block)
        assert go_on.wait(10)

    source = MicrophoneSource()
    source.start(slow, listener.on_end, listener.on_notice)
    stream = sound.next_stream()
    second = tone(440, rate_hz=48_000)
    stream.play(second)
    assert listener.heard.wait(5)
    stream.play(np.tile(second, 3))
    go_on.set()
    stream.finish()

    assert listener.next_notice().kind == "lost"
    source.stop()
    heard = len(listener.sound())
    assert source.dropped_samples > 2 * SAMPLE_RATE_HZ
    assert heard + source.dropped_samples == pytest.approx(4 * SAMPLE_RATE_HZ, abs=1_000)
    last = listener.blocks[-1]
    assert last.first_sample + len(last.samples) == pytest.approx(4 * SAMPLE_RATE_HZ, abs=1_000)
    ends = [0, *(b.first_sample + len(b.samples) for b in listener.blocks)]
    gaps = [b.first_sample - end for b, end in zip(listener.blocks, ends, strict=False)]
    assert all(gap >= 0 for gap in gaps)
    assert sum(gaps) == pytest.approx(source.dropped_samples, abs=10)


def test_a_microphone_whose_channels_cancel_is_heard_and_it_is_told(
    sound: SoundDouble, start: Start, listener: Listener
) -> None:
    sound.plugged = [("Stereo", 2)]
    library.look_again()
    source = start("Stereo", "Core Audio")
    stream = sound.next_stream()
    assert stream.channels == 2
    left = tone(440, rate_hz=48_000, seconds=3)
    stream.play(np.stack([left, -left], axis=1))
    notice = listener.next_notice()
    assert notice.kind == "channels"
    assert "inverted polarity" in notice.message
    assert notice.at_s < 1
    stream.finish()
    assert listener.next_notice().kind == "lost"
    source.stop()
    heard = listener.sound()
    assert level_of(heard[SAMPLE_RATE_HZ:], 440) == pytest.approx(0.3, rel=0.05)
