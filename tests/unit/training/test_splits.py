"""The shared corpora, divided."""

from collections import Counter
from pathlib import Path

from model_training.speech_corpora import read_manifest
from model_training.splits import corpora_left_out, five_folds, fold_of_dialogue
from model_training.text_corpora import read_meld


def test_each_clip_is_tested_by_one_fold_and_by_the_network_without_its_corpus(
    shared_data: Path,
) -> None:
    clips = read_manifest(shared_data / "speech" / "manifest.csv")
    folds, corpora = five_folds(clips), corpora_left_out(clips)
    assert len(corpora) == len({clip.corpus for clip in clips})
    sizes: Counter[str] = Counter()
    for clip in clips:
        [fold] = [fold.name for fold in folds if fold.holds(clip)]
        assert [out.name for out in corpora if out.holds(clip)] == [clip.corpus]
        sizes[fold] += 1
    assert min(sizes.values()) > len(clips) / 10  # of TESS there are but two voices


def test_lines_that_are_heard_are_in_the_dialogues_that_are_read(shared_data: Path) -> None:
    clips = read_manifest(shared_data / "speech" / "manifest.csv")
    lines = {(line.dialogue, line.line): line for line in read_meld(shared_data, "train")}
    heard = [clip for clip in clips if clip.dialogue]
    assert len(heard) > 2000
    found = [lines.get((clip.dialogue, clip.line)) for clip in heard]
    labels = [line.labels if line else () for line in found]
    same = [clip.emotion in label for clip, label in zip(heard, labels, strict=True)]
    assert sum(same) > 0.99 * len(heard)
    assert all(fold_of_dialogue(dialogue) for dialogue, _ in lines)
