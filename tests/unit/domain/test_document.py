"""Which label counts, where people disagree with the models and with each other."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.session import Correction
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


def test_a_rater_s_newest_label_counts_for_that_rater(document: SessionDocument) -> None:
    assert document.label_of(SPOKEN, "Ana") == "anger"
    assert document.label_of(SPOKEN, "Ben") == "disgust"


def test_without_a_rater_the_newest_label_of_all_counts(document: SessionDocument) -> None:
    assert document.label_of(SPOKEN) == "disgust"


def test_what_nobody_corrected_is_labelled_by_the_models(document: SessionDocument) -> None:
    assert document.label_of(WORDLESS) == WORDLESS.estimate.label
    assert document.label_of(SPOKEN, "Cleo") == SPOKEN.estimate.label


def test_an_analysed_file_has_nothing_that_only_a_recording_has() -> None:
    document = SessionDocument.of_analysis(analysis())
    assert document.session is None
    assert (document.windows, document.markers, document.corrections) == ((), (), ())
    assert document.utterances == (SPOKEN, WORDLESS)
