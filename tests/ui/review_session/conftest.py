"""A session view on a stored session and a loudspeaker without a sound card."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.services.bridge.player import PlayerBridge
from emotion_desktop.services.bridge.session import SessionBridge
from emotion_desktop.services.review.import_file import import_document
from emotion_desktop.storage.audio_files import sha256_of
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.ui.review.page import ReviewPage
from emotion_desktop.ui.review.session_view import SessionView
from tests.golden.inputs import analysis
from tests.review_doubles import utterance

RATE_HZ = 16_000
LENGTH_S = 20.0

MakeTalk = Callable[..., Path]
Keep = Callable[..., str]


@pytest.fixture
def make_talk(tmp_path: Path) -> MakeTalk:
    """Write a recording of twenty seconds in some channels."""

    def make(name: str = "talk.wav", *, channels: int = 1) -> Path:
        noise = np.random.default_rng(0).normal(0, 0.1, (round(LENGTH_S * RATE_HZ), channels))
        soundfile.write(tmp_path / name, noise.astype(np.float32), RATE_HZ)
        return tmp_path / name

    return make


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def keep(data_folder: Path) -> Keep:
    """Put a recording, with three utterances of two speakers, into the library."""

    def keep_one(path: Path, *, copy: bool = False, channels: int = 1) -> str:
        document = SessionDocument(
            audio=AudioInfo(path, LENGTH_S, RATE_HZ, channels),
            sha256=sha256_of(path),
            models={"program": "0.1.0"},
            utterances=(
                utterance(0, 1.0, "one two three four", speaker="Ana", label=3),
                utterance(1, 4.0, "five six", speaker="Ben", label=0),
                utterance(2, 8.0, "seven eight", speaker="Ana", label=5, uncertain=True),
            ),
            frames=analysis().frames,
        )
        with SessionStore(data_folder, pytest.fail) as store:
            return import_document(store, document, copy=copy)

    return keep_one


@pytest.fixture
def session(data_folder: Path, qapp: object) -> Iterator[SessionBridge]:
    bridge = SessionBridge(data_folder)
    yield bridge
    assert bridge.shut_down(30)


@pytest.fixture
def page(session: SessionBridge, player: PlayerBridge, qtbot: QtBot) -> ReviewPage:
    view = SessionView(session, player)
    page = ReviewPage(QLineEdit(), view, QLineEdit(), view)
    qtbot.addWidget(page)
    page.resize(1400, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def view(page: ReviewPage) -> SessionView:
    return page.session


@pytest.fixture
def open_talk(
    view: SessionView, player: PlayerBridge, keep: Keep, make_talk: MakeTalk, qtbot: QtBot
) -> Callable[..., str]:
    """Open a session, and wait until it can be heard and its sound is drawn."""

    def open_one(*, channels: int = 1, at_s: float | None = None) -> str:
        session_id = keep(make_talk(channels=channels), channels=channels)
        with qtbot.waitSignal(view.opened, timeout=60_000):
            view.open_session(session_id, at_s)
        qtbot.waitUntil(lambda: player.state.phase == "paused", timeout=60_000)
        return session_id

    return open_one
