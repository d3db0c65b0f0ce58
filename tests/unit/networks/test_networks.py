import pytest
import torch

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.networks.fusion import FusionNetwork, FusionOutput, ModalityEvidence
from emotion_desktop.networks.sizes import SPEECH_TRAITS, TEXT_TRAITS
from emotion_desktop.networks.speech import SpeechNetwork


@pytest.fixture
def speech() -> SpeechNetwork:
    torch.manual_seed(0)
    return SpeechNetwork(width_in=16, width=32, heads=2, width_out=8).eval()


def test_padding_does_not_change_what_the_speech_network_says(speech: SpeechNetwork) -> None:
    short, long = torch.randn(1, 37, 16), torch.randn(1, 90, 16)
    batch = torch.randn(2, 90, 16)  # whatever stands behind the end
    batch[0, :37], batch[1] = short[0], long[0]
    with torch.inference_mode():
        alone = speech(short, torch.tensor([37]))
        together = speech(batch, torch.tensor([37, 90]))
    assert torch.allclose(alone.logits[0], together.logits[0], atol=1e-5)
    n_frames = alone.attention.shape[1]
    assert torch.allclose(alone.attention[0], together.attention[0, :n_frames], atol=1e-6)
    assert torch.all(together.attention[0, n_frames:] == 0)


def test_channels_count_alike_whatever_their_scale(speech: SpeechNetwork) -> None:
    states, n = torch.randn(1, 60, 16), torch.tensor([60])
    scale = torch.logspace(-2, 3, 16)
    with torch.inference_mode():
        expected = speech(states, n).logits
        speech.fit_channels(100 * scale, scale)
        found = speech((states + 100) * scale, n).logits
    assert torch.allclose(found, expected, atol=1e-3)


@pytest.mark.parametrize("n_states", [1, 2, 3, 4, 5, 150])
def test_speech_attention_sums_to_one_for_any_length(speech: SpeechNetwork, n_states: int) -> None:
    output = speech(torch.randn(1, n_states, 16), torch.tensor([n_states]))
    assert output.logits.shape == (1, len(EMOTIONS))
    assert output.attention.sum().item() == pytest.approx(1, abs=1e-5)


def test_the_second_around_a_frame_is_classified_like_a_sound_of_its_own(
    speech: SpeechNetwork,
) -> None:
    states = torch.randn(1, 40, 16)  # ten frames: every one is within a second of the fifth
    with torch.inference_mode():
        output = speech(states, torch.tensor([40]))
        alone = speech(torch.cat([states, torch.zeros(1, 60, 16)], dim=1), torch.tensor([40]))
    n_frames = output.attention.shape[1]
    assert output.nearby.shape == (1, n_frames, len(EMOTIONS))
    assert torch.allclose(output.nearby[:, 4], output.logits, atol=1e-4)
    assert not torch.allclose(output.nearby[:, 9], output.logits, atol=1e-4)
    assert torch.allclose(alone.nearby[:, :n_frames], output.nearby, atol=1e-4)


def findings(seed: int, n_parts: int, n_traits: int) -> ModalityEvidence:
    torch.manual_seed(seed)
    parts = torch.randn(1, n_parts, 7).log_softmax(dim=-1)
    attention = torch.randn(1, n_parts).softmax(dim=-1)
    return ModalityEvidence(parts[:, 0], parts, attention, torch.randn(1, n_traits))


def drawn_fusion() -> FusionNetwork:
    """Make a fusion network whose gate is moved by all that it sees."""
    torch.manual_seed(0)
    network = FusionNetwork().eval()
    torch.nn.init.normal_(network.gate.weight)
    return network


def fuse(network: FusionNetwork, sound: ModalityEvidence, words: ModalityEvidence) -> FusionOutput:
    with torch.inference_mode():
        output: FusionOutput = network(sound, words, torch.tensor([[True, True]]))
    return output


def test_padding_and_unheard_frames_get_no_attention_from_words() -> None:
    network = drawn_fusion()
    said, heard = findings(0, 3, TEXT_TRAITS), findings(1, 5, SPEECH_TRAITS)
    heard.attention[0, 3:] = 0
    output = fuse(network, heard, said)
    assert output.attention.shape == (1, 3, 5)
    assert torch.all(output.attention[..., 3:] < 1e-6)


