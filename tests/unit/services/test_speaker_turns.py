"""What proposed turns say of the utterances of a recording."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray, Segment
from emotion_desktop.services.speaker_turns import (
    ProposedTurn,
    SpeakerTurns,
    hear_voices,
)


def segment(start_s: float, end_s: float, number: int = 0) -> Segment:
    first, last = round(start_s * SAMPLE_RATE_HZ), round(end_s * SAMPLE_RATE_HZ)
    return Segment(number, first, np.arange(first, last, dtype=np.float32))


def named(turns: list[ProposedTurn], *segments: Segment) -> list[tuple[int, str, float, float]]:
    found = SpeakerTurns(turns).named(segments)
    return [(one.id, one.speaker, one.start_s, round(one.end_s, 3)) for one in found]


def test_an_utterance_of_one_speaker_stays_whole() -> None:
    turns = [ProposedTurn(0.1, 1, "A", 0.9), ProposedTurn(1.2, 2, "A", 0.8)]
    assert named(turns, segment(0, 2)) == [(0, "A", 0, 2)]


def test_an_utterance_is_cut_between_its_speakers_and_what_follows_counts_on() -> None:
    turns = [
        ProposedTurn(0, 1, "A", 0.9),
        ProposedTurn(1.2, 2, "B", 0.9),
        ProposedTurn(2.1, 3, "B", 0.9),
        ProposedTurn(4, 5, "A", 0.9),
    ]
    cut = named(turns, segment(0, 3, 0), segment(4, 5, 1))
    assert cut == [(0, "A", 0, 1.1), (1, "B", 1.1, 3), (2, "A", 4, 5)]


def test_a_word_of_doubt_does_not_cut_a_sentence() -> None:
    turns = [
        ProposedTurn(0, 0.6, "B", 0.52),
        ProposedTurn(0.6, 2, "A", 0.9),
        ProposedTurn(2, 3, "B", 0.9),
    ]
    proposed = SpeakerTurns(turns)
    parts = list(proposed.named([segment(0, 3)]))
    assert [(one.speaker, one.start_s, one.end_s) for one in parts] == [("A", 0, 2), ("B", 2, 3)]
    assert proposed.confidence(parts[0]) == pytest.approx((0.6 * 0.48 + 1.4 * 0.9) / 2)


def test_an_utterance_full_of_doubt_is_whole_and_its_surest_speakers() -> None:
    turns = [ProposedTurn(0, 1, "A", 0.51), ProposedTurn(1, 2, "B", 0.54)]
    assert named(turns, segment(0, 2)) == [(0, "B", 0, 2)]


def test_no_sample_of_a_cut_utterance_is_lost_or_said_twice() -> None:
    turns = [ProposedTurn(i / 2, i / 2 + 0.4, "AB"[i % 2], 0.9) for i in range(8)]
    whole = segment(0.1, 3.9)
    parts = list(SpeakerTurns(turns).named([whole]))
    assert len(parts) == 8
    assert np.array_equal(np.concatenate([part.samples for part in parts]), whole.samples)
    assert all(part.first_sample == part.samples[0] for part in parts)


def test_an_utterance_without_a_turn_is_the_nearest_speakers_and_unsure() -> None:
    turns = [ProposedTurn(0, 1, "A", 0.99), ProposedTurn(9, 10, "B", 0.99)]
    assert named(turns, segment(2, 3)) == [(0, "A", 2, 3)]
    proposed = SpeakerTurns(turns)
    [said] = proposed.named([segment(7, 8)])
    assert said.speaker == "B"
    assert proposed.confidence(said) == 0.5


def test_an_utterance_is_as_sure_as_its_turns_are_on_average() -> None:
    proposed = SpeakerTurns([ProposedTurn(0, 3, "A", 0.9), ProposedTurn(3, 4, "A", 0.5)])
    [said] = proposed.named([segment(0, 4)])
    assert proposed.confidence(said) == pytest.approx(0.8)


def test_the_notice_says_that_it_is_a_proposal() -> None:
    one = SpeakerTurns([ProposedTurn(0, 1, "A", 1.0)])
    two = SpeakerTurns([ProposedTurn(0, 1, "A", 0.9), ProposedTurn(1, 2, "B", 0.9)])
    assert one.notice().kind == two.notice().kind == "speakers"
    assert "one speaker; this is a proposal" in one.notice().message
    assert two.notice().message.startswith("2 speakers were told apart")


def test_a_recording_without_a_voice_has_no_turns() -> None:
    for samples in (np.zeros(0, np.float32), np.zeros(SAMPLE_RATE_HZ, np.float32)):
        voices = hear_voices([AudioBlock(samples, SAMPLE_RATE_HZ, 0)])
        assert voices.extents_s == ()
        assert voices.turns(None).speakers == voices.turns(2).speakers == []


def clip(path: Path) -> FloatArray:
    samples: FloatArray
    samples, rate_hz = soundfile.read(path, dtype="float32")
    assert rate_hz == SAMPLE_RATE_HZ
    return samples


@pytest.mark.needs_data
def test_a_woman_and_a_man_who_answer_at_once_are_told_apart(shared_data: Path) -> None:
    woman, man = (
        [clip(path) for path in sorted((shared_data / "speech" / "ravdess" / name).glob("*"))[::8]]
        for name in ("Actor_02", "Actor_01")
    )
    said = [sound for pair in zip(woman, man, strict=True) for sound in pair]
    sound = np.concatenate(said)
    turns = hear_voices([AudioBlock(sound, SAMPLE_RATE_HZ, 0)]).turns(2)
    middles_s = (np.cumsum([len(one) for one in said]) - [len(one) / 2 for one in said]) / (
        SAMPLE_RATE_HZ
    )
    nearest = [
        min(turns.turns, key=lambda turn: abs(turn.start_s + turn.end_s - 2 * at))
        for at in middles_s
    ]
    right = [turn.speaker == "AB"[i % 2] for i, turn in enumerate(nearest)]
    assert np.mean(right) >= 0.8
