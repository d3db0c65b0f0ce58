"""Writes the graphs of the networks, which the program runs by ONNX Runtime.

They depend on the networks' code and sizes, not on their weights (see `inference.graphs`): write
them anew when one of those changes. A test compares what they and the networks compute.
"""

import io
import json
import warnings
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import onnx
import torch
from onnx import ModelProto, TensorProto
from torch import Tensor, nn

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import read_manifest
from emotion_desktop.inference.graphs import (
    INDEX_FILE,
    SPEAKER_EMBEDDING,
    graphs_folder,
    size_of,
)
from emotion_desktop.inference.runner import (
    FusionArrays,
    SpeechArrays,
    TextArrays,
)
from emotion_desktop.networks.fusion import ModalityEvidence
from emotion_desktop.networks.load import KINDS
from emotion_desktop.networks.sizes import SILENT_STATES, SPEAKER_MELS, SPEECH_TRAITS, TEXT_TRAITS
from emotion_desktop.networks.speaker_embedding import SpeakerEmbeddingNetwork

_OPSET: Final = 17
#: Where a graph says its weights are. Nothing is read from there: they are handed over.
_ELSEWHERE: Final = "weights"
_PREFIX: Final = "network."

#: Rows and length of the examples that are traced.
_ROWS: Final = 2
_LENGTH: Final = 23

#: An example of each input by name, with the axes whose lengths are free.
_Inputs = dict[str, tuple[Tensor, tuple[int, ...]]]


class _Flat(nn.Module):
    """A network whose inputs and outputs are tensors instead of dataclasses."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> Any:
        output = self.network(*self._structured(inputs))
        if isinstance(output, Tensor):
            return output
        return tuple(getattr(output, field.name) for field in fields(output))

    def _structured(self, inputs: tuple[Tensor, ...]) -> tuple[Any, ...]:
        return inputs


class _FlatFusion(_Flat):
    def _structured(self, inputs: tuple[Tensor, ...]) -> tuple[Any, ...]:
        *evidence, present = inputs
        half = len(evidence) // 2
        return ModalityEvidence(*evidence[:half]), ModalityEvidence(*evidence[half:]), present


def write_graphs_for(bundle: Path) -> None:
    """Write the graphs that are installed with the program, for networks as in a bundle."""
    write_graphs(read_manifest(bundle)["networks"], graphs_folder())


def write_graphs(networks: dict[str, dict[str, Any]], folder: Path) -> None:
    """Write the graphs of networks of these configurations, and the one that tells voices apart.

    Parameters
    ----------
    networks : dict
        Configurations as in a bundle's manifest.
    folder : Path
        Created if missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: KINDS[name](**networks[name]) for name in sorted(networks)}
    made[SPEAKER_EMBEDDING] = SpeakerEmbeddingNetwork()
    examples = _examples(networks["encoder"], networks["speech"])
    index = {
        name: {
            "config": size_of(networks.get(name, {})),
            "weights": _write(network, *examples[name], folder / f"{name}.onnx"),
        }
        for name, network in made.items()
    }
    text = json.dumps(index, indent=1, sort_keys=True) + "\n"
    (folder / INDEX_FILE).write_text(text, encoding="utf-8")


def _examples(
    encoder: dict[str, Any], speech: dict[str, Any]
) -> dict[str, tuple[_Inputs, tuple[str, ...]]]:
    """Return the inputs of each network, and the names of its outputs."""
    both, rows = (0, 1), (0,)
    lengths = {"lengths": (torch.tensor([_LENGTH, _LENGTH - 5]), rows)}
    log_mel = torch.zeros(_ROWS, encoder["bands"], 2 * (_LENGTH + SILENT_STATES))
    states = torch.zeros(_ROWS, _LENGTH, speech["width_in"])
    ones = torch.ones(_ROWS, _LENGTH, dtype=torch.long)
    tokens: _Inputs = dict.fromkeys(("token_ids", "mask", "own"), (ones, both))
    evidence: _Inputs = {}
    for side, n_traits in (("speech", SPEECH_TRAITS), ("text", TEXT_TRAITS)):
        evidence |= {
            f"{side}_logs": (torch.zeros(_ROWS, len(EMOTIONS)), rows),
            f"{side}_parts": (torch.zeros(_ROWS, _LENGTH, len(EMOTIONS)), both),
            f"{side}_attention": (torch.full((_ROWS, _LENGTH), 1 / _LENGTH), both),
            f"{side}_traits": (torch.zeros(_ROWS, n_traits), rows),
        }
    present = {"present": (torch.ones(_ROWS, 2, dtype=torch.bool), rows)}
    mels = torch.zeros(_ROWS, _LENGTH, SPEAKER_MELS)
    return {
        "encoder": ({"log_mel": (log_mel, (0, 2)), **lengths}, ("states",)),
        "speech": ({"states": (states, both), **lengths}, SpeechArrays._fields),
        "text": (tokens, TextArrays._fields),
        "fusion": (evidence | present, FusionArrays._fields),
        SPEAKER_EMBEDDING: ({"mels": (mels, both)}, ("embedding",)),
    }


def _write(
    network: nn.Module, inputs: _Inputs, outputs: tuple[str, ...], path: Path
) -> dict[str, list[int]]:
    """Write one graph; return the shapes of the weights that it needs."""
    torch.manual_seed(0)
    for weight in network.state_dict().values():  # equal ones would become one
        nn.init.normal_(weight)
    flat = _FlatFusion if "present" in inputs else _Flat
    written = io.BytesIO()
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # of what tracing may miss: a test compares the results
        torch.onnx.export(
            flat(network).eval(),
            tuple(example for example, _ in inputs.values()),
            written,  # type: ignore[arg-type]  # a file, as torch.onnx says
            input_names=list(inputs),
            output_names=[f"output_{name}" for name in outputs],
            dynamic_axes={
                name: {axis: f"{name}_{axis}" for axis in free}
                for name, (_, free) in inputs.items()
            },
            opset_version=_OPSET,
            dynamo=False,
            do_constant_folding=False,  # it would rename and reshape the weights
        )
    model = onnx.load_from_string(written.getvalue())
    shapes = _take_out_weights(model)
    path.write_bytes(model.SerializeToString(deterministic=True))
    return shapes


def _take_out_weights(model: ModelProto) -> dict[str, list[int]]:
    """Replace the weights of a graph by their names; return their shapes."""
    weights = {weight.name: weight for weight in model.graph.initializer}
    for weight in weights.values():
        weight.name = weight.name.removeprefix(_PREFIX)
        weight.ClearField("raw_data")
        weight.data_location = TensorProto.EXTERNAL
        weight.external_data.add(key="location", value=_ELSEWHERE)
    for node in model.graph.node:
        node.input[:] = [weights[name].name if name in weights else name for name in node.input]
        node.ClearField("doc_string")
    return {weight.name: list(weight.dims) for weight in weights.values()}
