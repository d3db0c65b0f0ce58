"""Analyses read back: what was written comes again, and nothing else is taken for one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.export.read_analysis_json import read_analysis_json
from tests.golden.inputs import GOLDEN
from tests.unit.export.hard_documents import empty_document, hard_document


@pytest.mark.parametrize("name", ["file", "session", "session-older"])
def test_what_is_read_is_written_again_byte_for_byte(name: str) -> None:
    path = GOLDEN / f"{name}.emotion.json"
    assert to_json(read_analysis_json(path)) == path.read_text("utf-8")


def test_a_mark_that_is_false_marks_nothing(tmp_path: Path) -> None:
    told = json.loads((GOLDEN / "session.emotion.json").read_text("utf-8"))
    for segment in told["segments"]:
        segment["speech_only"] = False
    path = tmp_path / "edited.json"
    path.write_text(json.dumps(told), "utf-8")
    assert read_analysis_json(path).speech_only == frozenset()


def test_hard_documents_come_back_whole(tmp_path: Path) -> None:
    for document in (hard_document(), empty_document()):
        path = tmp_path / "talk.json"
        path.write_text(to_json(document), "utf-8")
        again = read_analysis_json(path)
        assert [one.transcript.text for one in again.utterances] == [
            one.transcript.text for one in document.utterances
        ]
        assert again.corrections == document.corrections
        for one, other in zip(again.utterances, document.utterances, strict=True):
            assert one.end_s == pytest.approx(other.end_s, abs=1e-4)
            np.testing.assert_allclose(
                one.estimate.probabilities, other.estimate.probabilities, atol=1e-6
            )


def change(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Set what a path such as `segments.0.label` leads to."""

    def apply(values: dict[str, Any]) -> None:
        *way, last = key.split(".")
        node: Any = values
        for step in way:
            node = node[int(step)] if step.isdigit() else node[step]
        if value is ...:
            del node[last]
        else:
            node[int(last) if last.isdigit() else last] = value

    return apply


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("format", "other", "its format is not"),
        ("version", 2, "a newer version"),
        ("labels", ["joy"], "its labels are others"),
        ("audio", ..., "has no audio"),
        ("audio", 7, "audio is not an object"),
        ("audio.path", "a\0b", "path is not a path"),
        ("audio.path", "", "path is not a path"),
        ("audio.sha256", "xyz", "sha256 is not a SHA-256 hash"),
        ("audio.duration_s", -1, "is not between"),
        ("audio.channels", 1.5, "not a whole number"),
        ("audio.notices.0.kind", "odd", "is not one of hole"),
        ("models", [], "models is not an object"),
        ("segments", {}, "segments is not a list"),
        ("segments.0.start_s", True, "not a number"),
        ("segments.0.start_s", 1e9, "is not between"),
        ("segments.0.end_s", 0.0, "ends before it starts"),
        ("segments.0.label", "joy", "is not one of anger"),
        ("segments.0.text", None, "is not text"),
        ("segments.0.uncertain", 1, "neither true nor false"),
        ("segments.0.fused", [1, 0, 0], "not a list of 7 probabilities"),
        ("segments.0.fused", [1, 1, 0, 0, 0, 0, 0], "not a list of 7 probabilities"),
        ("segments.0.words.0.probability", 2, "is not between"),
        ("frames.times_s", [1.0], "differ in length"),
        ("segments.0.corrections.0.made_at", "yesterday", "yesterday"),
        ("segments.0.corrections.0.made_at", "2026-03-01T12:00:00", "offset"),
        ("windows.ends_s", [], "differ in length"),
        ("session.state", "recording", "is not one of finished"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    tmp_path: Path, key: str, value: object, reason: str
) -> None:
    name = "file" if key.startswith("audio.notices") else "session"
    values = json.loads((GOLDEN / f"{name}.emotion.json").read_text("utf-8"))
    change(key, value)(values)
    path = tmp_path / "talk.json"
    path.write_text(json.dumps(values), "utf-8")
    with pytest.raises(UserFacingError, match=reason) as raised:
        read_analysis_json(path)
    assert "\n" not in str(raised.value)
    assert path.name in str(raised.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not valid JSON at line 1"),
        (b"{", "not valid JSON at line 1"),
        (b"null", "the file is not an object"),
        (b"[]", "the file is not an object"),
        (b"\xff\xfe\x00", "not UTF-8 text"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"format": NaN}', "NaN is not a JSON number"),
        (b'{"format": 1e999}', "too large for a number"),
        (b"[" + b"[]," * 2_000_000 + b"1]", "it is too large"),
        (b"[" + b"1," * 12_000_001 + b"1]", "it is too large"),
        (b'{"format": ' + b"9" * 5000 + b"}", "4300 digits"),
    ],
)
def test_what_is_no_analysis_is_refused_in_a_line(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "talk.json"
    path.write_bytes(content)
    with pytest.raises(UserFacingError, match=reason) as raised:
        read_analysis_json(path)
    assert len(str(raised.value)) < 500


def test_half_a_character_does_not_keep_a_file_from_being_written(tmp_path: Path) -> None:
    values = json.loads((GOLDEN / "file.emotion.json").read_text("utf-8"))
    values["segments"][0]["text"] = "a\ud800b"
    path = tmp_path / "talk.json"
    path.write_text(json.dumps(values), "utf-8")
    to_json(read_analysis_json(path)).encode("utf-8")
    values["models"] = {"name": "\ud800"}
    path.write_text(json.dumps(values), "utf-8")
    with pytest.raises(UserFacingError, match="surrogates"):
        read_analysis_json(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="cannot be read"):
        read_analysis_json(tmp_path / "nowhere.json")
    with pytest.raises(UserFacingError, match="cannot be read"):
        read_analysis_json(tmp_path)
