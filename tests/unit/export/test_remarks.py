"""What raters said beside labels goes where their labels go, and is compared like them."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review import Annotation
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.export.analysis_csv import to_csv
from emotion_desktop.export.anonymise import anonymised
from emotion_desktop.export.language import language_of
from emotion_desktop.export.ratings import only_of
from emotion_desktop.export.report.build import report_of
from emotion_desktop.services.evaluation.agreement import compare_raters, read_labels
from tests.unit.export.conftest import Export
from tests.unit.export.hard_documents import hard_document


@pytest.fixture
def document() -> SessionDocument:
    """Ana and Ben rate valence of the first three utterances; Ben labels only the first."""
    document = hard_document()
    view = review_of(document.utterances, (), document.corrections)
    ratings = ((2, 3), (8, 7), (5, 5))
    segments = list(view.segments)
    for i, (first, second) in enumerate(ratings):
        said = dict(segments[i].annotations)
        said["Ana"] = replace(
            said.get("Ana", Annotation()), valence=first, comment="=loud", tags=("key", "x")
        )
        said["Ben"] = replace(said.get("Ben", Annotation()), valence=second)
        segments[i] = replace(segments[i], annotations=MappingProxyType(said))
    return replace(document, review=replace(view, segments=tuple(segments)))


def rows(document: SessionDocument, rater: str = "all") -> list[dict[str, str]]:
    table = to_csv(only_of(document, rater), rater=rater)
    return list(csv.DictReader(io.StringIO(table, newline="")))


def test_each_rater_has_a_row_with_ratings_comment_and_tags(document: SessionDocument) -> None:
    first = [row for row in rows(document) if row["start_s"] == "0.0000"]
    assert [(row["rater"], row["label"], row["valence"]) for row in first] == [
        ("model", "anger", ""),
        ("Ana", "fear", "2"),
        ("Ben", "anger", "3"),
    ]
    assert (first[1]["arousal"], first[1]["comment"], first[1]["tags"]) == ("", "'=loud", "key; x")
    second = [row for row in rows(document) if row["start_s"] == "1.2344"]
    assert [(row["rater"], row["label"], row["valence"]) for row in second] == [
        ("model", "disgust", ""),
        ("Ana", "", "8"),
        ("Ben", "", "7"),
    ]
    assert {row["rater"] for row in rows(document, "Ana")} == {"Ana"}
    assert "valence" not in rows(hard_document())[0]


def test_whoever_gave_no_label_can_be_chosen_too(document: SessionDocument) -> None:
    unlabelled = replace(document, corrections=())
    assert [row["valence"] for row in rows(unlabelled, "Ben")] == ["3", "7", "5"]
    with pytest.raises(UserFacingError, match="Its raters are: model, Ana, Ben"):
        rows(unlabelled, "Eve")


def test_a_table_that_was_exported_is_what_agreement_reads(
    document: SessionDocument, tmp_path: Path
) -> None:
    path = tmp_path / "talk.csv"
    path.write_text(to_csv(document, rater="all"), encoding="utf-8")
    units, [compared] = compare_raters(read_labels([path], "valence"), "valence")
    assert units.raters == compared.raters == ("Ana", "Ben")
    assert compared.n_units == 3


def test_the_workbook_lists_and_compares_them(document: SessionDocument, export: Export) -> None:
    book = openpyxl.load_workbook(export(document, "xlsx"))
    header, *listed = book["corrections"].values
    found = [dict(zip(header, row, strict=False)) for row in listed]
    assert [(row["utterance_number"], row["rater"], row["label"]) for row in found] == [
        *((1, "Ana", "fear"), (1, "Ben", "anger"), (4, "Ana", "neutral")),
        *((2, "Ana", None), (2, "Ben", None), (3, "Ana", None), (3, "Ben", None)),
    ]
    assert [found[0][name] for name in ("valence", "comment", "tags")] == [2, "=loud", "key; x"]
    compared = {row[:2] for row in book["agreement"].values}
    assert {("label", "Ana / Ben"), ("valence", "Ana / Ben")} <= compared
    assert not any(what == "arousal" for what, _ in compared)


def test_the_report_compares_what_was_rated_on_a_scale(document: SessionDocument) -> None:
    [section] = [
        one
        for one in report_of(document, None, language_of("en")).sections
        if one.key == "agreement"
    ]
    titles = [one.text for one in section.blocks if one.kind == "subtitle"]
    assert titles[-1] == "Valence – Ana, Ben: 3 utterances"  # noqa: RUF001
    table = section.blocks[-1]
    assert table.kind == "table"
    assert [row.cells[0].text for row in table.rows] == [
        "Percent agreement",
        "Cohen's κ, weighted",
        "Krippendorff's α, ordinal",  # noqa: RUF001
        "Krippendorff's α, interval",  # noqa: RUF001
        "ICC(2,1)",
    ]


def test_without_names_there_are_no_remarks(document: SessionDocument) -> None:
    nameless = anonymised(document, "recording-1")
    assert "valence" not in rows(nameless)[0]
