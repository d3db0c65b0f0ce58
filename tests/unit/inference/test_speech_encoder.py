import numpy as np
import pytest
import torch

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.inference.speech_encoder import Encode, encode_sounds, n_states
from emotion_desktop.networks.speech_encoder import SpeechEncoder
from model_training.whisper_base import encoded_by

WIDTH = 128


@pytest.fixture(scope="module")
def encode() -> Encode:
    torch.manual_seed(0)
    encoder = SpeechEncoder(n_layers=2, width=WIDTH)
    torch.nn.init.normal_(encoder.places, std=0.1)
    return encoded_by(encoder.eval())


def noise(length_s: float, seed: int = 0) -> np.ndarray:
    samples = np.random.default_rng(seed).normal(0, 0.1, round(length_s * SAMPLE_RATE_HZ))
    return samples.astype(np.float32)


def test_there_is_a_state_for_every_fiftieth_of_a_second_that_began() -> None:
    assert [n_states(n) for n in (1, 320, 321, 16_000)] == [1, 1, 2, 50]


def test_a_sound_is_heard_alike_alone_and_beside_others(encode: Encode) -> None:
    sounds = [noise(length_s, i) for i, length_s in enumerate((0.01, 1.234, 3.0, 30.0, 0.4))]
    together = encode_sounds(encode, sounds)
    for sound, states in zip(sounds, together, strict=True):
        [alone] = encode_sounds(encode, [sound])
        assert alone.shape == (n_states(len(sound)), WIDTH)
        assert alone.std() > 0.01
        np.testing.assert_allclose(states, alone, atol=1e-3)


def test_many_sounds_are_heard_in_batches_and_come_back_in_their_order(
    encode: Encode,
) -> None:
    sounds = [noise(length_s) for length_s in (25.0, 1.0, 20.0, 2.0, 28.0, 26.0, 0.5)]
    found = [len(states) for states in encode_sounds(encode, sounds)]
    assert found == [n_states(len(sound)) for sound in sounds]
    assert encode_sounds(encode, []) == []


def test_what_comes_later_is_heard_at_every_time(encode: Encode) -> None:
    first, second = noise(2.0), noise(2.0)
    second[SAMPLE_RATE_HZ:] = noise(1.0, 1)
    ours, theirs = encode_sounds(encode, [first, second])
    assert not np.allclose(ours[:40], theirs[:40], atol=1e-4)
