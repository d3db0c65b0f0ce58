"""From three runs to one bundle: 8-bit weights, a tokenizer and a manifest."""

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from safetensors.torch import load_file, save_file

from emotion_desktop import __version__
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.asr import DEFAULT_MODEL, DEFAULT_MODEL_SHA256
from emotion_desktop.inference.bundle import (
    FORMAT,
    MANIFEST_FILE,
    NETWORK_FILES,
    TOKENIZER_FILE,
    VERSION,
)
from emotion_desktop.inference.ear import N_LAYERS, STATES_PER_S
from emotion_desktop.inference.quantise import quantise
from model_training.held_out import CALIBRATION_FILE
from model_training.runs import CONFIG_FILE
from model_training.steps import EVERYBODY, MEASURED, STAGES, read_made

#: A calibrated confidence below one half is more likely wrong than right.
UNCERTAIN_BELOW: Final = 0.5


def export_bundles(runs: Path, shipped: Path, name: str) -> None:
    """Write the bundle that is measured, under `runs`, and the one that ships.

    Both have the same text and fusion networks and the same calibration. The speech network
    of the first never heard those who tune and test; that of the second heard everybody.

    Raises
    ------
    UserFacingError
        Where a step before is missing.
    """
    export_bundle(runs, "speech", runs / MEASURED, name)
    export_bundle(runs, EVERYBODY, shipped, name)


def export_bundle(runs: Path, speech_run: str, out: Path, name: str) -> None:
    """Write a bundle from a run of the speech network and from the other steps' results."""
    calibration = read_made(runs / "calibration" / CALIBRATION_FILE)
    several_labels_from = calibration.pop("several_labels_from")
    neutral_logits = calibration.pop("neutral_logits")[speech_run]
    calibration |= read_made(runs / "fusion" / CALIBRATION_FILE)
    out.mkdir(parents=True, exist_ok=True)
    networks, training = _write_networks(runs, speech_run, out)
    shutil.copyfile(runs / "text" / TOKENIZER_FILE, out / TOKENIZER_FILE)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
        "created": datetime.now(UTC).date().isoformat(),
        "program": __version__,
        "labels": list(EMOTIONS),
        "preprocessing": {
            "sample_rate_hz": SAMPLE_RATE_HZ,
            "encoder": DEFAULT_MODEL,
            "encoder_sha256": DEFAULT_MODEL_SHA256,
            "states_per_s": STATES_PER_S,
            "layers": N_LAYERS,
        },
        "networks": networks,
        "calibration": calibration,
        "several_labels_from": several_labels_from,
        "neutral_logits": neutral_logits,
        "uncertain_below": UNCERTAIN_BELOW,
        "training": training,
        "files": {
            file: hashlib.sha256((out / file).read_bytes()).hexdigest()
            for file in (*NETWORK_FILES.values(), TOKENIZER_FILE)
        },
    }
    (out / MANIFEST_FILE).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _write_networks(
    runs: Path, speech_run: str, out: Path
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write the weights; return how each network is built, and how it was trained."""
    networks: dict[str, Any] = {}
    training: dict[str, Any] = {}
    for network, file in NETWORK_FILES.items():
        folder = runs / (speech_run if network == "speech" else network)
        networks[network] = read_made(folder / f"{network}.json")
        training[network] = read_made(folder / CONFIG_FILE)
        save_file(quantise(load_file(folder / file)), out / file)
        (out / file).chmod(0o644)
    training["text"].pop("data")  # a path of the machine that trained
    training["commands"] = [
        " ".join(["python -m model_training", *step]) for stage in STAGES for step in stage
    ]
    training["speakers"] = "everybody" if speech_run == EVERYBODY else "those of train"
    return networks, training
