"""Runs the networks of a bundle and returns their predictions."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import FusedEstimate, Gate, HalfArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import Bundle
from emotion_desktop.inference.fusion import SPEECH_TRAITS, TEXT_TRAITS, ModalityEvidence
from emotion_desktop.inference.pieces import Between
from emotion_desktop.inference.prediction import ModalityPrediction, to_probabilities
from emotion_desktop.inference.speech import SpeechOutput
from emotion_desktop.inference.speech_encoder import encode_sounds
from emotion_desktop.inference.text import over_words


def _nothing(n_traits: int) -> ModalityPrediction:
    """Return a placeholder for an absent modality."""
    even = torch.full((len(EMOTIONS),), -math.log(len(EMOTIONS)))
    return ModalityPrediction(
        even, np.zeros(1, np.float32), even.unsqueeze(0), torch.zeros(n_traits)
    )


_NO_SPEECH: Final = _nothing(SPEECH_TRAITS)
_NO_TEXT: Final = _nothing(TEXT_TRAITS)


class ModalityPredictors:
    """The three networks of a bundle on one device.

    Parameters
    ----------
    bundle : Bundle
        Loaded networks; they move to the device.
    device : torch.device
        Where to compute.

    Attributes
    ----------
    voice_offset : Tensor
        Shape (7,), taken from the speech network's logits; zero for any voice.
    last_layer : tuple of Tensor
        Weight (7, D) and bias (7,) of the speech network's classifier in the bundle.
    """

    def __init__(self, bundle: Bundle, device: torch.device) -> None:
        self._bundle = bundle
        self._device = device
        self.voice_offset = torch.zeros(len(EMOTIONS), device=device)
        self._autocast = torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")
        classifier = bundle.speech.classifier
        self.last_layer = (
            classifier.weight.detach().clone().to(device),
            classifier.bias.detach().clone().to(device),
        )
        for network in (bundle.encoder, bundle.speech, bundle.text, bundle.fusion):
            network.to(device)

    @property
    def blank(self) -> FloatArray:
        """The state (width,) that training used as a mask."""
        mean: FloatArray = self._bundle.speech.mean.cpu().numpy()
        return mean

    def states(self, sounds: Sequence[FloatArray], between: Between = None) -> list[FloatArray]:
        """Encode sounds of at most 30 s to states (t, width) for the speech network.

        With `between`, which is called before each, they are encoded one by one.
        """
        batches = [sounds] if between is None else [[sound] for sound in sounds]
        states = []
        for batch in batches:
            if between is not None:
                between()
            with self._autocast:
                states += encode_sounds(self._bundle.encoder, batch)
        return states

    @torch.inference_mode()
    def of_states(
        self, states: Sequence[FloatArray], traits: Sequence[FloatArray]
    ) -> list[ModalityPrediction]:
        """Predict emotions from the `states` and the `sound_traits` of sounds."""
        if not states:
            return []
        output = self._run_speech(states)
        calibrated = self._bundle.calibration["speech"].log_probabilities
        logs = calibrated(output.logits.float() - self.voice_offset)
        nearby = calibrated(output.nearby.float() - self.voice_offset)
        attention = output.attention.float().cpu().numpy()
        of_sound = torch.from_numpy(np.stack(traits)).to(self._device)
        known = torch.cat([of_sound, output.distance.unsqueeze(1)], dim=1)
        return [
            ModalityPrediction(log, weights[:n], parts[:n], trait)
            for log, weights, parts, trait, n in zip(
                logs, attention, nearby, known, output.lengths.tolist(), strict=True
            )
        ]

    def embeddings(self, states: Sequence[FloatArray]) -> Tensor:
        """Return embeddings (n, D) of sounds on the CPU: the input of the last layer."""
        # A copy, because tensors created in inference mode cannot be trained on.
        return self._run_speech(states).embedding.float().cpu().clone()

    def adapt(self, weight: Tensor, bias: Tensor) -> None:
        """Add (7, D) and (7,) to the original last layer of the speech network."""
        classifier = self._bundle.speech.classifier
        with torch.no_grad():
            classifier.weight.copy_(self.last_layer[0] + weight.to(self._device))
            classifier.bias.copy_(self.last_layer[1] + bias.to(self._device))

    def speech_logits(self, states: Sequence[FloatArray]) -> Tensor:
        """Return uncalibrated logits (n, 7) of sounds on the CPU."""
        return self._run_speech(states).logits.float().cpu()

    @torch.inference_mode()
    def _run_speech(self, states: Sequence[FloatArray]) -> SpeechOutput:
        lengths = torch.tensor([len(state) for state in states])
        padded = torch.zeros(len(states), int(lengths.max()), states[0].shape[1])
        for row, state in enumerate(states):
            padded[row, : len(state)] = torch.from_numpy(state)
        with self._autocast:
            output: SpeechOutput = self._bundle.speech(padded.to(self._device), lengths)
        return output

    @torch.inference_mode()
    def of_texts(
        self, texts: Sequence[str], contexts: Sequence[Sequence[str]] | None = None
    ) -> list[ModalityPrediction]:
        """Predict emotions from non-empty texts, each with its previous utterances.

        As many of those, oldest first, are taken as the text network was trained with.
        """
        n_context = self._bundle.text.context_utterances
        if contexts is None or n_context == 0:
            contexts = [()] * len(texts)
        tokens = self._bundle.tokenizer.encode(texts, [before[-n_context:] for before in contexts])
        with self._autocast:
            output = self._bundle.text(*(t.to(self._device) for t in tokens[:3]))
        calibrated = self._bundle.calibration["text"].log_probabilities
        logs = calibrated(output.logits.float())
        words = map(
            over_words, texts, tokens.encodings, output.attention.cpu(), output.tokens.cpu()
        )
        n_words = torch.tensor([float(len(text.split())) for text in texts]).log()
        traits = torch.stack([n_words.to(self._device), output.distance], dim=1)
        return [
            ModalityPrediction(log, weights.numpy(), calibrated(logits).to(self._device), trait)
            for log, trait, (weights, logits) in zip(logs, traits, words, strict=True)
        ]

    @torch.inference_mode()
    def fuse(
        self, speech: Sequence[ModalityPrediction | None], text: Sequence[ModalityPrediction | None]
    ) -> list[FusedEstimate]:
        """Fuse pairs of predictions; if one is absent, the other stands alone."""
        if not speech:
            return []
        output = self._bundle.fusion(
            self._findings(speech, _NO_SPEECH),
            self._findings(text, _NO_TEXT),
            torch.tensor(
                [[s is not None, t is not None] for s, t in zip(speech, text, strict=True)],
                device=self._device,
            ),
        )
        logs = self._bundle.calibration["fused"].log_probabilities(output.logits.float())
        gates = output.gate.float().cpu().tolist()
        cross = output.attention.cpu().numpy().astype(np.float16)
        return [
            self._estimate(log, gate, looked, s, t)
            for log, gate, looked, s, t in zip(logs, gates, cross, speech, text, strict=True)
        ]

    def _findings(
        self, predictions: Sequence[ModalityPrediction | None], absent: ModalityPrediction
    ) -> ModalityEvidence:
        found = [prediction or absent for prediction in predictions]
        attention = [torch.from_numpy(prediction.attention) for prediction in found]
        return ModalityEvidence(
            torch.stack([prediction.log_probabilities.to(self._device) for prediction in found]),
            pad_sequence([o.parts.to(self._device) for o in found], batch_first=True),
            pad_sequence(attention, batch_first=True).to(self._device),
            torch.stack([prediction.traits.to(self._device) for prediction in found]),
        )

    def _estimate(
        self,
        log: Tensor,
        gate: list[float],
        cross: HalfArray,
        speech: ModalityPrediction | None,
        text: ModalityPrediction | None,
    ) -> FusedEstimate:
        if speech is None or text is None:
            # Its own calibration fits it; that of the fused is for two that were weighed.
            log = (speech or text or _NO_SPEECH).log_probabilities
        probabilities = to_probabilities(log)
        return FusedEstimate(
            probabilities=probabilities,
            gate=Gate(speech=gate[0], text=gate[1]),
            uncertain=float(probabilities.max()) < self._bundle.uncertain_below,
            speech=speech.estimate if speech else None,
            text=text.estimate if text else None,
            cross_attention=(
                cross[: len(text.attention), : len(speech.attention)].copy()
                if speech and text and not text.is_of_translation
                else None
            ),
        )
