"""Calibration to a voice: what it is measured against, and what it brings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from sklearn.metrics import recall_score
from torch import Tensor

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import load_bundle
from emotion_desktop.inference.ear import STATES_PER_S
from emotion_desktop.inference.speech import SpeechNetwork
from emotion_desktop.inference.voice import voice_offset
from model_training.opinions import say_speech
from model_training.passes import HELD_OUT, TRAIN, examples_of
from model_training.speech_corpora import Clip
from model_training.splits import Part
from model_training.states import Example

_NEUTRAL: Final = EMOTIONS.index("neutral")
_SEED: Final = 0
_DRAWS: Final = 8
#: Clips of a voice are drawn until they last so long: between 10 and 15 s in all.
_DRAWN_S: Final = 10.5
#: So much neutral speech must be left to test on.
_LEFT_S: Final = 8.0

_Rows = npt.NDArray[np.int64]


def neutral_logits(network: SpeechNetwork, data: Path, states: Path) -> list[float] | None:
    """Mean logits (7,) for neutral speech of the voices that trained, each corpus alike.

    Parameters
    ----------
    network : SpeechNetwork
        With its weights as the bundle will hold them.
    data : Path
        Folder with the corpora.
    states : Path
        Folder of the stored passes.

    Returns
    -------
    list of float or None
        None where nobody speaks neutrally.
    """
    heard = examples_of(data, states, TRAIN[:1], "train")
    neutral = [(example, clip) for example, clip in heard if example.emotion == _NEUTRAL]
    if not neutral:
        return None
    said = say_speech(network, [example for example, _ in neutral]).logits
    mean = mean_by_group(said.float(), [clip.corpus for _, clip in neutral])
    return [round(value, 5) for value in mean.tolist()]


def mean_by_group(logits: Tensor, groups: list[str]) -> Tensor:
    """Average logits (n, 7) to (7,), each group counting the same however large it is."""
    means = [
        logits[torch.tensor([group == name for group in groups])].mean(dim=0)
        for name in sorted(set(groups))
    ]
    return torch.stack(means).mean(dim=0)


def measure_voice_calibration(
    network: SpeechNetwork, reference: Sequence[float], data: Path, states: Path, part: Part
) -> dict[str, Any]:
    """Unweighted average recall of the sound, without and with calibration to each voice.

    Every draw takes some neutral clips of each voice for its profile; both figures leave
    these out. Voices with too few neutral clips to leave some for the test are left out.

    Parameters
    ----------
    network : SpeechNetwork
        In evaluation mode.
    reference : sequence of float
        From `neutral_logits`.
    data, states : Path
        Folders of the corpora and of the stored passes.
    part : str
        Whose voices: `dev` or `test`.

    Returns
    -------
    dict
        `draws`, their number; `profile_s`, mean seconds of a profile; by name of a corpus,
        and `all`: `voices`, `uar` and `uar_calibrated`, means over the draws. `of` is empty
        where there is no such voice.
    """
    heard = examples_of(data, states, [HELD_OUT], part)
    said = say_speech(network, [example for example, _ in heard]).logits.float()
    seconds = np.array([len(example.states) / STATES_PER_S for example, _ in heard], np.float32)
    speakers, neutral = _neutral_rows(heard, seconds)
    if not neutral:
        return {"of": {}}
    emotions = np.array([example.emotion for example, _ in heard])
    corpora = np.array([clip.corpus for _, clip in heard])
    measured = np.isin(speakers, list(neutral))
    names = [*sorted(set(corpora[measured])), "all"]
    uars: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    lengths_s: list[float] = []
    rng = np.random.default_rng(_SEED)
    for _ in range(_DRAWS):
        profiles = {name: _draw(rows, seconds, rng) for name, rows in neutral.items()}
        calibrated = _calibrated(said, speakers, seconds, profiles, torch.tensor(reference))
        drawn = np.concatenate(list(profiles.values()))
        tested = np.setdiff1d(np.flatnonzero(measured), drawn)
        lengths_s += [float(seconds[rows].sum()) for rows in profiles.values()]
        for name in names:
            rows = tested[(corpora[tested] == name) | (name == "all")]
            uars[name].append((_uar(said, emotions, rows), _uar(calibrated, emotions, rows)))
    voices = {name: len(set(speakers[measured & (corpora == name)])) for name in names}
    voices["all"] = len(neutral)
    return {
        "draws": _DRAWS,
        "profile_s": float(np.mean(lengths_s)),
        "of": {
            name: {"voices": voices[name], "uar": before, "uar_calibrated": after}
            for name in names
            for before, after in [np.mean(uars[name], axis=0).tolist()]
        },
    }


def measure_voices(bundle: Path, data: Path, states: Path, part: Part) -> dict[str, Any]:
    """Measure a bundle, see `measure_voice_calibration`; `of` nobody where it has no reference."""
    loaded = load_bundle(bundle)
    if loaded.neutral_logits is None:
        return {"of": {}}
    return measure_voice_calibration(loaded.speech, loaded.neutral_logits, data, states, part)


def _neutral_rows(
    heard: Sequence[tuple[Example, Clip]], seconds: FloatArray
) -> tuple[npt.NDArray[np.str_], dict[str, _Rows]]:
    """Speaker of each row, and the neutral rows of those who have enough of them."""
    speakers = np.array([clip.speaker for _, clip in heard])
    neutral = np.array([example.emotion == _NEUTRAL for example, _ in heard])
    rows = {name: np.flatnonzero(neutral & (speakers == name)) for name in sorted(set(speakers))}
    return speakers, {
        name: own for name, own in rows.items() if seconds[own].sum() >= _DRAWN_S + _LEFT_S
    }


def _calibrated(
    said: Tensor,
    speakers: npt.NDArray[np.str_],
    seconds: FloatArray,
    profiles: dict[str, _Rows],
    reference: Tensor,
) -> Tensor:
    """Logits (n, 7) less the offset of each voice, by the rows that its profile is made of."""
    calibrated = said.clone()
    for speaker, drawn in profiles.items():
        offset = voice_offset(said[drawn], torch.from_numpy(seconds[drawn]), reference)
        calibrated[torch.from_numpy(speakers == speaker)] -= offset
    return calibrated


def _draw(rows: _Rows, seconds: FloatArray, rng: np.random.Generator) -> _Rows:
    """Draw clips until they last long enough."""
    order = rng.permutation(rows)
    return order[: int(np.searchsorted(np.cumsum(seconds[order]), _DRAWN_S)) + 1]


def _uar(logits: Tensor, emotions: _Rows, rows: _Rows) -> float:
    said = logits[torch.from_numpy(rows)].argmax(dim=1).numpy()
    occurring = np.unique(emotions[rows])
    return float(
        recall_score(emotions[rows], said, labels=occurring, average="macro", zero_division=0)
    )
