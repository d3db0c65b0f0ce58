"""What holds in a session after a review."""

import math
from dataclasses import replace

import numpy as np
import pytest

from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review import (
    AssignSpeaker,
    MergeSegments,
    MergeSpeakers,
    MoveBorders,
    MoveSharedBorder,
    NameSpeaker,
    Rater,
    Restore,
    SetComment,
    SetLabels,
    SetRating,
    SetTags,
    SetTitle,
    SetWords,
    SplitSegment,
    Unblind,
    Withdraw,
    rater_name,
)
from emotion_desktop.domain.review_document import reviewed
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.review_words import retyped
from emotion_desktop.domain.session import Correction
from emotion_desktop.domain.transcript import Transcript
from tests.golden.inputs import analysis
from tests.review_doubles import NOON, log, utterance, words

TWO = (utterance(0, 1.0), utterance(1, 3.0, label=0))


def extents(state: ReviewState) -> list[tuple[int, float, float, str]]:
    return [(one.id, one.start_s, one.end_s, one.transcript.text) for one in state.segments]


def test_a_raters_newest_labels_count_and_others_stay_beside_them() -> None:
    state = review_of(
        TWO,
        log(
            SetLabels(0, ("fear",)),
            ("Bo", SetLabels(0, cannot_tell=True)),
            SetLabels(0, ("anger", "disgust")),
            SetRating(0, 2, 9),
            SetComment(0, "loud"),
            SetTags(0, ("door",)),
        ),
    )
    [first, second] = state.segments
    ana = first.annotations["Ana"]
    assert (ana.labels, ana.valence, ana.arousal) == (("anger", "disgust"), 2, 9)
    assert (ana.comment, ana.tags) == ("loud", ("door",))
    assert first.annotations["Bo"].cannot_tell
    assert second.annotations == {}


def test_what_was_corrected_while_recording_is_where_the_review_begins() -> None:
    live = [Correction(0, "live", "fear", NOON), Correction(0, "live", "anger", NOON)]
    [first, _] = review_of(TWO, [], live).segments
    assert first.annotations["live"].labels == ("anger",)


def test_withdrawn_entries_do_not_hold_until_they_are_restored() -> None:
    edits = log(SetTitle("Talk"), SetLabels(0, ("fear",)), Withdraw((1, 2)), Restore((2,)))
    state = review_of(TWO, edits)
    assert state.title == ""
    assert state.segments[0].annotations["Ana"].labels == ("fear",)
    assert review_of(TWO, edits[:3]).segments[0].annotations == {}


def test_a_split_parts_words_attention_and_what_was_said_of_the_whole() -> None:
    state = review_of(TWO, log(SetLabels(0, ("fear",)), SplitSegment(0, 7, 2.0)))
    assert extents(state)[:2] == [(0, 1.0, 2.0, "one two"), (7, 2.0, 3.0, "three four")]
    for part in state.segments[:2]:
        assert part.annotations["Ana"].labels == ("fear",)
        assert part.estimate is not None
        assert part.estimate.speech is not None
        assert part.estimate.text is not None
        assert part.estimate.speech.attention.shape == (10,)
        for attention in (part.estimate.speech.attention, part.estimate.text.attention):
            assert attention.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(
        state.segments[1].estimate.text.attention, np.array([3, 4]) / 7, rtol=1e-6
    )


def test_merging_what_was_split_gives_back_words_and_attention() -> None:
    state = review_of(TWO, log(SplitSegment(0, 7, 2.0), MergeSegments(0, 7)))
    assert extents(state) == extents(review_of(TWO, []))
    assert state.segments[0].estimate is not None
    np.testing.assert_allclose(
        state.segments[0].estimate.probabilities, TWO[0].estimate.probabilities, rtol=1e-5
    )
    assert state.segments[0].transcript == TWO[0].transcript


def test_two_that_are_merged_have_the_mean_of_their_estimates_by_length() -> None:
    short, long = utterance(0, 0.0, "one", label=0), utterance(1, 1.0, "two three four", label=5)
    [one] = review_of(
        [short, long],
        log(SetLabels(0, ("anger",)), SetLabels(1, ("fear",)), MergeSegments(0, 1)),
    ).segments
    expected = 0.25 * short.estimate.probabilities + 0.75 * long.estimate.probabilities
    assert one.estimate is not None
    np.testing.assert_allclose(one.estimate.probabilities, expected, rtol=1e-6)
    assert one.annotations["Ana"].labels == ("fear",)  # the longer one's
    assert (one.start_s, one.end_s, one.transcript.text) == (0.0, 2.5, "one two three four")


