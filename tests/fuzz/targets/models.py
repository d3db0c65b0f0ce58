"""Model bundles from strangers."""

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

from tests.fuzz.inputs import mutated, mutated_values
from tests.fuzz.target import Target

_FILES: Final = ("encoder", "speech", "text", "fusion")


def _store(folder: Path) -> dict[str, Any]:
    """Write a bundle of small networks, and return its manifest."""
    from safetensors.numpy import save_file

    from emotion_desktop.domain.labels import EMOTIONS
    from emotion_desktop.inference.bundle import FORMAT, VERSION
    from tests.tiny_bundle import tiny_bundle, tiny_tokenizer

    made = tiny_bundle()
    for name, arrays in made.stored.items():
        save_file(arrays, folder / f"{name}.safetensors")
    tiny_tokenizer().save(str(folder / "tokenizer.json"))
    return {
        "format": FORMAT,
        "version": VERSION,
        "labels": list(EMOTIONS),
        "name": "tiny",
        "files": {},
        "preprocessing": {"sample_rate_hz": 16_000, "encoder": "none"},
        "networks": made.networks,
        "calibration": {name: {"temperature": 1.0} for name in ("speech", "text", "fused")},
        "uncertain_below": 0.4,
        "several_labels_from": 0.3,
        "neutral_logits": [0.0] * 7,
        "speaker_normalisation": {
            "mean": [0.0] * 7,
            "deviation": [1.0] * 7,
            "log_shares": [0.0] * 7,
            "floor": 0.3,
            "pseudo_utterances": 1.0,
            "min_utterances": 4,
            "temperature": 1.0,
        },
    }


def bundle(folder: Path) -> Target:
    """A manifest, weights and a tokenizer, of which one is changed and the hashes are right."""
    from emotion_desktop.inference.bundle import load_bundle

    manifest = _store(folder)
    names = [f"{name}.safetensors" for name in _FILES] + ["tokenizer.json"]
    originals = {name: (folder / name).read_bytes() for name in names}

    def read(data: bytes) -> None:
        """The name of the file that is changed, a line feed, and its contents."""
        name, _, content = data.partition(b"\n")
        for other, original in originals.items():
            (folder / other).write_bytes(content if other.encode() == name else original)
        if name == b"manifest.json":
            try:
                stored = json.loads(content)
            except (ValueError, RecursionError):
                stored = None
        else:
            stored = manifest
        if isinstance(stored, dict) and isinstance(stored.get("files"), dict):
            hashes = {
                other: hashlib.sha256((folder / other).read_bytes()).hexdigest()
                for other in originals
            }
            content = json.dumps(stored | {"files": stored["files"] | hashes}).encode()
        (folder / "manifest.json").write_bytes(content)
        load_bundle(folder)

    tokenizer = json.loads(originals["tokenizer.json"])
    return Target(
        st.one_of(
            _of("manifest.json", mutated_values([manifest]).map(lambda v: json.dumps(v).encode())),
            _of(
                "tokenizer.json", mutated_values([tokenizer]).map(lambda v: json.dumps(v).encode())
            ),
            *(_of(name, mutated([original])) for name, original in originals.items()),
        ),
        read,
        partial(_bombs, manifest),
    )


def _of(name: str, content: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    return content.map(lambda data: name.encode() + b"\n" + data)


def _bombs(manifest: dict[str, Any]) -> Iterator[bytes]:
    yield _with_networks(manifest, encoder={"n_layers": 32, "bands": 80, "width": 4096})
    yield _with_networks(manifest, encoder={"n_layers": 10**9})
    yield _with_networks(manifest, encoder={"n_layers": 1, "positions": 10**9, "width": 4096})
    large = {"width_in": 4096, "width": 2048, "heads": 64, "width_out": 2048}
    yield _with_networks(manifest, speech=large)
    encoder = {"vocab_size": 100_000, "dim": 1024, "n_layers": 24, "n_heads": 64}
    yield _with_networks(manifest, text={"encoder": encoder | {"hidden_dim": 4096}})
    yield b"manifest.json\n" + b"[" * 1_000_000
    yield b"encoder.safetensors\n" + (2**62).to_bytes(8, "little") + b"{}"
    header = b'{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}'
    yield b"encoder.safetensors\n" + len(header).to_bytes(8, "little") + header
    words = {str(i): i for i in range(1_000_000)}
    model = {"type": "WordLevel", "vocab": words, "unk_token": "0"}
    yield b"tokenizer.json\n" + json.dumps({"version": "1.0", "model": model}).encode()
    yield b"tokenizer.json\n" + b"[" * 1_000_000


def _with_networks(manifest: dict[str, Any], **networks: Any) -> bytes:
    changed = manifest | {"networks": manifest["networks"] | networks}
    return b"manifest.json\n" + json.dumps(changed).encode()
