import pytest
import torch

from emotion_desktop.inference.bundle import load_bundle
from emotion_desktop.networks.text import TextNetwork


def test_context_moves_the_result_and_never_the_place_of_the_attention() -> None:
    torch.manual_seed(0)
    tokenizer = load_bundle().tokenizer
    encoder = {"vocab_size": 30522, "dim": 24, "n_layers": 2, "n_heads": 2, "hidden_dim": 48}
    network = TextNetwork(encoder, context_utterances=2).eval()
    alone = tokenizer.encode(["What?"])
    told = tokenizer.encode(["What?"], [["She died.", "It was my fault."]])
    with torch.inference_mode():
        before = network(*map(torch.from_numpy, alone[:3]))
        after = network(*map(torch.from_numpy, told[:3]))
    n_own = int(alone.own.sum())
    assert not torch.allclose(before.logits, after.logits, atol=1e-4)
    assert after.attention[0, n_own:].eq(0).all()
    assert after.attention[0, :n_own].sum() == pytest.approx(1, abs=1e-5)
