"""Figures of how speakers are told apart, on conversations joined from the demo recording."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.metrics.diarisation import Turn, score_diarisation
from emotion_desktop.metrics.manifest import Row
from emotion_desktop.services.evaluation import speakers
from emotion_desktop.services.evaluation.speakers import (
    Conversation,
    _Outcome,
    evaluate_speakers,
    joined,
)
from emotion_desktop.system.paths import resources_dir

DEMO = resources_dir() / "demo" / "demo.flac"


def manifest_of(folder: Path, names: str) -> Path:
    """Write two clips of the reader for each speaker; those of "h" at a higher pitch."""
    samples, rate_hz = soundfile.read(DEMO, dtype="float32")
    lines = ["path,corpus,speaker,emotion,text,sex"]
    for i, speaker in enumerate(names * 2):
        clip = samples[i * 4 * rate_hz :][: 3 * rate_hz]
        n = round(len(clip) / 1.4) if speaker == "h" else len(clip)
        clip = np.interp(np.linspace(0, len(clip) - 1, n), np.arange(len(clip)), clip)
        soundfile.write(folder / f"{i}.wav", clip, rate_hz)
        lines.append(f"{i}.wav,readings,{speaker},neutral,,{'f' if speaker == 'h' else 'm'}")
    (folder / "manifest.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "manifest.csv"


def test_conversations_of_one_speaker_and_of_two_are_scored(tmp_path: Path) -> None:
    done: list[tuple[float, float]] = []
    figures = evaluate_speakers(
        manifest_of(tmp_path, "hl"),
        n_conversations=1,
        on_progress=lambda n, n_all: done.append((n, n_all)),
    )
    groups = figures["groups"]
    assert isinstance(groups, dict)
    assert set(groups) == {
        "1 speakers",
        "2 speakers",
        "2 speakers, mixed sex",
        "several speakers",
        "readings: 1 speakers",
        "readings: 2 speakers",
        "readings: several speakers",
    }
    assert done == [(1, 2), (2, 2)]
    assert groups["1 speakers"]["given_right"] == 1
    two = groups["2 speakers"]
    assert two["conversations"] == 1
    assert two["given_purity"] > 0.9
    assert two["given_error_rate"] < 0.5


def test_a_joined_conversation_says_where_each_voice_is(tmp_path: Path) -> None:
    clip = np.zeros(SAMPLE_RATE_HZ, np.float32)
    clip[4000:12000] = 0.5 * np.sin(np.arange(8000) * 0.2)
    soundfile.write(tmp_path / "clip.wav", clip, SAMPLE_RATE_HZ)
    rows = tuple(Row(tmp_path / "clip.wav", "", "c", name, (0,)) for name in "ab")
    sound, turns = joined(Conversation("c", ("a", "b"), "", rows))
    assert [turn.speaker for turn in turns] == ["a", "b"]
    for turn in turns:
        said = sound[round(turn.start_s * SAMPLE_RATE_HZ) : round(turn.end_s * SAMPLE_RATE_HZ)]
        assert len(said) == pytest.approx(8000, abs=320)
        assert np.square(said).mean() == pytest.approx(0.125, rel=0.1)
    assert turns[1].start_s - turns[0].end_s >= 0.1


def test_a_dialogue_keeps_its_turns_and_has_figures_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Conversation] = []

    def remember(conversation: Conversation) -> _Outcome:
        heard.append(conversation)
        none = score_diarisation([Turn(0.0, 9.0, "a")], [])
        return _Outcome(conversation, none, none, len(conversation.speakers), none, 0, 0)

    monkeypatch.setattr(speakers, "_outcome", remember)
    lines = ["path,corpus,speaker,emotion,text,dialogue"]
    turns = "abbabaab"
    lines += [f"{i}.wav,series,{name},neutral,,7" for i, name in enumerate(turns)]
    lines += [f"{i}.wav,series,{name},neutral,,8" for i, name in enumerate("abab")]  # too short
    lines += [f"{i}.wav,series,a,neutral,,9" for i in range(9)]  # nobody else speaks
    (tmp_path / "manifest.csv").write_text("\n".join(lines), encoding="utf-8")
    groups = evaluate_speakers(tmp_path / "manifest.csv")["groups"]
    [dialogue] = heard
    assert "".join(row.speaker for row in dialogue.rows) == turns
    assert isinstance(groups, dict)
    assert set(groups) == {"dialogues", "dialogues: 2 speakers"}


def test_without_two_speakers_there_is_nothing_to_tell_apart(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="no corpus of two speakers"):
        evaluate_speakers(manifest_of(tmp_path, "l"))
