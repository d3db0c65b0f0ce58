import pytest
import torch

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.fusion import FusionNetwork
from emotion_desktop.inference.quantise import dequantise, quantise
from emotion_desktop.inference.speech import SpeechNetwork


@pytest.fixture
def speech() -> SpeechNetwork:
    torch.manual_seed(0)
    return SpeechNetwork(width_in=16, width=32, heads=2, width_out=8).eval()


def test_padding_does_not_change_what_the_speech_network_says(speech: SpeechNetwork) -> None:
    short, long = torch.randn(1, 37, 16), torch.randn(1, 90, 16)
    batch = torch.zeros(2, 90, 16)
    batch[0, :37], batch[1] = short[0], long[0]
    with torch.inference_mode():
        alone = speech(short, torch.tensor([37]))
        together = speech(batch, torch.tensor([37, 90]))
    assert torch.allclose(alone.logits[0], together.logits[0], atol=1e-5)
    n_frames = alone.attention.shape[1]
    assert torch.allclose(alone.attention[0], together.attention[0, :n_frames], atol=1e-6)
    assert torch.all(together.attention[0, n_frames:] == 0)


@pytest.mark.parametrize("n_states", [1, 2, 3, 4, 5, 150])
def test_speech_attention_sums_to_one_for_any_length(speech: SpeechNetwork, n_states: int) -> None:
    output = speech(torch.randn(1, n_states, 16), torch.tensor([n_states]))
    assert output.logits.shape == (1, len(EMOTIONS))
    assert output.attention.sum().item() == pytest.approx(1, abs=1e-5)


def fuse(network: FusionNetwork, seed: int, *, speech: bool, text: bool) -> torch.Tensor:
    """Fuse what is drawn from a seed; an absent modality is drawn from another."""
    drawn = []
    for present, offset in ((speech, 0), (text, 1)):
        torch.manual_seed(offset if present else 1000 * seed + offset)
        drawn.append((torch.randn(1, 12), torch.randn(1, 7).log_softmax(dim=-1)))
    with torch.inference_mode():
        output = network(drawn[0][1], drawn[1], torch.tensor([[speech, text]]))
    assert output.gate.sum().item() == pytest.approx(1)
    return torch.cat([output.logits, output.gate], dim=-1)


def test_an_absent_modality_has_no_influence_on_fusion() -> None:
    torch.manual_seed(0)
    network = FusionNetwork(12, 16).eval()
    for speech, text in ((True, False), (False, True)):
        first, second = (fuse(network, seed, speech=speech, text=text) for seed in (1, 2))
        assert torch.equal(first, second)
        assert first[0, -2:].tolist() == [float(speech), float(text)]
    both = fuse(network, 1, speech=True, text=True)
    assert not torch.equal(both, fuse(network, 1, speech=True, text=False))


def test_eight_bit_weights_come_back_within_half_a_step() -> None:
    torch.manual_seed(0)
    weights = {"big": torch.randn(100, 60, 3), "small": torch.randn(7), "odd": torch.zeros(64, 64)}
    stored = quantise(weights)
    assert stored["big"].dtype == torch.int8
    back = dequantise(stored)
    assert set(back) == set(weights)
    step = weights["big"].flatten(1).abs().amax(dim=1) / 127
    assert torch.all((back["big"] - weights["big"]).abs() <= step[:, None, None] / 2 + 1e-6)
    assert torch.equal(back["small"], weights["small"])
    assert torch.equal(back["odd"], weights["odd"])
