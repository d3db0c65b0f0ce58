import time
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio import file_source
from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.audio.files import read_all
from emotion_desktop.audio.sndfile_sound import SndfileSound
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from tests.unit.audio.containers import RATE_HZ, mux
from tests.unit.audio.made_sounds import WriteSound, rustle, tone
from tests.unit.audio.source_listener import Listener


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
    source.start(listener.on_block, listener.on_end, listener.on_notice)
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

    source.start(stop, listener.on_end, listener.on_notice)

    assert listener.ended.wait(20)
    source.stop()
    assert len(listener.blocks) == 1


def test_what_is_missing_of_a_recording_is_told_when_its_place_was_heard(
    tmp_path: Path,
) -> None:
    sound = rustle(4, rate_hz=RATE_HZ)
    path = mux(tmp_path / "hole.webm", [(0.0, sound[:96_000]), (4.0, sound[96_000:])], "libopus")
    heard_at_notice = []
    listener = Listener()
    source = FileSource(path, speed=None)

    source.start(
        listener.on_block,
        listener.on_end,
        lambda notice: heard_at_notice.append((notice, listener.blocks[-1].first_sample)),
    )

    assert listener.ended.wait(20)
    source.stop()
    [(notice, first_sample)] = heard_at_notice
    assert (notice.kind, str(notice.message)) == ("recording", "2.0 s without sound at 2.0 s")
    assert notice.at_s == pytest.approx(first_sample / SAMPLE_RATE_HZ, abs=0.03)


def test_only_the_beginning_of_a_long_file_is_gone_through_before_it_plays(
    write_sound: WriteSound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_source, "SURVEY_S", 5.0)
    quiet = tone(seconds=60, level=1e-3)
    source = FileSource(write_sound("long.wav", quiet, subtype="PCM_24"))
    reads = []
    read = SndfileSound.read
    monkeypatch.setattr(SndfileSound, "read", lambda sound: reads.append(1) or read(sound))
    listener = Listener()

    source.start(listener.on_block, listener.on_end, listener.on_notice)

    assert "amplified by 37.0 dB" in listener.next_notice().message
    assert np.abs(listener.blocks[0].samples).max() > 0.05
    assert len(reads) < 12
    source.stop()


def test_a_flac_that_is_not_gone_through_to_its_end_may_be_damaged_there(
    write_sound: WriteSound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_source, "SURVEY_S", 1.0)
    path = write_sound("talk.flac", rustle(20))
    data = bytearray(path.read_bytes())
    data[-20_000:-19_000] = bytes(1_000)
    path.write_bytes(data)
    listener = Listener()

    listener.listen_to_the_end_of(FileSource(path, speed=None))

    assert listener.reasons == [None]
    assert len(listener.sound()) == pytest.approx(20 * SAMPLE_RATE_HZ, abs=5_000)
    assert "are damaged" in listener.next_notice().message


def test_holes_that_crowd_are_told_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_source, "_CROWD_S", 2.0)
    sound = rustle(2, rate_hz=RATE_HZ)
    pieces = [(0.5 * n, sound[n * 9_600 : n * 9_600 + 9_600]) for n in range(10)]
    listener = Listener()

    listener.listen_to_the_end_of(
        FileSource(mux(tmp_path / "poor.webm", pieces, "libopus"), speed=None)
    )

    told_s = [listener.next_notice().at_s for _ in range(listener.notices.qsize())]
    assert len(told_s) == 3
    assert np.diff(told_s).min() >= 2.0


def test_a_long_file_is_not_gone_through_to_its_end_when_it_is_stopped(
    write_sound: WriteSound, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener()
    source = FileSource(write_sound("long.wav", tone(seconds=120)))
    reads = []
    read = SndfileSound.read

    def stop_at_once(sound: SndfileSound) -> FloatArray:
        reads.append(1)
        source.stop()
        return read(sound)

    monkeypatch.setattr(SndfileSound, "read", stop_at_once)

    listener.listen_to_the_end_of(source)

    assert listener.reasons == [None]
    assert listener.blocks == []
    assert len(reads) == 1


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
    source.start(fail, listener.on_end, listener.on_notice)

    assert listener.ended.wait(20)
    source.stop()
    assert "internal error" in str(listener.reasons[0])
    assert "ZeroDivisionError" in caplog.text


def test_a_source_starts_only_once(write_sound: WriteSound) -> None:
    listener = Listener()
    source = FileSource(write_sound("talk.wav", tone()), speed=None)
    listener.listen_to_the_end_of(source)

    with pytest.raises(RuntimeError, match="once"):
        source.start(listener.on_block, listener.on_end, listener.on_notice)
