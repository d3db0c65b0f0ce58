"""The report as HTML: whole, harmless, and in agreement with the JSON."""

import json
import re
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as ET

import html5lib
import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Estimate
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review import Annotation
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.session import CannotTell, Consent, Correction
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.export.anonymise import anonymised
from emotion_desktop.export.language import ENGLISH, LANGUAGES, clock, language_of
from emotion_desktop.export.ratings import only_of
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.export.report.build import report_of
from emotion_desktop.export.report.contents import Report, Section, Table
from emotion_desktop.export.report.page import to_html
from emotion_desktop.system.paths import default_bundle_folder
from tests.golden.inputs import GOLDEN, STARTED_AT, attention, probabilities
from tests.unit.export.hard_documents import (
    ARABIC,
    HEBREW,
    JAPANESE,
    SIGNS,
    empty_document,
    hard_document,
    utterance,
)

HTML = "{http://www.w3.org/1999/xhtml}"


def report(document: SessionDocument, rater: str | None = None, language: str = "en") -> Report:
    return report_of(only_of(document, rater), rater, language_of(language))


def page(document: SessionDocument, rater: str | None = None, language: str = "en") -> ET.Element:
    """Parse the report by the rules of HTML 5; anything that is wrong is an error."""
    return html5lib.HTMLParser(strict=True).parse(to_html(report(document, rater, language)))


def section(document: SessionDocument, key: str, rater: str | None = None) -> Section:
    [found] = [one for one in report(document, rater).sections if one.key == key]
    return found


def said_in(part: Section) -> str:
    """Put all texts of a section together."""
    texts = []
    for block in part.blocks:
        if isinstance(block, Table):
            texts += [one.title for one in block.columns]
            texts += [cell.text for row in block.rows for cell in row.cells]
        else:
            texts += [str(getattr(block, name, "")) for name in ("text", "texts", "caption")]
    return "\n".join(texts)


def transcript_rows(root: ET.Element) -> list[list[str]]:
    rows = [one for one in root.iter(f"{HTML}tr") if one.get("id", "").startswith("u")]
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def seconds(stamp: str) -> float:
    hours, minutes, rest = stamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


# --- the page ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["hard", "empty", "session"])
def test_a_report_is_html_that_needs_no_other_file_and_runs_nothing(name: str, language: str):
    document = {
        "hard": hard_document,
        "empty": empty_document,
        "session": lambda: read_analysis_json(GOLDEN / "session.emotion.json"),
    }[name]()
    root = page(document, language=language)
    assert root.get("lang") == language
    assert list(root.iter(f"{HTML}script")) == []
    attributes: list[tuple[str, str]] = []
    for one in root.iter():
        attributes += one.attrib.items()
    assert [name for name, _ in attributes if name.startswith("on") or name == "src"] == []
    links = [value for name, value in attributes if name == "href"]
    ids = Counter(value for name, value in attributes if name == "id")
    assert links
    assert {one.removeprefix("#") for one in links} <= set(ids)
    assert max(ids.values()) == 1
    assert "{" not in "".join(one.text or "" for one in root.iter(f"{HTML}td"))


def translated_document() -> SessionDocument:
    """The hard document, of which one utterance was translated, and one could not be."""
    document = hard_document()
    utterances = list(document.utterances)
    for at, english in ((1, "Hello, <b>world</b>."), (2, "")):
        said = utterances[at].transcript
        utterances[at] = replace(utterances[at], transcript=replace(said, translation=english))
    return replace(document, utterances=tuple(utterances))


def test_a_text_that_was_translated_is_said_to_be_and_shown_beside_what_was_said() -> None:
    document = translated_document()
    method = said_in(section(document, "method"))
    assert "In 2 of 6 utterances, another language than English was recognised" in method
    rows = transcript_rows(page(document))
    assert [row[3] for row in rows[:3]] == ["–", "Hello, <b>world</b>.", "–"]  # noqa: RUF001
    assert rows[1][2] == HEBREW
    german = report(document, language="de")
    assert "In 2 von 6 Äußerungen" in said_in(german.sections[0])
    assert "Übersetzung" in str(german.sections)
    assert "translation" not in str(report(hard_document()).sections).lower()


def test_what_was_said_stands_there_as_it_was_said_in_every_script():
    rows = transcript_rows(page(hard_document()))
    words = [row[2] for row in rows]
    assert words[0] == ARABIC
    assert words[1] == HEBREW
    assert words[2] == JAPANESE
    assert words[3] == SIGNS
    cells = list(page(hard_document()).iter(f"{HTML}td"))
    assert all(one.get("dir") == "auto" for one in cells)


