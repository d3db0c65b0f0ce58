"""What is left of a document when names are left out."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.session import Correction
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.export.analysis_csv import to_csv
from emotion_desktop.export.anonymise import LEFT_OUT, anonymised, removed_s
from emotion_desktop.export.formats import RESULT_FORMATS, write_results
from emotion_desktop.export.read_analysis_json import read_analysis_json
from tests.golden.inputs import GOLDEN
from tests.unit.export.hard_documents import hard_document, utterance


def saying(text: str) -> SessionDocument:
    return replace(
        hard_document(), utterances=(utterance(0, 0.0, 2.0, "Zoë", text),), corrections=()
    )


def said(document: SessionDocument, *words: str) -> tuple[str, list[str]]:
    transcript = anonymised(document, "recording-1", words).utterances[0].transcript
    return transcript.text, [word.text for word in transcript.words]


def test_speakers_and_raters_are_numbered_in_their_order() -> None:
    document = hard_document()
    left = anonymised(document, "recording-1")
    assert [one.speaker for one in left.utterances] == ["S1", "S2", "S1", "S1", "", "S2"]
    assert [one.rater for one in left.corrections] == ["R1", "R2", "R1"]
    assert [one.label for one in left.corrections] == [one.label for one in document.corrections]


def test_what_was_removed_is_known_by_its_times_or_by_its_utterance() -> None:
    document = saying("then Ana came")  # for two seconds
    left = anonymised(document, "recording-1", ["ana"], ".flac")
    assert left.audio.path == Path("recording-1.flac")
    [(start_s, end_s)] = removed_s(left)
    assert (start_s, end_s) == pytest.approx((2 / 3, 4 / 3))
    [one] = document.utterances
    without_times = replace(one, transcript=Transcript("then Ana came"))
    left = anonymised(replace(document, utterances=(without_times,)), "recording-1", ["ana"])
    assert removed_s(left) == [(0.0, 2.0)]
    assert removed_s(anonymised(document, "recording-1")) == []


def test_whoever_sat_at_the_program_has_no_name_to_leave_out() -> None:
    document = hard_document()
    live = Correction(1, "live", "fear", document.corrections[0].made_at)
    left = anonymised(replace(document, corrections=(live,)), "recording-1")
    assert [one.rater for one in left.corrections] == ["live"]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Ana met ANA's sister Anastasia",
            ("ana",),
            f"{LEFT_OUT} met {LEFT_OUT}'s sister Anastasia",
        ),
        ("I saw Mary  Ann Lee.", ("Mary Ann Lee", "Mary"), f"I saw {LEFT_OUT}."),
        ("田中さんは東京へ", ("田中", "東京"), f"{LEFT_OUT}さんは{LEFT_OUT}へ"),
        ("وأحمد هنا", ("أحمد",), f"و{LEFT_OUT} هنا"),
        ("Zoe\u0308 came", ("Zoë",), f"{LEFT_OUT} came"),
        ("a.b (c)", ("a.b", "(c)"), f"{LEFT_OUT} {LEFT_OUT}"),
    ],
)
def test_words_are_left_out_of_texts(text: str, words: tuple[str, ...], expected: str) -> None:
    assert said(saying(text), *words)[0] == expected


def test_a_name_of_several_words_is_left_out_of_each_of_them() -> None:
    text, words = said(saying('I saw "Mary Ann, today'), "Mary Ann")
    assert text == f'I saw "{LEFT_OUT}, today'
    assert words == ["I", "saw", f'"{LEFT_OUT}', f"{LEFT_OUT},", "today"]


def test_a_name_is_left_out_of_a_translation_too() -> None:
    document = saying("Ecco Ana")
    [one] = document.utterances
    spoken = replace(one.transcript, translation="Here is Ana.")
    document = replace(document, utterances=(replace(one, transcript=spoken),))
    left = anonymised(document, "recording-1", ["Ana"]).utterances[0].transcript
    assert left.translation == f"Here is {LEFT_OUT}."


def test_without_words_to_leave_out_texts_stay() -> None:
    assert said(saying("Ana"), "", "  ")[0] == "Ana"


def test_no_format_tells_a_name(tmp_path: Path) -> None:
    document = read_analysis_json(GOLDEN / "session.emotion.json")
    document = replace(
        document,
        models={"asr": "/home/canary/models/own"},
        utterances=tuple(
            replace(one, speaker="Canary", transcript=Transcript("canary", ()))
            if not one.transcript.words
            else one
            for one in document.utterances
        ),
        corrections=tuple(replace(one, rater="Canary") for one in document.corrections),
        notices=tuple(replace(one, message="canary") for one in document.notices),
        markers=tuple(replace(one, text="canary") for one in document.markers),
        audio=replace(document.audio, path=Path("/home/canary/canary.flac")),
        session=document.session and replace(document.session, id="canary", source="canary"),
        sha256="ca" * 32,
    )
    named = write_results(document, tmp_path / "named", ["json", "xlsx", "html", "pdf", "svg"])
    left = anonymised(document, "recording-1", ["canary"])
    written = write_results(left, tmp_path / "recording-1", list(RESULT_FORMATS))
    for path in named:
        assert b"canary" in contents(path), path.name
    for path in written:
        found = contents(path).lower()
        assert b"canary" not in found, path.name
        assert b"caca" not in found, path.name


def test_the_review_s_names_and_notes_are_left_out_and_its_labels_kept() -> None:
    review = ReviewState((), {"A": "Canary"}, "canary", "canary", ("canary",))
    named = replace(hard_document(), review=review)
    left = anonymised(named, "recording-1")
    assert "canary" in repr(named).lower()
    assert "canary" not in repr(left).lower()
    assert "corrected_label" in to_csv(left).splitlines()[0]


def contents(path: Path) -> bytes:
    """Return all bytes of a file, of an archive those of its members, of pages their texts."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(io.BytesIO(content))
        texts = [page.extract_text() for page in reader.pages]
        return "\n".join([repr(reader.metadata), *texts]).encode() + content
    if path.suffix in {".xlsx", ".qdpx"}:
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            return b"".join(name.encode() + files.read(name) for name in files.namelist())
    return content
