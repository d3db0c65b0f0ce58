from pathlib import Path

import numpy as np
import pytest

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
from emotion_desktop.services.batch import (
    dominant_emotion,
    expand_inputs,
    plan_results,
    write_results,
)


def analysis_of(*said: tuple[str, float]) -> Analysis:
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
        AudioInfo(Path("talk.wav"), start_s, 16_000, 1),
        "ab" * 32,
        {},
        Frames(0.5, 3.0, np.zeros(0, np.float32), empty, empty),
        tuple(utterances),
    )


def test_a_folder_stands_for_its_recordings_and_each_file_counts_once(tmp_path: Path) -> None:
    for name in ("b.wav", "a.flac", "notes.txt"):
        (tmp_path / name).touch()
    files, errors = expand_inputs([tmp_path / "b.wav", tmp_path, tmp_path / "." / "b.wav"])
    assert [path.name for path in files] == ["b.wav", "a.flac"]
    assert errors == []


def test_a_file_that_is_named_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "talk.bin").touch()
    files, _ = expand_inputs([tmp_path / "talk.bin", tmp_path / "absent.wav"])
    assert [path.name for path in files] == ["talk.bin"]


def test_no_two_recordings_share_a_result(tmp_path: Path) -> None:
    recordings = [Path(name) for name in ("a/talk.wav", "a/Talk.mp3", "b/talk.mp3", "c/talk.mp3")]
    bases = plan_results(recordings, tmp_path)
    assert [base.name for base in bases.values()] == [
        "talk",
        "Talk.mp3",
        "talk.mp3-2",
        "talk.mp3-3",
    ]
    assert {base.parent for base in bases.values()} == {tmp_path}


def test_results_lie_beside_their_recordings_by_default() -> None:
    bases = plan_results([Path("a/talk.wav"), Path("b/talk.wav")], None)
    assert list(bases.values()) == [Path("a/talk"), Path("b/talk")]


def test_dots_in_a_name_are_kept(tmp_path: Path) -> None:
    base = plan_results([Path("day.1.wav")], tmp_path)[Path("day.1.wav")]
    written = write_results(analysis_of(("fear", 1.0)), base, ["json", "csv"])
    assert [path.name for path in written] == ["day.1.emotion.json", "day.1.emotion.csv"]
    assert sorted(tmp_path.iterdir()) == sorted(written)


def test_the_dominant_emotion_is_the_one_expressed_longest() -> None:
    found = dominant_emotion(analysis_of(("anger", 2.0), ("fear", 3.0), ("anger", 2.0)))
    assert found is not None
    assert found[0] == "anger"
    assert found[1] == pytest.approx(4 / 7)


def test_where_nobody_speaks_no_emotion_dominates() -> None:
    assert dominant_emotion(analysis_of()) is None
