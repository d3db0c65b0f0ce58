from collections import Counter
from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from model_training.corpora import known_sex
from model_training.speech_corpora import Clip
from model_training.splits import parse_hold_out, standard_hold_outs


def clip(corpus: str, speaker: str) -> Clip:
    return Clip(Path("x.wav"), corpus, f"{corpus}-{speaker}", 0, "")


CLIPS = [
    *(clip("ravdess", f"{n:02d}") for n in range(1, 21)),
    *(clip("tess", name) for name in ("OAF", "YAF")),
    *(clip("emovo", name) for name in ("f1", "f2", "f3", "m1", "m2", "m3")),
]


def test_five_folds_test_everybody_once_and_hold_as_many_women_as_men() -> None:
    folds = [h for h in standard_hold_outs(CLIPS) if h.protocol == "5 folds over speakers"]
    assert len(folds) == 5
    tested = Counter(name for fold in folds for name in fold.speakers)
    assert tested == Counter(c.speaker for c in CLIPS if c.corpus != "tess")
    for fold in folds:
        people = [name for name in fold.speakers if name.startswith("ravdess")]
        sexes = Counter(known_sex("ravdess", name) for name in people)
        assert sexes == {"female": 2, "male": 2}


def test_tess_is_left_out_voice_by_voice_and_every_corpus_whole() -> None:
    named = {h.name: h.speakers for h in standard_hold_outs(CLIPS)}
    assert named["tess-YAF"] == {"tess-YAF"}
    assert len(named["emovo"]) == 6
    assert len(named["ravdess"]) == 20
    assert "tess-random" in named


@pytest.mark.parametrize(
    ("value", "speakers"),
    [
        ("ravdess:1-3,7", {"ravdess-01", "ravdess-02", "ravdess-03", "ravdess-07"}),
        ("tess:YAF", {"tess-YAF"}),
        ("emovo:f1,m1", {"emovo-f1", "emovo-m1"}),
        (
            "fold2",
            {"ravdess-02", "ravdess-07", "ravdess-12", "ravdess-17", "emovo-f2"},
        ),
    ],
)
def test_a_hold_out_is_named_by_its_speakers(value: str, speakers: set[str]) -> None:
    assert parse_hold_out(value, CLIPS).speakers == speakers


@pytest.mark.parametrize(("value", "name"), [("tess:YAF", "tess-YAF"), ("ravdess:1-20", "ravdess")])
def test_the_people_of_a_standard_hold_out_have_its_name(value: str, name: str) -> None:
    assert parse_hold_out(value, CLIPS) == parse_hold_out(name, CLIPS)


def test_a_random_fifth_shares_its_voices_with_the_rest() -> None:
    clips = [
        Clip(Path(f"{name}_{i}.wav"), "tess", f"tess-{name}", 0, "")
        for name in ("OAF", "YAF")
        for i in range(200)
    ]
    held = [c for c in clips if parse_hold_out("tess:random", clips).holds(c)]
    assert 60 < len(held) < 100
    assert {c.speaker for c in held} == {"tess-OAF", "tess-YAF"}
    assert not parse_hold_out("tess:random", clips).holds(clip("ravdess", "01"))


@pytest.mark.parametrize("value", ["ravdess:40", "iemocap", "tess:"])
def test_a_hold_out_of_nobody_is_refused(value: str) -> None:
    with pytest.raises(UserFacingError):
        parse_hold_out(value, CLIPS)
