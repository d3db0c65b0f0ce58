"""Speaker normalisation: fitting it, and the effect of it and of corrections.

Everything is measured on corpora that the network has not seen.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from sklearn.metrics import f1_score, recall_score
from torch import Tensor
from tqdm import tqdm

from emotion_desktop.domain.labels import EMOTIONS, NEUTRAL_INDEX
from emotion_desktop.inference.adaptation import learn_voice
from emotion_desktop.inference.bundle import Calibration
from emotion_desktop.inference.prediction import ModalityPrediction
from emotion_desktop.inference.speaker_normalisation import (
    NormalisationModel,
    SpeakerNormaliser,
    fit_normalisation,
)
from model_training.calibrate import EVERYDAY_SHARES, calibrated, fit_calibration, one_hot

#: Weight of the logarithm of the everyday shares, spread that is added, utterances that the
#: speakers in general count as, and from how many utterances on it is used.
_SHARE_WEIGHT: Final = 0.25
_FLOOR: Final = 0.3
_PSEUDO_UTTERANCES: Final = 5.0
MIN_UTTERANCES: Final = 10

#: Speakers with fewer clips say little about either.
_FEWEST_CLIPS: Final = 20
SESSION_LENGTHS: Final = (10, 20, 40)
_SESSIONS: Final = 6
_FEWEST_EMOTIONS: Final = 4
_FEWEST_OF_EACH: Final = 3

CORRECTIONS: Final = (7, 14, 28)
_DRAWS: Final = 2
_CLIPS_LEFT: Final = 20

_Rows = npt.NDArray[np.int64]
_UNUSED: Final = np.zeros(1, np.float32)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Clips of speakers that the networks have not seen, one per row.

    Attributes
    ----------
    logits, embeddings : Tensor
        Shapes (n, 7) and (n, D), of the speech network.
    emotions : array
        Shape (n,), what each expresses.
    corpora, speakers : array
        Shape (n,), names.
    """

    logits: Tensor
    embeddings: Tensor
    emotions: _Rows
    corpora: npt.NDArray[np.str_]
    speakers: npt.NDArray[np.str_]

    def rows(self, chosen: npt.NDArray[np.bool_]) -> "Spoken":
        """Select some of the rows."""
        kept = torch.from_numpy(np.flatnonzero(chosen))
        return Spoken(
            self.logits[kept],
            self.embeddings[kept],
            self.emotions[chosen],
            self.corpora[chosen],
            self.speakers[chosen],
        )

    def of_speakers(self) -> Iterator[tuple[str, _Rows]]:
        """Return corpus and rows of each speaker with enough clips."""
        for speaker in sorted(set(self.speakers)):
            rows = np.flatnonzero(self.speakers == speaker)
            if len(rows) >= _FEWEST_CLIPS:
                yield str(self.corpora[rows[0]]), rows


def fit_to_speakers(
    spoken: Spoken, weights: npt.NDArray[np.float64], calibration: Calibration
) -> NormalisationModel | None:
    """Fit the statistics and temperature of the normalisation with row `weights`.

    None if no speaker has enough clips.
    """
    logs = calibrated(spoken.logits, calibration)
    people = [rows for _, rows in spoken.of_speakers()]
    if not people:
        return None
    known = np.concatenate(people)

    def fit(temperature: float) -> NormalisationModel:
        return fit_normalisation(
            logs.numpy()[known],
            spoken.speakers[known].tolist(),
            EVERYDAY_SHARES,
            _SHARE_WEIGHT,
            floor=_FLOOR,
            pseudo_utterances=_PSEUDO_UTTERANCES,
            min_utterances=MIN_UTTERANCES,
            temperature=temperature,
        )

    first = fit(1.0)
    compared = torch.cat([compare(logs[rows], first) for rows in people])
    temperature = fit_calibration(
        compared,
        one_hot(torch.from_numpy(spoken.emotions[known])),
        torch.from_numpy(weights[known]).float(),
    ).temperature
    return fit(temperature)


def to_manifest(model: NormalisationModel) -> dict[str, Any]:
    """Write the form that `NormalisationModel.from_manifest` reads."""
    return {
        name: [round(number, 5) for number in value.tolist()]
        if isinstance(value, np.ndarray)
        else value
        for name, value in asdict(model).items()
    }


def compare(logs: Tensor, model: NormalisationModel, *, causal: bool = False) -> Tensor:
    """Normalise log-probabilities (n, 7) of one speaker by all of them, or by earlier ones."""
    normaliser = SpeakerNormaliser(model)
    predictions = [ModalityPrediction(row, _UNUSED, row[None], row) for row in logs.numpy()]
    if not causal:
        for prediction in predictions:
            normaliser.add("", prediction)
    compared = []
    for prediction in predictions:
        if causal:
            normaliser.add("", prediction)
        compared.append(normaliser.normalise("", prediction).log_probabilities)
    return torch.from_numpy(np.stack(compared))


def measure_normalisation(
    spoken: Spoken, weights: npt.NDArray[np.float64], calibration: Calibration
) -> dict[str, Any]:
    """UAR and weighted F1 of each corpus without and with normalisation, fitted on the others.

    Returns
    -------
    dict
        By corpus: `speakers`; `own_shares` over all clips of the corpus (`off`, `whole`,
        `causal`, the latter in a random order); `sessions` by their number of utterances, drawn
        with everyday shares (`off`, `whole`). Each holds `uar` and `weighted_f1`.
    """
    logs = calibrated(spoken.logits, calibration)
    of: dict[str, list[_Rows]] = {}
    for corpus, rows in spoken.of_speakers():
        of.setdefault(corpus, []).append(rows)
    found = {}
    for corpus, people in of.items():
        others = spoken.corpora != corpus
        model = fit_to_speakers(spoken.rows(others), weights[others], calibration)
        if model is None:
            continue
        found[corpus] = {
            "speakers": len(people),
            "own_shares": _own_shares(logs, spoken.emotions, people, model),
            "sessions": _sessions(logs, spoken.emotions, people, model),
        }
    return found


