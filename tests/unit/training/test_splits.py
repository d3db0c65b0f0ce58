from collections import defaultdict
from pathlib import Path

from model_training.passes import HELD_OUT, TRAIN, clips_of_pass
from model_training.speech_corpora import read_manifest
from model_training.splits import DEV_SPEAKERS, TEST_SPEAKERS, clips_of, part_of


def test_no_speaker_is_on_two_sides() -> None:
    assert not DEV_SPEAKERS & TEST_SPEAKERS


def test_every_clip_of_a_speaker_is_on_one_side(shared_data: Path) -> None:
    clips = read_manifest(shared_data / "speech" / "manifest.csv")
    sides = defaultdict(set)
    for part in ("train", "dev", "test"):
        for clip in clips_of(clips, part):  # type: ignore[arg-type]
            sides[clip.speaker].add(part)
    assert all(len(parts) == 1 for parts in sides.values())
    assert {speaker for speaker, parts in sides.items() if parts == {"test"}} == TEST_SPEAKERS
    assert {speaker for speaker, parts in sides.items() if parts == {"dev"}} == DEV_SPEAKERS


def test_training_passes_hold_no_speaker_of_the_other_sides(shared_data: Path) -> None:
    for spec in TRAIN:
        assert {part_of(clip.speaker) for clip in clips_of_pass(shared_data, spec)} == {"train"}
    assert {part_of(c.speaker) for c in clips_of_pass(shared_data, HELD_OUT)} == {"dev", "test"}
