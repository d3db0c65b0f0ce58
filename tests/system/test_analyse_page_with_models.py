"""The Analyse page with the real models on the demo recording, while somebody else wants them."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSettings, Slot
from pytestqt.qtbot import QtBot

from emotion_desktop import composition
from emotion_desktop.composition import Application
from emotion_desktop.domain.translatable import Message
from emotion_desktop.launch import LaunchOptions
from emotion_desktop.services.analysis.analyse_file import analyse
from emotion_desktop.services.engine import LeaseRequest
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.system.paths import resources_dir
from emotion_desktop.ui.analyse.queue_model import Column
from emotion_desktop.ui.settings_store import SettingsStore
from tests.ui.showing import show

BUNDLE = resources_dir() / "models" / "default" / "manifest.json"
DEMO = resources_dir() / "demo" / "demo.flac"
WAIT_MS = 240_000

pytestmark = pytest.mark.skipif(not BUNDLE.exists(), reason="the model bundle is not trained yet")


class Visitor(QObject):
    """Wants the models as soon as the first file is under way."""

    def __init__(self, program: Application) -> None:
        super().__init__()
        self._program = program
        self.request: LeaseRequest[Any] | None = None
        program.analysis.rows_changed.connect(self.look)

    @Slot(list)
    def look(self, _ids: list[int]) -> None:
        [row] = self._program.analysis.rows()
        if self.request is None and row.state == "running" and row.share > 0:
            self.request = self._program.engines.request(Message("a visitor"))


def test_the_demo_recording_comes_into_the_library_though_it_is_interrupted(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composition, "data_folder", lambda _settings: tmp_path / "data")
    monkeypatch.setattr(composition, "find_microphones", list)
    stored = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store = SettingsStore(stored)
    store.set_welcomed()
    program = Application(store, LaunchOptions())
    page = program.window.analyse
    visitor = Visitor(program)
    show(program)
    program.window.files_dropped.emit([DEMO])
    qtbot.waitUntil(lambda: visitor.request is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: visitor.request.held, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: program.analysis.status.phase == "waiting")
    qtbot.waitUntil(lambda: "in use: a visitor" in page.summary.phase.text())
    assert page.model.row_at(0).state == "running"
    with visitor.request as engine:
        engine.normalise_speakers(True)  # what the visitor chooses is not the queue's concern
    qtbot.waitUntil(lambda: program.analysis.status.n_done == 1, timeout=WAIT_MS)
    state = page.model.index(0, Column.STATE)
    qtbot.waitUntil(lambda: page.model.data(state) == "Done")
    with SessionStore(tmp_path / "data", pytest.fail, read_only=True) as sessions:
        kept = document_of(sessions, page.model.row_at(0).session_id)
    with program.engines.request(Message("a test")) as engine:
        alone = analyse(DEMO, engine)
    assert program.shut_down()
    program.destroy()
    assert kept.audio.path == DEMO
    assert "dashwood" in " ".join(u.transcript.text for u in kept.utterances).lower()
    assert [u.transcript.text for u in kept.utterances] == [
        u.transcript.text for u in alone.utterances
    ]
    assert [u.estimate.label for u in kept.utterances] == [
        u.estimate.label for u in alone.utterances
    ]