def test_only_neighbours_of_one_speaker_are_merged() -> None:
    three = (*TWO, utterance(2, 6.0), utterance(3, 9.0, speaker="B"))
    state = review_of(three, log(MergeSegments(0, 2), MergeSegments(2, 3), MergeSegments(1, 0)))
    assert len(state.segments) == 4
    assert state.without_effect == {1, 2, 3}


def test_moved_borders_stay_off_the_neighbours_and_carry_the_attention() -> None:
    state = review_of(TWO, log(MoveBorders(0, 0.5, 2.0), MoveBorders(0, 0.5, 3.5)))
    assert extents(state)[0] == (0, 0.5, 2.0, "one two three four")
    assert state.without_effect == {2}
    attention = state.segments[0].estimate.speech.attention
    assert attention.shape == (15,)
    np.testing.assert_allclose(attention[:5], 0.0)  # nobody looked there
    np.testing.assert_allclose(attention[5:], np.arange(1, 11) / 55, rtol=1e-5)
    assert all(0.5 <= word.end_s <= 2.0 for word in state.segments[0].transcript.words)


def test_borders_behind_all_sound_take_no_memory() -> None:
    [_, second] = review_of(TWO, log(MoveBorders(1, 3.0, 1e15))).segments
    assert second.end_s == 1e15
    assert len(second.estimate.speech.attention) < 1_000_000


def test_words_change_sides_with_the_border_between_two() -> None:
    state = review_of(TWO, log(MoveSharedBorder(0, 1, 2.0)))
    assert extents(state) == [
        (0, 1.0, 2.0, "one two"),
        (1, 2.0, 5.0, "three four one two three four"),
    ]


def test_edited_words_keep_the_attention_of_those_that_stay() -> None:
    edited = words(1.0, "one", "too", "three", "four")
    [first, _] = review_of(TWO, log(SetWords(0, edited))).segments
    assert first.transcript == Transcript("one too three four", edited)
    np.testing.assert_allclose(first.estimate.text.attention, np.array([1, 2, 3, 4]) / 10)
    [first, _] = review_of(TWO, log(SetWords(0, edited[:1]))).segments
    np.testing.assert_allclose(first.estimate.text.attention, [1.0])
    [first, _] = review_of(TWO, log(SetWords(0, ()))).segments
    assert (first.transcript.text, first.estimate.text) == ("", None)


def times(typed: str) -> list[tuple[str, float, float]]:
    said = utterance(0, 1.0)
    retimed = retyped(said.transcript, typed, said.start_s, said.end_s)
    return [(word.text, round(word.start_s, 3), round(word.end_s, 3)) for word in retimed]


def test_typed_words_take_the_times_of_those_that_they_correct() -> None:
    assert times("one too three four")[:3] == [
        ("one", 1.0, 1.5),
        ("too", 1.5, 2.0),
        ("three", 2.0, 2.5),
    ]
    assert times("one wo lf three four")[1:3] == [("wo", 1.5, 1.75), ("lf", 1.75, 2.0)]
    assert times("three") == [("three", 2.0, 2.5)]
    assert times("") == []
    assert times("uh one two three four")[:2] == [("uh", 1.0, 1.04), ("one", 1.04, 1.5)]
    assert times("one two three four end")[3:] == [("four", 2.5, 2.96), ("end", 2.96, 3.0)]


def test_scripts_without_blanks_get_none() -> None:
    said = utterance(0, 0.0)
    chinese = replace(said, transcript=Transcript("你好世界", words(0.0, "你", "好", "世", "界")))
    [first, second] = review_of([chinese], log(SplitSegment(0, 1, 1.0))).segments
    assert (first.transcript.text, second.transcript.text) == ("你好", "世界")


def test_a_part_keeps_the_translation_that_the_whole_was_judged_by() -> None:
    said = utterance(0, 0.0)
    nothing = np.zeros(0, np.float32)
    foreign = replace(
        said,
        transcript=replace(said.transcript, translation="hello world"),
        estimate=replace(said.estimate, text=replace(said.estimate.text, attention=nothing)),
    )
    first, second = review_of([foreign], log(SplitSegment(0, 1, 1.0))).segments
    assert first.transcript.translation == second.transcript.translation == "hello world"
    assert len(first.estimate.text.attention) == 0
    [whole] = review_of([foreign, utterance(1, 3.0, "good day")], log(MergeSegments(0, 1))).segments
    assert whole.transcript.translation == "hello world good day"


def test_speakers_are_assigned_named_and_merged() -> None:
    three = (utterance(0, 0.0, speaker="A"), utterance(1, 3.0, speaker="B"), utterance(2, 6.0))
    state = review_of(
        three,
        log(AssignSpeaker((2,), "B"), NameSpeaker("A", "Ms Ito"), MergeSpeakers("A", "B")),
    )
    assert state.speakers() == ("A",)
    assert state.speaker_name("A") == "Ms Ito"