def _own_shares(
    logs: Tensor, emotions: _Rows, people: list[_Rows], model: NormalisationModel
) -> dict[str, Any]:
    rng = np.random.default_rng(0)
    orders = [rng.permutation(rows) for rows in people]
    ways: dict[str, Callable[[Tensor], Tensor]] = {
        "off": lambda rows: rows,
        "whole": lambda rows: compare(rows, model),
        "causal": lambda rows: compare(rows, model, causal=True),
    }
    return {
        name: _scores(
            [emotions[rows] for rows in orders],
            [way(logs[torch.from_numpy(rows)]) for rows in orders],
        )
        for name, way in ways.items()
    }


def _sessions(
    logs: Tensor, emotions: _Rows, people: list[_Rows], model: NormalisationModel
) -> dict[str, Any]:
    rng = np.random.default_rng(0)
    found: dict[str, Any] = {}
    for length in SESSION_LENGTHS:
        drawn = [
            session
            for rows in people
            for _ in range(_SESSIONS)
            if (session := _draw_session(emotions, rows, length, rng)) is not None
        ]
        if drawn:
            truth = [emotions[rows] for rows in drawn]
            heard = [logs[torch.from_numpy(rows)] for rows in drawn]
            found[str(length)] = {
                "off": _scores(truth, heard),
                "whole": _scores(truth, [compare(rows, model) for rows in heard]),
            }
    return found


def _draw_session(
    emotions: _Rows, rows: _Rows, length: int, rng: np.random.Generator
) -> _Rows | None:
    """Draw utterances of a speaker as in everyday talk; None if emotions are missing."""
    of = [rows[emotions[rows] == emotion] for emotion in range(len(EMOTIONS))]
    there = [emotion for emotion, own in enumerate(of) if len(own) >= _FEWEST_OF_EACH]
    if NEUTRAL_INDEX not in there or len(there) < _FEWEST_EMOTIONS:
        return None
    shares = np.array([EVERYDAY_SHARES[emotion] for emotion in there])
    drawn = rng.choice(there, size=length, p=shares / shares.sum())
    return np.array([rng.choice(of[emotion]) for emotion in drawn])


def _scores(truth: list[_Rows], logs: list[Tensor]) -> dict[str, float]:
    right = np.concatenate(truth)
    said = torch.cat(logs).argmax(dim=1).numpy()
    occurring = np.unique(right)
    return {
        "uar": float(recall_score(right, said, labels=occurring, average="macro", zero_division=0)),
        "weighted_f1": float(f1_score(right, said, average="weighted", zero_division=0)),
    }


def measure_corrections(
    spoken: Spoken,
    layers: dict[str, tuple[Tensor, Tensor]],
    calibration: Calibration,
) -> dict[str, Any]:
    """UAR of each corpus without and with what was learnt from k corrected utterances.

    Parameters
    ----------
    spoken : Spoken
        Clips.
    layers : dict
        By corpus, the last layer (weight and bias) of the network that has not seen it.
    calibration : Calibration
        Of the speech network.

    Returns
    -------
    dict
        By corpus and number of corrections: `speakers`, `refused` (share of the draws), `off`
        and `on`: UAR over the utterances that were not corrected.
    """
    rng = np.random.default_rng(0)
    found: dict[str, Any] = {}
    people = [(corpus, rows) for corpus, rows in spoken.of_speakers() if corpus in layers]
    for corpus, rows in tqdm(people, desc="corrections", unit="speaker"):
        for k in CORRECTIONS:
            if len(rows) < k + _CLIPS_LEFT:
                continue
            into = found.setdefault(corpus, {}).setdefault(
                str(k), {"speakers": 0, "refused": [], "truth": [], "off": [], "on": []}
            )
            into["speakers"] += 1
            for _ in range(_DRAWS):
                order = rng.permutation(rows)
                _correct(spoken, order[:k], order[k:], layers[corpus], calibration, into=into)
    return {
        corpus: {k: _corrected(values) for k, values in of.items()} for corpus, of in found.items()
    }


def _correct(
    spoken: Spoken,
    corrected: _Rows,
    rest: _Rows,
    layer: tuple[Tensor, Tensor],
    calibration: Calibration,
    *,
    into: dict[str, Any],
) -> None:
    labels = spoken.emotions[corrected].tolist()
    learnt = learn_voice(
        spoken.embeddings[corrected].numpy(),
        labels,
        *(part.numpy() for part in layer),
        temperature=calibration.temperature,
        bundle="",
    )
    off = spoken.logits[rest]
    on = off
    if learnt is not None:
        weight, bias = torch.from_numpy(learnt.weight), torch.from_numpy(learnt.bias)
        on = off + spoken.embeddings[rest] @ weight.T + bias
    into["refused"].append(learnt is None)
    into["truth"].append(spoken.emotions[rest])
    into["off"].append(off)
    into["on"].append(on)


def _corrected(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "speakers": values["speakers"],
        "refused": float(np.mean(values["refused"])),
        "off": _scores(values["truth"], values["off"])["uar"],
        "on": _scores(values["truth"], values["on"])["uar"],
    }
