"""Encodes sounds to the states that the speech network hears."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.inference.arrays import IntArray
from emotion_desktop.networks.sizes import SILENT_STATES

#: Rate of the states.
STATES_PER_S: Final = 50

#: Encodes log-mel features (B, bands, frames) of sounds of `lengths` (B,) states.
Encode = Callable[[FloatArray, IntArray], FloatArray]

SAMPLES_PER_STATE: Final = SAMPLE_RATE_HZ // STATES_PER_S
_MARGIN: Final = 400  # silence after a sound, for the window of the last frame
_BATCH_S: Final = 30


def n_states(n_samples: int) -> int:
    """Return how many states cover `n_samples` of audio, at least one."""
    return max(1, -(-n_samples // SAMPLES_PER_STATE))


def first_state(sample: int) -> int:
    """Return the index of the state that contains a sample."""
    return sample // SAMPLES_PER_STATE


def encode_sounds(encode: Encode, sounds: Sequence[FloatArray]) -> list[FloatArray]:
    """Encode sounds of at most 30 s to states (t, width), 50 per second, each on its own."""
    encoded: dict[int, FloatArray] = {}
    for batch in _batches([n_states(len(sound)) for sound in sounds]):
        lengths = np.array([n_states(len(sounds[i])) for i in batch])
        features = log_mel([sounds[i] for i in batch], int(lengths.max()) + SILENT_STATES)
        states = encode(features, lengths)
        encoded |= {i: row[:n] for i, row, n in zip(batch, states, lengths.tolist(), strict=True)}
    return [encoded[i] for i in range(len(sounds))]


def log_mel(sounds: Sequence[FloatArray], length: int) -> FloatArray:
    """Return log-mel features (n, bands, 2 x `length` in states), padded with silence."""
    extract = FeatureExtractor()
    n_samples = length * SAMPLES_PER_STATE + _MARGIN
    padded = (np.pad(sound, (0, n_samples - len(sound))) for sound in sounds)
    features = [extract(sound, padding=0)[:, : 2 * length] for sound in padded]
    return np.stack(features).astype(np.float32)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield indices of sounds of similar length, in batches for the encoder."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (len(batch) + 1) * lengths[i] > _BATCH_S * STATES_PER_S:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