def test_a_speaker_whom_somebody_assigned_is_no_proposal_any_more() -> None:
    proposed = [
        replace(utterance(i, 3.0 * i, speaker="A"), speaker_confidence=0.6) for i in range(2)
    ]
    state = review_of(proposed, log(AssignSpeaker((0,), "B")))
    assert [one.speaker_confidence for one in state.segments] == [None, 0.6]
    assert state.has_proposed_speakers
    state = review_of(proposed, log(AssignSpeaker((0, 1), "B")))
    assert not state.has_proposed_speakers


def test_work_on_a_part_sleeps_while_another_rater_undid_the_split() -> None:
    edits = log(
        SplitSegment(0, 7, 2.0), ("Bo", SetLabels(7, ("fear",))), Withdraw((1,)), Restore((1,))
    )
    undone = review_of(TWO, edits[:3])
    assert undone.segment(7) is None
    assert undone.without_effect == {2}
    redone = review_of(TWO, edits)
    assert redone.segment(7).annotations["Bo"].labels == ("fear",)
    assert redone.without_effect == frozenset()


def test_a_rater_sees_neither_models_nor_others_until_unblinded() -> None:
    edits = log(SetLabels(0, ("fear",)), ("Bo", SetLabels(0, ("anger",))))
    state = review_of(TWO, edits).seen_by(Rater("Ana"))
    assert [one.estimate for one in state.segments] == [None, None]
    assert set(state.segments[0].annotations) == {"Ana"}
    opened = review_of(TWO, [*edits, replace(edits[0], id=3, action=Unblind())])
    assert set(opened.seen_by(Rater("Ana")).segments[0].annotations) == {"Ana", "Bo"}
    assert opened.seen_by(Rater("Ana")).segments[0].estimate is not None
    assert opened.seen_by(Rater("Bo")).segments[0].estimate is None
    assert opened.seen_by(Rater("Chief", blind=False)).segments[0].estimate is not None


@pytest.mark.parametrize(
    "make",
    [
        lambda: SetLabels(0, ("joy",)),
        lambda: SetLabels(0, ("fear",), cannot_tell=True),
        lambda: SetRating(0, 0, 5),
        lambda: SetRating(0, 5, 10),
        lambda: MoveBorders(0, 2.0, 2.0),
        lambda: MoveBorders(0, 2.0, math.inf),
        lambda: MoveSharedBorder(0, 1, math.nan),
        lambda: SplitSegment(0, 7, math.nan),
        lambda: SetWords(0, words(math.inf, "one")),
        lambda: MergeSegments(1, 1),
    ],
)
def test_an_entry_that_makes_no_sense_is_none(make) -> None:
    with pytest.raises(ValueError, match="an entry of the log holds"):
        make()


def test_a_raters_name_may_hold_quotes_and_emoji() -> None:
    assert rater_name('  Ana "🙂" O\'Neill ') == 'Ana "🙂" O\'Neill'
    assert rater_name("Zoe\u0308") == rater_name("Zo\u00eb")


@pytest.mark.parametrize("typed", ["", "  ", "a\nb", "\ud83d", "x" * 101])
def test_a_name_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(UserFacingError):
        rater_name(typed)


def test_the_document_of_a_review_holds_what_raters_left() -> None:
    document = SessionDocument(
        audio=AudioInfo(analysis().audio.path, 9.0, 16_000, 1),
        sha256="ab" * 32,
        models={},
        utterances=TWO,
        frames=analysis().frames,
        corrections=(Correction(0, "live", "fear", NOON), Correction(1, "live", "fear", NOON)),
        speech_only=frozenset({0}),
    )
    assert reviewed(document, []) is document
    edits = log(
        SplitSegment(0, 7, 2.0),
        SetLabels(7, ("sadness", "fear")),
        ("live", SetLabels(1, cannot_tell=True)),
        NameSpeaker("", "Ms Ito"),
        SetWords(1, words(3.0, "nothing")),
    )
    changed = reviewed(document, edits)
    assert [(one.segment_id, one.speaker) for one in changed.utterances] == [
        (0, "Ms Ito"),
        (7, "Ms Ito"),
        (1, "Ms Ito"),
    ]
    assert changed.utterances[2].transcript.text == "nothing"
    assert {i: one.label for i, one in changed.judgements().items()} == {
        0: "fear",
        7: "sadness",
        1: "unclear",
    }
    assert changed.corrections_of(changed.utterances[2]) == []  # cannot tell any more
    assert changed.speech_only == {0, 7}
    assert changed.review is not None
    assert changed.review.segment(7).annotations["Ana"].labels == ("sadness", "fear")