def test_marks_of_html_in_names_words_and_notes_are_letters():
    evil = '<script>alert("1")</script><img src=x onerror=alert(1)>\x00\x1b\ufffe'
    document = hard_document()
    document = replace(
        document,
        audio=replace(document.audio, path=Path("talks") / "a<b>.wav"),
        utterances=tuple(
            replace(one, speaker=evil, transcript=replace(one.transcript, text=evil))
            for one in document.utterances
        ),
        markers=tuple(replace(one, text=evil) for one in document.markers),
        corrections=tuple(replace(one, rater=evil) for one in document.corrections),
    )
    root = page(document)
    assert list(root.iter(f"{HTML}script")) == []
    assert list(root.iter(f"{HTML}img")) == []
    assert transcript_rows(root)[0][2].startswith('<script>alert("1")</script>')


def test_times_and_texts_agree_with_the_json_to_a_millisecond():
    document = hard_document()
    segments = json.loads(to_json(document))["segments"]
    rows = transcript_rows(page(document))
    assert len(rows) == len(segments) == 6
    for row, segment in zip(rows, segments, strict=True):
        start, end = row[0].split(" \N{EN DASH} ")
        assert seconds(start) == pytest.approx(segment["start_s"], abs=0.0005 + 1e-9)
        assert seconds(end) == pytest.approx(segment["end_s"], abs=0.0005 + 1e-9)
        assert row[1] == segment["speaker"]
        assert row[2] == (segment["text"] or "\N{EN DASH}")


def test_thousands_of_utterances_take_seconds_and_some_megabytes():
    n = 4_000
    said = tuple(
        utterance(i, i * 2.0, i * 2.0 + 1.9, "AB"[i % 2], "some words", strongest=i % 7)
        for i in range(n)
    )
    made_at = STARTED_AT
    empty = empty_document()
    document = replace(
        empty,
        audio=replace(empty.audio, duration_s=2.0 * n),
        utterances=said,
        corrections=tuple(Correction(i, "Ana", "fear", made_at) for i in range(0, n, 3)),
    )
    begun_s = time.process_time()
    content = to_html(report(document))
    assert time.process_time() - begun_s < 20.0  # 3 s where this was written
    assert len(content) < 1_200 * n


# --- the cover -----------------------------------------------------------------------------


def test_the_cover_tells_what_when_how_long_who_rated_and_that_no_consent_is_noted():
    document = read_analysis_json(GOLDEN / "session.emotion.json")
    cover = report(document)
    facts = dict(cover.facts)
    assert cover.title == "20260301T120000Z-0a1b2c"
    assert facts["Date"] == "2026-03-01 12:00 UTC"
    assert facts["Length"] == "0:00:08"
    assert facts["Rated by"].startswith('Ana "🙂" (1), live (1)')
    assert facts["Consent"].startswith("No consent is recorded")
    assert "do not know what anybody feels" in cover.lead[0]


@pytest.mark.parametrize(
    ("consent", "told"),
    [
        (Consent(date(2026, 3, 1), "Both, signed."), "Given on 2026-03-01: Both, signed."),
        (Consent(date(2026, 3, 1)), "Given on 2026-03-01"),
        (Consent(None, "Both, signed."), "Both, signed."),
        (Consent(None), "Recorded with this session; its text is left out"),
    ],
)
def test_the_cover_tells_a_consent_that_is_noted(consent: Consent, told: str) -> None:
    document = replace(hard_document(), consent=consent)
    assert dict(report(document).facts)["Consent"] == told


def test_an_anonymised_consent_keeps_its_day_alone() -> None:
    document = replace(hard_document(), consent=Consent(date(2026, 3, 1), "Ana, signed."))
    assert anonymised(document, "recording-1", ()).consent == Consent(date(2026, 3, 1))


@pytest.mark.parametrize("given_on", [date(2026, 3, 1), None])
def test_a_consent_is_read_back_from_json(given_on: date | None, tmp_path: Path) -> None:
    document = replace(hard_document(), consent=Consent(given_on, "Ana & Bo, signed."))
    path = tmp_path / "a.emotion.json"
    path.write_text(to_json(document), encoding="utf-8")
    assert read_analysis_json(path).consent == document.consent


def test_a_title_tags_a_note_and_comments_of_the_review_are_told():
    document = hard_document()
    view = review_of(document.utterances, (), document.corrections)
    given = Annotation(
        ("anger", "fear"), valence=2, comment="raised voice", tags=("key",), made_at=STARTED_AT
    )
    segments = (
        replace(view.segments[0], annotations=MappingProxyType({"Ana": given})),
        *view.segments[1:],
    )
    view = replace(
        view,
        segments=segments,
        title="First talk",
        note="Room 3",
        tags=("pilot",),
        status="reviewed",
    )
    whole = report(replace(document, review=view))
    assert whole.title == "First talk"
    assert dict(whole.facts)["Tags"] == "pilot"
    assert dict(whole.facts)["Review"] == "reviewed"
    ratings = said_in(section(replace(document, review=view), "ratings"))
    assert {"Room 3", "anger, fear", "2", "raised voice", "key"} <= set(ratings.split("\n"))
    assert "Arousal" not in ratings  # nobody rated it


