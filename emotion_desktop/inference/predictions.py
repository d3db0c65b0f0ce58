"""Runs the networks of a bundle and returns their predictions."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import FusedEstimate, Gate, HalfArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import Bundle
from emotion_desktop.inference.heard_part import heard_part, spread_over
from emotion_desktop.inference.pieces import Between, cut, mean_prediction
from emotion_desktop.inference.prediction import ModalityPrediction, to_probabilities
from emotion_desktop.inference.runner import EvidenceArrays, NetworkRunner, SpeechArrays
from emotion_desktop.inference.sound_traits import sound_traits
from emotion_desktop.inference.speech_encoder import encode_sounds
from emotion_desktop.inference.text import over_words
from emotion_desktop.networks.sizes import SPEECH_TRAITS, TEXT_TRAITS


def _nothing(n_traits: int) -> ModalityPrediction:
    """Return a placeholder for an absent modality."""
    even = np.full(len(EMOTIONS), -math.log(len(EMOTIONS)), np.float32)
    return ModalityPrediction(
        even, np.zeros(1, np.float32), even[np.newaxis], np.zeros(n_traits, np.float32)
    )


_NO_SPEECH: Final = _nothing(SPEECH_TRAITS)
_NO_TEXT: Final = _nothing(TEXT_TRAITS)


class ModalityPredictors:
    """The networks of a bundle, with its calibration.

    Parameters
    ----------
    bundle : Bundle
        What `runner` runs.
    runner : NetworkRunner
        Computes.

    Attributes
    ----------
    voice_offset : FloatArray
        Shape (7,), taken from the speech network's logits; zero for any voice.
    last_layer : tuple of FloatArray
        Weight (7, D) and bias (7,) of the speech network's classifier in the bundle.
    """

    def __init__(self, bundle: Bundle, runner: NetworkRunner) -> None:
        self._bundle = bundle
        self._runner = runner
        self.voice_offset = np.zeros(len(EMOTIONS), np.float32)
        weights = bundle.weights("speech")
        self.last_layer = (weights["classifier.weight"], weights["classifier.bias"])

    @property
    def blank(self) -> FloatArray:
        """The state (width,) that training used as a mask."""
        mean: FloatArray = self._bundle.weights("speech")["mean"]
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
            states += encode_sounds(self._runner.encode, batch)
        return states

    def of_sounds(
        self, sounds: Sequence[FloatArray], between: Between = None
    ) -> list[ModalityPrediction]:
        """Predict emotions from sounds of any length; `between` as for `states`."""
        pieces = [piece for sound in sounds for piece in cut(sound)]
        traits = [sound_traits(piece) for piece in pieces]
        predictions = iter(self.of_states(self.states(pieces, between), traits))
        return [mean_prediction([next(predictions) for _ in cut(sound)]) for sound in sounds]

    def of_utterances(
        self, sounds: Sequence[FloatArray], between: Between = None
    ) -> list[ModalityPrediction]:
        """Predict emotions from utterances, wherever exactly their borders are."""
        heard = [heard_part(sound) for sound in sounds]
        parts = [sound[part] for sound, part in zip(sounds, heard, strict=True)]
        return [
            spread_over(prediction, part, sound)
            for prediction, part, sound in zip(
                self.of_sounds(parts, between), heard, sounds, strict=True
            )
        ]

    def of_states(
        self, states: Sequence[FloatArray], traits: Sequence[FloatArray]
    ) -> list[ModalityPrediction]:
        """Predict emotions from the `states` and the `sound_traits` of sounds."""
        if not states:
            return []
        output = self._run_speech(states)
        calibrated = self._bundle.calibration["speech"].log_probabilities
        known = np.concatenate([np.stack(traits), output.distance[:, np.newaxis]], axis=1)
        return [
            ModalityPrediction(log, weights[:n], parts[:n], trait)
            for log, weights, parts, trait, n in zip(
                calibrated(output.logits - self.voice_offset),
                output.attention,
                calibrated(output.nearby - self.voice_offset),
                known.astype(np.float32),
                output.lengths.tolist(),
                strict=True,
            )
        ]

    def embeddings(self, states: Sequence[FloatArray]) -> FloatArray:
        """Return embeddings (n, D) of sounds: the input of the last layer."""
        return self._run_speech(states).embedding

    def adapt(self, weight: FloatArray, bias: FloatArray) -> None:
        """Add (7, D) and (7,) to the original last layer of the speech network."""
        self._runner.replace_last_layer(self.last_layer[0] + weight, self.last_layer[1] + bias)

    def speech_logits(self, states: Sequence[FloatArray]) -> FloatArray:
        """Return uncalibrated logits (n, 7) of sounds."""
        return self._run_speech(states).logits

    def _run_speech(self, states: Sequence[FloatArray]) -> SpeechArrays:
        lengths = np.array([len(state) for state in states])
        return self._runner.hear(_padded(states), lengths)

    def of_texts(
        self, texts: Sequence[str], contexts: Sequence[Sequence[str]] | None = None
    ) -> list[ModalityPrediction]:
        """Predict emotions from non-empty texts, each with its previous utterances.

        As many of those, oldest first, are taken as the text network was trained with.
        """
        n_context = int(self._bundle.networks["text"].get("context_utterances", 0))
        if contexts is None or n_context == 0:
            contexts = [()] * len(texts)
        tokens = self._bundle.tokenizer.encode(texts, [before[-n_context:] for before in contexts])
        output = self._runner.read(*tokens[:3])
        calibrated = self._bundle.calibration["text"].log_probabilities
        words = map(over_words, texts, tokens.encodings, output.attention, output.tokens)
        n_words = np.log([len(text.split()) for text in texts])
        traits = np.stack([n_words, output.distance], axis=1).astype(np.float32)
        return [
            ModalityPrediction(log, weights, calibrated(logits), trait)
            for log, trait, (weights, logits) in zip(
                calibrated(output.logits), traits, words, strict=True
            )
        ]

    def fuse(
        self, speech: Sequence[ModalityPrediction | None], text: Sequence[ModalityPrediction | None]
    ) -> list[FusedEstimate]:
        """Fuse pairs of predictions; if one is absent, the other stands alone."""
        if not speech:
            return []
        output = self._runner.fuse(
            _evidence(speech, _NO_SPEECH),
            _evidence(text, _NO_TEXT),
            np.array([[s is not None, t is not None] for s, t in zip(speech, text, strict=True)]),
        )
        logs = self._bundle.calibration["fused"].log_probabilities(output.logits)
        cross = output.attention.astype(np.float16)
        return [
            self._estimate(log, gate, looked, s, t)
            for log, gate, looked, s, t in zip(
                logs, output.gate.tolist(), cross, speech, text, strict=True
            )
        ]

    def _estimate(
        self,
        log: FloatArray,
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


def _evidence(
    predictions: Sequence[ModalityPrediction | None], absent: ModalityPrediction
) -> EvidenceArrays:
    found = [prediction or absent for prediction in predictions]
    return EvidenceArrays(
        np.stack([prediction.log_probabilities for prediction in found]),
        _padded([prediction.parts for prediction in found]),
        _padded([prediction.attention for prediction in found]),
        np.stack([prediction.traits for prediction in found]),
    )


def _padded(rows: Sequence[FloatArray]) -> FloatArray:
    """Join rows (n, ...) of several lengths to one array, zero after their ends."""
    padded = np.zeros((len(rows), max(map(len, rows)), *rows[0].shape[1:]), np.float32)
    for row, values in zip(padded, rows, strict=True):
        row[: len(values)] = values
    return padded
