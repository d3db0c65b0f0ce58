"""Chooses the part of an utterance that the speech network and the recogniser hear.

Voice activity is found in steps of 32 ms, and where a voice sets in or fades softly, in steps of
a few of them. The encoder's states are counted from the first sample, so the same voice, recorded
once more, would give other states, which decide between two emotions of similar probability.
The audio itself decides instead: what is heard begins and ends near loud moments, and a state
begins in the middle of its energy.
"""

import math
from dataclasses import replace
from typing import Final

import numpy as np
from scipy.ndimage import uniform_filter1d

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.inference.pieces import cut
from emotion_desktop.inference.prediction import ModalityPrediction
from emotion_desktop.inference.sound_traits import sound_traits
from emotion_desktop.inference.speech_encoder import SAMPLES_PER_STATE
from emotion_desktop.networks.sizes import STRIDE

#: Shares of the power of the loudest 20 ms: 25 and 40 dB below it.
_LOUD: Final = 10 ** (-25 / 10)
_AUDIBLE: Final = 10 ** (-40 / 10)
_LEVEL_SAMPLES: Final = SAMPLE_RATE_HZ // 50
#: Kept before the first loud moment and after the last one.
_MARGIN: Final = SAMPLE_RATE_HZ // 10
_ENERGY_SAMPLES: Final = SAMPLE_RATE_HZ // 100
#: Too short to lose anything.
_SHORTEST: Final = 3 * SAMPLES_PER_STATE

#: Samples of a frame of the speech network, see `networks.speech`.
_FRAME: Final = STRIDE**2 * SAMPLES_PER_STATE


def heard_part(sound: FloatArray) -> slice:
    """Return the samples of an utterance (n,) that the speech network hears."""
    return _around(sound, _LOUD)


def audible_part(sound: FloatArray) -> slice:
    """Return the samples of an utterance (n,) that the recogniser hears: soft words, too."""
    return _around(sound, _AUDIBLE)


def _around(sound: FloatArray, least: float) -> slice:
    """Return the samples around those whose power is at least that share of the loudest."""
    power = np.square(sound, dtype=np.float64)
    level = uniform_filter1d(power, _LEVEL_SAMPLES, mode="constant")
    loud = np.flatnonzero(level > least * level.max(initial=0.0))
    if len(loud) == 0:
        return slice(0, len(sound))
    first, end = max(0, int(loud[0]) - _MARGIN), min(len(sound), int(loud[-1]) + _MARGIN)
    first += (_phase(power) - first) % SAMPLES_PER_STATE
    return slice(first, end) if end - first >= _SHORTEST else slice(0, len(sound))


def _phase(power: FloatArray) -> int:
    """Return the first sample of a sound, by its power, at which a state begins.

    The states lie at the same samples of a voice wherever the sound begins and ends.
    """
    # Squared, what is quiet at the edges has no influence.
    weights = uniform_filter1d(power, _ENERGY_SAMPLES, mode="constant") ** 2
    return round(float(np.average(np.arange(len(power)), weights=weights))) % SAMPLES_PER_STATE


def spread_over(
    prediction: ModalityPrediction, heard: slice, sound: FloatArray
) -> ModalityPrediction:
    """Return a prediction for a part of a sound as one for all of it, with its traits.

    Frames that were not heard have no weight.
    """
    before = round(heard.start / _FRAME)
    after = max(0, math.ceil(len(sound) / _FRAME) - before - len(prediction.attention))
    traits = np.mean([sound_traits(piece) for piece in cut(sound)], axis=0)
    return replace(
        prediction,
        attention=np.pad(prediction.attention, (before, after)),
        parts=np.pad(prediction.parts, ((before, after), (0, 0)), mode="edge"),
        traits=np.concatenate([traits, prediction.traits[len(traits) :]]).astype(np.float32),
    )
