"""Proposals of who speaks, on made-up voices."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.cluster import SpectralClustering
from sklearn.metrics import adjusted_rand_score

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.diarisation import (
    COMPARISON_FILE,
    VoiceComparison,
    propose_speakers,
)
from emotion_desktop.inference.speaker_embedding import EMBEDDING_WIDTH, weights_folder

N_DIMENSIONS = 16
#: Voices differ in the first half of the dimensions; in the second half emotions do.
COMPARISON = VoiceComparison(
    mean=np.zeros(EMBEDDING_WIDTH, np.float32),
    projection=10 * np.eye(EMBEDDING_WIDTH, N_DIMENSIONS, dtype=np.float32),
    between=np.repeat([20.0, 0.01], N_DIMENSIONS // 2).astype(np.float32),
)


def embeddings_of(speakers: list[int], emotional: float = 0.0, seed: int = 0) -> FloatArray:
    """Embeddings of speakers (n, 256), two emotions alternating, with a little noise."""
    noise = np.random.default_rng(seed).normal(0, 0.05, (len(speakers), EMBEDDING_WIDTH))
    rows = np.zeros((len(speakers), EMBEDDING_WIDTH))
    rows[:, :N_DIMENSIONS] = noise[:, :N_DIMENSIONS]
    for i, speaker in enumerate(speakers):
        rows[i, speaker] += 1
        rows[i, N_DIMENSIONS // 2 + i % 2] += emotional
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def proposed(speakers: list[int], n_speakers: int | None = None, **kinds: float) -> list[str]:
    found = propose_speakers(
        embeddings_of(speakers, **kinds), [2.0] * len(speakers), COMPARISON, n_speakers=n_speakers
    )
    return [one.speaker for one in found]


def lettered(speakers: list[int]) -> list[str]:
    order = list(dict.fromkeys(speakers))
    return ["ABCDEF"[order.index(one)] for one in speakers]


conversations = st.integers(1, 4).flatmap(
    lambda n: st.permutations([one for one in range(n) for _ in range(6)])
)


@given(conversations)
def test_clear_voices_are_found_whatever_their_order(speakers: list[int]) -> None:
    assert proposed(speakers) == lettered(speakers)
    assert proposed(speakers, n_speakers=len(set(speakers))) == lettered(speakers)


@pytest.mark.parametrize("emotional", [0.5, 1.0])
def test_one_speaker_in_two_emotions_stays_one(emotional: float) -> None:
    assert set(proposed([0] * 30, emotional=emotional)) == {"A"}


def test_one_speaker_whose_voice_varies_stays_one_however_long_the_recording() -> None:
    moods = embeddings_of([0] * 20)
    moods[::2, 1] += 0.3
    moods /= np.linalg.norm(moods, axis=1, keepdims=True)
    for n_times in (1, 10):
        found = propose_speakers(np.tile(moods, (n_times, 1)), [2.0] * 20 * n_times, COMPARISON)
        assert {one.speaker for one in found} == {"A"}, n_times


def test_one_speaker_is_split_where_people_say_that_there_are_two() -> None:
    assert set(proposed([0] * 30, n_speakers=2)) == {"A", "B"}


@pytest.mark.parametrize("n_speakers", [2, 3, 4])
@pytest.mark.parametrize("seed", range(5))
def test_speakers_are_those_that_scikit_learn_clusters(n_speakers: int, seed: int) -> None:
    speakers = np.random.default_rng(seed).integers(0, 4, 60).tolist()
    embeddings = embeddings_of(speakers, emotional=0.5, seed=seed)
    found = propose_speakers(embeddings, [2.0] * 60, COMPARISON, n_speakers=n_speakers)
    directions = COMPARISON.directions(COMPARISON.project(embeddings))
    theirs = SpectralClustering(n_speakers, affinity="precomputed", random_state=0).fit_predict(
        np.exp(3.0 * (directions @ directions.T - 1))
    )
    assert adjusted_rand_score([one.speaker for one in found], theirs) == 1.0


@given(
    st.lists(st.tuples(st.integers(0, 3), st.floats(0, 20)), max_size=12),
    st.none() | st.integers(1, 10),
)
def test_every_piece_gets_a_speaker_and_a_probability(
    pieces: list[tuple[int, float]], n_speakers: int | None
) -> None:
    embeddings = embeddings_of([speaker for speaker, _ in pieces])
    lengths_s = [length_s for _, length_s in pieces]
    found = propose_speakers(embeddings, lengths_s, COMPARISON, n_speakers=n_speakers)
    assert found == propose_speakers(embeddings, lengths_s, COMPARISON, n_speakers=n_speakers)
    names = list(dict.fromkeys(one.speaker for one in found))
    assert names == list("ABCDEFGHIJ"[: len(names)])
    assert len(names) <= (n_speakers or 6)
    assert all(0 < one.confidence <= 1 for one in found)


def test_what_is_too_short_or_silent_takes_its_neighbours_speaker_and_is_less_sure() -> None:
    speakers = [0] * 6 + [1] * 6
    embeddings, lengths_s = embeddings_of(speakers), [2.0] * 12
    embeddings[2] = 0  # silence
    embeddings[8], lengths_s[8] = embeddings[0], 0.2
    found = propose_speakers(embeddings, lengths_s, COMPARISON)
    assert [one.speaker for one in found] == lettered(speakers)
    heard = [one.confidence for i, one in enumerate(found) if i not in (2, 8)]
    assert max(found[2].confidence, found[8].confidence) < min(heard)


def test_a_voice_between_two_is_less_sure() -> None:
    speakers = [0, 1] * 8
    embeddings = embeddings_of(speakers)
    embeddings[5] = (embeddings[4] + embeddings[1]) / np.linalg.norm(embeddings[4] + embeddings[1])
    found = propose_speakers(embeddings, [2.0] * 16, COMPARISON)
    assert found[5].confidence < 0.9 < min(one.confidence for one in found[6:])


def test_nothing_is_proposed_of_nothing() -> None:
    nothing = np.zeros((0, EMBEDDING_WIDTH), np.float32)
    assert propose_speakers(nothing, [], COMPARISON) == []
    silence = np.zeros((2, EMBEDDING_WIDTH), np.float32)
    assert [one.speaker for one in propose_speakers(silence, [1, 1], COMPARISON)] == ["A", "A"]


@pytest.mark.parametrize("n_speakers", [0, 11])
def test_a_senseless_number_is_refused(n_speakers: int) -> None:
    with pytest.raises(ValueError, match="1 to 10"):
        proposed([0, 1], n_speakers=n_speakers)


def test_a_changed_comparison_is_refused(tmp_path: Path) -> None:
    assert VoiceComparison.load().between[0] > 1
    path = tmp_path / COMPARISON_FILE
    shutil.copyfile(weights_folder() / COMPARISON_FILE, path)
    path.write_bytes(path.read_bytes()[:-1] + b"\x7f")
    with pytest.raises(UserFacingError, match="damaged or was modified"):
        VoiceComparison.load(tmp_path)
