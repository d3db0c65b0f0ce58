import csv
import dataclasses
import io

import numpy as np
import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.export.analysis_csv import CsvStyle, frames_to_csv, to_csv
from emotion_desktop.export.ratings import ALL


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_utterance_is_a_row_with_all_three_estimates(document: SessionDocument) -> None:
    rows = rows_of(to_csv(document))
    assert len(rows) == 2
    assert len(rows[0]) == 9 + 3 * 7
    assert rows[0]["start_s"] == "0.2500"
    assert rows[0]["text"] == 'Grüße, "you"'
    assert rows[0]["uncertain"] == "false"
    assert rows[0]["label"] == document.utterances[0].estimate.label
    for kind in ("speech", "text", "fused"):
        assert sum(float(rows[0][f"{kind}_{e}"]) for e in EMOTIONS) == pytest.approx(1, abs=1e-5)


def test_the_columns_of_absent_words_are_empty(document: SessionDocument) -> None:
    wordless = rows_of(to_csv(document))[1]
    assert {wordless[f"text_{e}"] for e in EMOTIONS} == {""}
    assert wordless["gate_text"] == "0.000000"


@pytest.mark.parametrize(("style", "written"), [("comma", "0.750000"), ("semicolon", "0,750000")])
@pytest.mark.parametrize("rater", [None, ALL])
def test_a_proposed_speaker_has_its_probability_in_the_last_column(
    document: SessionDocument, style: CsvStyle, written: str, rater: str | None
) -> None:
    first, second = document.utterances
    proposed = dataclasses.replace(
        document, utterances=(dataclasses.replace(first, speaker_confidence=0.75), second)
    )
    header, *rows = to_csv(proposed, style=style, rater=rater).splitlines()
    delimiter = {"comma": ",", "semicolon": ";"}[style]
    before = to_csv(document, style=style, rater=rater).splitlines()
    assert header == before[0] + delimiter + "speaker_confidence"
    assert rows == [before[1] + delimiter + written, *(row + delimiter for row in before[2:])]


def test_a_recording_without_speech_gives_the_header_alone(document: SessionDocument) -> None:
    text = to_csv(dataclasses.replace(document, utterances=()))
    assert text.count("\n") == 1
    assert text.startswith("start_s,end_s,speaker,text,label,")


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])  # noqa: RUF001
def test_a_text_is_never_a_formula(document: SessionDocument, said: str) -> None:
    utterance = dataclasses.replace(document.utterances[0], transcript=Transcript(said))
    [row] = rows_of(to_csv(dataclasses.replace(document, utterances=(utterance,))))
    assert row["text"] == f"'{said}"


def test_semicolons_and_decimal_commas_say_the_same(document: SessionDocument) -> None:
    usual, other = to_csv(document), to_csv(document, style="semicolon")
    rows = list(csv.DictReader(io.StringIO(other, newline=""), delimiter=";"))
    assert [row["start_s"] for row in rows] == ["0,2500", "2,0000"]
    assert rows[0]["text"] == 'Grüße, "you"'
    for row, same in zip(rows, rows_of(usual), strict=True):
        for name, cell in row.items():
            assert (cell if name == "text" else cell.replace(",", ".")) == same[name]


def test_each_window_is_a_row_with_its_share_of_voice(document: SessionDocument) -> None:
    voiced = np.linspace(0, 1, 400, dtype=np.float32)
    frames = dataclasses.replace(document.frames, voiced=voiced)
    rows = rows_of(frames_to_csv(dataclasses.replace(document, frames=frames)))
    assert len(rows) == 400
    assert (rows[0]["time_s"], rows[0]["voiced"]) == ("1.5000", "0.000")
    assert rows[-1]["voiced"] == "1.000"
    for kind in ("speech", "fused"):
        assert sum(float(rows[7][f"{kind}_{e}"]) for e in EMOTIONS) == pytest.approx(1, abs=1e-5)
    assert rows_of(frames_to_csv(document))[0]["voiced"] == ""
