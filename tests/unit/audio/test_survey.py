"""Which track is taken, and how its channels are mixed, seen on files."""

from pathlib import Path

import av
import numpy as np
import pytest

from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.audio.files import open_blocks, read_all
from emotion_desktop.audio.survey import survey, survey_tracks
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from tests.unit.audio.demo_speech import said
from tests.unit.audio.made_sounds import WriteSound, hum, noise, tone
from tests.unit.audio.source_listener import Listener

RATE_HZ = 16_000
VOICE, OTHER = said(0, 6), said(12, 18)
SILENCE = np.zeros_like(VOICE)


def write_tracks(path: Path, *tracks: FloatArray) -> Path:
    """Write each sound, shape (n,) or (n, 2), as a track of its own."""
    with av.open(str(path), "w") as container:
        streams = []
        for track in tracks:
            layout = "mono" if track.ndim == 1 else "stereo"
            streams.append((container.add_stream("pcm_s16le", rate=RATE_HZ, layout=layout), layout))
        for (stream, layout), track in zip(streams, tracks, strict=True):
            pcm = (np.clip(track, -1, 1) * 32_767).astype(np.int16).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout=layout)
            frame.rate = RATE_HZ
            frame.pts = 0
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    return path


def same(heard: FloatArray, right: FloatArray) -> bool:
    n = min(len(heard), len(right)) - RATE_HZ // 10
    return n > RATE_HZ and float(np.corrcoef(heard[:n], right[:n])[0, 1]) > 0.98


@pytest.mark.parametrize(
    "first",
    [SILENCE, tone(1000, seconds=6), hum(50, 6), noise(6, 0.2)],
    ids=["silence", "tone", "hum", "noise"],
)
def test_the_first_track_with_speech_is_taken_and_it_is_told(
    first: FloatArray, tmp_path: Path
) -> None:
    path = write_tracks(tmp_path / "talk.mka", first, VOICE, OTHER)
    surveyed = survey(path)
    assert (surveyed.track, surveyed.n_tracks) == (1, 3)
    assert [(notice.kind, notice.message) for notice in surveyed.info.notices] == [
        ("tracks", "There are 3 audio tracks; track 2, which contains speech, was used")
    ]
    assert same(read_all(path), VOICE)


def test_the_first_of_two_speakers_is_taken_unless_the_other_is_chosen(tmp_path: Path) -> None:
    path = write_tracks(tmp_path / "talk.mkv", VOICE, OTHER)
    assert survey(path).track == 0
    chosen = survey(path, track=1)
    assert chosen.info.notices == ()
    heard = np.concatenate([b.samples for b in open_blocks(path, "mix", surveyed=chosen)])
    assert same(heard, OTHER)


def test_a_track_that_is_not_there_is_named(tmp_path: Path, write_sound: WriteSound) -> None:
    with pytest.raises(UserFacingError, match="has no audio track 3; it has 2"):
        survey(write_tracks(tmp_path / "talk.mkv", VOICE, OTHER), track=2)
    with pytest.raises(UserFacingError, match="has no audio track 2; it has 1"):
        survey(write_sound("talk.wav", VOICE), track=1)


def test_as_many_tracks_as_nobody_has_are_refused(tmp_path: Path) -> None:
    path = write_tracks(tmp_path / "talk.mka", *[tone(300, seconds=0.1)] * 33)
    with pytest.raises(UserFacingError, match="has 33 audio tracks, and no more than 32 can be"):
        survey(path)


def test_tracks_of_which_none_holds_speech_are_told(tmp_path: Path) -> None:
    surveyed = survey(write_tracks(tmp_path / "talk.mka", tone(300), tone(700)))
    assert "none of them contains speech" in surveyed.info.notices[0].message


def test_every_track_can_be_surveyed(tmp_path: Path) -> None:
    stereo = np.stack([VOICE, -VOICE], axis=1)
    found = survey_tracks(write_tracks(tmp_path / "talk.mka", OTHER, stereo))
    assert [one.track for one in found] == [0, 1]
    assert [one.info.channels for one in found] == [1, 2]
    assert found[1].mix.weights.tolist() == [0.5, -0.5]


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_a_recording_whose_channels_cancel_is_read_with_its_voice(
    suffix: str, write_sound: WriteSound
) -> None:
    path = write_sound(f"talk{suffix}", np.stack([VOICE, -VOICE], axis=1))
    assert same(read_all(path), VOICE)
    [notice] = survey(path).info.notices
    assert (notice.kind, notice.at_s) == ("channels", 0.0)
    assert "inverted polarity" in notice.message


def test_a_recording_that_is_played_tells_what_was_done_to_its_channels(
    write_sound: WriteSound,
) -> None:
    listener = Listener()
    source = FileSource(write_sound("talk.wav", np.stack([hum(50, 6), VOICE], axis=1)), speed=None)
    listener.listen_to_the_end_of(source)
    notice = listener.next_notice()
    assert (notice.kind, notice.message) == (
        "recording",
        "Channel 1: no voice of its own, left out",
    )
    assert same(listener.sound(), VOICE)
