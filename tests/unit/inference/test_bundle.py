import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.bundle import VERSION, default_bundle_folder, load_bundle


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return Path(shutil.copytree(default_bundle_folder(), tmp_path / "bundle"))


def edit_manifest(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


def test_the_bundle_that_ships_loads_and_fits_in_48_mb() -> None:
    folder = default_bundle_folder()
    assert load_bundle(folder).manifest["version"] == VERSION
    assert sum(path.stat().st_size for path in folder.rglob("*")) <= 48e6


def test_nothing_in_the_bundle_is_a_pickle() -> None:
    files = [path for path in default_bundle_folder().rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= {".json", ".safetensors", ".md", ".png"}


def test_a_missing_bundle_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=f"no model bundle in {tmp_path}"):
        load_bundle(tmp_path)


def test_a_truncated_file_is_named(bundle: Path) -> None:
    path = bundle / "text.safetensors"
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(UserFacingError, match=r"text\.safetensors is damaged"):
        load_bundle(bundle)


@pytest.mark.parametrize("network", ["encoder", "speech", "text", "fusion"])
def test_a_changed_weight_is_noticed(bundle: Path, network: str) -> None:
    path = bundle / f"{network}.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    damaged = rf"{network}\.safetensors is damaged or was modified"
    with pytest.raises(UserFacingError, match=damaged):
        load_bundle(bundle)


def test_a_missing_file_is_named(bundle: Path) -> None:
    (bundle / "tokenizer.json").unlink()
    with pytest.raises(UserFacingError, match=r"tokenizer\.json is missing"):
        load_bundle(bundle)


@pytest.mark.parametrize(
    ("version", "remedy"), [(VERSION + 1, "Update the program"), (VERSION - 1, "Retrain it")]
)
def test_a_bundle_of_another_version_is_refused_with_what_helps(
    bundle: Path, version: int, remedy: str
) -> None:
    edit_manifest(bundle, lambda manifest: manifest.update(version=version))
    with pytest.raises(UserFacingError, match=remedy):
        load_bundle(bundle)


def test_a_broken_manifest_is_named(bundle: Path) -> None:
    path = bundle / "manifest.json"
    path.write_text(path.read_text()[:100])
    with pytest.raises(UserFacingError, match=r"manifest .*manifest\.json is damaged"):
        load_bundle(bundle)


@pytest.mark.parametrize("broken", [{}, {"mean": [0.0] * 6}, None])
def test_a_broken_speaker_normalisation_is_an_error_not_a_crash(
    bundle: Path, broken: object
) -> None:
    edit_manifest(bundle, lambda manifest: manifest.update(speaker_normalisation=broken))
    with pytest.raises(UserFacingError, match="does not match its manifest"):
        load_bundle(bundle)


def test_a_bundle_without_speaker_normalisation_loads(bundle: Path) -> None:
    edit_manifest(bundle, lambda manifest: manifest.pop("speaker_normalisation"))
    assert load_bundle(bundle).speaker_normalisation is None


@pytest.mark.parametrize("key", ["networks", "calibration", "files", "uncertain_below"])
def test_an_incomplete_manifest_is_an_error_not_a_crash(bundle: Path, key: str) -> None:
    edit_manifest(bundle, lambda manifest: manifest.pop(key))
    with pytest.raises(UserFacingError, match="does not match its manifest"):
        load_bundle(bundle)


@pytest.mark.parametrize(
    ("network", "options"),
    [
        ("encoder", {"n_layers": 32, "width": 2048, "positions": 6000}),
        ("encoder", {"n_layers": 10**9}),
        ("encoder", {"positions": 10**9}),
        ("speech", {"width_in": 4096, "width": 2048, "heads": 64, "width_out": 2048}),
    ],
)
def test_a_network_of_any_size_takes_no_memory_until_its_weights_fit(
    bundle: Path, network: str, options: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_manifest(bundle, lambda manifest: manifest["networks"][network].update(options))  # type: ignore[index]
    with torch.device("meta"):  # torch remembers now which functions make tensors
        assert torch.empty(1).is_meta
    with monkeypatch.context() as patch:
        patch.setattr(torch, "empty", made_on_meta_only(torch.empty))
        with pytest.raises(UserFacingError, match=r"does not match its manifest|is damaged"):
            load_bundle(bundle)


def made_on_meta_only(empty: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
    def make(*size: Any, **options: Any) -> torch.Tensor:
        made = empty(*size, **options)
        assert made.is_meta or made.numel() < 10_000_000
        return made

    return make


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        (
            {"a": np.zeros((1, 64), np.int8), "a.scale": np.ones(64, np.float32)},
            "rows than scales",
        ),
        ({"a": np.array(1), "a.scale": np.array(1.0)}, "does not match"),
        ({"a": np.full(3, np.nan, np.float32)}, "not numbers"),
        ({}, "does not match"),
    ],
)
def test_weights_that_make_no_sense_are_refused(
    bundle: Path, weights: dict[str, np.ndarray], reason: str
) -> None:
    save_file(weights, bundle / "fusion.safetensors")
    digest = hashlib.sha256((bundle / "fusion.safetensors").read_bytes()).hexdigest()
    edit_manifest(bundle, lambda manifest: manifest["files"].update({"fusion.safetensors": digest}))  # type: ignore[attr-defined]
    with pytest.raises(UserFacingError, match=reason):
        load_bundle(bundle)


def test_labels_in_another_order_are_refused(bundle: Path) -> None:
    edit_manifest(bundle, lambda manifest: manifest["labels"].reverse())  # type: ignore[attr-defined]
    with pytest.raises(UserFacingError, match="other labels"):
        load_bundle(bundle)


def test_networks_of_another_shape_are_refused(bundle: Path) -> None:
    edit_manifest(bundle, lambda manifest: manifest["networks"]["speech"].update(width=128))  # type: ignore[index]
    with pytest.raises(UserFacingError, match="does not match its manifest"):
        load_bundle(bundle)
