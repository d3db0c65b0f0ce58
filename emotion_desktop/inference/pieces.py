"""Splits long sounds into pieces, and batches sounds of the same padded length."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.inference.prediction import ModalityPrediction
from emotion_desktop.inference.whisper import padded_samples

#: Called between two pieces of work; others may use the models until it returns.
Between = Callable[[], None] | None

#: Longer sounds are split into equal pieces and the predictions are averaged.
MAX_PIECE_S: Final = 15.0

#: Sound that is encoded as one batch; attention takes memory with the square of a length.
_BATCH_S: Final = 90


def cut(sound: FloatArray, longest_s: float = MAX_PIECE_S) -> list[FloatArray]:
    """Split a sound into equal pieces of at most `longest_s`."""
    n_pieces = max(1, -(-len(sound) // round(longest_s * SAMPLE_RATE_HZ)))
    return np.array_split(sound, n_pieces)


def batches(lengths: Sequence[int], *, one_by_one: bool = False) -> Iterator[tuple[list[int], int]]:
    """Yield indices of sounds with the same padded length, one batch at a time."""
    padded = [padded_samples(length) for length in lengths]
    for n_padded in sorted(set(padded)):
        members = [i for i, n in enumerate(padded) if n == n_padded]
        size = 1 if one_by_one else max(1, _BATCH_S * SAMPLE_RATE_HZ // n_padded)
        for start in range(0, len(members), size):
            yield members[start : start + size], n_padded


def mean_prediction(predictions: Sequence[ModalityPrediction]) -> ModalityPrediction:
    """Average the predictions for the pieces of one sound."""
    if len(predictions) == 1:
        return predictions[0]
    logs = np.stack([prediction.log_probabilities for prediction in predictions])
    attention = np.concatenate([prediction.attention for prediction in predictions])
    return ModalityPrediction(
        np.log(np.exp(logs).mean(axis=0)),
        (attention / len(predictions)).astype(np.float32),
        np.concatenate([prediction.parts for prediction in predictions]),
        np.stack([prediction.traits for prediction in predictions]).mean(axis=0),
    )
