import pytest

from emotion_desktop.inference.bundle import load_bundle
from emotion_desktop.inference.text import word_attention


@pytest.mark.parametrize(
    "text",
    ["What a wonderful day!", "Unbelievably extraordinary", "a b", "x", "I'm fine, I'm fine"],
)
def test_every_word_gets_a_share_of_the_attention(text: str) -> None:
    _, _, encodings = load_bundle().tokenizer.encode([text])
    weights = [1 / len(encodings[0].ids)] * len(encodings[0].ids)
    shares = word_attention(text, encodings[0], weights)
    assert len(shares) == len(text.split())
    assert sum(shares) == pytest.approx(1)
    assert all(share > 0 for share in shares)


def test_sub_words_count_for_their_word() -> None:
    text = "unbelievably good"
    _, _, encodings = load_bundle().tokenizer.encode([text])
    tokens = encodings[0].tokens
    weights = [1.0 if token.startswith(("un", "##")) else 0.0 for token in tokens]
    assert word_attention(text, encodings[0], weights) == [1.0, 0.0]


def test_a_long_text_keeps_its_end() -> None:
    tokens, _, encodings = load_bundle().tokenizer.encode(["word " * 500 + "end"])
    assert tokens.shape[1] == 96
    assert "end" in encodings[0].tokens
