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
from emotion_desktop.inference.encoder import PADDED_S, STATES_PER_S
from emotion_desktop.inference.quantise import quantise
from model_training.held_out import CALIBRATION_FILE
from model_training.runs import CONFIG_FILE
from model_training.steps import STEPS

#: A calibrated confidence below one half is more likely wrong than right.
UNCERTAIN_BELOW: Final = 0.5


def export_bundle(runs: Path, out: Path, name: str) -> None:
    """Write a bundle from `speech`, `text`, `calibration` and `fusion` under `runs`."""
    calibration = _read(runs / "calibration" / CALIBRATION_FILE)
    several_labels_from = calibration.pop("several_labels_from")
    neutral_logits = calibration.pop("neutral_logits")
    calibration |= _read(runs / "fusion" / CALIBRATION_FILE)
    out.mkdir(parents=True, exist_ok=True)
    networks = {}
    for network, file in NETWORK_FILES.items():
        folder = runs / network
        save_file(quantise(load_file(folder / file)), out / file)
        (out / file).chmod(0o644)
        networks[network] = _read(folder / f"{network}.json")
    shutil.copyfile(runs / "text" / TOKENIZER_FILE, out / TOKENIZER_FILE)
    training: dict[str, Any] = {
        network: _read(runs / network / CONFIG_FILE) for network in NETWORK_FILES
    }
    training["text"].pop("data")  # a path of the machine that trained
    training["commands"] = [f"python -m model_training {step}" for step in STEPS]
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
            "padded_s": list(PADDED_S),
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


def _read(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return values