def test_without_names_a_report_has_none():
    content = to_html(report(anonymised(hard_document(), "recording-1")))
    assert "recording-1" in content
    for name in ("Zoë", "Ana", "Ben", "世界.wav", "a &#34;note&#34;"):
        assert name not in content, name
    assert "R1" in content


# --- the sections --------------------------------------------------------------------------


def test_method_and_limits_are_those_of_the_installed_models():
    manifest = json.loads((default_bundle_folder() / "manifest.json").read_text("utf-8"))
    figures = json.loads((default_bundle_folder() / "card" / "figures.json").read_text("utf-8"))
    document = replace(hard_document(), models={"bundle_files": manifest["files"]})
    told = said_in(section(document, "method"))
    for name, one in figures["strangers"]["corpora"].items():
        assert name.upper() in told
        assert ENGLISH.percent(one["fused"]["accuracy"]) in told
    assert ENGLISH.percent(manifest["uncertain_below"], 1) in told
    assert "Attention shows where a network looked, not why." in told
    assert "not meant for diagnosis" in told


def test_of_other_models_no_figures_are_told():
    told = said_in(section(hard_document(), "method"))
    assert "There are no figures for the models" in told
    assert "Corpus" not in told


def test_shares_count_what_is_unclear():
    [shares, *_] = [
        one for one in section(hard_document(), "summary").blocks if isinstance(one, Table)
    ]
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in shares.rows}
    assert list(rows) == [*EMOTIONS, "unclear"]
    assert rows["unclear"][0] == "2%"
    assert rows["sadness"][0] == "78%"


def test_moments_are_chosen_where_sound_and_words_disagree():
    document = hard_document()
    disputed = document.utterances[1]
    estimate = replace(
        disputed.estimate,
        speech=Estimate(probabilities(0, 0.7), attention(8)),
        text=Estimate(probabilities(5, 0.6), attention(2)),
    )
    utterances = (
        document.utterances[0],
        replace(disputed, estimate=estimate),
        *document.utterances[2:],
    )
    told = said_in(section(replace(document, utterances=utterances), "moments"))
    assert "sounds like anger, reads as sadness" in told
    assert "sounds like" not in said_in(section(document, "moments"))


def test_moments_are_the_marked_the_corrected_and_the_most_certain():
    moments = section(hard_document(), "moments")
    titles = [one.text for one in moments.blocks if one.kind == "subtitle"]
    assert titles == [
        "Marked",
        "Where a person disagreed with the models",
        "Most confident estimates, by emotion",
    ]
    told = said_in(moments)
    assert "neutral (Ana); models: happiness 60%" in told


@pytest.mark.parametrize("uncertain", [False, True])
def test_who_cannot_tell_disagrees_only_with_models_that_could(*, uncertain: bool):
    document = hard_document()
    first = document.utterances[0]
    first = replace(first, estimate=replace(first.estimate, uncertain=uncertain))
    said = CannotTell(first.segment_id, "Ana", document.corrections[0].made_at)
    judged = replace(document, utterances=(first,), corrections=(), cannot_tell=(said,))
    told = said_in(section(judged, "moments"))
    assert ("Where a person disagreed with the models" in told) is not uncertain


def test_agreement_is_told_with_its_interval_for_each_two():
    told = said_in(section(hard_document(), "agreement"))
    assert "models, Ana, Ben: 2 utterances" in told
    assert "Cohen's κ" in told
    assert re.search(r"\d\.\d\d to .?\d\.\d\d", told)
    alone = said_in(section(replace(hard_document(), corrections=()), "agreement"))
    assert alone == "Agreement needs at least two sets of labels; there is only one here.\n\n"


def test_of_one_rater_nobody_else_s_labels_are_told():
    document = hard_document()
    assert "Ben" in to_html(report(document))
    assert "Ben" not in to_html(report(document, "Ana"))
    reviewed = replace(document, review=review_of(document.utterances, (), document.corrections))
    assert "Ben" not in to_html(report(reviewed, "Ana"))
    of_models = to_html(report(reviewed, "model"))
    assert "Ana" not in of_models
    assert "nobody (all labels are the models&#39;)" in of_models


def test_german_writes_numbers_with_a_comma():
    german = language_of("de")
    assert german.percent(0.387, 1) == "38,7\N{NO-BREAK SPACE}%"
    told = to_html(report(hard_document(), language="de"))
    assert "Zusammenfassung" in told
    assert re.search(r"\d,\d\d bis .?\d,\d\d", told)


@pytest.mark.parametrize(
    ("at_s", "shown"),
    [(0.0, "0:00:00.000"), (59.9996, "0:01:00.000"), (3661.0004, "1:01:01.000")],
)
def test_clocks_carry_what_rounding_adds(at_s: float, shown: str):
    assert clock(at_s, exact=True) == shown
