"""By which networks people and dialogues are judged, and who has a part in what is fitted."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from emotion_desktop.domain.errors import UserFacingError
from model_training import held_out
from model_training.encoder_states import ClipExample, Example
from model_training.folds import PREDICTIONS_FILE, Places
from model_training.held_out import (
    HeldOutConfig,
    Strangers,
    calibrate_speech,
    corpus_weights,
    held_by,
    predictions_of,
    read_strangers,
    read_unread,
)
from model_training.held_out_predictions import Heard, Said
from model_training.pipeline import TEXT_FOLDS, folds_folder
from model_training.prepare import NO_EMOTION
from model_training.speech_corpora import manifest_of, read_manifest
from model_training.splits import HoldOut, standard_hold_outs
from tests.unit.training.made_up import make_data, make_texts, report_folds

CONFIG = HeldOutConfig(0.25, text_seed=0, speech_seed=3)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    make_texts(make_data(tmp_path / "data"))
    return Places(tmp_path / "data", tmp_path / "runs")


def heard(numbers: list[int], length: int, logits: torch.Tensor | None = None) -> Heard:
    """What was heard of sounds, with their numbers all over it."""
    n = torch.tensor(numbers, dtype=torch.float32)
    return Heard(
        n[:, None].expand(-1, 7) if logits is None else logits,
        n[:, None, None].expand(-1, length, 7),
        n[:, None].expand(-1, length),
        n[:, None].expand(-1, 5),
        n[:, None].expand(-1, 4),
    )


def example(number: int, emotion: int) -> Example:
    return Example(np.zeros((4, 2), np.float16), np.zeros(3, np.float32), number, emotion)


@pytest.fixture
def predicted(places: Places, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let each network say of a clip, which is heard clean and among others, its number."""
    clips = read_manifest(manifest_of(places.data))
    asked: dict[str, Any] = {}

    def read(_: Places, folder: Path, hold_out: HoldOut) -> tuple[Heard, list[ClipExample], int]:
        assert folder == folds_folder(places.runs, 3) / hold_out.name
        held = [(i, clip) for i, clip in enumerate(clips) if hold_out.holds(clip)]
        asked[hold_out.name] = {clip.speaker for _, clip in held}
        looks = [(example(i, clip.emotion), clip) for i, clip in held]
        looks += looks + [(example(i, NO_EMOTION), clip) for i, clip in held[:1]]
        numbers = [one.clip for one, _ in looks]
        return heard(numbers, 2 + len(asked)), looks, len(held)  # lengths differ

    monkeypatch.setattr(held_out, "read_predictions", read)
    report_folds(places, 3)
    return asked


def test_every_clip_is_judged_without_its_corpus_and_without_its_speaker(
    places: Places, predicted: dict[str, Any]
) -> None:
    clips = read_manifest(manifest_of(places.data))
    strangers = read_strangers(places, 3)
    assert list(predicted) == [hold_out.name for hold_out in standard_hold_outs(clips)]
    for left_out in (True, False):
        rows = strangers.rows((strangers.left_out == left_out) & strangers.clean)
        assert sorted(one.clip for one, _ in rows.examples) == list(range(len(clips)))
    for tensor in (strangers.heard.logits, strangers.heard.embeddings, strangers.heard.traits):
        assert tensor[:, 0].tolist() == [one.clip for one, _ in strangers.examples]
    assert strangers.heard.frames[:, 0, 0].tolist() == strangers.heard.logits[:, 0].tolist()
    best = strangers.left_out_clean()
    assert len(best.examples) == len(clips)
    assert NO_EMOTION not in best.emotions
    assert best.spoken().speakers.tolist() == [clip.speaker for clip in best.clips]


def test_nobody_of_the_measured_fold_has_a_part_in_its_calibration(
    places: Places, predicted: dict[str, Any]
) -> None:
    strangers = read_strangers(places, 3)
    kept = strangers.rows(~held_by("fold1", places.data, strangers.clips))
    assert predicted["fold1"] == {"ravdess-01", "crema-d-1001"}
    assert {clip.speaker for clip in kept.clips} == {
        clip.speaker for clip in strangers.clips
    } - predicted["fold1"]


