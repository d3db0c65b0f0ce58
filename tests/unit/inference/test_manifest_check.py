"""Manifests that somebody made up: one line each, and nothing is loaded."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.bundle import (
    MANIFEST_FILE,
    VERSION,
    default_bundle_folder,
    load_bundle,
    read_manifest,
)
from emotion_desktop.inference.text import TextTokenizer


def write(folder: Path, text: str | bytes) -> Path:
    content = text.encode() if isinstance(text, str) else text
    (folder / MANIFEST_FILE).write_bytes(content)
    return folder


def changed(key: str, value: Any) -> dict[str, Any]:
    """Return the installed manifest with another value at a path of keys."""
    manifest = json.loads((default_bundle_folder() / MANIFEST_FILE).read_text(encoding="utf-8"))
    *parents, last = key.split(".")
    place = manifest
    for parent in parents:
        place = place[parent]
    place[last] = value
    return manifest


def assert_one_line(error: UserFacingError) -> None:
    told = str(error)
    assert len(told.splitlines()) == 1
    assert told.isprintable()
    assert len(told) < 400


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", 3),
        ("format", None),
        ("version", "2"),
        ("version", "two"),
        ("version", None),
        ("version", True),
        ("version", float(VERSION)),
        ("version", [VERSION]),
        ("labels", None),
        ("labels", "anger"),
        ("labels", [1, 2, 3]),
        ("labels", {"anger": 0}),
        ("name", "\x1b[2J"),
        ("files", []),
        ("files", {"../speech.safetensors": "0"}),
        ("files", {"speech.safetensors": 0}),
        ("preprocessing", []),
        ("preprocessing.sample_rate_hz", 8000),
        ("preprocessing.layers", -1),
        ("preprocessing.layers", 0),
        ("preprocessing.layers", 1.5),
        ("preprocessing.layers", True),
        ("preprocessing.layers", "2"),
        ("networks", None),
        ("networks.speech", [1]),
        ("networks.speech.width", 10**12),
        ("networks.speech.dropout", float("nan")),
        ("networks.text.encoder", "tiny"),
        ("networks.text.encoder.vocab_size", 10**9),
        ("networks.text.encoder.n_layers", -6),
        ("networks.text.encoder._attn_implementation", "flash_attention_2"),
        ("networks.fusion", "gate"),
        ("calibration", "none"),
        ("calibration.speech", 1.0),
        *(
            (f"calibration.{name}.temperature", value)
            for name in ("speech", "text", "fused")
            for value in (0, -1, 10**400, float("nan"), float("inf"), "1", None, 1e9, True)
        ),
        ("uncertain_below", float("nan")),
        ("uncertain_below", -0.1),
        ("several_labels_from", 2),
        ("neutral_logits", [0.0] * 6),
        ("neutral_logits", [0.0] * 6 + [float("inf")]),
        ("neutral_logits", "0000000"),
        ("neutral_logits", {"anger": 0}),
    ],
)
def test_a_value_out_of_its_range_is_named_and_nothing_is_loaded(
    tmp_path: Path, key: str, value: object
) -> None:
    write(tmp_path, json.dumps(changed(key, value)))  # no other file is there to be loaded
    with pytest.raises(UserFacingError, match="is damaged: ") as told:
        load_bundle(tmp_path)
    assert_one_line(told.value)
    assert key.rpartition(".")[2] in str(told.value)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "null",
        "[]",
        '"bundle"',
        "[" * 100_000,
        '{"a":' * 100_000,
        json.dumps({"format": "x"}),
        b"\xff\xfe{}",
        "9" * 5000,
        " " * 5_000_000,
    ],
    ids=range(10),
)
def test_what_is_no_manifest_is_one_line(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(UserFacingError, match="is damaged") as told:
        read_manifest(write(tmp_path, content))
    assert_one_line(told.value)


def test_deep_json_in_a_value_is_one_line(tmp_path: Path) -> None:
    deep = "[" * 900 + "]" * 900  # can just be parsed
    text = json.dumps(changed("preprocessing.layers", "HERE")).replace('"HERE"', deep)
    with pytest.raises(UserFacingError, match="is damaged") as told:
        read_manifest(write(tmp_path, text))
    assert_one_line(told.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("preprocessing.from_the_future", {"low_hz": 50}),
        ("calibration.levels", [1, 2, 3]),
        ("calibration.fused.bias", [0.0] * 7),
        ("mood", None),
        ("neutral_logits", None),
    ],
)
def test_keys_that_nobody_knows_are_allowed(tmp_path: Path, key: str, value: object) -> None:
    manifest = changed(key, value)
    assert read_manifest(write(tmp_path, json.dumps(manifest))) == manifest


def test_another_version_may_hold_other_types(tmp_path: Path) -> None:
    manifest = changed("calibration", "elsewhere") | {"version": VERSION + 1}
    with pytest.raises(UserFacingError, match="Update the program"):
        read_manifest(write(tmp_path, json.dumps(manifest)))


def test_a_bundle_with_further_keys_loads(tmp_path: Path) -> None:
    folder = shutil.copytree(default_bundle_folder(), tmp_path / "bundle")
    write(folder, json.dumps(changed("preprocessing.from_the_future", 1)))
    assert load_bundle(folder).manifest["preprocessing"]["from_the_future"] == 1


@pytest.mark.parametrize("text", ["{}", "[" * 100_000, "\xff"])
def test_a_tokenizer_that_is_none_is_one_line(tmp_path: Path, text: str) -> None:
    folder = shutil.copytree(default_bundle_folder(), tmp_path / "bundle")
    content = text.encode("latin-1")
    (folder / "tokenizer.json").write_bytes(content)
    manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
    manifest["files"]["tokenizer.json"] = hashlib.sha256(content).hexdigest()
    write(folder, json.dumps(manifest))
    with pytest.raises(UserFacingError, match="does not match its manifest") as told:
        load_bundle(folder)
    assert_one_line(told.value)


def test_a_tokenizer_of_more_tokens_than_the_network_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="more tokens"):
        TextTokenizer.from_file(default_bundle_folder() / "tokenizer.json", 30_000)
