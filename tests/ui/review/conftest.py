"""A library of a few sessions, and the panel on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.review import Rater
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.services.bridge.library import LibraryBridge
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.session_folder import session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.ui.review.library_panel import LibraryPanel
from tests.review_doubles import keep_session, utterance

FIRST, SECOND, THIRD = (f"2026030{i}T120000Z-00000{i}" for i in (1, 2, 3))
CHIEF = Rater("Chief", blind=False)
#: Importing the database's libraries takes long on a busy machine.
PATIENCE_MS = 60_000


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """Three sessions; the first has a title, tags, a comment and real sound."""
    folder = tmp_path / "data"
    with SessionStore(folder, pytest.fail) as store:
        said = [
            utterance(0, 0.0, "we met in Zürich", speaker="A", label=5),
            utterance(1, 3.0, "all the bells were ringing", speaker="B", label=3),
        ]
        keep_session(store, said, FIRST)
        keep_session(store, [utterance(0, 1.0, "nothing to tell", uncertain=True)], SECOND)
        keep_session(store, [utterance(0, 0.0, "fine then", speech=0, text=5)], THIRD)
        opened = OpenReview(store, FIRST, CHIEF)
        do.set_title(opened, "First visit")
        do.set_session_tags(opened, ["pilot"])
        do.set_comment(opened, 1, "laughs at the bells")
        do.set_labels(opened, 1, ["fear"])
        do.set_status(opened, "reviewed")
    noise = np.random.default_rng(0).integers(-9000, 9000, 10 * 16_000).astype(np.int16)
    soundfile.write(session_folder(folder, FIRST) / SOUND_NAME, noise, 16_000)
    return folder


@pytest.fixture
def bridge(data_folder: Path, qapp: object) -> Iterator[LibraryBridge]:
    bridge = LibraryBridge(data_folder)
    yield bridge
    assert bridge.shut_down()


@pytest.fixture
def exports(data_folder: Path, qapp: object) -> Iterator[ExportBridge]:
    exports = ExportBridge(data_folder)
    yield exports
    assert exports.shut_down()


@pytest.fixture
def make_panel(
    bridge: LibraryBridge, exports: ExportBridge, qtbot: QtBot
) -> Callable[[], LibraryPanel]:
    def make() -> LibraryPanel:
        panel = LibraryPanel(bridge, exports)
        panel.resize(370, 700)
        qtbot.addWidget(panel)
        panel.show()
        return panel

    return make


@pytest.fixture
def panel(make_panel: Callable[[], LibraryPanel], qtbot: QtBot) -> LibraryPanel:
    """All sessions are listed, and what they show is read."""
    panel = make_panel()
    qtbot.waitUntil(lambda: shown(panel, FIRST, "shares") is not None, timeout=PATIENCE_MS)
    return panel


def shown(panel: LibraryPanel, session_id: str, name: str) -> object:
    """Return a value of what the panel shows of a session; None while nothing is."""
    entry = panel.model.entry(session_id)
    return getattr(entry, name) if entry is not None else None
