"""Exports training runs as a bundle: 8-bit weights, a tokenizer and a manifest."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from safetensors.numpy import load_file, save_file

from emotion_desktop import __version__
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import (
    FORMAT,
    MANIFEST_FILE,
    NETWORK_FILES,
    TOKENIZER_FILE,
    VERSION,
)
from emotion_desktop.inference.quantise import quantise
from emotion_desktop.inference.speech_encoder import STATES_PER_S
from model_training.augmented_views import CLEAN
from model_training.folds import Places
from model_training.held_out import CALIBRATION_FILE, held_by
from model_training.held_out_predictions import load_speech
from model_training.pipeline import (
    MEASURED,
    MEASURED_FOLD,
    STAGES,
    TEXT_FOLDS,
    folds_folder,
    made,
    read_made,
)
from model_training.runs import CONFIG_FILE
from model_training.voice_calibration import neutral_logits
from model_training.whisper_base import ENCODER_FILE, load_encoder

_ENCODER_NAME: Final = "whisper-base"


#: Parts of a bundle that need enough speech per speaker to be fitted.
_MAY_LACK: Final = ("speaker_normalisation", "neutral_logits")


def export_bundles(places: Places, shipped: Path, name: str) -> None:
    """Write the bundle to measure, under `runs`, and the one that ships.

    No part of the first ever met the people and dialogues of `MEASURED_FOLD`; those of the
    second met everybody.

    Raises
    ------
    UserFacingError
        If an earlier step is missing.
    """
    runs = places.runs
    seed = read_made(runs / "speech" / CONFIG_FILE)["seed"]
    unread = next(name for name, folds in TEXT_FOLDS.items() if MEASURED_FOLD in folds)
    measured = {
        "speech": folds_folder(runs, seed) / MEASURED_FOLD,
        "text": runs / "text-folds" / unread,
        "fusion": runs / "fusion-measured",
    }
    everybody = {network: runs / network for network in measured}
    for of, calibration, without, out in (
        (measured, "calibration-measured", MEASURED_FOLD, runs / MEASURED),
        (everybody, "calibration", "", shipped),
    ):
        fitted = read_made(runs / calibration / CALIBRATION_FILE)
        made(of["speech"] / NETWORK_FILES["speech"])
        neutral = _neutral_logits(places, of["speech"], without)
        export_bundle(runs, of, fitted | {"neutral_logits": neutral}, out, name)


def _neutral_logits(places: Places, run: Path, without: str) -> list[float] | None:
    """Return a speech network's mean logits for neutral speech of its training speakers."""
    heard = places.examples([CLEAN])
    if without:
        held = held_by(without, places.data, [clip for _, clip in heard])
        heard = [item for item, out in zip(heard, held, strict=True) if not out]
    return neutral_logits(load_speech(run), heard)


def export_bundle(
    runs: Path, of: Mapping[str, Path], fitted: Mapping[str, Any], out: Path, name: str
) -> None:
    """Write a bundle from the runs `of` its networks and the fitted parameters."""
    fused = read_made(of["fusion"] / CALIBRATION_FILE)
    out.mkdir(parents=True, exist_ok=True)
    networks, training = _write_networks(of, out)
    networks["encoder"] = load_encoder(runs).config
    shutil.copyfile(made(runs / ENCODER_FILE), out / NETWORK_FILES["encoder"])
    shutil.copyfile(of["text"] / TOKENIZER_FILE, out / TOKENIZER_FILE)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
        "created": datetime.now(UTC).date().isoformat(),
        "program": __version__,
        "labels": list(EMOTIONS),
        "preprocessing": {
            "sample_rate_hz": SAMPLE_RATE_HZ,
            "encoder": _ENCODER_NAME,
            "states_per_s": STATES_PER_S,
        },
        "networks": networks,
        "calibration": {
            "speech": fitted["speech"],
            "text": fitted["text"],
            "fused": fused["fused"],
        },
        "several_labels_from": fitted["several_labels_from"],
        "uncertain_below": fused["uncertain_below"],
        **{key: fitted[key] for key in _MAY_LACK if key in fitted},
        "training": training,
        "files": {
            file: hashlib.sha256((out / file).read_bytes()).hexdigest()
            for file in (*NETWORK_FILES.values(), TOKENIZER_FILE)
        },
    }
    (out / MANIFEST_FILE).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _write_networks(of: Mapping[str, Path], out: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write the weights; return each network's configuration and training record."""
    networks: dict[str, Any] = {}
    training: dict[str, Any] = {}
    for network, folder in of.items():
        networks[network] = read_made(folder / f"{network}.json")
        training[network] = read_made(folder / CONFIG_FILE)
        file = NETWORK_FILES[network]
        save_file(quantise(load_file(folder / file)), out / file)
        (out / file).chmod(0o644)
    training["commands"] = [
        " ".join(["python -m model_training", *step]) for stage in STAGES for step in stage
    ]
    return networks, training
