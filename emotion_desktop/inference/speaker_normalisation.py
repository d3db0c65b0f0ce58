"""Speaker normalisation: estimates relative to how a speaker usually sounds, without labels.

Some voices sound sad or angry to the network, whatever they express. The estimates for one
speaker, as centred log-ratios (Aitchison, 1982), are centred and scaled by the mean and
deviation of that speaker's utterances so far, shrunk towards those of all speakers while there
are few utterances. Part of the emotion shares of everyday talk is added, because a speaker's
usual voice is mostly neutral.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.special import log_softmax

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.prediction import ModalityPrediction

_Float = TypeVar("_Float", np.float32, np.float64)


@dataclass(frozen=True, slots=True)
class NormalisationModel:
    """Statistics fitted on speakers of held-out corpora.

    Attributes
    ----------
    mean, deviation : FloatArray
        Shape (7,), of the centred log-ratios of speakers in general.
    log_shares : FloatArray
        Shape (7,), added: the weighted logarithms of the emotion shares of everyday talk.
    floor : float
        Added to a speaker's deviation.
    pseudo_utterances : float
        Number of utterances that speakers in general count as.
    min_utterances : int
        Number of utterances from which normalisation helps.
    temperature : float
        Of the normalised estimates.
    """

    mean: FloatArray
    deviation: FloatArray
    log_shares: FloatArray
    floor: float
    pseudo_utterances: float
    min_utterances: int
    temperature: float

    @classmethod
    def from_manifest(cls, stored: dict[str, Any]) -> "NormalisationModel":
        """Read the model from a bundle's manifest.

        Raises
        ------
        KeyError, TypeError, ValueError
            If something is missing or invalid.
        """
        mean, deviation, log_shares = (
            np.array([float(value) for value in stored[name]], np.float32)
            for name in ("mean", "deviation", "log_shares")
        )
        floor, pseudo_utterances, temperature = (
            float(stored[name]) for name in ("floor", "pseudo_utterances", "temperature")
        )
        if {len(mean), len(deviation), len(log_shares)} != {len(EMOTIONS)}:
            raise ValueError("speaker_normalisation does not hold seven numbers for each vector")
        numbers = np.concatenate([mean, deviation, log_shares, [floor, temperature]])
        sensible = bool(np.isfinite(numbers).all() and (deviation >= 0).all())
        if not (sensible and floor > 0 and temperature > 0 and 0 <= pseudo_utterances < math.inf):
            raise ValueError("speaker_normalisation contains invalid values")
        return cls(
            mean,
            deviation,
            log_shares,
            floor,
            pseudo_utterances,
            int(stored["min_utterances"]),
            temperature,
        )


def centred(log_probabilities: npt.NDArray[_Float]) -> npt.NDArray[_Float]:
    """Return centred log-ratios of log-probabilities (..., 7)."""
    ratios: npt.NDArray[_Float] = log_probabilities - log_probabilities.mean(axis=-1, keepdims=True)
    return ratios


class SpeakerStatistics:
    """Running mean and deviation of one speaker's estimates (Welford, 1962)."""

    def __init__(self) -> None:
        self.n = 0
        self._mean = np.zeros(len(EMOTIONS))
        self._squares = np.zeros(len(EMOTIONS))

    def add(self, log_probabilities: FloatArray) -> None:
        """Add the estimate (7,) of one utterance."""
        value = centred(log_probabilities.astype(np.float64))
        self.n += 1
        change = value - self._mean
        self._mean = self._mean + change / self.n
        self._squares = self._squares + change * (value - self._mean)

    def shrunk(self, model: NormalisationModel) -> tuple[FloatArray, FloatArray]:
        """Mean and deviation (7,), shrunk towards those of the population."""
        weight = self.n / (self.n + model.pseudo_utterances)
        deviation = np.sqrt(self._squares / max(1, self.n))
        return (
            (weight * self._mean + (1 - weight) * model.mean).astype(np.float32),
            (weight * deviation + (1 - weight) * model.deviation).astype(np.float32),
        )


class SpeakerNormaliser:
    """Normalises estimates per speaker.

    Parameters
    ----------
    model : NormalisationModel
        From the bundle.
    """

    def __init__(self, model: NormalisationModel) -> None:
        self._model = model
        self._of: dict[str, SpeakerStatistics] = {}

    def add(self, speaker: str, prediction: ModalityPrediction) -> None:
        """Add an utterance to the speaker's statistics."""
        statistics = self._of.setdefault(speaker, SpeakerStatistics())
        statistics.add(prediction.log_probabilities)

    def n_used(self, speaker: str) -> int:
        """Return the number of utterances used for this speaker; 0 if there are too few."""
        n = self._of[speaker].n if speaker in self._of else 0
        return n if n >= self._model.min_utterances else 0

    def normalise(self, speaker: str, prediction: ModalityPrediction) -> ModalityPrediction:
        """Normalise an estimate to its speaker; unchanged if the speaker is unknown."""
        if not self.n_used(speaker):
            return prediction
        mean, deviation = self._of[speaker].shrunk(self._model)

        def relative(logs: FloatArray) -> FloatArray:
            model = self._model
            scaled = (centred(logs) - mean) / (deviation + model.floor)
            moved = scaled * model.deviation.mean() + model.log_shares
            normalised: FloatArray = log_softmax(moved / model.temperature, axis=-1)
            return normalised

        return replace(
            prediction,
            log_probabilities=relative(prediction.log_probabilities),
            parts=relative(prediction.parts),
        )

    def follow(
        self, speakers: Sequence[str], predictions: Sequence[ModalityPrediction]
    ) -> tuple[list[ModalityPrediction], list[int]]:
        """Add utterances one after the other, each normalised by what was said until then.

        Returns
        -------
        normalised : list of ModalityPrediction
            The estimate of each utterance.
        n_used : list of int
            The number of utterances used for each, itself included.
        """
        normalised, n_used = [], []
        for speaker, prediction in zip(speakers, predictions, strict=True):
            self.add(speaker, prediction)
            normalised.append(self.normalise(speaker, prediction))
            n_used.append(self.n_used(speaker))
        return normalised, n_used


def fit_normalisation(
    log_probabilities: FloatArray,
    speakers: Sequence[str],
    shares: Sequence[float],
    share_weight: float,
    *,
    floor: float,
    pseudo_utterances: float,
    min_utterances: int,
    temperature: float = 1.0,
) -> NormalisationModel:
    """Fit the statistics of the speaker population.

    Parameters
    ----------
    log_probabilities : FloatArray
        Shape (n, 7), of utterances of corpora that the network has not seen.
    speakers : sequence of str
        The speaker of each.
    shares : sequence of float
        Shares of the seven emotions in everyday talk.
    share_weight : float
        Weight of the logarithm of these shares.
    floor, pseudo_utterances, min_utterances, temperature
        See `NormalisationModel`.
    """
    ratios = centred(log_probabilities.astype(np.float64))
    names = np.array(speakers)
    groups = [np.flatnonzero(names == name) for name in sorted(set(speakers))]
    means = np.stack([ratios[group].mean(axis=0) for group in groups])
    spreads = np.stack([ratios[group].std(axis=0) for group in groups])
    return NormalisationModel(
        means.mean(axis=0).astype(np.float32),
        spreads.mean(axis=0).astype(np.float32),
        (share_weight * np.log(shares)).astype(np.float32),
        floor,
        pseudo_utterances,
        min_utterances,
        temperature,
    )
