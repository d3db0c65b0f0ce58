"""Reports that the window exports are written in its language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.services.bridge.exporting import ExportBridge, ExportRequest
from tests.unit.export.hard_documents import hard_document


@pytest.fixture
def locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("locale")
@pytest.mark.parametrize(
    ("language", "title"), [("de", "Zusammenfassung"), ("en", "Summary"), ("fr", "Summary")]
)
def test_a_report_is_in_the_language_of_the_window(
    qtbot: QtBot, tmp_path: Path, language: str, title: str
) -> None:
    QLocale.setDefault(QLocale(language))
    source = tmp_path / "talk.emotion.json"
    source.write_text(to_json(hard_document()), "utf-8")
    bridge = ExportBridge(tmp_path / "data")
    try:
        with qtbot.waitSignal(bridge.ended, timeout=60_000) as ended:
            bridge.start(ExportRequest((source,), tmp_path / "out", ("html", "png")))
    finally:
        assert bridge.shut_down()
    [outcome] = ended.args
    assert outcome.failures == ()
    page, picture = outcome.written
    assert f"<h2>{title}</h2>" in page.read_text("utf-8")
    assert picture.read_bytes().startswith(b"\x89PNG")
