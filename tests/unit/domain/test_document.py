"""Which label counts, where people disagree with the models and with each other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.session import CannotTell, Correction
from tests.golden.inputs import SPOKEN, WORDLESS, analysis


@pytest.fixture
def document() -> SessionDocument:
    plain = SessionDocument.of_analysis(analysis())
    corrections = tuple(
        Correction(SPOKEN.segment_id, rater, label, datetime(2026, 3, 1, 12, minute, tzinfo=UTC))
        for minute, (rater, label) in enumerate(
            [("Ana", "fear"), ("Ben", "sadness"), ("Ana", "anger"), ("Ben", "disgust")]
        )
    )
    return replace(plain, corrections=corrections)


def test_the_newest_label_counts_whoever_gave_it(document: SessionDocument) -> None:
    counts = document.judgements()[SPOKEN.segment_id]
    assert (counts.rater, counts.label) == ("Ben", "disgust")


def test_of_two_labels_of_one_moment_the_latter_counts(document: SessionDocument) -> None:
    [*earlier, last] = document.corrections
    together = tuple(replace(one, made_at=last.made_at) for one in earlier)
    counts = replace(document, corrections=(*together, last)).judgements()[SPOKEN.segment_id]
    assert counts.label == "disgust"


def test_whoever_cannot_tell_has_judged_too(document: SessionDocument) -> None:
    [*_, last] = document.corrections
    for later, label in ((-timedelta(minutes=1), "disgust"), (timedelta(minutes=1), "unclear")):
        undecided = CannotTell(SPOKEN.segment_id, "Cleo", last.made_at + later)
        counts = replace(document, cannot_tell=(undecided,)).judgements()
        assert counts[SPOKEN.segment_id].label == label


def test_what_nobody_judged_is_left_to_the_models(document: SessionDocument) -> None:
    assert WORDLESS.segment_id not in document.judgements()


def test_an_analysed_file_has_nothing_that_only_a_recording_has() -> None:
    document = SessionDocument.of_analysis(analysis())
    assert document.session is None
    assert (document.windows, document.markers, document.corrections) == ((), (), ())
    assert document.utterances == (SPOKEN, WORDLESS)
