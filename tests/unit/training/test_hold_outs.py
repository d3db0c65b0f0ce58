from collections import Counter
from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from model_training.corpora import known_sex
from model_training.pipeline import FOLDS, TEXT_FOLDS
from model_training.speech_corpora import Clip
from model_training.splits import (
    CORPUS_PROTOCOL,
    FOLDS_PROTOCOL,
    HoldOut,
    five_folds,
    fold_of_dialogue,
    parse_hold_out,
    standard_hold_outs,
)


def clip(corpus: str, speaker: str, dialogue: str = "") -> Clip:
    return Clip(Path("x.wav"), corpus, f"{corpus}-{speaker}", 0, "", dialogue=dialogue)


ACTED = [
    *(clip("ravdess", f"{n:02d}") for n in range(1, 21)),
    *(clip("tess", name) for name in ("OAF", "YAF")),
    *(clip("emovo", name) for name in ("f1", "f2", "f3", "m1", "m2", "m3")),
]
#: Three people who meet in every dialogue.
TALKED = [clip("meld", who, f"{n}") for n in range(40) for who in ("Joey", "Monica", "Ross")]
CLIPS = ACTED + TALKED


def held(hold_out: HoldOut) -> list[Clip]:
    return [one for one in CLIPS if hold_out.holds(one)]


def test_five_folds_test_every_actor_once_and_hold_as_many_women_as_men() -> None:
    folds = [h for h in standard_hold_outs(CLIPS) if h.protocol == FOLDS_PROTOCOL]
    assert [fold.name for fold in folds] == list(FOLDS)
    tested = Counter(name for fold in folds for name in fold.speakers)
    assert tested == Counter(c.speaker for c in ACTED)
    for fold in folds:
        people = [name for name in fold.speakers if name.startswith("ravdess")]
        sexes = Counter(known_sex("ravdess", name) for name in people)
        assert sexes == {"female": 2, "male": 2}


def test_of_few_speakers_the_first_folds_leave_out_one_each() -> None:
    of_tess = [[c.speaker for c in held(fold) if c.corpus == "tess"] for fold in five_folds(CLIPS)]
    assert of_tess == [["tess-OAF"], ["tess-YAF"], [], [], []]


def test_a_fold_without_anybody_is_none() -> None:
    few = [c for c in ACTED if c.corpus == "tess"]
    assert [fold.name for fold in five_folds(few)] == ["fold1", "fold2"]
    assert [fold.name for fold in five_folds(few + TALKED)] == ["fold1", "fold2", "fold3", "fold4"]


def test_a_dialogue_is_never_on_both_sides_though_its_people_are() -> None:
    left_out: list[str] = []
    for fold in five_folds(CLIPS):
        tested = {c.dialogue for c in held(fold) if c.dialogue}
        learnt = {c.dialogue for c in CLIPS if c.dialogue and not fold.holds(c)}
        assert not tested & learnt
        assert all(fold_of_dialogue(dialogue) == fold.name for dialogue in tested)
        left_out += tested
    assert len(left_out) == len(set(left_out))
    assert set(map(int, left_out)) == {n for n in range(40) if n % 5 != 2}


def test_the_text_networks_leave_out_the_dialogues_of_the_folds_that_hold_some() -> None:
    unread = [fold for folds in TEXT_FOLDS.values() for fold in folds]
    assert len(unread) == len(set(unread))
    assert set(unread) == {fold.name for fold in five_folds(CLIPS) if fold.dialogues}


@pytest.mark.parametrize(
    ("dialogue", "fold"), [("dia5", "fold1"), ("12", None), ("174", "fold4"), ("scene", None)]
)
def test_the_number_of_a_dialogue_tells_its_fold(dialogue: str, fold: str | None) -> None:
    assert fold_of_dialogue(dialogue) == fold


def test_every_corpus_is_left_out_whole_with_its_dialogues() -> None:
    out = [h for h in standard_hold_outs(CLIPS) if h.protocol == CORPUS_PROTOCOL]
    assert [h.name for h in out] == ["ravdess", "tess", "emovo", "meld"]
    for hold_out in out:
        assert held(hold_out) == [c for c in CLIPS if c.corpus == hold_out.name]


def test_the_only_corpus_is_not_left_out() -> None:
    alone = [c for c in CLIPS if c.corpus == "emovo"]
    assert {h.protocol for h in standard_hold_outs(alone)} == {FOLDS_PROTOCOL}


@pytest.mark.parametrize(
    ("value", "speakers"),
    [
        ("ravdess:1-3,7", {"ravdess-01", "ravdess-02", "ravdess-03", "ravdess-07"}),
        ("tess:YAF", {"tess-YAF"}),
        ("emovo:f1,m1", {"emovo-f1", "emovo-m1"}),
        (
            "fold2",
            {"ravdess-02", "ravdess-07", "ravdess-12", "ravdess-17", "tess-YAF", "emovo-f2"},
        ),
    ],
)
def test_a_hold_out_is_named_by_its_speakers(value: str, speakers: set[str]) -> None:
    assert parse_hold_out(value, CLIPS).speakers == speakers


@pytest.mark.parametrize("name", ["ravdess", "meld", "fold1", "fold5"])
def test_a_standard_hold_out_is_found_by_its_name(name: str) -> None:
    assert parse_hold_out(name, CLIPS).name == name


@pytest.mark.parametrize("value", ["ravdess:40", "iemocap", "tess:", "fold6"])
def test_a_hold_out_of_nobody_is_refused(value: str) -> None:
    with pytest.raises(UserFacingError, match="matches no speakers"):
        parse_hold_out(value, CLIPS)
