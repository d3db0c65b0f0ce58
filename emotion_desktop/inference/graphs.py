"""The graphs of the networks that are installed with the program, for ONNX Runtime.

A graph is what a network computes, without its weights: those come from a bundle. It fits
networks of one size. `graphs.json` tells, for each, this size and the shapes of the weights.
`python -m model_training graphs` writes them.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.arrays import Arrays
from emotion_desktop.system.paths import resources_dir

INDEX_FILE: Final = "graphs.json"
#: The networks of a bundle.
IN_BUNDLES: Final = ("encoder", "speech", "text", "fusion")
#: The network that tells voices apart, which is in no bundle.
SPEAKER_EMBEDDING: Final = "speaker_embedding"

#: Settings of networks that matter in training or to the tokenizer only.
_NOT_IN_GRAPHS: Final = frozenset({"dropout", "context_utterances"})
_REMEDY: Final = Message("Reinstall Emotion Desktop.")


def graphs_folder() -> Path:
    """Return the folder of the installed graphs."""
    return resources_dir() / "networks"


@cache
def _index() -> dict[str, Any]:
    path = graphs_folder() / INDEX_FILE
    try:
        index: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserFacingError("{path} is missing or damaged", _REMEDY, path=path) from error
    return index


def size_of(config: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a network's configuration that its graph depends on."""
    return {key: value for key, value in config.items() if key not in _NOT_IN_GRAPHS}


def has_graphs(networks: dict[str, Any]) -> bool:
    """Return whether there are graphs for all networks of a bundle, by their configuration."""
    return all(size_of(networks[name]) == _index()[name]["config"] for name in IN_BUNDLES)


def check_shapes(name: str, weights: Arrays) -> None:
    """Check that weights are those that a graph needs.

    Raises
    ------
    ValueError
        If one is missing, unknown, or of another shape.
    """
    shapes = {key: list(array.shape) for key, array in weights.items()}
    wanted = _index()[name]["weights"]
    different = sorted(
        key for key in {*shapes, *wanted} if shapes.get(key, ()) != wanted.get(key, ())
    )
    if different:
        raise ValueError(f"weights of the {name} network: {', '.join(different[:3])}")


def open_graph(
    name: str, weights: Arrays, n_threads: int | None = None
) -> onnxruntime.InferenceSession:
    """Load a graph with the weights of a bundle, which must have been checked.

    Parameters
    ----------
    name : str
        Of the network.
    weights : Arrays
        By name, float32.
    n_threads : int or None
        None uses all cores.

    Raises
    ------
    UserFacingError
        If the installed graph is missing or damaged.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_threads or 0
    # Threads that wait must not spin: the recogniser and the window need the cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    values = [
        onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array, np.float32))
        for array in weights.values()
    ]
    options.add_external_initializers(list(weights), values)
    path = graphs_folder() / f"{name}.onnx"
    try:
        return onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # the library's have no narrower base
        raise UserFacingError("{path} is missing or damaged", _REMEDY, path=path) from error
