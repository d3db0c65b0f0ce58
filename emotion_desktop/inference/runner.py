"""What a runner of a bundle's networks takes and gives, whatever library computes."""

from typing import NamedTuple, Protocol

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.inference.arrays import BoolArray, IntArray


class SpeechArrays(NamedTuple):
    """Results of the speech network for a batch, see `networks.speech.SpeechOutput`."""

    logits: FloatArray
    attention: FloatArray
    nearby: FloatArray
    lengths: IntArray
    embedding: FloatArray
    distance: FloatArray


class TextArrays(NamedTuple):
    """Results of the text network for a batch, see `networks.text.TextOutput`."""

    logits: FloatArray
    embedding: FloatArray
    attention: FloatArray
    tokens: FloatArray
    distance: FloatArray


class EvidenceArrays(NamedTuple):
    """Evidence from one modality for a batch, see `networks.fusion.ModalityEvidence`."""

    logs: FloatArray
    parts: FloatArray
    attention: FloatArray
    traits: FloatArray


class FusionArrays(NamedTuple):
    """Results of the fusion network for a batch, see `networks.fusion.FusionOutput`."""

    logits: FloatArray
    gate: FloatArray
    attention: FloatArray


class NetworkRunner(Protocol):
    """The four networks of a bundle; shapes are those of `emotion_desktop.networks`."""

    def encode(self, log_mel: FloatArray, lengths: IntArray) -> FloatArray:
        """Encode sounds to states (B, T, width)."""

    def hear(self, states: FloatArray, lengths: IntArray) -> SpeechArrays:
        """Run the speech network."""

    def read(self, token_ids: IntArray, mask: IntArray, own: IntArray) -> TextArrays:
        """Run the text network."""

    def fuse(
        self, speech: EvidenceArrays, text: EvidenceArrays, present: BoolArray
    ) -> FusionArrays:
        """Run the fusion network."""

    def replace_last_layer(self, weight: FloatArray, bias: FloatArray) -> None:
        """Give the speech network another last layer: weight (7, D) and bias (7,)."""

    def release(self) -> None:
        """Free the memory of the device; the runner is not used any more."""
