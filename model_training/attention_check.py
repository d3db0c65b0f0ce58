"""The masking test: whether the attention shown says what the network relies on.

Masking the most attended tenth must change the network's output more than masking a random
tenth: of the frames of a sound, of the words of a text, and, for the fused output, of the
frames that the words attend to.
"""

from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.estimate import FusedEstimate
from emotion_desktop.inference.bundle import load_bundle
from emotion_desktop.inference.choose_runner import runner_for
from emotion_desktop.inference.prediction import ModalityPrediction, to_probabilities
from emotion_desktop.inference.predictions import ModalityPredictors
from emotion_desktop.inference.sound_traits import sound_traits
from emotion_desktop.networks.sizes import STRIDE

_SHARE: Final = 0.1
_RANDOM_DRAWS: Final = 10
_RESAMPLES: Final = 2000
_LONGEST_S: Final = 15

#: States represented by one frame of attention.
_STATES_PER_FRAME: Final = STRIDE**2

#: Fewer words leave nothing to compare a tenth with.
_FEWEST_WORDS: Final = 5


def check_attention(
    bundle_folder: Path, sounds: Sequence[FloatArray], texts: Sequence[str]
) -> dict[str, Any]:
    """Run the masking test.

    Parameters
    ----------
    bundle_folder : Path
        What is tested.
    sounds : sequence of FloatArray
        16 kHz mono, shape (n,) each; what goes beyond 15 s is cut off.
    texts : sequence of str
        Those of five words and more are taken.

    Returns
    -------
    dict
        For `speech`, `text` and `fused`: how many examples, by how much the probabilities change
        (total variation distance, 0 to 1) when the most `attended` and when a `random`
        tenth is hidden, and the mean `difference` with its 95 % bootstrap `interval`.
    """
    bundle = load_bundle(bundle_folder)
    predictors = ModalityPredictors(bundle, runner_for(bundle, "cpu"))
    long_enough = [text for text in texts if len(text.split()) >= _FEWEST_WORDS]
    kept = [sound[: _LONGEST_S * SAMPLE_RATE_HZ] for sound in sounds]
    heard = list(zip(predictors.states(kept), map(sound_traits, kept), strict=True))
    pairs = list(zip(heard, cycle(long_enough), strict=False))
    rng = np.random.default_rng(0)
    return {
        "speech": _compare([_hide_from_speech(predictors, *sound, rng) for sound in heard]),
        "text": _compare([_hide_words(predictors, text) for text in long_enough]),
        "fused": _compare(
            [_hide_from_fusion(predictors, *sound, text, rng) for sound, text in pairs]
        ),
    }


def _tenth(n: int) -> int:
    return max(1, round(_SHARE * n))


def _changes(rows: Sequence[FloatArray]) -> npt.NDArray[np.float64]:
    """Return the total variation distance of each row from the first."""
    distances: npt.NDArray[np.float64] = np.abs(np.stack(rows[1:]) - rows[0]).sum(axis=1) / 2
    return distances


def _probabilities(predictions: Sequence[ModalityPrediction]) -> list[FloatArray]:
    return [to_probabilities(prediction.log_probabilities) for prediction in predictions]


def _hide_from_speech(
    predictors: ModalityPredictors, states: FloatArray, traits: FloatArray, rng: np.random.Generator
) -> tuple[float, float]:
    def say(sounds: list[FloatArray]) -> list[FloatArray]:
        return _probabilities(predictors.of_states(sounds, [traits] * len(sounds)))

    attention = predictors.of_states([states], [traits])[0].attention
    return _hide_frames(predictors.blank, states, attention, say, rng)


def _hide_from_fusion(
    predictors: ModalityPredictors,
    states: FloatArray,
    traits: FloatArray,
    text: str,
    rng: np.random.Generator,
) -> tuple[float, float]:
    [words] = predictors.of_texts([text])

    def fuse(sounds: list[FloatArray]) -> list[FusedEstimate]:
        heard = predictors.of_states(sounds, [traits] * len(sounds))
        return predictors.fuse(heard, [words] * len(sounds))

    def say(sounds: list[FloatArray]) -> list[FloatArray]:
        return [estimate.probabilities for estimate in fuse(sounds)]

    cross = fuse([states])[0].cross_attention
    if cross is None:
        raise ValueError("sound and words were given, and nothing met")
    return _hide_frames(
        predictors.blank, states, words.attention @ cross.astype(np.float32), say, rng
    )


def _hide_frames(
    blank: FloatArray,
    states: FloatArray,
    attention: FloatArray,
    say: Callable[[list[FloatArray]], list[FloatArray]],
    rng: np.random.Generator,
) -> tuple[float, float]:
    n = len(attention)
    choices = [np.argsort(-attention)[: _tenth(n)]]
    choices += [rng.permutation(n)[: _tenth(n)] for _ in range(_RANDOM_DRAWS)]
    hidden = [states]
    for frames in choices:
        masked = states.copy()
        for frame in frames:
            masked[frame * _STATES_PER_FRAME : (frame + 1) * _STATES_PER_FRAME] = blank
        hidden.append(masked)
    changes = _changes(say(hidden))
    return float(changes[0]), float(changes[1:].mean())


def _hide_words(predictors: ModalityPredictors, text: str) -> tuple[float, float]:
    words = text.split()
    attention = predictors.of_texts([text])[0].attention
    n_hidden = _tenth(len(words))
    rng = np.random.default_rng(len(text))
    choices = [np.argsort(-attention)[:n_hidden]]
    choices += [rng.permutation(len(words))[:n_hidden] for _ in range(_RANDOM_DRAWS)]
    hidden = [text] + [
        " ".join(word for i, word in enumerate(words) if i not in chosen) for chosen in choices
    ]
    changes = _changes(_probabilities(predictors.of_texts(hidden)))
    return float(changes[0]), float(changes[1:].mean())


def _compare(pairs: Sequence[tuple[float, float]]) -> dict[str, Any]:
    attended, random = np.array(pairs).T
    difference = attended - random
    rng = np.random.default_rng(0)
    drawn = rng.integers(len(difference), size=(_RESAMPLES, len(difference)))
    return {
        "n": len(pairs),
        "attended": float(attended.mean()),
        "random": float(random.mean()),
        "difference": float(difference.mean()),
        "interval": np.quantile(difference[drawn].mean(axis=1), (0.025, 0.975)).tolist(),
    }
