"""How often which clip is learnt from."""

from collections import defaultdict
from pathlib import Path

import pytest

from emotion_desktop.domain.labels import EMOTIONS, NEUTRAL_INDEX
from model_training.calibrate import EVERYDAY_SHARES
from model_training.encoder_states import CORPUS_SHARES, sampling_weights
from model_training.prepare import NO_EMOTION
from model_training.speech_corpora import Clip


def clips_of(
    corpus: str, n_of_each: list[int], *, speakers: int = 4, dialogue: str = ""
) -> list[Clip]:
    """Clips of each emotion, by different people in turn."""
    emotions = [emotion for emotion, n in enumerate(n_of_each) for _ in range(n)]
    return [
        Clip(Path(f"{i}.wav"), corpus, f"{corpus}-{i % speakers}", emotion, "", dialogue=dialogue)
        for i, emotion in enumerate(emotions)
    ]


def shares(clips: list[Clip], emotions: list[int] | None = None) -> dict[tuple[str, int], float]:
    """What share of the draws is of which corpus and emotion."""
    emotions = emotions or [clip.emotion for clip in clips]
    weights = sampling_weights(clips, emotions)
    assert weights.isfinite().all()
    assert (weights > 0).all()
    found: dict[tuple[str, int], float] = defaultdict(float)
    for clip, emotion, weight in zip(clips, emotions, weights.tolist(), strict=True):
        found[clip.corpus, emotion] += weight / float(weights.sum())
    return found


def of_corpus(found: dict[tuple[str, int], float], corpus: str) -> float:
    return sum(share for (name, _), share in found.items() if name == corpus)


TALK = [5, 3, 2, 40, 200, 9, 30]
ROOTS = [share**0.5 for share in EVERYDAY_SHARES]
OF_TALK = [root / sum(ROOTS) for root in ROOTS]


def test_conversation_is_drawn_by_the_roots_of_everyday_shares_whatever_is_in_it() -> None:
    acted = clips_of("ravdess", [30, 5, 30, 30, 15, 30, 30])
    found = shares(acted + clips_of("meld", TALK, dialogue="1"))
    whole = of_corpus(found, "meld")
    assert [found["meld", i] / whole for i in range(7)] == pytest.approx(OF_TALK, rel=1e-6)
    assert whole / of_corpus(found, "ravdess") == pytest.approx(
        CORPUS_SHARES["meld"] / CORPUS_SHARES["ravdess"], rel=1e-6
    )


def test_acted_emotions_count_alike_however_many_clips_there_are() -> None:
    found = shares(clips_of("ravdess", [30, 5, 90, 1, 15, 30, 7]))
    assert list(found.values()) == pytest.approx([1 / 7] * 7)


def test_corpora_count_by_their_shares_and_others_by_the_root_of_their_speakers() -> None:
    many = clips_of("tess", [400] * 7, speakers=2)
    few = clips_of("crema-d", [20] * 7)
    own = clips_of("mine", [10] * 7, speakers=9)
    found = shares(many + few + own)
    parts = [of_corpus(found, name) for name in ("tess", "crema-d", "mine")]
    wanted = [CORPUS_SHARES["tess"], CORPUS_SHARES["crema-d"], 3.0]
    assert parts == pytest.approx([share / sum(wanted) for share in wanted])


def test_what_a_corpus_lacks_is_drawn_more_often_from_the_others() -> None:
    surprise = EMOTIONS.index("surprise")
    lacking = clips_of("crema-d", [20] * surprise + [0] + [20] * (6 - surprise))
    found = shares(lacking + clips_of("ravdess", [20] * 7))
    assert found["ravdess", surprise] > 1.2 * found["ravdess", NEUTRAL_INDEX]
    both = found["crema-d", NEUTRAL_INDEX] + found["ravdess", NEUTRAL_INDEX]
    assert found["ravdess", surprise] < both


@pytest.mark.parametrize("with_talk", [False, True])
def test_sound_without_an_emotion_is_a_tenth(with_talk: bool) -> None:
    clips = clips_of("ravdess", [10] * 7)
    if with_talk:
        clips += clips_of("meld", TALK, dialogue="1")
    emotions = [clip.emotion for clip in clips]
    pauses = clips[::3]
    found = shares(clips + pauses, emotions + [NO_EMOTION] * len(pauses))
    silent = sum(share for (_, emotion), share in found.items() if emotion == NO_EMOTION)
    assert silent == pytest.approx(0.1, abs=0.01)


def test_a_conversation_alone_can_be_learnt_from() -> None:
    found = shares(clips_of("mine", TALK, dialogue="1"))
    assert [found["mine", i] for i in range(7)] == pytest.approx(OF_TALK, rel=1e-6)
