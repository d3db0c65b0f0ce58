"""The sound of a session as plots draw it."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.services.review.import_file import import_document
from emotion_desktop.services.review.session_sound import (
    SessionSound,
    attention_track,
    find_sound,
    read_tracks,
    take_moved_sound,
)
from emotion_desktop.storage.audio_files import AudioMovedError, sha256_of
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import analysis
from tests.review_doubles import utterance

RATE_HZ = 16_000
NO_GAPS = np.empty((0, 2))


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """Half a minute: silence, then a tone."""
    tone = 0.5 * np.sin(np.arange(15 * RATE_HZ) * 2 * np.pi * 440 / RATE_HZ)
    soundfile.write(tmp_path / "talk.wav", np.concatenate([np.zeros(15 * RATE_HZ), tone]), RATE_HZ)
    return tmp_path / "talk.wav"


def test_the_sound_grows_from_track_to_track_until_all_of_it_is_there(talk: Path) -> None:
    ticks = iter(range(1000))
    gaps_s = np.array([[1.0, 2.0]])
    tracks = list(
        read_tracks(SessionSound(talk, None), gaps_s, lambda: False, clock=lambda: next(ticks))
    )
    ends_s = [track.end_s for track in tracks]
    assert ends_s[0] == 10.0
    assert ends_s[-1] == 30.0
    assert ends_s == sorted(ends_s)
    np.testing.assert_array_equal(tracks[-1].gaps_s, gaps_s)
    highs = tracks[-1].highs[0]
    assert highs.between(1.0, 14.0).values.max() == 0.0
    assert highs.between(16.0, 29.0).values.min() > 0.2
    assert tracks[-1].mels[0].first == 0  # as fine at the beginning as at the end


def test_reading_stops_when_nobody_wants_it_any_more(talk: Path) -> None:
    asked = iter([False] * 3 + [True] * 100)
    tracks = list(read_tracks(SessionSound(talk, None), NO_GAPS, lambda: next(asked)))
    assert all(track.end_s < 30.0 for track in tracks)


def test_a_moved_file_is_missed_and_taken_from_where_it_is(talk: Path, tmp_path: Path) -> None:
    document = SessionDocument(
        AudioInfo(talk, 30.0, RATE_HZ, 1), sha256_of(talk), {}, (), analysis().frames
    )
    with SessionStore(tmp_path / "data", pytest.fail) as store:
        session_id = import_document(store, document, copy=False)
    assert find_sound(tmp_path / "data", session_id, pytest.fail) == SessionSound(talk, None)
    moved = talk.rename(tmp_path / "moved.wav")
    with pytest.raises(AudioMovedError):
        find_sound(tmp_path / "data", session_id, pytest.fail)
    take_moved_sound(tmp_path / "data", session_id, moved, pytest.fail)
    assert find_sound(tmp_path / "data", session_id, pytest.fail) == SessionSound(moved, None)


def test_attention_lies_where_the_network_looked() -> None:
    track = attention_track([utterance(0, 1.0), utterance(1, 5.0)])
    attention = track.attention_between(0.0, 10.0, 1000)
    middle_s = attention.start_s + (np.arange(len(attention.values)) + 0.5) * attention.bin_s
    within = ((middle_s > 1.0) & (middle_s < 3.0)) | ((middle_s > 5.0) & (middle_s < 7.0))
    assert attention.values[within].min() > 0.0
    assert attention.values[~within].max() == 0.0
    assert len(track.times_s) == 0
