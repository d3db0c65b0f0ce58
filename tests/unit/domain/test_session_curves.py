"""Curves of a session: where they break, and what they are of."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.audio import AudioInfo, AudioNotice
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Frames, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.review_state import ReviewedSegment
from emotion_desktop.domain.session import Notice, RecordedWindow
from emotion_desktop.domain.session_curves import (
    gaps_of,
    segment_curves,
    uncertain_extents,
    window_curves,
)
from emotion_desktop.domain.translatable import Message
from tests.golden.inputs import analysis, probabilities
from tests.review_doubles import utterance


def document(**parts: object) -> SessionDocument:
    return replace(SessionDocument.of_analysis(analysis()), **parts)


def segments(*utterances: Utterance) -> tuple[ReviewedSegment, ...]:
    return review_of(utterances, ()).segments


def test_windows_without_a_voice_break_the_curves() -> None:
    curves = window_curves(document())
    speech, fused = curves.of("speech"), curves.of("fused")
    assert speech is not None
    assert fused is not None
    np.testing.assert_array_equal(speech.times_s, [1.5, 2.0, 2.5, 3.0])
    assert np.isnan(speech.probabilities[:, 0]).tolist() == [True, False, False, False]
    np.testing.assert_array_equal(fused.probabilities[1:], analysis().frames.fused[1:])
    assert curves.of("text") is None


def test_windows_of_a_recording_stand_at_their_middle_and_break_where_many_are_missing() -> None:
    empty = np.empty((0, len(EMOTIONS)), np.float32)
    windows = [RecordedWindow(i, i + 3.0, probabilities(0, 0.5)) for i in (0.0, 0.5, 1.0, 6.0)]
    curves = window_curves(
        document(
            frames=Frames(0.5, 3.0, np.empty(0, np.float32), empty, empty), windows=tuple(windows)
        )
    )
    assert curves.fused is None
    assert curves.speech is not None
    np.testing.assert_array_equal(curves.speech.times_s, [1.5, 2.0, 2.5, 5.0, 7.5])
    assert np.isnan(curves.speech.probabilities[:, 0]).tolist() == [False] * 3 + [True, False]


def test_a_session_without_windows_has_no_curves_of_windows() -> None:
    empty = np.empty((0, len(EMOTIONS)), np.float32)
    nothing = window_curves(
        document(frames=Frames(0.5, 3.0, np.empty(0, np.float32), empty, empty))
    )
    assert nothing.speech is None
    assert nothing.fused is None


@pytest.mark.parametrize(("source", "label"), [("speech", 1), ("text", 2), ("fused", 0)])
def test_curves_of_utterances_are_level_within_each_and_broken_between(
    source: str, label: int
) -> None:
    said = utterance(0, 1.0, "one two", label=0, speech=1, text=2)
    track = segment_curves(segments(said, utterance(1, 4.0, "one")), source)
    np.testing.assert_array_equal(track.times_s, [1.0, 2.0, 2.0, 4.0, 4.5, 4.5])
    assert np.nanargmax(track.probabilities[0]) == label
    np.testing.assert_array_equal(track.probabilities[0], track.probabilities[1])
    assert np.isnan(track.probabilities[[2, 5]]).all()


def test_where_utterances_overlap_times_never_fall() -> None:
    track = segment_curves(
        segments(utterance(0, 1.0, "a b c d e f"), utterance(1, 2.0, "a b")), "fused"
    )
    np.testing.assert_array_equal(track.times_s, [1.0, 2.0, 2.0, 2.0, 3.0, 3.0])


def test_utterances_without_words_have_no_curve_of_the_text() -> None:
    said = utterance(0, 1.0)
    wordless = replace(said, estimate=replace(said.estimate, text=None))
    assert len(segment_curves(segments(wordless), "text").times_s) == 0


def test_gaps_are_holes_of_a_file_and_what_a_recording_lost() -> None:
    notices = (
        AudioNotice("hole", Message("a hole"), 7.0, 4.0),
        AudioNotice("level", Message("made louder"), 0.0, 0.0),
    )
    audio = AudioInfo(Path("talk.wav"), 60.0, 16_000, 1, notices)
    lost = (
        Notice(2.0, "lost", ""),
        Notice(2.5, "lost", ""),
        Notice(3.0, "returned", ""),
        Notice(5.0, "returned", ""),
        Notice(50.0, "lost", ""),
    )
    np.testing.assert_array_equal(
        gaps_of(document(audio=audio, notices=lost)), [[2.0, 3.0], [7.0, 11.0], [50.0, 60.0]]
    )
    assert gaps_of(document(audio=replace(audio, notices=()))).shape == (0, 2)


def test_uncertain_extents_are_in_the_order_of_their_ends() -> None:
    long = utterance(0, 0.0, "a b c d e f g h", uncertain=True)
    short = utterance(1, 1.0, "a", uncertain=True)
    assert uncertain_extents(segments(long, short, utterance(2, 6.0))) == [(1.0, 1.5), (0.0, 4.0)]
