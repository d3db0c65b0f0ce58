import pytest
import torch

from emotion_desktop.inference.bundle import load_bundle
from emotion_desktop.inference.predictions import ModalityPredictors
from emotion_desktop.inference.text import TextNetwork, over_words


@pytest.mark.parametrize(
    "text",
    ["What a wonderful day!", "Unbelievably extraordinary", "a b", "x", "I'm fine, I'm fine"],
)
def test_every_word_gets_a_share_of_the_attention(text: str) -> None:
    encodings = load_bundle().tokenizer.encode([text]).encodings
    n_tokens = len(encodings[0].ids)
    even = torch.full((n_tokens,), 1 / n_tokens)
    shares, logits = over_words(text, encodings[0], even, torch.ones(n_tokens, 7))
    assert len(shares) == len(text.split())
    assert shares.sum() == pytest.approx(1)
    assert torch.all(shares > 0)
    assert torch.allclose(logits, torch.ones(len(shares), 7))


def test_sub_words_count_for_their_word() -> None:
    text = "unbelievably good"
    encodings = load_bundle().tokenizer.encode([text]).encodings
    tokens = encodings[0].tokens
    weights = torch.tensor([float(token.startswith(("un", "##"))) for token in tokens])
    of_tokens = torch.arange(float(len(tokens))).unsqueeze(1).expand(-1, 7)
    shares, logits = over_words(text, encodings[0], weights, of_tokens)
    assert shares.tolist() == [1.0, 0.0]
    own = weights > 0
    assert logits[0, 0].item() == pytest.approx(of_tokens[own, 0].mean().item())


def test_words_without_any_attention_share_it_evenly() -> None:
    text = "so it is"
    encoding = load_bundle().tokenizer.encode([text]).encodings[0]
    n_tokens = len(encoding.ids)
    shares, _ = over_words(text, encoding, torch.zeros(n_tokens), torch.zeros(n_tokens, 7))
    assert shares.tolist() == pytest.approx([1 / 3] * 3)


def test_a_long_text_keeps_its_end() -> None:
    batch = load_bundle().tokenizer.encode(["word " * 500 + "end"])
    assert batch.token_ids.shape[1] == 96
    assert "end" in batch.encodings[0].tokens


def test_the_newest_context_follows_the_sentence_and_the_oldest_is_cut() -> None:
    tokenizer = load_bundle().tokenizer
    batch = tokenizer.encode(["Yes.", "No."], [["old " * 60, "new"], []])
    n_own = len(batch.encodings[0].ids)
    assert batch.own.sum(dim=1).tolist() == [n_own, n_own]
    assert batch.mask.sum(dim=1).tolist() == [n_own + 48, n_own]
    alone = tokenizer.encode(["Yes.", "new"])
    assert batch.token_ids[0, :n_own].tolist() == alone.token_ids[0].tolist()
    assert batch.token_ids[0, n_own] == alone.token_ids[1, 1]


def test_context_moves_the_result_and_never_the_place_of_the_attention() -> None:
    torch.manual_seed(0)
    tokenizer = load_bundle().tokenizer
    encoder = {"vocab_size": 30522, "dim": 24, "n_layers": 2, "n_heads": 2, "hidden_dim": 48}
    network = TextNetwork(encoder, context_utterances=2).eval()
    alone = tokenizer.encode(["What?"])
    told = tokenizer.encode(["What?"], [["She died.", "It was my fault."]])
    with torch.inference_mode():
        before = network(*alone[:3])
        after = network(*told[:3])
    n_own = int(alone.own.sum())
    assert not torch.allclose(before.logits, after.logits, atol=1e-4)
    assert after.attention[0, n_own:].eq(0).all()
    assert after.attention[0, :n_own].sum() == pytest.approx(1, abs=1e-5)


def test_a_network_trained_without_context_does_not_get_any() -> None:
    bundle = load_bundle()
    bundle.text.context_utterances = 0
    predictors = ModalityPredictors(bundle, torch.device("cpu"))
    (alone,) = predictors.of_texts(["What?"])
    (told,) = predictors.of_texts(["What?"], [("She died.",)])
    assert torch.equal(alone.log_probabilities, told.log_probabilities)
