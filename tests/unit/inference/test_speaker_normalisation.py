"""Estimates relative to how a speaker usually sounds."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import log_softmax

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS, NEUTRAL_INDEX
from emotion_desktop.inference.arrays import IntArray
from emotion_desktop.inference.prediction import ModalityPrediction
from emotion_desktop.inference.speaker_normalisation import (
    NormalisationModel,
    SpeakerNormaliser,
    SpeakerStatistics,
    centred,
    fit_normalisation,
)
from model_training.speakers import to_manifest

SHARES = (0.12, 0.03, 0.04, 0.17, 0.48, 0.10, 0.06)
MIN_UTTERANCES = 10


def utterances(n: int, seed: int = 0) -> tuple[FloatArray, IntArray]:
    """Log-probabilities (n, 7) that mostly tell the emotion, as often as in everyday talk."""
    rng = np.random.default_rng(seed)
    emotions = rng.choice(len(EMOTIONS), size=n, p=SHARES)
    logits = rng.normal(size=(n, len(EMOTIONS))) + 2.5 * np.eye(7)[emotions]
    return log_softmax(logits.astype(np.float32), axis=-1), emotions


@pytest.fixture(scope="module")
def model() -> NormalisationModel:
    logs, _ = utterances(800, seed=9)
    speakers = [f"speaker {i % 8}" for i in range(len(logs))]
    return fit_normalisation(
        logs,
        speakers,
        SHARES,
        0.25,
        floor=0.3,
        pseudo_utterances=5.0,
        min_utterances=MIN_UTTERANCES,
    )


def prediction(logs: FloatArray) -> ModalityPrediction:
    return ModalityPrediction(
        logs, np.ones(1, np.float32), logs[np.newaxis], np.zeros(4, np.float32)
    )


def normalised(model: NormalisationModel, logs: FloatArray) -> FloatArray:
    """Compare the utterances of one speaker with all of them."""
    normaliser = SpeakerNormaliser(model)
    for row in logs:
        normaliser.add("anna", prediction(row))
    return np.stack(
        [normaliser.normalise("anna", prediction(row)).log_probabilities for row in logs]
    )


def sadder(logs: FloatArray) -> FloatArray:
    """Return what is heard of the same utterances in a voice that always sounds sad."""
    offset = 3.0 * np.eye(7)[EMOTIONS.index("sadness")]
    return log_softmax(logs + offset.astype(np.float32), axis=-1)


def right(logs: FloatArray, emotions: IntArray) -> float:
    return float((logs.argmax(axis=-1) == emotions).mean())


def test_running_statistics_are_those_of_all_utterances_at_once(model: NormalisationModel) -> None:
    logs, _ = utterances(40)
    statistics = SpeakerStatistics()
    for row in logs:
        statistics.add(row)
    ratios = centred(logs.astype(np.float64))
    alone = replace(model, pseudo_utterances=0.0)
    mean, deviation = statistics.shrunk(alone)
    np.testing.assert_allclose(mean, ratios.mean(axis=0), atol=1e-5)
    np.testing.assert_allclose(deviation, ratios.std(axis=0), atol=1e-5)
    # 40 utterances of one's own against 5 of speakers in general.
    mean, deviation = statistics.shrunk(model)
    np.testing.assert_allclose(mean, (40 * ratios.mean(axis=0) + 5 * model.mean) / 45, 1e-4)
    expected = (40 * ratios.std(axis=0) + 5 * model.deviation) / 45
    np.testing.assert_allclose(deviation, expected, 1e-4)


def test_nothing_is_compared_before_there_is_enough_to_compare_with(
    model: NormalisationModel,
) -> None:
    logs, _ = utterances(MIN_UTTERANCES)
    normaliser = SpeakerNormaliser(model)
    for n, row in enumerate(logs[:-1], start=1):
        normaliser.add("anna", prediction(row))
        assert normaliser.n_used("anna") == 0, n
        assert np.array_equal(normaliser.normalise("anna", prediction(row)).log_probabilities, row)
    normaliser.add("anna", prediction(logs[-1]))
    assert normaliser.n_used("anna") == MIN_UTTERANCES
    compared = normaliser.normalise("anna", prediction(logs[0]))
    assert not np.allclose(compared.log_probabilities, logs[0], atol=1e-3)
    assert np.exp(compared.log_probabilities).sum() == pytest.approx(1, abs=1e-5)
    assert np.array_equal(compared.parts[0], compared.log_probabilities)
    assert np.array_equal(
        normaliser.normalise("bert", prediction(logs[0])).log_probabilities, logs[0]
    )


def test_a_voice_that_sounds_sad_whatever_it_says_is_heard_like_any_other(
    model: NormalisationModel,
) -> None:
    logs, emotions = utterances(200)
    sad = sadder(logs)
    assert right(sad, emotions) < right(logs, emotions) - 0.2
    ours, theirs = normalised(model, logs), normalised(model, sad)
    assert right(theirs, emotions) > right(sad, emotions) + 0.2
    # What is left of the offset is the share of the speakers in general: 5 of 205.
    assert (ours.argmax(axis=-1) == theirs.argmax(axis=-1)).mean() > 0.97


def test_two_speakers_are_compared_with_themselves_only(model: NormalisationModel) -> None:
    logs, _ = utterances(20)
    sad = sadder(logs)
    normaliser = SpeakerNormaliser(model)
    for ours, theirs in zip(logs, sad, strict=True):
        normaliser.add("anna", prediction(ours))
        normaliser.add("bert", prediction(theirs))
    found = [normaliser.normalise("anna", prediction(row)).log_probabilities for row in logs]
    assert np.array_equal(np.stack(found), normalised(model, logs))


def test_an_estimate_in_the_middle_of_a_speakers_own_is_a_neutral_one(
    model: NormalisationModel,
) -> None:
    logs, _ = utterances(100)
    normaliser = SpeakerNormaliser(model)
    for row in logs:
        normaliser.add("anna", prediction(row))
    middle = log_softmax(centred(logs).mean(axis=0), axis=-1)
    found = normaliser.normalise("anna", prediction(middle)).log_probabilities
    assert found.argmax() == NEUTRAL_INDEX


def test_what_was_fitted_is_read_back_from_a_manifest(model: NormalisationModel) -> None:
    read = NormalisationModel.from_manifest(to_manifest(model))
    for name in ("mean", "deviation", "log_shares"):
        np.testing.assert_allclose(getattr(read, name), getattr(model, name), atol=1e-4)
    assert (read.floor, read.pseudo_utterances, read.temperature) == (0.3, 5.0, 1.0)
    assert read.min_utterances == MIN_UTTERANCES


@pytest.mark.parametrize(
    "change",
    [
        {"mean": [0.0] * 6},
        {"mean": [0.0] * 8, "deviation": [1.0] * 8, "log_shares": [0.0] * 5},
        {"mean": [float("nan")] * 7},
        {"mean": "seven"},
        {"deviation": [-1.0] * 7},
        {"log_shares": None},
        {"floor": 0.0},
        {"floor": float("inf")},
        {"temperature": -1.0},
        {"temperature": float("nan")},
        {"pseudo_utterances": -10.0},
        {"pseudo_utterances": float("nan")},
        {"min_utterances": "ten"},
    ],
)
def test_nonsense_in_a_manifest_is_refused(
    model: NormalisationModel, change: dict[str, object]
) -> None:
    with pytest.raises((TypeError, ValueError)):
        NormalisationModel.from_manifest(to_manifest(model) | change)


@pytest.mark.parametrize("name", ["mean", "log_shares", "pseudo_utterances", "min_utterances"])
def test_what_is_missing_in_a_manifest_is_noticed(model: NormalisationModel, name: str) -> None:
    stored = to_manifest(model)
    del stored[name]
    with pytest.raises(KeyError):
        NormalisationModel.from_manifest(stored)


def test_speakers_in_general_count_alike_however_much_they_said() -> None:
    loud = np.array([4.0] + [0.0] * 6, np.float32)
    logs = log_softmax(np.stack([loud] * 9 + [np.zeros(7, np.float32)]), axis=-1)
    fitted = fit_normalisation(
        logs,
        ["loud"] * 9 + ["quiet"],
        SHARES,
        0.5,
        floor=0.3,
        pseudo_utterances=5.0,
        min_utterances=10,
    )
    np.testing.assert_allclose(fitted.mean, centred(loud) / 2, atol=1e-6)
    np.testing.assert_allclose(fitted.deviation, 0, atol=1e-6)
    np.testing.assert_allclose(fitted.log_shares, 0.5 * np.log(SHARES), atol=1e-6)
