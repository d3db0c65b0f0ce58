"""Runs the networks of a bundle on the CPU by ONNX Runtime, without PyTorch."""

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.inference.arrays import BoolArray, IntArray
from emotion_desktop.inference.bundle import Bundle
from emotion_desktop.inference.graphs import open_graph
from emotion_desktop.inference.runner import (
    EvidenceArrays,
    FusionArrays,
    SpeechArrays,
    TextArrays,
)


class OnnxRunner:
    """A `NetworkRunner` for bundles whose networks have the size of the installed graphs.

    Parameters
    ----------
    bundle : Bundle
        What to run.
    n_threads : int or None
        None uses all cores.
    """

    def __init__(self, bundle: Bundle, n_threads: int | None = None) -> None:
        self._bundle = bundle
        self._n_threads = n_threads
        self._encoder = open_graph("encoder", bundle.weights("encoder"), n_threads)
        self._speech = open_graph("speech", bundle.weights("speech"), n_threads)
        self._text = open_graph("text", bundle.weights("text"), n_threads)
        self._fusion = open_graph("fusion", bundle.weights("fusion"), n_threads)

    def encode(self, log_mel: FloatArray, lengths: IntArray) -> FloatArray:
        """Encode sounds to states (B, T, width)."""
        states: FloatArray
        [states] = self._encoder.run(None, {"log_mel": log_mel, "lengths": lengths})
        return states

    def hear(self, states: FloatArray, lengths: IntArray) -> SpeechArrays:
        """Run the speech network."""
        return SpeechArrays(*self._speech.run(None, {"states": states, "lengths": lengths}))

    def read(self, token_ids: IntArray, mask: IntArray, own: IntArray) -> TextArrays:
        """Run the text network."""
        tokens = {"token_ids": token_ids, "mask": mask, "own": own}
        return TextArrays(*self._text.run(None, tokens))

    def fuse(
        self, speech: EvidenceArrays, text: EvidenceArrays, present: BoolArray
    ) -> FusionArrays:
        """Run the fusion network."""
        sides = {"speech": speech, "text": text}
        inputs = {
            f"{side}_{field}": array
            for side, evidence in sides.items()
            for field, array in evidence._asdict().items()
        }
        return FusionArrays(*self._fusion.run(None, inputs | {"present": present}))

    def replace_last_layer(self, weight: FloatArray, bias: FloatArray) -> None:
        """Give the speech network another last layer: weight (7, D) and bias (7,)."""
        weights = self._bundle.weights("speech")
        weights |= {"classifier.weight": weight, "classifier.bias": bias}
        self._speech = open_graph("speech", weights, self._n_threads)

    def release(self) -> None:
        """Do nothing: memory of the CPU is freed with the runner."""
