"""Runs the networks of a bundle by PyTorch: on a GPU, and networks that have no graph."""

from typing import Any, Self

import torch
from torch import Tensor

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.inference.arrays import BoolArray, IntArray
from emotion_desktop.inference.bundle import Bundle
from emotion_desktop.inference.runner import (
    EvidenceArrays,
    FusionArrays,
    SpeechArrays,
    TextArrays,
)
from emotion_desktop.networks.fusion import FusionNetwork, ModalityEvidence
from emotion_desktop.networks.load import made_network
from emotion_desktop.networks.speech import SpeechNetwork
from emotion_desktop.networks.speech_encoder import SpeechEncoder
from emotion_desktop.networks.text import TextNetwork


class TorchRunner:
    """A `NetworkRunner` on one device. Use `load`."""

    def __init__(
        self,
        encoder: SpeechEncoder,
        speech: SpeechNetwork,
        text: TextNetwork,
        fusion: FusionNetwork,
        device: torch.device,
    ) -> None:
        self._encoder, self._speech, self._text, self._fusion = encoder, speech, text, fusion
        self._device = device
        self._autocast = torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")
        for network in (encoder, speech, text, fusion):
            network.to(device)

    @classmethod
    def load(cls, bundle: Bundle, device: str, n_threads: int | None = None) -> Self:
        """Load the networks of a bundle; see `choose_runner.runner_for`."""
        if n_threads is not None:
            torch.set_num_threads(n_threads)
        return cls(
            made_network("encoder", bundle.networks["encoder"], bundle.weights("encoder")),
            made_network("speech", bundle.networks["speech"], bundle.weights("speech")),
            made_network("text", bundle.networks["text"], bundle.weights("text")),
            made_network("fusion", bundle.networks["fusion"], bundle.weights("fusion")),
            torch.device(device),
        )

    @torch.inference_mode()
    def encode(self, log_mel: FloatArray, lengths: IntArray) -> FloatArray:
        """Encode sounds to states (B, T, width)."""
        with self._autocast:
            return _array(self._encoder(self._tensor(log_mel), self._tensor(lengths)))

    @torch.inference_mode()
    def hear(self, states: FloatArray, lengths: IntArray) -> SpeechArrays:
        """Run the speech network."""
        with self._autocast:
            output = self._speech(self._tensor(states), torch.from_numpy(lengths))
        return SpeechArrays(
            _array(output.logits),
            _array(output.attention),
            _array(output.nearby),
            output.lengths.numpy(),
            _array(output.embedding),
            _array(output.distance),
        )

    @torch.inference_mode()
    def read(self, token_ids: IntArray, mask: IntArray, own: IntArray) -> TextArrays:
        """Run the text network."""
        with self._autocast:
            output = self._text(*map(self._tensor, (token_ids, mask, own)))
        return TextArrays(
            _array(output.logits),
            _array(output.embedding),
            _array(output.attention),
            _array(output.tokens),
            _array(output.distance),
        )

    @torch.inference_mode()
    def fuse(
        self, speech: EvidenceArrays, text: EvidenceArrays, present: BoolArray
    ) -> FusionArrays:
        """Run the fusion network."""
        output = self._fusion(
            ModalityEvidence(*map(self._tensor, speech)),
            ModalityEvidence(*map(self._tensor, text)),
            self._tensor(present),
        )
        return FusionArrays(_array(output.logits), _array(output.gate), _array(output.attention))

    def replace_last_layer(self, weight: FloatArray, bias: FloatArray) -> None:
        """Give the speech network another last layer: weight (7, D) and bias (7,)."""
        with torch.no_grad():
            self._speech.classifier.weight.copy_(torch.from_numpy(weight))
            self._speech.classifier.bias.copy_(torch.from_numpy(bias))

    def release(self) -> None:
        """Free the memory of the GPU; the runner is not used any more."""
        del self._encoder, self._speech, self._text, self._fusion
        torch.cuda.empty_cache()

    def _tensor(self, array: Any) -> Tensor:
        return torch.from_numpy(array).to(self._device)


def _array(tensor: Tensor) -> FloatArray:
    array: FloatArray = tensor.float().cpu().numpy()
    return array
