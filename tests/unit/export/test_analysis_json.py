import dataclasses
import json
import math
import os
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from emotion_desktop.domain.audio import NoticeKind
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.system.paths import resources_dir


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads((resources_dir() / "schemas/analysis-1.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def translated(document: SessionDocument) -> SessionDocument:
    """The same, with the first utterance in another language than English."""
    first, *others = document.utterances
    assert first.estimate.text is not None
    text = dataclasses.replace(first.estimate.text, attention=np.zeros(0, np.float32))
    foreign = dataclasses.replace(
        first,
        transcript=dataclasses.replace(first.transcript, translation="hello, you"),
        estimate=dataclasses.replace(first.estimate, text=text, cross_attention=None),
    )
    return dataclasses.replace(document, utterances=(foreign, *others))


def test_a_translation_is_told_and_comes_back(
    document: SessionDocument, validator: Draft202012Validator, tmp_path: Path
) -> None:
    text = to_json(translated(document))
    written = json.loads(text)
    assert [error.message for error in validator.iter_errors(written)] == []
    assert written["segments"][0]["text_source"] == "translated"
    assert "text_source" not in written["segments"][1]
    (tmp_path / "talk.json").write_text(text, "utf-8")
    again = read_analysis_json(tmp_path / "talk.json")
    assert again.utterances[0].transcript.english == "hello, you"
    assert to_json(again) == text


def refuse_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def test_an_analysis_satisfies_the_schema(
    document: SessionDocument, validator: Draft202012Validator
) -> None:
    written = json.loads(to_json(document), parse_constant=refuse_constant)
    assert [error.message for error in validator.iter_errors(written)] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(note="x"),
        lambda d: d["audio"].pop("sha256"),
        lambda d: d["segments"][0].update(label="joy"),
        lambda d: d["segments"][0]["fused"].pop(),
        lambda d: d["frames"]["speech"][0].append(0.1),
        lambda d: d["segments"][0]["words"][0].update(start_s=None),
        lambda d: d.update(version=2),
    ],
)
def test_the_schema_refuses_what_is_not_of_the_format(
    document: SessionDocument, validator: Draft202012Validator, spoil: Any
) -> None:
    written = json.loads(to_json(document))
    spoil(written)
    assert not validator.is_valid(written)


def test_what_is_missing_of_a_recording_is_told(document: SessionDocument) -> None:
    assert json.loads(to_json(document))["audio"]["notices"] == [
        {
            "kind": "hole",
            "message": "4.0 s without sound at 7.4 s",
            "at_s": 7.4,
            "duration_s": 4.0,
        }
    ]


def test_the_schema_knows_every_kind_of_notice(validator: Draft202012Validator) -> None:
    kinds = validator.schema["$defs"]["notice"]["properties"]["kind"]["enum"]
    assert kinds == list(get_args(NoticeKind))


def test_a_result_of_a_program_that_told_nothing_is_still_valid(
    document: SessionDocument, validator: Draft202012Validator
) -> None:
    written = json.loads(to_json(document))
    del written["audio"]["notices"]
    assert validator.is_valid(written)


def test_every_distribution_sums_to_one(document: SessionDocument) -> None:
    written = json.loads(to_json(document))
    rows = [*written["frames"]["speech"], *written["frames"]["fused"]]
    for segment in written["segments"]:
        rows += [segment["speech"], segment["fused"]]
        if segment["text_probabilities"] is not None:
            rows.append(segment["text_probabilities"])
    assert len(rows) == 805
    assert max(abs(math.fsum(row) - 1) for row in rows) < 1e-5


def test_what_was_estimated_is_what_is_written(document: SessionDocument) -> None:
    written = json.loads(to_json(document))
    spoken, wordless = written["segments"]
    estimate = document.utterances[0].estimate
    assert written["labels"] == list(EMOTIONS)
    assert written["audio"]["duration_s"] == pytest.approx(203.00006, abs=1e-4)
    np.testing.assert_allclose(spoken["fused"], estimate.probabilities, atol=1e-6)
    np.testing.assert_allclose(written["frames"]["times_s"], document.frames.times_s, atol=1e-4)
    assert spoken["label"] == estimate.label
    assert spoken["text"] == 'Grüße, "you"'
    assert [word["word"] for word in spoken["words"]] == ["Grüße,", '"you"']
    assert estimate.text is not None
    np.testing.assert_allclose(
        [word["attention"] for word in spoken["words"]], estimate.text.attention, atol=1e-6
    )
    assert spoken["gate"] == {"speech": 0.7, "text": 0.3}
    assert wordless["words"] == []
    assert wordless["text_probabilities"] is None
    assert wordless["uncertain"] is True


def test_the_same_analysis_gives_the_same_text(document: SessionDocument) -> None:
    assert to_json(document) == to_json(document)


def test_a_number_that_is_not_finite_is_refused(document: SessionDocument) -> None:
    document.frames.speech[3, 2] = np.nan
    with pytest.raises(ValueError, match="JSON"):
        to_json(document)


def test_a_file_name_that_is_not_utf8_still_gives_valid_utf8(document: SessionDocument) -> None:
    audio = dataclasses.replace(document.audio, path=Path(os.fsdecode(b"caf\xe9.wav")))
    text = to_json(dataclasses.replace(document, audio=audio))
    assert json.loads(text.encode("utf-8"))["audio"]["path"] == "caf\N{REPLACEMENT CHARACTER}.wav"


def test_the_voiced_share_of_windows_is_written_where_it_is_known(
    document: SessionDocument, validator: Draft202012Validator
) -> None:
    assert "voiced" not in json.loads(to_json(document))["frames"]
    voiced = np.linspace(0, 1, 400, dtype=np.float32)
    frames = dataclasses.replace(document.frames, voiced=voiced)
    written = json.loads(to_json(dataclasses.replace(document, frames=frames)))
    assert validator.is_valid(written)
    np.testing.assert_allclose(written["frames"]["voiced"], voiced, atol=1e-3)


def test_only_what_was_compared_with_its_speaker_says_so(
    document: SessionDocument, validator: Draft202012Validator
) -> None:
    first, *others = document.utterances
    compared = dataclasses.replace(
        first, estimate=dataclasses.replace(first.estimate, normalised_to_speaker=12)
    )
    document = dataclasses.replace(document, utterances=(compared, *others))
    written = json.loads(to_json(document))
    assert validator.is_valid(written)
    assert [segment.get("normalised_to_speaker") for segment in written["segments"]] == [
        12,
        *[None] * len(others),
    ]
    for nonsense in (0, 1.5, "12", None):
        written["segments"][0]["normalised_to_speaker"] = nonsense
        assert not validator.is_valid(written)
