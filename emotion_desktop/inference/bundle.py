"""Model bundles on disk: safetensors, a tokenizer, and a manifest that lists them.

Layout of a bundle's folder: `manifest.json`, `encoder.safetensors`, `speech.safetensors`,
`text.safetensors`, `fusion.safetensors`, `tokenizer.json` and `model_card.md`. The manifest
contains the SHA-256 of every other loaded file, and nothing is unpickled.
"""

import json
import math
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file
from scipy.special import log_softmax

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.arrays import Arrays
from emotion_desktop.inference.graphs import IN_BUNDLES, check_shapes, has_graphs
from emotion_desktop.inference.manifest_check import parsed_manifest
from emotion_desktop.inference.quantise import dequantise
from emotion_desktop.inference.speaker_normalisation import NormalisationModel
from emotion_desktop.inference.text import TextTokenizer
from emotion_desktop.system.hashing import check_sha256
from emotion_desktop.system.paths import default_bundle_folder

FORMAT: Final = "emotion-desktop/bundle"
VERSION: Final = 4
NETWORK_FILES: Final = {name: f"{name}.safetensors" for name in IN_BUNDLES}
TOKENIZER_FILE: Final = "tokenizer.json"
MANIFEST_FILE: Final = "manifest.json"

_REMEDY: Final = Message("Reinstall the program, or choose another model bundle.")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns logits into calibrated probabilities.

    A temperature, fitted on voices and texts that the network was not trained on
    (Guo et al., 2017, "On calibration of modern neural networks").
    """

    temperature: float

    def log_probabilities(self, logits: FloatArray) -> FloatArray:
        """Calibrate logits of shape (..., 7)."""
        logs: FloatArray = log_softmax(logits / np.float32(self.temperature), axis=-1)
        return logs


@dataclass(frozen=True, slots=True)
class Bundle:
    """The contents of a bundle, loaded and checked.

    Attributes
    ----------
    manifest : dict
        As stored.
    stored : dict
        The weights of each network as stored: mostly 8 bits wide.
    tokenizer : TextTokenizer
        For the text network.
    calibration : dict
        By output: speech, text and fused.
    uncertain_below : float
        Confidence below which a fused estimate counts as uncertain.
    several_labels_from : float
        Probability from which a further emotion counts as expressed by a text too.
    neutral_logits : tuple of float or None
        Seven mean logits of the speech network for neutral speech of the voices that
        trained it; None in bundles that cannot be calibrated to a voice.
    speaker_normalisation : NormalisationModel or None
        How estimates are compared with how a speaker usually sounds; None in bundles that
        were not fitted for it.
    """

    manifest: dict[str, Any]
    stored: dict[str, Arrays]
    tokenizer: TextTokenizer
    calibration: dict[str, Calibration]
    uncertain_below: float
    several_labels_from: float
    neutral_logits: tuple[float, ...] | None = None
    speaker_normalisation: NormalisationModel | None = None

    @property
    def id(self) -> str:
        """The hash of the speech network, which voice profiles refer to."""
        return str(self.manifest["files"][NETWORK_FILES["speech"]])

    @property
    def networks(self) -> dict[str, Any]:
        """The configuration of each network."""
        networks: dict[str, Any] = self.manifest["networks"]
        return networks

    def weights(self, network: str) -> Arrays:
        """Return the float32 weights of a network by name."""
        return dequantise(self.stored[network])


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read and check a bundle's manifest.

    Raises
    ------
    UserFacingError
        If there is none, it is damaged, or its format is newer.
    """
    path = folder / MANIFEST_FILE
    if not path.is_file():
        raise UserFacingError("There is no model bundle in {folder}", _REMEDY, folder=folder)
    try:
        manifest = parsed_manifest(path, VERSION)
        form, version, labels = manifest["format"], manifest["version"], manifest["labels"]
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise UserFacingError("The manifest {path} is damaged", _REMEDY, path=path) from error
    if form != FORMAT:
        raise UserFacingError("{path} does not describe a model bundle", _REMEDY, path=path)
    if version > VERSION:
        raise UserFacingError(
            "The model bundle in {folder} has format version {version}; this program reads {known}",
            "Update the program, or choose an older model bundle.",
            folder=folder,
            version=version,
            known=VERSION,
        )
    if version < VERSION:
        raise UserFacingError(
            "The model bundle in {folder} was made for an earlier version of the program",
            "Retrain it with `python -m model_training train-all`.",
            folder=folder,
        )
    if tuple(labels) != EMOTIONS:
        raise UserFacingError(
            "The model bundle in {folder} uses other labels: {labels}",
            _REMEDY,
            folder=folder,
            labels=labels,
        )
    return manifest


def load_bundle(folder: Path | None = None) -> Bundle:
    """Load a bundle, checking every file first.

    Parameters
    ----------
    folder : Path or None
        None takes the installed one.

    Raises
    ------
    UserFacingError
        If a file is missing, truncated, changed, or does not match the manifest.
    """
    folder = folder or default_bundle_folder()
    manifest = read_manifest(folder)
    try:
        for name in (*NETWORK_FILES.values(), TOKENIZER_FILE):
            check_sha256(folder / name, manifest["files"][name], remedy=_REMEDY)
        networks = manifest["networks"]
        return Bundle(
            manifest=manifest,
            stored=_stored_weights(networks, folder),
            tokenizer=TextTokenizer.from_file(
                folder / TOKENIZER_FILE, networks["text"]["encoder"]["vocab_size"]
            ),
            calibration={
                name: Calibration(float(values["temperature"]))
                for name, values in manifest["calibration"].items()
            },
            uncertain_below=float(manifest["uncertain_below"]),
            several_labels_from=float(manifest["several_labels_from"]),
            neutral_logits=_neutral_logits(manifest),
            speaker_normalisation=(
                NormalisationModel.from_manifest(manifest["speaker_normalisation"])
                if "speaker_normalisation" in manifest
                else None
            ),
        )
    except (KeyError, TypeError, ValueError, RuntimeError, SafetensorError) as error:
        raise UserFacingError(
            "The model bundle in {folder} does not match its manifest ({error})",
            _REMEDY,
            folder=folder,
            error=error,
        ) from error


def _neutral_logits(manifest: dict[str, Any]) -> tuple[float, ...] | None:
    stored = manifest.get("neutral_logits")
    if stored is None:
        return None
    logits = tuple(map(float, stored))
    if len(logits) != len(EMOTIONS) or not all(map(math.isfinite, logits)):
        raise ValueError("neutral_logits are not seven finite numbers")
    return logits


def _stored_weights(networks: dict[str, Any], folder: Path) -> dict[str, Arrays]:
    """Read the weights of all networks and check them against their configurations."""
    stored = {name: load_file(folder / file) for name, file in NETWORK_FILES.items()}
    known = has_graphs(networks)
    if not known and find_spec("torch") is None:
        raise UserFacingError(
            "The networks in {folder} have other sizes than those of the program and need PyTorch",
            "Install it, or choose another model bundle.",
            folder=folder,
        )
    for name, arrays in stored.items():
        weights = dequantise(arrays)
        if not all(np.isfinite(array).all() for array in weights.values()):
            raise ValueError(f"{NETWORK_FILES[name]} contains weights that are not numbers")
        if known:
            check_shapes(name, weights)
        else:
            from emotion_desktop.networks.load import made_network  # noqa: PLC0415 (seldom)

            made_network(name, networks[name], weights)
    return stored
