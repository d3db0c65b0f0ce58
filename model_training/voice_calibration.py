"""Voice calibration: its reference, and its effect."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from sklearn.metrics import recall_score
from torch import Tensor

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import NEUTRAL_INDEX
from emotion_desktop.inference.voice_offset import voice_offset
from emotion_desktop.networks.speech import SpeechNetwork
from model_training.encoder_states import ClipExample
from model_training.held_out_predictions import say_speech
from model_training.speakers import Spoken

_SEED: Final = 0
_DRAWS: Final = 8
#: Clips of a voice are drawn until they last so long: between 10 and 15 s in all.
_DRAWN_S: Final = 10.5
#: So much neutral speech must be left to test on.
_LEFT_S: Final = 8.0

_Rows = npt.NDArray[np.int64]


def neutral_logits(network: SpeechNetwork, heard: Sequence[ClipExample]) -> list[float] | None:
    """Return mean logits (7,) for neutral training speech, each corpus weighted equally.

    Parameters
    ----------
    network : SpeechNetwork
        With its weights as they will be in the bundle.
    heard : sequence of ClipExample
        Unchanged clips of the training speakers.

    Returns
    -------
    list of float or None
        None if there is no neutral speech.
    """
    neutral = [(example, clip) for example, clip in heard if example.emotion == NEUTRAL_INDEX]
    if not neutral:
        return None
    said = say_speech(network, [example for example, _ in neutral]).logits
    mean = mean_by_group(said.float(), [clip.corpus for _, clip in neutral])
    return [round(value, 5) for value in mean.tolist()]


def mean_by_group(logits: Tensor, groups: list[str]) -> Tensor:
    """Average logits (n, 7) to (7,), with every group weighted equally."""
    means = [
        logits[torch.tensor([group == name for group in groups])].mean(dim=0)
        for name in sorted(set(groups))
    ]
    return torch.stack(means).mean(dim=0)


def measure_voice_calibration(spoken: Spoken, seconds: FloatArray) -> dict[str, Any]:
    """Return the UAR of speech, without and with calibration to each voice.

    Every draw takes some neutral clips of each voice for its profile; both figures leave
    these out. Voices with too few neutral clips to leave some for the test are left out.

    Parameters
    ----------
    spoken : Spoken
        Clips of corpora that the networks have not seen.
    seconds : FloatArray
        Shape (n,), how long each is.

    Returns
    -------
    dict
        `draws`, their number; `profile_s`, mean seconds of a profile; by corpus name
        and `all`: `voices`, `uar` and `uar_calibrated`, means over the draws. `of` is empty
        if there is no such voice.
    """
    neutral = _neutral_rows(spoken, seconds)
    if not neutral:
        return {"of": {}}
    measured = np.isin(spoken.speakers, list(neutral))
    rng = np.random.default_rng(_SEED)
    lengths_s: list[float] = []
    uars: dict[str, list[tuple[float, float]]] = {}
    for _ in range(_DRAWS):
        profiles = {name: _draw(rows, seconds, rng) for name, rows in neutral.items()}
        lengths_s += [float(seconds[rows].sum()) for rows in profiles.values()]
        for name, pair in _uars(spoken, seconds, profiles, measured).items():
            uars.setdefault(name, []).append(pair)
    voices = {name: len(set(spoken.speakers[measured & (spoken.corpora == name)])) for name in uars}
    voices["all"] = len(neutral)
    return {
        "draws": _DRAWS,
        "profile_s": float(np.mean(lengths_s)),
        "of": {
            name: {"voices": voices[name], "uar": before, "uar_calibrated": after}
            for name in uars
            for before, after in [np.mean(uars[name], axis=0).tolist()]
        },
    }


def _uars(
    spoken: Spoken,
    seconds: FloatArray,
    profiles: dict[str, _Rows],
    measured: npt.NDArray[np.bool_],
) -> dict[str, tuple[float, float]]:
    """Return the UAR without and with calibration, by corpus name and `all`."""
    said, emotions, corpora = spoken.logits, spoken.emotions, spoken.corpora
    neutral = emotions == NEUTRAL_INDEX
    reference = mean_by_group(said[torch.from_numpy(neutral)], corpora[neutral].tolist())
    calibrated = _calibrated(said, spoken.speakers, seconds, profiles, reference)
    drawn = np.concatenate(list(profiles.values()))
    tested = np.setdiff1d(np.flatnonzero(measured), drawn)
    found = {}
    for name in [*sorted(set(corpora[measured])), "all"]:
        rows = tested[(corpora[tested] == name) | (name == "all")]
        found[name] = (_uar(said, emotions, rows), _uar(calibrated, emotions, rows))
    return found


def _neutral_rows(spoken: Spoken, seconds: FloatArray) -> dict[str, _Rows]:
    """Return the neutral rows of speakers who have enough of them."""
    neutral = spoken.emotions == NEUTRAL_INDEX
    rows = {
        str(name): np.flatnonzero(neutral & (spoken.speakers == name))
        for name in sorted(set(spoken.speakers))
    }
    return {name: own for name, own in rows.items() if seconds[own].sum() >= _DRAWN_S + _LEFT_S}


def _calibrated(
    said: Tensor,
    speakers: npt.NDArray[np.str_],
    seconds: FloatArray,
    profiles: dict[str, _Rows],
    reference: Tensor,
) -> Tensor:
    """Return logits (n, 7) minus each voice's offset, by the rows of its profile."""
    calibrated = said.clone()
    for speaker, drawn in profiles.items():
        offset = voice_offset(said[drawn].numpy(), seconds[drawn], reference.numpy())
        calibrated[torch.from_numpy(speakers == speaker)] -= torch.from_numpy(offset)
    return calibrated


def _draw(rows: _Rows, seconds: FloatArray, rng: np.random.Generator) -> _Rows:
    """Draw clips until they are long enough together."""
    order = rng.permutation(rows)
    return order[: int(np.searchsorted(np.cumsum(seconds[order]), _DRAWN_S)) + 1]


def _uar(logits: Tensor, emotions: _Rows, rows: _Rows) -> float:
    said = logits[torch.from_numpy(rows)].argmax(dim=1).numpy()
    occurring = np.unique(emotions[rows])
    return float(
        recall_score(emotions[rows], said, labels=occurring, average="macro", zero_division=0)
    )
