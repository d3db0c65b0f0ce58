"""Networks of random weights in the shape of the real ones, for tests of what is around them."""

import numpy as np
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import Bundle, Calibration
from emotion_desktop.inference.compute_device import CPU
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.inference.quantise import quantise
from emotion_desktop.inference.recognisers import Recognisers
from emotion_desktop.inference.speaker_normalisation import NormalisationModel
from emotion_desktop.inference.text import TextTokenizer
from emotion_desktop.networks.fusion import FusionNetwork
from emotion_desktop.networks.speech import SpeechNetwork
from emotion_desktop.networks.speech_encoder import SpeechEncoder
from emotion_desktop.networks.text import TextNetwork

WORDS = ("[CLS]", "[SEP]", "[UNK]", "what", "a", "day", "oh", "no")
MIN_UTTERANCES = 4


def tiny_tokenizer() -> Tokenizer:
    """Tell eight words apart."""
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 0), ("[SEP]", 1)]
    )
    return tokenizer


def tiny_bundle(*, normalises: bool = True) -> Bundle:
    """Make a bundle; the same every time."""
    torch.manual_seed(0)
    encoder = {
        "vocab_size": len(WORDS),
        "dim": 16,
        "n_layers": 1,
        "n_heads": 2,
        "hidden_dim": 32,
    }
    files = {"speech.safetensors": "hash of the speech network"}
    zeros, ones = np.zeros(7, np.float32), np.ones(7, np.float32)
    normalisation = NormalisationModel(zeros, ones, zeros, 0.3, 1.0, MIN_UTTERANCES, 1.0)
    networks = {
        "encoder": SpeechEncoder(n_layers=1, width=64),
        "speech": SpeechNetwork(width_in=64, width=32, heads=2, width_out=24),
        "text": TextNetwork(encoder, context_utterances=2),
        "fusion": FusionNetwork(),
    }
    return Bundle(
        manifest={
            "name": "tiny",
            "files": files,
            "preprocessing": {"encoder": "none"},
            "networks": {name: network.config for name, network in networks.items()},
        },
        stored={
            name: quantise({key: w.numpy() for key, w in network.state_dict().items()})
            for name, network in networks.items()
        },
        tokenizer=TextTokenizer(tiny_tokenizer()),
        calibration={name: Calibration(1.0) for name in ("speech", "text", "fused")},
        uncertain_below=0.4,
        several_labels_from=0.3,
        neutral_logits=(0.0,) * len(EMOTIONS),
        speaker_normalisation=normalisation if normalises else None,
    )


def tiny_engine(*, normalises: bool = True) -> EmotionEngine:
    """Make an engine around it that recognises no words."""
    bundle = tiny_bundle(normalises=normalises)
    return EmotionEngine(bundle, CPU, Recognisers())
