import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.asr import _to_words, resolve_model


def item(word: str, start: float, end: float, probability: float = 0.9) -> dict[str, object]:
    return {"word": word, "tokens": [1], "start": start, "end": end, "probability": probability}


def test_words_keep_punctuation_and_are_whole() -> None:
    alignment = [
        item(" Rather", 0.0, 0.4),
        item(" cold", 0.4, 0.6, 0.8),
        item("-hearted", 0.6, 1.0, 0.5),
        item("?", 1.0, 1.0),
        item(" Yes", 1.9, 2.6),
    ]
    words = _to_words(alignment, 2.0)
    assert [word.text for word in words] == ["Rather", "cold-hearted?", "Yes"]
    assert [(w.start_s, w.end_s) for w in words] == [(0, 0.4), (0.4, 1), (1.9, 2)]
    assert words[1].probability == 0.5


def test_punctuation_alone_is_no_word() -> None:
    assert _to_words([item(" ...", 0, 1)], 1.0) == []


def test_an_unknown_recogniser_is_named(tmp_path: object) -> None:
    with pytest.raises(UserFacingError, match="“no-such-model” is not on this computer"):
        resolve_model("no-such-model")
    with pytest.raises(UserFacingError, match=r"model\.bin is missing"):
        resolve_model(str(tmp_path))