def test_no_line_is_asked_of_a_network_that_read_it_nor_of_the_measured_fold(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, list[str]] = {}

    def say(name: str, _: None, texts: list[str], contexts: list[tuple[str, ...]]) -> Said:
        asked[name] = texts
        n = len(texts)
        return Said(torch.zeros(n, 7), torch.zeros(n, 3, 7), torch.zeros(n, 3), torch.zeros(n, 2))

    monkeypatch.setattr(held_out, "load_text", lambda run: (run.name, None))
    monkeypatch.setattr(held_out, "say_text", say)

    def dialogues(name: str) -> set[int]:
        lines = [text for text in asked[name] if text.startswith("that is line")]
        return {int(text.split()[-1]) // 5 for text in lines}

    unread = read_unread(places, CONFIG)
    assert (dialogues("half1"), dialogues("half2")) == ({0, 1, 5, 6}, {3, 4})
    comments = [text for text in asked["half1"] if text.startswith("this is text")]
    assert len(comments) == 10
    assert not any(text.startswith("this") for text in asked["half2"])
    assert len(unread.items) == len(unread.said.logits) == 10 + 6 * 5

    read_unread(places, HeldOutConfig(0.25, 0, 3, without="fold1"))
    assert (dialogues("half1"), dialogues("half2")) == ({1, 6}, {3, 4})


def test_small_corpora_count_as_much_as_large_ones_for_the_temperature(places: Places) -> None:
    clips = read_manifest(manifest_of(places.data))
    sizes = {name: sum(clip.corpus == name for clip in clips) for name in ("ravdess", "crema-d")}
    weights = corpus_weights(clips)
    for name, n in sizes.items():
        of = weights[[clip.corpus == name for clip in clips]]
        assert of.sum() == pytest.approx(1)
        assert len(of) == n
    # Sure and right in one corpus, as sure and at a loss in the other.
    logits = torch.stack([4.0 * torch.eye(7)[clip.emotion] for clip in clips])
    lost = torch.tensor([clip.corpus == "crema-d" for clip in clips])
    logits[lost] = logits[lost].roll(1, dims=1)
    every = np.ones(len(clips), bool)
    looks = [(example(i, clip.emotion), clip) for i, clip in enumerate(clips)]
    strangers = Strangers(heard(list(range(len(clips))), 2, logits), looks, every, every)
    both = calibrate_speech(strangers).temperature
    only = calibrate_speech(strangers.rows(~lost.numpy())).temperature
    assert both > 2 * only
    twice = np.concatenate([np.arange(len(clips)), np.flatnonzero(~lost.numpy())])
    doubled = Strangers(
        strangers.heard.rows(torch.from_numpy(twice)),
        [looks[i] for i in twice],
        every[[0]].repeat(len(twice)),
        every[[0]].repeat(len(twice)),
    )
    assert calibrate_speech(doubled).temperature == pytest.approx(both, rel=0.01)


def test_networks_that_were_not_trained_yet_are_named(places: Places) -> None:
    clips = read_manifest(manifest_of(places.data))
    folds = folds_folder(places.runs, 3)
    files = [folds / one.name / PREDICTIONS_FILE for one in standard_hold_outs(clips)]
    files += [places.runs / "text-folds" / name / "text.safetensors" for name in TEXT_FOLDS]
    for file in files:
        file.parent.mkdir(parents=True)
        file.touch()
    report_folds(places, 3)
    assert set(predictions_of(places, CONFIG)) == set(files)
    (folds / "fold4" / PREDICTIONS_FILE).unlink()
    with pytest.raises(UserFacingError, match="fold4"):
        predictions_of(places, CONFIG)


def test_folds_that_left_out_no_corpus_are_not_enough(places: Places) -> None:
    report = folds_folder(places.runs, 3).with_suffix(".json")
    report.parent.mkdir(parents=True)
    report.write_text('{"hold_outs": {"fold1": null, "fold2": null}}', encoding="utf-8")
    with pytest.raises(UserFacingError, match="do not hold out any corpus"):
        predictions_of(places, CONFIG)
