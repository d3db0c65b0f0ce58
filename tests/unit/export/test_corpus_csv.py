"""A corpus as a table: what a row says of a file, and that spreadsheets read it."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.export.corpus_csv import analysed_row, corpus_csv, failed_row
from emotion_desktop.export.read_analysis_json import read_analysis_json
from tests.conftest import REPOSITORY


@pytest.fixture
def document() -> SessionDocument:
    return read_analysis_json(REPOSITORY / "tests" / "golden" / "file.emotion.json")


def rows_of(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_a_row_sums_up_a_file(document: SessionDocument) -> None:
    path = Path("in/talk.wav")
    [row] = rows_of(corpus_csv([analysed_row(path, document, "kept")]))
    assert (row["file"], row["status"], row["error"]) == (str(path), "kept", "")
    assert row["sha256"] == document.sha256
    assert int(row["utterances"]) == len(document.utterances) > 1
    said_s = sum(one.end_s - one.start_s for one in document.utterances)
    assert float(row["speech_s"]) == pytest.approx(said_s, abs=1e-3)
    shares = [float(row[f"share_{emotion}"]) for emotion in EMOTIONS]
    means = [float(row[f"mean_{emotion}"]) for emotion in EMOTIONS]
    assert sum(shares) == pytest.approx(1, abs=1e-3)
    assert sum(means) == pytest.approx(1, abs=1e-3)
    assert row["label"] == EMOTIONS[shares.index(max(shares))]
    of_label = [u for u in document.utterances if u.estimate.label == row["label"]]
    share = sum(u.end_s - u.start_s for u in of_label) / said_s
    assert max(shares) == pytest.approx(share, abs=1e-4)


def test_a_file_without_speech_and_one_that_failed_have_rows_without_figures(
    document: SessionDocument,
) -> None:
    silent = analysed_row(Path("s.wav"), replace(document, utterances=()), "analysed")
    failed = failed_row(Path("=f.wav"), "It is broken")
    first, second = rows_of(corpus_csv([silent, failed]))
    assert (first["utterances"], first["label"], first["mean_anger"]) == ("0", "", "")
    assert (second["file"], second["status"]) == ("'=f.wav", "failed")
    assert second["error"] == "It is broken"
    assert not any(second[name] for name in ("duration_s", "label", "sha256"))


def test_the_other_style_has_semicolons_and_decimal_commas(document: SessionDocument) -> None:
    row = analysed_row(Path("talk.wav"), document, "analysed", style="semicolon")
    [read] = rows_of(corpus_csv([row], style="semicolon"), ";")
    assert "," in read["duration_s"]
    assert "," in read["mean_neutral"]