def test_words_are_held_against_the_frames_that_go_with_them() -> None:
    network = drawn_fusion()
    said, heard = findings(0, 2, TEXT_TRAITS), findings(1, 4, SPEECH_TRAITS)
    heard.attention[:] = 0.25
    sure = torch.full((7, 7), -6.0).fill_diagonal_(0.0).log_softmax(dim=-1)
    heard.parts[0] = sure[[0, 3, 4, 5]]
    said.parts[0] = sure[[3, 0]]
    looked = fuse(network, heard, said).attention[0]
    assert looked.argmax(dim=-1).tolist() == [1, 0]
    assert looked.max(dim=-1).values.min() > 0.9


def test_neutral_words_speak_against_no_emotion() -> None:
    network = FusionNetwork().eval()  # as it is before any training: a plain product
    heard, said = findings(1, 5, SPEECH_TRAITS), findings(0, 3, TEXT_TRAITS)
    probabilities = torch.full((7,), 0.05)
    angry, neutral = probabilities.clone(), probabilities.clone()
    angry[0], neutral[4] = 0.7, 0.7
    heard.logs[0] = angry.log()
    said.logs[0] = neutral.log()
    calm = fuse(network, heard, said).logits[0]
    assert calm.argmax() == 0
    said.logs[0] = angry.roll(1).log()  # words of disgust do
    disgusted = fuse(network, heard, said).logits[0]
    assert (calm - disgusted)[0] - (calm - disgusted)[1] > 2


def fuse_drawn(network: FusionNetwork, seed: int, *, speech: bool, text: bool) -> torch.Tensor:
    """Fuse what is drawn from a seed; an absent modality is drawn from another."""
    drawn = [
        findings(n_parts if present else 1000 * seed + n_parts, n_parts, n_traits)
        for present, n_parts, n_traits in ((speech, 9, SPEECH_TRAITS), (text, 4, TEXT_TRAITS))
    ]
    with torch.inference_mode():
        output = network(*drawn, torch.tensor([[speech, text]]))
    assert torch.allclose(output.attention.sum(dim=-1), torch.ones(1, 4))
    assert output.gate.sum().item() == pytest.approx(1)
    return torch.cat([output.logits, output.gate], dim=-1)


def test_an_absent_modality_has_no_influence_on_fusion() -> None:
    network = drawn_fusion()
    for speech, text in ((True, False), (False, True)):
        first, second = (fuse_drawn(network, seed, speech=speech, text=text) for seed in (1, 2))
        assert torch.equal(first, second)
        assert first[0, -2:].tolist() == [float(speech), float(text)]
    both = fuse_drawn(network, 1, speech=True, text=True)
    assert not torch.equal(both, fuse_drawn(network, 1, speech=True, text=False))


@pytest.mark.parametrize("trait", range(SPEECH_TRAITS))
def test_every_trait_of_a_sound_moves_the_gate_and_none_beyond_what_is_known(trait: int) -> None:
    network = drawn_fusion()
    network.speech.fit_traits(torch.randn(50, SPEECH_TRAITS) * 10 - 40)
    said, heard = findings(0, 3, TEXT_TRAITS), findings(1, 5, SPEECH_TRAITS)
    gates = []
    for value in (-40.0, -25.0, 1e6, 1e9):
        heard.traits[:] = -40.0
        heard.traits[0, trait] = value
        gates.append(fuse(network, heard, said).gate)
    assert not torch.allclose(gates[0], gates[1], atol=1e-6)
    assert torch.equal(gates[2], gates[3])


def test_what_is_fused_is_the_two_estimates_and_nothing_learnt_beside_them() -> None:
    network = drawn_fusion()
    said, heard = findings(0, 3, TEXT_TRAITS), findings(1, 5, SPEECH_TRAITS)
    said.logs[:], heard.logs[:] = 1 / 7, 1 / 7
    said.logs.log_(), heard.logs.log_()
    even = fuse(network, heard, said).logits.softmax(dim=-1)
    assert torch.allclose(even, torch.full((1, 7), 1 / 7), atol=1e-5)
