"""What comparing with the speaker and corrections bring, measured on made-up people."""

import numpy as np
import numpy.typing as npt
import pytest
import torch

from emotion_desktop.domain.labels import NEUTRAL_INDEX
from emotion_desktop.inference.bundle import Calibration
from emotion_desktop.inference.speaker_normalisation import NormalisationModel
from model_training.calibrate import EVERYDAY_SHARES
from model_training.speakers import (
    MIN_UTTERANCES,
    Spoken,
    compare,
    fit_to_speakers,
    measure_corrections,
    measure_normalisation,
    to_manifest,
)

WIDTH = 16
PLAIN = Calibration(1.0)
EVERYDAY = np.array(EVERYDAY_SHARES)


def people(
    n_clips: int = 70,
    offset: float = 2.5,
    shares: npt.NDArray[np.float64] = EVERYDAY,
) -> Spoken:
    """Two corpora of three speakers each, who all sound like an emotion of their own."""
    rng = np.random.default_rng(0)
    logits, emotions, corpora, speakers = [], [], [], []
    for corpus in ("a", "b"):
        for person in range(3):
            said = rng.choice(7, n_clips, p=shares / shares.sum())
            bias = offset * np.eye(7)[(person + 3 * (corpus == "b")) % 7]
            logits.append(2.5 * np.eye(7)[said] + bias + 0.7 * rng.standard_normal((n_clips, 7)))
            emotions.append(said)
            corpora += [corpus] * n_clips
            speakers += [f"{corpus}-{person}"] * n_clips
    said_logits = torch.from_numpy(np.concatenate(logits)).float()
    embeddings = torch.cat([said_logits, torch.randn(len(corpora), WIDTH - 7)], dim=1)
    return Spoken(
        said_logits, embeddings, np.concatenate(emotions), np.array(corpora), np.array(speakers)
    )


@pytest.fixture(scope="module")
def spoken() -> Spoken:
    torch.manual_seed(0)
    return people()


@pytest.fixture(scope="module")
def model(spoken: Spoken) -> NormalisationModel:
    return fit_to_speakers(spoken, np.ones(len(spoken.emotions)), PLAIN)


def test_the_fitted_model_serves_and_survives_its_manifest(
    spoken: Spoken, model: NormalisationModel
) -> None:
    read = NormalisationModel.from_manifest(to_manifest(model))
    assert read.min_utterances == MIN_UTTERANCES
    assert read.temperature > 0
    [(_, rows), *_] = spoken.of_speakers()
    logs = spoken.logits[rows].log_softmax(dim=-1)
    torch.testing.assert_close(compare(logs, read), compare(logs, model), atol=0.01, rtol=0)


def test_those_before_are_all_that_counts_where_the_order_does(
    spoken: Spoken, model: NormalisationModel
) -> None:
    [(_, rows), *_] = spoken.of_speakers()
    logs = spoken.logits[rows].log_softmax(dim=-1)
    causal = compare(logs, model, causal=True)
    assert torch.equal(causal[: MIN_UTTERANCES - 1], logs[: MIN_UTTERANCES - 1])
    assert torch.equal(causal[:20], compare(logs[:20], model, causal=True))
    assert torch.equal(causal[-1], compare(logs, model)[-1])
    assert not torch.allclose(causal[20], compare(logs, model)[20], atol=1e-3)


def test_comparing_helps_where_voices_have_a_tone_of_their_own(spoken: Spoken) -> None:
    found = measure_normalisation(spoken, np.ones(len(spoken.emotions)), PLAIN)
    assert set(found) == {"a", "b"}
    for values in found.values():
        assert values["speakers"] == 3
        own = values["own_shares"]
        assert own["whole"]["uar"] > own["off"]["uar"] + 0.1
        assert own["off"]["weighted_f1"] < own["causal"]["weighted_f1"]
        assert set(values["sessions"]) <= {"10", "20", "40"}
        for session in values["sessions"].values():
            assert session["whole"]["uar"] > session["off"]["uar"]


def test_sessions_are_of_those_who_speak_neutrally_and_in_other_ways() -> None:
    spoken = people()
    emotions = np.full_like(spoken.emotions, NEUTRAL_INDEX)
    flat = Spoken(spoken.logits, spoken.embeddings, emotions, spoken.corpora, spoken.speakers)
    found = measure_normalisation(flat, np.ones(len(emotions)), PLAIN)
    assert all(values["sessions"] == {} for values in found.values())


def test_corrections_are_measured_on_what_was_not_corrected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("model_training.speakers.CORRECTIONS", (21, 60))
    spoken = people(n_clips=70, offset=4.0, shares=np.full(7, 1 / 7))
    spoken = spoken.rows(np.isin(spoken.speakers, ["a-0", "b-0"]))
    layer = (torch.eye(7, WIDTH), torch.zeros(7))
    found = measure_corrections(spoken, {"a": layer}, PLAIN)
    # Of the other corpus there is no network that never heard it, and 10 clips are no test.
    assert {corpus: set(of) for corpus, of in found.items()} == {"a": {"21"}}
    measured = found["a"]["21"]
    assert (measured["speakers"], measured["refused"]) == (1, 0)
    assert measured["on"] > measured["off"] + 0.1


def test_people_who_say_too_little_are_left_out() -> None:
    spoken = people(n_clips=19)
    assert list(spoken.of_speakers()) == []
    layer = (torch.eye(7, WIDTH), torch.zeros(7))
    assert measure_corrections(spoken, {"a": layer}, PLAIN) == {}
