import csv
import dataclasses
import io

import pytest

from emotion_desktop.domain.estimate import Analysis
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.export.analysis_csv import to_csv


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_utterance_is_a_row_with_all_three_estimates(analysis: Analysis) -> None:
    rows = rows_of(to_csv(analysis))
    assert len(rows) == 2
    assert len(rows[0]) == 9 + 3 * 7
    assert rows[0]["start_s"] == "0.2500"
    assert rows[0]["text"] == 'Grüße, "you"'
    assert rows[0]["uncertain"] == "false"
    assert rows[0]["label"] == analysis.utterances[0].estimate.label
    for kind in ("speech", "text", "fused"):
        assert sum(float(rows[0][f"{kind}_{e}"]) for e in EMOTIONS) == pytest.approx(1, abs=1e-5)


def test_the_columns_of_absent_words_are_empty(analysis: Analysis) -> None:
    wordless = rows_of(to_csv(analysis))[1]
    assert {wordless[f"text_{e}"] for e in EMOTIONS} == {""}
    assert wordless["gate_text"] == "0.000000"


def test_a_recording_without_speech_gives_the_header_alone(analysis: Analysis) -> None:
    text = to_csv(dataclasses.replace(analysis, utterances=()))
    assert text.count("\n") == 1
    assert text.startswith("start_s,end_s,speaker,text,label,")
