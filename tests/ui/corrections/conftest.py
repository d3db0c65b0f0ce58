from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.ui.review.agreement_panel import AgreementPanel
from emotion_desktop.ui.review.rater_panel import RaterPanel
from emotion_desktop.ui.review.review_controller import ReviewController
from emotion_desktop.ui.review.session_tabs import SessionTabs
from emotion_desktop.ui.review.summary_panel import SummaryPanel
from emotion_desktop.ui.settings_store import SettingsStore
from emotion_desktop.ui.widgets.own_keys import OwnKeys
from tests.review_doubles import keep_session, utterance
from tests.ui.corrections.review_desk import OTHER_ID, Desk
from tests.ui.session_list import SessionList


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    with SessionStore(tmp_path, pytest.fail) as store:
        keep_session(
            store,
            [
                utterance(0, 1.0, uncertain=True),
                utterance(1, 3.0, label=0),
                utterance(2, 6.0, "yes no", speech=0, text=3),
                utterance(3, 8.0, "maybe", speaker="B"),
            ],
        )
        keep_session(store, [utterance(0, 1.0, speaker="B", label=1)], OTHER_ID)
    return tmp_path


@pytest.fixture
def make_desk(
    data_folder: Path, store: SettingsStore, qtbot: QtBot
) -> Iterator[Callable[[], Desk]]:
    bridges: list[ReviewBridge] = []

    def make() -> Desk:
        bridge = ReviewBridge(data_folder)
        bridges.append(bridge)
        page = QWidget()
        qtbot.addWidget(page)
        panel, summary, agreement = RaterPanel(bridge), SummaryPanel(), AgreementPanel()
        view = SessionList()
        tabs = SessionTabs(view, summary, agreement)
        row = QHBoxLayout(page)
        row.addWidget(tabs)
        row.addWidget(panel)
        controller = ReviewController(
            bridge,
            view,
            panel=panel,
            summary=summary,
            agreement=agreement,
            store=store,
            page=page,
        )
        OwnKeys(page)
        page.resize(1000, 700)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        view.setFocus()
        return Desk(bridge, controller, panel, summary, agreement, view, tabs, page, store, qtbot)

    yield make
    for bridge in bridges:
        assert bridge.shut_down()


@pytest.fixture
def desk(make_desk: Callable[[], Desk]) -> Desk:
    desk = make_desk()
    desk.open()
    return desk
