"""Makes the networks of a bundle from their configurations and weights."""

from collections.abc import Mapping
from typing import Any, Final

import numpy.typing as npt
import torch
from torch import nn

from emotion_desktop.networks.fusion import FusionNetwork
from emotion_desktop.networks.speech import SpeechNetwork
from emotion_desktop.networks.speech_encoder import SpeechEncoder
from emotion_desktop.networks.text import TextNetwork

#: The class of each network of a bundle.
KINDS: Final[dict[str, type[nn.Module]]] = {
    "encoder": SpeechEncoder,
    "speech": SpeechNetwork,
    "text": TextNetwork,
    "fusion": FusionNetwork,
}


def made_network(name: str, config: dict[str, Any], weights: Mapping[str, npt.NDArray[Any]]) -> Any:
    """Make a network of a bundle, in evaluation mode on the CPU.

    Raises
    ------
    RuntimeError, TypeError, ValueError
        If the weights are not those of a network of this configuration.
    """
    tensors = {key: torch.from_numpy(array) for key, array in weights.items()}
    kind = KINDS[name]
    with torch.device("meta"):  # takes no memory: what a manifest claims may be anything
        kind(**config).load_state_dict(tensors, assign=True)
    network = kind(**config)
    network.load_state_dict(tensors)
    return network.eval()
