"""ONNX Runtime and PyTorch compute the same, whatever the shapes."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference import graphs
from emotion_desktop.inference.arrays import IntArray
from emotion_desktop.inference.bundle import Bundle, load_bundle
from emotion_desktop.inference.choose_runner import runner_for
from emotion_desktop.inference.onnx_runner import OnnxRunner
from emotion_desktop.inference.runner import EvidenceArrays, NetworkRunner
from emotion_desktop.inference.speaker_embedding import WEIGHTS_FILE, weights_folder
from emotion_desktop.inference.torch_runner import TorchRunner
from emotion_desktop.networks.sizes import (
    SILENT_STATES,
    SPEAKER_MELS,
    SPEECH_TRAITS,
    TEXT_TRAITS,
)
from emotion_desktop.networks.speaker_embedding import SpeakerEmbeddingNetwork
from tests.tiny_bundle import tiny_bundle

#: Lengths of the rows of a batch, in states, tokens or parts.
BATCHES = ([1], [7], [150, 3, 80])


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load_bundle()


@pytest.fixture(scope="module")
def runners(bundle: Bundle) -> tuple[NetworkRunner, NetworkRunner]:
    return OnnxRunner(bundle), TorchRunner.load(bundle, "cpu")


def normal(*shape: int) -> FloatArray:
    return np.random.default_rng(0).normal(size=shape).astype(np.float32)


def rows_of(array: FloatArray, lengths: list[int]) -> list[FloatArray]:
    """Return what is defined: the rows without what follows their ends."""
    return [row[:n] for row, n in zip(array, lengths, strict=True)]


def assert_same(ours: FloatArray, theirs: FloatArray) -> None:
    assert ours.dtype == theirs.dtype
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


def inside(lengths: list[int]) -> IntArray:
    return (np.arange(max(lengths)) < np.array(lengths)[:, np.newaxis]).astype(np.int64)


@pytest.mark.parametrize("lengths", BATCHES)
def test_sounds_are_encoded_alike(
    runners: tuple[NetworkRunner, NetworkRunner], lengths: list[int]
) -> None:
    log_mel = normal(len(lengths), 80, 2 * (max(lengths) + SILENT_STATES))
    ours, theirs = (runner.encode(log_mel, np.array(lengths)) for runner in runners)
    assert ours.shape == (len(lengths), max(lengths), 512)
    for one, other in zip(rows_of(ours, lengths), rows_of(theirs, lengths), strict=True):
        assert_same(one, other)


@pytest.mark.parametrize("lengths", BATCHES)
def test_states_are_heard_alike(
    runners: tuple[NetworkRunner, NetworkRunner], lengths: list[int]
) -> None:
    states = 10 * normal(len(lengths), max(lengths), 512)
    ours, theirs = (runner.hear(states, np.array(lengths)) for runner in runners)
    for name in ("logits", "attention", "lengths", "embedding", "distance"):
        assert_same(getattr(ours, name), getattr(theirs, name))
    n_frames = ours.lengths.tolist()
    for one, other in zip(
        rows_of(ours.nearby, n_frames), rows_of(theirs.nearby, n_frames), strict=True
    ):
        assert_same(one, other)


@pytest.mark.parametrize("lengths", BATCHES)
def test_texts_are_read_alike(
    runners: tuple[NetworkRunner, NetworkRunner], lengths: list[int]
) -> None:
    mask = inside(lengths)
    own = mask * (np.arange(max(lengths)) < 5)
    token_ids = np.random.default_rng(0).integers(0, 30522, mask.shape) * mask
    ours, theirs = (runner.read(token_ids, mask, own) for runner in runners)
    for one, other in zip(ours._replace(tokens=own), theirs._replace(tokens=own), strict=True):
        assert_same(one, other)
    for one, other in zip(
        rows_of(ours.tokens, lengths), rows_of(theirs.tokens, lengths), strict=True
    ):
        assert_same(one, other)


def evidence(lengths: list[int], n_traits: int) -> EvidenceArrays:
    rng = np.random.default_rng(len(lengths))
    logs = np.log(rng.dirichlet(np.ones(len(EMOTIONS)), len(lengths)))
    parts = np.log(rng.dirichlet(np.ones(len(EMOTIONS)), (len(lengths), max(lengths))))
    attention = rng.random((len(lengths), max(lengths))) * inside(lengths)
    attention /= attention.sum(axis=1, keepdims=True)
    arrays = (logs, parts, attention, rng.normal(size=(len(lengths), n_traits)))
    return EvidenceArrays(*(array.astype(np.float32) for array in arrays))


def test_evidence_is_fused_alike(runners: tuple[NetworkRunner, NetworkRunner]) -> None:
    speech = evidence([40, 3, 17], SPEECH_TRAITS)
    text = evidence([1, 9, 4], TEXT_TRAITS)
    present = np.array([[True, True], [True, False], [False, True]])
    ours, theirs = (runner.fuse(speech, text, present) for runner in runners)
    for one, other in zip(ours, theirs, strict=True):
        assert_same(one, other)
    assert ours.gate[1:].tolist() == [[1, 0], [0, 1]]


def test_another_last_layer_is_used_until_it_is_replaced(
    runners: tuple[NetworkRunner, NetworkRunner], bundle: Bundle
) -> None:
    states, lengths = 10 * normal(1, 60, 512), np.array([60])
    weights = bundle.weights("speech")
    own = (weights["classifier.weight"], weights["classifier.bias"])
    for runner in runners:
        before = runner.hear(states, lengths)
        runner.replace_last_layer(0 * own[0], np.arange(7, dtype=np.float32))
        assert runner.hear(states, lengths).logits.tolist() == [[0, 1, 2, 3, 4, 5, 6]]
        runner.replace_last_layer(*own)
        assert_same(runner.hear(states, lengths).logits, before.logits)


def test_voices_are_embedded_alike() -> None:
    weights = load_file(weights_folder() / WEIGHTS_FILE)
    network = SpeakerEmbeddingNetwork().eval()
    network.load_state_dict({name: torch.from_numpy(w).float() for name, w in weights.items()})
    graph = graphs.open_graph(graphs.SPEAKER_EMBEDDING, weights)
    for n_parts in (1, 5):
        mels = np.abs(normal(n_parts, 160, SPEAKER_MELS))
        with torch.inference_mode():
            expected = network(torch.from_numpy(mels)).numpy()
        assert_same(graph.run(None, {"mels": mels})[0], expected)


def test_pytorch_runs_networks_of_other_sizes(bundle: Bundle) -> None:
    assert isinstance(runner_for(bundle, "cpu"), OnnxRunner)
    assert isinstance(runner_for(tiny_bundle(), "cpu"), TorchRunner)


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(graphs.graphs_folder(), tmp_path / "networks"))
    monkeypatch.setattr(graphs, "graphs_folder", lambda: folder)
    return folder


@pytest.mark.parametrize("content", [b"", b"no graph", None])
def test_a_damaged_graph_is_named(no_index: Path, content: bytes | None, bundle: Bundle) -> None:
    path = no_index / "fusion.onnx"
    path.write_bytes(path.read_bytes()[:5000] if content is None else content)
    with pytest.raises(UserFacingError, match=r"fusion\.onnx is missing or damaged"):
        graphs.open_graph("fusion", bundle.weights("fusion"))
