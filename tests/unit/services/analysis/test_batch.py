from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio.files import sha256_of
from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.estimate import (
    Analysis,
    Estimate,
    Frames,
    FusedEstimate,
    Gate,
    Utterance,
)
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.services.analysis.batch import dominant_emotion, expand_inputs


def analysis_of(*said: tuple[str, float], path: Path = Path("talk.wav")) -> Analysis:
    """A recording in which each label is expressed for that many seconds."""
    utterances, start_s = [], 0.0
    for number, (label, duration_s) in enumerate(said):
        probabilities = np.full(7, 0.05, np.float32)
        probabilities[EMOTIONS.index(label)] = 0.7
        estimate = Estimate(probabilities, np.ones(1, np.float32))
        fused = FusedEstimate(probabilities, Gate(1.0, 0.0), False, estimate, None)
        end_s = start_s + duration_s
        utterances.append(Utterance(number, start_s, end_s, "", Transcript(), fused))
        start_s = end_s
    empty = np.zeros((0, 7), np.float32)
    return Analysis(
        AudioInfo(path, start_s, 16_000, 1),
        sha256_of(path) if path.exists() else "ab" * 32,
        {},
        Frames(0.5, 3.0, np.zeros(0, np.float32), empty, empty),
        tuple(utterances),
    )


def test_a_folder_stands_for_its_recordings_and_each_file_counts_once(tmp_path: Path) -> None:
    for name in ("b.wav", "a.flac", "notes.txt"):
        (tmp_path / name).touch()
    found = expand_inputs([tmp_path / "b.wav", tmp_path, tmp_path / "." / "b.wav"])
    assert [path.name for path in found.recordings] == ["b.wav", "a.flac"]
    assert found.errors == []
    assert [".txt (1)" in line for line in found.left_out] == [True]


def test_a_file_that_is_named_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "talk.bin").touch()
    found = expand_inputs([tmp_path / "talk.bin", tmp_path / "absent.wav"])
    assert [path.name for path in found.recordings] == ["talk.bin"]
    assert len(found.errors) == 1


def test_the_dominant_emotion_is_the_one_expressed_longest() -> None:
    found = dominant_emotion(analysis_of(("anger", 2.0), ("fear", 3.0), ("anger", 2.0)).utterances)
    assert found is not None
    assert found[0] == "anger"
    assert found[1] == pytest.approx(4 / 7)


def test_where_nobody_speaks_no_emotion_dominates() -> None:
    assert dominant_emotion(()) is None
