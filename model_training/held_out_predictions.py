"""Predictions of the trained speech and text networks, as training data for fusion."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

from emotion_desktop.inference.arrays import Arrays
from emotion_desktop.inference.quantise import dequantise, quantise
from emotion_desktop.inference.text import TextTokenizer, over_words
from emotion_desktop.networks.load import made_network
from emotion_desktop.networks.speech import SpeechNetwork
from emotion_desktop.networks.text import TextNetwork
from model_training.encoder_states import Example, StateExamples, collate


@dataclass(frozen=True, slots=True)
class Heard:
    """Evidence from n sounds.

    Logits (n, 7), those of their frames (n, T, 7) with their attention (n, T), embeddings
    (n, D), and traits (n, 4): those of `inference.sound_traits` and the distance of
    `SpeechOutput`.
    """

    logits: Tensor
    frames: Tensor
    attention: Tensor
    embeddings: Tensor
    traits: Tensor

    def rows(self, chosen: Tensor) -> "Heard":
        """Select some of the sounds."""
        return Heard(*(getattr(self, field.name)[chosen] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Said:
    """Evidence from n texts.

    Logits (n, 7), those of their words (n, W, 7) with their attention (n, W), and traits
    (n, 2): the logarithm of their number of words and the distance of `TextOutput`.
    """

    logits: Tensor
    words: Tensor
    attention: Tensor
    traits: Tensor


def join(parts: Sequence[Heard]) -> Heard:
    """Concatenate the evidence from several groups of sounds."""
    return Heard(
        torch.cat([part.logits for part in parts]),
        _padded([row for part in parts for row in part.frames]),
        _padded([row for part in parts for row in part.attention]),
        torch.cat([part.embeddings for part in parts]),
        torch.cat([part.traits for part in parts]),
    )


def load_speech(run: Path) -> SpeechNetwork:
    """Load the speech network of a run with the weights it will have in the bundle."""
    config = json.loads((run / "speech.json").read_text(encoding="utf-8"))
    network: SpeechNetwork = made_network("speech", config, _shipped(run / "speech.safetensors"))
    return network


def load_text(run: Path) -> tuple[TextNetwork, TextTokenizer]:
    """Load the text network, likewise, and the tokenizer of a run."""
    config = json.loads((run / "text.json").read_text(encoding="utf-8"))
    network: TextNetwork = made_network("text", config, _shipped(run / "text.safetensors"))
    return network, TextTokenizer(Tokenizer.from_file(str(run / "tokenizer.json")))


def _shipped(path: Path) -> Arrays:
    """Read weights as they will be in a bundle."""
    return dequantise(quantise(load_file(path)))


@torch.no_grad()
def say_speech(network: SpeechNetwork, examples: Sequence[Example]) -> Heard:
    """Run the speech network over whole stored states."""
    loader = DataLoader(StateExamples(examples), 128, collate_fn=collate)
    outputs = [network(states, lengths) for states, lengths, _ in loader]
    traits = torch.from_numpy(np.stack([example.traits for example in examples]))
    distance = torch.cat([output.distance for output in outputs])
    return Heard(
        torch.cat([output.logits for output in outputs]),
        _padded([row for output in outputs for row in output.nearby]),
        _padded([row for output in outputs for row in output.attention]),
        torch.cat([output.embedding for output in outputs]),
        torch.cat([traits, distance.unsqueeze(1)], dim=1),
    )


@torch.no_grad()
def say_text(
    network: TextNetwork,
    tokenizer: TextTokenizer,
    texts: Sequence[str],
    contexts: Sequence[Sequence[str]] | None = None,
) -> Said:
    """Run the text network over texts, in batches of similar length.

    The utterances before each may be given as `contexts`, oldest first.
    """
    n_context = network.context_utterances
    if contexts is None or n_context == 0:
        contexts = [()] * len(texts)
    before = [context[-n_context:] for context in contexts]
    order = sorted(range(len(texts)), key=lambda i: sum(map(len, (texts[i], *before[i]))))
    logits = torch.zeros(len(texts), network.classifier.out_features)
    distance = torch.zeros(len(texts))
    over = [(torch.zeros(0), torch.zeros(0, logits.shape[1]))] * len(texts)
    for start in range(0, len(order), 64):
        rows = order[start : start + 64]
        tokens = tokenizer.encode([texts[i] for i in rows], [before[i] for i in rows])
        output = network(*map(torch.from_numpy, tokens[:3]))
        logits[rows], distance[rows] = output.logits, output.distance
        for place, *one in zip(
            rows, tokens.encodings, output.attention.numpy(), output.tokens.numpy(), strict=True
        ):
            attended, logits_of_words = over_words(texts[place], *one)
            over[place] = torch.from_numpy(attended), torch.from_numpy(logits_of_words)
    attention, words = zip(*over, strict=True)
    n_words = torch.tensor([float(len(text.split())) for text in texts])
    traits = torch.stack([n_words.clamp_min(1).log(), distance], dim=1)
    return Said(logits, _padded(words), _padded(attention), traits)


def _padded(rows: Sequence[Tensor]) -> Tensor:
    return pad_sequence(list(rows), batch_first=True)
