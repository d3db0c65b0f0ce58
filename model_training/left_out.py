"""Results on corpora that no network has seen: the headline of the model card."""

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.inference.bundle import Calibration
from emotion_desktop.inference.speech_encoder import STATES_PER_S
from emotion_desktop.metrics.classification import figures
from emotion_desktop.networks.fusion import FusionNetwork
from model_training.calibrate import calibrated
from model_training.folds import Places
from model_training.fusion import fuse_pairs, own_pairs
from model_training.held_out import (
    CALIBRATION_FILE,
    HeldOutConfig,
    Strangers,
    calibrate_speech,
    corpus_weights,
    read_fusion_inputs,
    read_strangers,
)
from model_training.held_out_predictions import load_speech
from model_training.pipeline import folds_folder, read_made
from model_training.speakers import measure_corrections, measure_normalisation
from model_training.voice_calibration import measure_voice_calibration

_ONE_LABEL: Final = 0.5  # `figures` asks for it; every clip here has one label
_KEPT: Final = ("n", "accuracy", "uar", "weighted_f1", "ece")


def measure_strangers(places: Places, config: HeldOutConfig) -> dict[str, Any]:
    """Measure estimates, normalisation and corrections on held-out corpora.

    Returns
    -------
    dict
        `corpora`: of each, figures of `speech`, with a temperature fitted on the others, and
        of `fused` with the fusion that ships, whose few parameters were fitted to the same
        predictions. Then `normalisation`, `corrections` and `voice_calibration`.
    """
    strangers = read_strangers(places, config.speech_seed)
    rows = strangers.left_out_clean()
    spoken, weights = rows.spoken(), corpus_weights(rows.clips)
    calibration = Calibration(**read_made(places.runs / "calibration" / CALIBRATION_FILE)["speech"])
    folds = folds_folder(places.runs, config.speech_seed)
    layers = {}
    for corpus in sorted(set(spoken.corpora)):
        classifier = load_speech(folds / corpus).classifier
        layers[corpus] = (classifier.weight.detach(), classifier.bias.detach())
    seconds = np.array([len(example.states) / STATES_PER_S for example, _ in rows.examples])
    return {
        "corpora": _corpora(places, rows),
        "normalisation": measure_normalisation(spoken, weights, calibration),
        "corrections": measure_corrections(spoken, layers, calibration),
        "voice_calibration": measure_voice_calibration(spoken, seconds.astype(np.float32)),
    }


def _corpora(places: Places, rows: Strangers) -> dict[str, Any]:
    fused = _fused(places)
    threshold = read_made(places.runs / "fusion" / CALIBRATION_FILE)["uncertain_below"]
    corpora = np.array([clip.corpus for clip in rows.clips])
    found = {}
    for corpus in sorted(set(corpora)):
        own = corpora == corpus
        logits = rows.heard.logits[torch.from_numpy(own)]
        speech = calibrated(logits, calibrate_speech(rows.rows(~own))).exp().numpy()
        emotions = rows.emotions[own]
        found[corpus] = {
            "speech": _figures(speech, emotions, threshold),
            "fused": _figures(fused[own], emotions, threshold),
        }
    return found


@torch.no_grad()
def _fused(places: Places) -> FloatArray:
    """Return fused probabilities (n, 7) of `own_pairs`; speech alone if there is no text."""
    voices, texts = read_fusion_inputs(places.runs / "calibration")
    network, calibration = load_fusion(places.runs / "fusion")
    batch, rows = own_pairs(voices)
    logs = calibrated(fuse_pairs(network, voices, texts, batch), calibration)
    both = batch[3].unsqueeze(1)
    fused: FloatArray = torch.where(both, logs, voices.found.logs[rows]).exp().numpy()
    return fused


def load_fusion(run: Path) -> tuple[FusionNetwork, Calibration]:
    """Load the fusion network of a run with its calibration."""
    network = FusionNetwork(**read_made(run / "fusion.json"))
    network.load_state_dict(load_file(run / "fusion.safetensors"))
    fitted = read_made(run / CALIBRATION_FILE)
    return network.eval(), Calibration(**fitted["fused"])


def _figures(
    probabilities: FloatArray, emotions: npt.NDArray[np.int64], threshold: float
) -> dict[str, Any]:
    found = figures(probabilities, [(int(emotion),) for emotion in emotions], _ONE_LABEL)
    sure = probabilities.max(axis=1) >= threshold
    right = probabilities.argmax(axis=1) == emotions
    return {key: found[key] for key in _KEPT} | {
        "classes": len(set(emotions.tolist())),
        "uncertain": float(1 - sure.mean()),
        "accuracy_of_certain": float(right[sure].mean()) if sure.any() else None,
    }
