"""The library beside a session: listed, narrowed down, searched, and what keeps it from that."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.library import LibraryFilter
from emotion_desktop.domain.review import Rater
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.services.bridge.library import LibraryBridge
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.library import LibraryChoices, SessionLibrary
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage import database
from emotion_desktop.storage.search import Hit
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.ui.review.library_hits import marks_in_qt
from emotion_desktop.ui.review.library_panel import LibraryPanel
from tests.review_doubles import keep_session, utterance
from tests.ui.review.conftest import CHIEF, FIRST, PATIENCE_MS, SECOND, THIRD, shown

MakePanel = Callable[[], LibraryPanel]


def texts(panel: LibraryPanel, session_id: str, role: Qt.ItemDataRole) -> str:
    row = panel.model.row_of(session_id)
    assert row is not None
    return str(panel.model.index(row).data(role))


def wait_for_rows(panel: LibraryPanel, qtbot: QtBot, ids: list[str]) -> None:
    qtbot.waitUntil(lambda: list(panel.model.ids) == ids, timeout=PATIENCE_MS)


def search(panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot, typed: str) -> None:
    with qtbot.waitSignal(bridge.found, timeout=PATIENCE_MS):
        panel.search.setText(typed)


def test_rows_say_all_that_is_known_of_a_session(panel: LibraryPanel) -> None:
    assert set(panel.model.ids) == {THIRD, SECOND, FIRST}
    spoken = texts(panel, FIRST, Qt.ItemDataRole.AccessibleTextRole)
    for part in ("First visit", "0:10", "A, B", "reviewed", "pilot"):
        assert part in spoken
    shares = texts(panel, FIRST, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert shares == "Fear 56%, Sadness 44%"
    assert panel.count.text() == "3 sessions"
    assert not panel.grab().isNull()


def test_filters_narrow_down_together(panel: LibraryPanel, qtbot: QtBot) -> None:
    filters = panel.filters
    filters.tag.setCurrentIndex(filters.tag.findData("pilot"))
    wait_for_rows(panel, qtbot, [FIRST])
    filters.speaker.setCurrentIndex(filters.speaker.findData("B"))
    filters.reviewed.setCurrentIndex(filters.reviewed.findData(True))
    filters.emotion.setCurrentIndex(filters.emotion.findData("fear"))
    wait_for_rows(panel, qtbot, [FIRST])
    assert panel.filter_button.text() == "Filters (4)"
    filters.least.setValue(90)
    wait_for_rows(panel, qtbot, [])
    assert panel.message.label.text() == "No sessions match the filters."
    panel.message.button.click()
    qtbot.waitUntil(lambda: len(panel.model.ids) == 3, timeout=PATIENCE_MS)
    assert filters.wanted == LibraryFilter()


def test_sessions_where_speech_and_text_differ_are_found(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.filters.conflicting.click()
    wait_for_rows(panel, qtbot, [THIRD])
    assert panel.count.text() == "1 of 3 sessions"


def test_two_dates_may_be_typed_in_either_order(panel: LibraryPanel, qtbot: QtBot) -> None:
    filters = panel.filters
    filters.first_day.setDate(QDate(2026, 3, 4))
    filters.last_day.setDate(QDate(2026, 2, 27))
    filters.dates.setCurrentIndex(filters.dates.count() - 1)
    qtbot.waitUntil(lambda: panel.count.text() != "", timeout=PATIENCE_MS)
    since, before = filters.wanted.since, filters.wanted.before
    assert since is not None
    assert before is not None
    assert (before - since).days == 6
    filters.dates.setCurrentIndex(1)  # the last seven days
    wait_for_rows(panel, qtbot, [])


def test_the_list_is_sorted(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.sort.setCurrentIndex(panel.sort.findText("Title, A to Z"))
    qtbot.waitUntil(lambda: panel.model.ids[-1] == FIRST, timeout=PATIENCE_MS)
    by_share = panel.sort.count() - 1
    assert not panel.sort.model().index(by_share, 0).flags() & Qt.ItemFlag.ItemIsEnabled
    panel.filters.emotion.setCurrentIndex(panel.filters.emotion.findData("fear"))
    panel.sort.setCurrentIndex(by_share)
    wait_for_rows(panel, qtbot, [FIRST])
    panel.filters.clear()
    qtbot.waitUntil(lambda: len(panel.model.ids) == 3, timeout=PATIENCE_MS)
    assert panel.sort.currentIndex() == 0


def test_what_is_found_is_marked_and_jumped_to(
    panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot
) -> None:
    search(panel, bridge, qtbot, "bells")
    assert [hit.kind for hit in panel.hit_model.hits] == ["comment", "utterance"]
    assert all(hit.text[a:b] == "bells" for hit in panel.hit_model.hits for a, b in hit.marks)
    assert panel.stack.currentWidget() is panel.hits
    assert not panel.hits.grab().isNull()
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.hits.currentIndex().row() == 0
    with qtbot.waitSignal(panel.session_chosen) as chosen:
        qtbot.keyClick(panel.hits, Qt.Key.Key_Return)
    assert chosen.args == [FIRST, 3.0]
    search(panel, bridge, qtbot, "visit")
    with qtbot.waitSignal(panel.session_chosen) as chosen:
        panel.hits.row_chosen.emit(panel.hit_model.index(0))
    assert chosen.args == [FIRST, None]  # a title is nowhere in the sound
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.stack.currentWidget() is panel.sessions


def test_marks_are_where_qt_counts_them() -> None:
    hit = Hit(FIRST, "comment", 1, 3.0, "\N{BELL}\N{BELL} the bells", ((7, 12),))
    assert marks_in_qt(hit) == [(9, 5)]  # a bell counts twice


def test_a_search_without_hits_says_so(
    panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot
) -> None:
    search(panel, bridge, qtbot, 'xylophone " NEAR(')
    assert "xylophone" in panel.message.label.text()
    panel.message.button.click()
    assert panel.stack.currentWidget() is panel.sessions


def test_only_the_newest_search_is_answered(
    panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot
) -> None:
    answers: list[object] = []
    bridge.found.connect(answers.append)
    with qtbot.waitSignal(bridge.found, timeout=PATIENCE_MS):
        for end in range(1, 6):
            panel.search.setText("bells"[:end])
    assert len(answers) == 1
    panel.search.setText("bell")
    panel.search.clear()
    with qtbot.waitSignal(bridge.choices_read, timeout=PATIENCE_MS):
        bridge.ask_choices()
    assert len(answers) == 1
    assert panel.stack.currentWidget() is panel.sessions


def test_a_click_or_return_chooses_a_session(panel: LibraryPanel, qtbot: QtBot) -> None:
    row = panel.model.row_of(SECOND)
    place = panel.sessions.visualRect(panel.model.index(row)).center()
    with qtbot.waitSignal(panel.session_chosen) as chosen:
        qtbot.mouseClick(panel.sessions.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [SECOND, None]
    with qtbot.assertNotEmitted(panel.session_chosen):
        qtbot.mouseClick(
            panel.sessions.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            place,
        )
    panel.select(FIRST)
    with qtbot.waitSignal(panel.session_chosen) as chosen:
        qtbot.keyClick(panel.sessions, Qt.Key.Key_Return)
    assert chosen.args == [FIRST, None]


def test_the_list_is_walked_through_by_keys_and_left_by_tab(
    panel: LibraryPanel, qtbot: QtBot
) -> None:
    panel.activateWindow()
    panel.sessions.setFocus()
    qtbot.keyClick(panel.sessions, Qt.Key.Key_End)
    assert panel.sessions.selected_ids() == [panel.model.ids[-1]]
    qtbot.keyClick(panel.sessions, Qt.Key.Key_Home)
    qtbot.keyClick(panel.sessions, Qt.Key.Key_Down)
    assert panel.sessions.selected_ids() == [panel.model.ids[1]]
    qtbot.waitUntil(panel.sessions.hasFocus)
    qtbot.keyClick(panel.sessions, Qt.Key.Key_Tab)
    assert not panel.sessions.hasFocus()
    qtbot.keyClick(panel, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.search.hasFocus()


def test_a_blind_rater_sees_nothing_of_the_models(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.set_rater(Rater("Ana"))
    assert panel.model.entry(FIRST) is None  # at once
    qtbot.waitUntil(lambda: shown(panel, FIRST, "title") == "First visit", timeout=PATIENCE_MS)
    assert shown(panel, FIRST, "shares") is None
    assert shown(panel, FIRST, "ribbon") is None


def test_what_another_program_does_is_seen_when_people_come_back(
    panel: LibraryPanel, data_folder: Path, qtbot: QtBot
) -> None:
    fourth = "20260304T120000Z-000004"
    with SessionStore(data_folder, pytest.fail) as other:
        do.set_title(OpenReview(other, SECOND, CHIEF), "Renamed elsewhere")
        keep_session(other, [utterance(0, 0.0)], fourth)
    panel.activateWindow()
    QApplication.sendEvent(panel, QEvent(QEvent.Type.ActivationChange))
    panel.refresh()
    qtbot.waitUntil(lambda: fourth in panel.model.ids, timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: shown(panel, SECOND, "title") == "Renamed elsewhere", timeout=PATIENCE_MS
    )


def test_sessions_that_are_added_fast_are_listed_together(
    panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(bridge, "ask_listing", lambda *_: asked.append("visible"))
    for _ in range(20):
        panel.take_added()
    assert asked == ["visible"]
    qtbot.waitUntil(lambda: len(asked) == 2)


def test_the_row_of_a_new_session_is_never_blank(
    panel: LibraryPanel, data_folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: THIRD in panel.model.known, timeout=PATIENCE_MS)
    monkeypatch.setattr(SessionLibrary, "entries", lambda *_: [])  # not answered yet
    new = "20260310T120000Z-00000a"
    texts_at_first: list[str] = []
    panel.model.rowsInserted.connect(
        lambda: texts_at_first.append(texts(panel, new, Qt.ItemDataRole.DisplayRole))
    )
    with SessionStore(data_folder, pytest.fail) as store:
        keep_session(store, [utterance(0, 0.0, "hello")], new)
    panel.refresh()
    qtbot.waitUntil(lambda: new in panel.model.ids, timeout=PATIENCE_MS)
    [text] = texts_at_first
    assert text == texts(panel, THIRD, Qt.ItemDataRole.DisplayRole)  # neither has a title


def test_nothing_is_listed_where_nobody_sees_it(
    panel: LibraryPanel, bridge: LibraryBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(bridge, "ask_listing", lambda *_: done.append("listed"))
    monkeypatch.setattr(bridge, "refresh", lambda: done.append("prepared"))
    panel.hide()
    panel.take_added()
    assert done == ["prepared"]


def test_all_questions_are_answered_on_one_thread(
    panel: LibraryPanel, bridge: LibraryBridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    answer = SessionLibrary.choices

    def answer_and_note(library: SessionLibrary) -> LibraryChoices:
        threads.append(threading.current_thread())
        return answer(library)

    monkeypatch.setattr(SessionLibrary, "choices", answer_and_note)
    for _ in range(20):
        with qtbot.waitSignal(bridge.choices_read, timeout=PATIENCE_MS):
            bridge.ask_choices()
    assert len(threads) == 20
    assert len(set(threads)) == 1


def test_the_last_day_of_all_may_be_typed(panel: LibraryPanel) -> None:
    filters = panel.filters
    filters.dates.setCurrentIndex(filters.dates.findText("Between two dates"))
    filters.first_day.setDate(filters.first_day.minimumDate())
    filters.last_day.setDate(filters.last_day.maximumDate())
    since, before = filters.wanted.since, filters.wanted.before
    assert since is not None
    assert before is not None
    assert (since.year, before.year) == (1970, 9998)


def test_shares_follow_when_edits_pause(
    panel: LibraryPanel, data_folder: Path, qtbot: QtBot
) -> None:
    with SessionStore(data_folder, pytest.fail) as other:
        do.set_labels(OpenReview(other, SECOND, CHIEF), 0, ["surprise"])
    panel.reload_soon()  # as after every edit
    qtbot.waitUntil(
        lambda: texts(panel, SECOND, Qt.ItemDataRole.ToolTipRole) == "Surprise 100%",
        timeout=PATIENCE_MS,
    )


def test_the_selection_stays_where_much_changes(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.select(FIRST)
    panel.sort.setCurrentIndex(panel.sort.findText("Oldest first"))
    qtbot.waitUntil(lambda: panel.model.ids[0] != THIRD, timeout=PATIENCE_MS)
    assert panel.sessions.selected_ids() == [FIRST]


@pytest.fixture
def data_folder_of_nobody(tmp_path: Path) -> Path:
    return tmp_path / "nothing"


@pytest.fixture
def empty(data_folder_of_nobody: Path, qtbot: QtBot) -> Iterator[LibraryPanel]:
    bridge, exports = LibraryBridge(data_folder_of_nobody), ExportBridge(data_folder_of_nobody)
    panel = LibraryPanel(bridge, exports)
    qtbot.addWidget(panel)
    yield panel
    assert bridge.shut_down()
    assert exports.shut_down()


def test_an_empty_library_says_how_sessions_get_there(
    empty: LibraryPanel, data_folder_of_nobody: Path, qtbot: QtBot
) -> None:
    empty.show()
    assert empty.message.label.text() == "Loading…"
    qtbot.waitUntil(lambda: "Live page" in empty.message.label.text(), timeout=PATIENCE_MS)
    assert empty.message.button.isVisible()
    assert not data_folder_of_nobody.exists()  # looking makes nothing


@pytest.mark.logs
def test_a_newer_database_is_told_and_left_alone(
    empty: LibraryPanel, data_folder_of_nobody: Path, qtbot: QtBot
) -> None:
    SessionStore(data_folder_of_nobody, pytest.fail).close()
    path = data_folder_of_nobody / "sessions.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    empty.show()
    qtbot.waitUntil(lambda: "newer version" in empty.message.label.text(), timeout=PATIENCE_MS)
    assert empty.message.button.text() == "Try again"


def test_a_damaged_database_is_told(
    empty: LibraryPanel, data_folder_of_nobody: Path, qtbot: QtBot
) -> None:
    data_folder_of_nobody.mkdir()
    (data_folder_of_nobody / "sessions.db").write_bytes(b"this is no database" * 100)
    empty.show()
    qtbot.waitUntil(lambda: "damaged" in empty.notice.label.text(), timeout=PATIENCE_MS)
    assert list(data_folder_of_nobody.glob("sessions-damaged-*.db"))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Lock a database, as a program would that never releases it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@pytest.mark.logs
def test_a_locked_database_is_told_and_read_when_it_is_free(
    data_folder: Path, make_panel: MakePanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_S", 0.05)
    monkeypatch.setattr("emotion_desktop.storage.store.PATIENCE_S", 0.05)
    monkeypatch.setattr(
        SessionStore.__init__, "__kwdefaults__", {"patience_s": 0.05, "read_only": False}
    )
    with held(data_folder / "sessions.db"):
        panel = make_panel()
        qtbot.waitUntil(
            lambda: "another program is using it" in panel.message.label.text(), timeout=PATIENCE_MS
        )
    panel.message.button.click()
    qtbot.waitUntil(lambda: len(panel.model.ids) == 3, timeout=PATIENCE_MS)
    assert panel.stack.currentWidget() is panel.sessions
