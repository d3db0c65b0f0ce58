"""What each network says, in the form that fusion takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, HalfArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import Bundle
from emotion_desktop.inference.ear import hear
from emotion_desktop.inference.fusion import Findings
from emotion_desktop.inference.speech import SpeechOutput
from emotion_desktop.inference.text import over_words


@dataclass(frozen=True, slots=True)
class Opinion:
    """Log-probabilities (7,) of one network, with where it looked.

    `parts` (n, 7) are those around each frame, or of each word, that `attention` weighs. Of
    words fusion takes the network's embedding (D,) too.
    """

    log_probabilities: Tensor
    attention: FloatArray
    parts: Tensor
    embedding: Tensor | None = None

    @property
    def estimate(self) -> Estimate:
        """The part of an opinion that leaves the inference room."""
        return Estimate(to_probabilities(self.log_probabilities), self.attention)


def to_probabilities(log_probabilities: Tensor) -> FloatArray:
    """Read-only float32 probabilities that sum to 1 to float32's precision."""
    exact = np.exp(log_probabilities.double().cpu().numpy())
    probabilities: FloatArray = (exact / exact.sum()).astype(np.float32)
    probabilities.setflags(write=False)
    return probabilities


#: In the place of a modality that is absent.
_NOTHING = Opinion(torch.zeros(7), np.zeros(1, np.float32), torch.zeros(1, 7))


class Opinions:
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
    """

    def __init__(self, bundle: Bundle, device: torch.device) -> None:
        self._bundle = bundle
        self._device = device
        self.voice_offset = torch.zeros(len(EMOTIONS), device=device)
        self._autocast = torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")
        for network in (bundle.ear, bundle.speech, bundle.text, bundle.fusion):
            network.to(device)

    @property
    def blank(self) -> FloatArray:
        """The state (width,) that training put where it hid something."""
        mean: FloatArray = self._bundle.speech.mean.cpu().numpy()
        return mean

    def states(self, sounds: Sequence[FloatArray]) -> list[FloatArray]:
        """Hear sounds of at most 30 s: states (t, width) each, for the speech network."""
        with self._autocast:
            return hear(self._bundle.ear, sounds)

    @torch.inference_mode()
    def of_states(self, states: Sequence[FloatArray]) -> list[Opinion]:
        """Opinions on sounds, by their `states`."""
        if not states:
            return []
        output = self._run_speech(states)
        calibrated = self._bundle.calibration["speech"].log_probabilities
        logs = calibrated(output.logits.float() - self.voice_offset)
        nearby = calibrated(output.nearby.float() - self.voice_offset)
        attention = output.attention.float().cpu().numpy()
        return [
            Opinion(log, weights[:n], parts[:n])
            for log, weights, parts, n in zip(
                logs, attention, nearby, output.lengths.tolist(), strict=True
            )
        ]

    def speech_logits(self, states: Sequence[FloatArray]) -> Tensor:
        """Logits (n, 7) of sounds on the CPU, as they are for any voice."""
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
    ) -> list[Opinion]:
        """Opinions on texts, none of them empty, with the previous utterances of each.

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
        return [
            Opinion(log, weights.numpy(), calibrated(logits).to(self._device), embedding.float())
            for log, embedding, (weights, logits) in zip(logs, output.embedding, words, strict=True)
        ]

    @torch.inference_mode()
    def fuse(
        self, speech: Sequence[Opinion | None], text: Sequence[Opinion | None]
    ) -> list[FusedEstimate]:
        """Fuse pairs of opinions; one of each pair may be absent, and the other stands then."""
        if not speech:
            return []
        output = self._bundle.fusion(
            self._findings(speech),
            self._findings(text),
            self._embeddings(text),
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

    def _findings(self, opinions: Sequence[Opinion | None]) -> Findings:
        found = [opinion or _NOTHING for opinion in opinions]
        attention = [torch.from_numpy(opinion.attention) for opinion in found]
        return Findings(
            torch.stack([opinion.log_probabilities.to(self._device) for opinion in found]),
            pad_sequence([o.parts.to(self._device) for o in found], batch_first=True),
            pad_sequence(attention, batch_first=True).to(self._device),
        )

    def _embeddings(self, texts: Sequence[Opinion | None]) -> Tensor:
        embeddings = torch.zeros(len(texts), self._bundle.fusion.text_width, device=self._device)
        for row, text in enumerate(texts):
            if text is not None and text.embedding is not None:
                embeddings[row] = text.embedding
        return embeddings

    def _estimate(
        self,
        log: Tensor,
        gate: list[float],
        cross: HalfArray,
        speech: Opinion | None,
        text: Opinion | None,
    ) -> FusedEstimate:
        if speech is None or text is None:
            # Its own calibration fits it; that of the fused is for two that were weighed.
            log = (speech or text or _NOTHING).log_probabilities
        probabilities = to_probabilities(log)
        return FusedEstimate(
            probabilities=probabilities,
            gate=Gate(speech=gate[0], text=gate[1]),
            uncertain=float(probabilities.max()) < self._bundle.uncertain_below,
            speech=speech.estimate if speech else None,
            text=text.estimate if text else None,
            cross_attention=(
                cross[: len(text.attention), : len(speech.attention)].copy()
                if speech and text
                else None
            ),
        )
