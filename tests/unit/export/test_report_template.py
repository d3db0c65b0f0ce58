"""The report as HTML, filled into a template of one's own."""

from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.export.language import ENGLISH
from emotion_desktop.export.report.build import report_of
from emotion_desktop.export.report.page import to_html
from tests.unit.export.hard_documents import hard_document


def filled_in(tmp_path: Path, text: str) -> str:
    template = tmp_path / "mine.html"
    template.write_text(text, "utf-8")
    return to_html(report_of(hard_document(), None, ENGLISH), template)


def test_a_template_of_one_s_own_is_filled_in_and_escapes(tmp_path: Path):
    text = "{% for s in report.sections %}{{ s.key }} {% endfor %}|{{ report.title }}"
    assert filled_in(tmp_path, text) == (
        "method summary timeline moments ratings agreement transcript glossary "
        "|Grüße &amp; 世界.wav"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n{% for x in %}\n</p>", 2),
        ("one\ntwo\n{{ report.nothing }}", 3),
        ("{{ report.__class__.__mro__ }}", 1),
        ("\n{{ ''.__class__.__base__.__subclasses__() }}", 2),
        ("\n\n{% include '/etc/passwd' %}", 3),
        ("{{ 1 / 0 }}", 1),
        ("\n{{ report.title + 1 }}", 2),
        ("{{ report.sections[99].key }}", 1),
        ("{{ report.facts.append(1) }}", 1),
        ("{% macro again() %}{{ again() }}{% endmacro %}\n{{ again() }}", 1),
        ("\n{{ range(999999999) | list }}", 2),
    ],
)
def test_what_is_wrong_with_a_template_or_not_allowed_is_told_with_its_line(
    tmp_path: Path, text: str, line: int
):
    with pytest.raises(
        UserFacingError, match=rf"Line {line} of the template .*mine\.html is wrong"
    ):
        filled_in(tmp_path, text)


def test_a_template_that_is_no_text_or_not_there_is_told(tmp_path: Path):
    template = tmp_path / "mine.html"
    with pytest.raises(UserFacingError, match="cannot be read"):
        to_html(report_of(hard_document(), None, ENGLISH), template)
    template.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserFacingError, match="cannot be read"):
        to_html(report_of(hard_document(), None, ENGLISH), template)
