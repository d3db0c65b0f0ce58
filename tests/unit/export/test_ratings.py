"""Which label an export writes, where a person could not tell."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.session import CannotTell
from emotion_desktop.export.analysis_csv import to_csv
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.export.anonymise import anonymised
from emotion_desktop.export.ratings import MODEL, counting, only_of
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.export.subtitles import to_srt
from emotion_desktop.system.paths import resources_dir
from tests.unit.export.hard_documents import hard_document


@pytest.fixture
def document() -> SessionDocument:
    """Two people labelled the first utterance, and Cleo, who was the last, could not tell."""
    labelled = hard_document()
    later = labelled.corrections[0].made_at + timedelta(minutes=5)
    return replace(labelled, cannot_tell=(CannotTell(0, "Cleo", later),))


def first_label(document: SessionDocument) -> str:
    return counting(document)[0].label


def test_where_the_newest_person_could_not_tell_no_emotion_counts(
    document: SessionDocument,
) -> None:
    assert first_label(document) == "unclear"
    assert to_srt(document).splitlines()[2].startswith("[unclear] ")
    row = next(csv.DictReader(io.StringIO(to_csv(document))))
    assert (row["corrected_label"], row["corrected_by"]) == ("unclear", "Cleo")


def test_who_cannot_tell_counts_for_no_other_rater(document: SessionDocument) -> None:
    assert first_label(only_of(document, "Ana")) == "fear"
    assert first_label(only_of(document, MODEL)) == "anger"


def test_who_cannot_tell_is_kept_without_names(document: SessionDocument) -> None:
    left = anonymised(document, "recording-1")
    assert first_label(left) == "unclear"
    assert "Cleo" not in repr(left)


def test_who_cannot_tell_is_the_same_in_an_analysis_that_is_read_back(
    document: SessionDocument, tmp_path: Path
) -> None:
    path = tmp_path / "talk.json"
    path.write_text(to_json(document), "utf-8")
    schema = resources_dir() / "schemas" / "analysis-1.schema.json"
    jsonschema.validate(json.loads(path.read_text("utf-8")), json.loads(schema.read_text("utf-8")))
    again = read_analysis_json(path)
    assert again.cannot_tell == document.cannot_tell
    assert to_srt(again) == to_srt(document)
