"""The settings page, what it stores, and how the program looks and speaks by it."""

from dataclasses import fields
from functools import partial

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.domain.pin import verify_pin
from emotion_desktop.domain.settings import Settings
from emotion_desktop.domain.settings_versions import migrated
from emotion_desktop.services.source_choice import MicrophoneChoice
from emotion_desktop.storage import settings_file
from emotion_desktop.ui.appearance import Appearance
from emotion_desktop.ui.language import choose_language
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.navigation_rail import NavigationRail
from emotion_desktop.ui.settings.page import SettingsPage
from emotion_desktop.ui.settings_store import SettingsStore

#: Chosen elsewhere: in the source bar.
NOT_ON_THE_PAGE = {"source", "recording", "rater", "prosody"}


@pytest.fixture
def page(store: SettingsStore, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(store)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def control(page: SettingsPage, name: str) -> QWidget:
    return page.fields[name].widget


def choose(box: QComboBox, text: str) -> None:
    index = box.findText(text)
    assert index >= 0, [box.itemText(i) for i in range(box.count())]
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_every_setting_has_a_field(page: SettingsPage) -> None:
    assert set(page.fields) == {field.name for field in fields(Settings)} - NOT_ON_THE_PAGE


def test_sessions_are_kept_for_ever_unless_somebody_says_otherwise(
    page: SettingsPage, store: SettingsStore
) -> None:
    days = control(page, "keep_days")
    assert days.text() == "for ever"
    days.stepUp()
    assert store.settings.keep_days == 30
    days.setValue(days.minimum())
    assert store.settings.keep_days is None


def test_what_is_chosen_outlives_the_program(
    page: SettingsPage, store: SettingsStore, stored: QSettings, qtbot: QtBot
) -> None:
    page.set_microphones([MicrophoneChoice("USB", "ALSA")])
    choose(control(page, "microphone"), "USB (ALSA)")
    choose(control(page, "channel"), "Channel 2")
    choose(control(page, "theme"), "Dark")
    control(page, "hop_s").setValue(1.25)
    control(page, "uncertain_below").setValue(65)
    control(page, "kiosk_threshold_dbfs").setValue(-30)
    control(page, "keep_days").setValue(90)
    control(page, "osc").click()
    edit = control(page, "osc_address")
    edit.setText("10.0.0.2:7000")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    stored.sync()
    again = SettingsStore(QSettings(stored.fileName(), QSettings.Format.IniFormat))
    assert again.settings == store.settings
    assert again.settings == Settings(
        microphone=MicrophoneId("USB", "ALSA"),
        channel=1,
        theme="dark",
        hop_s=1.25,
        uncertain_below=0.65,
        kiosk_threshold_dbfs=-30,
        keep_days=90,
        osc=True,
        osc_address="10.0.0.2:7000",
    )


def test_a_broken_file_leaves_the_rest(stored: QSettings, store: SettingsStore) -> None:
    store.update(theme="dark", hop_s=1.0)
    stored.setValue("hop_s", "a lot")
    assert SettingsStore(stored).settings == Settings(theme="dark")


def test_lower_limits_stand_for_no_limit(page: SettingsPage, store: SettingsStore) -> None:
    box = control(page, "uncertain_below")
    box.setValue(60)
    assert store.settings.uncertain_below == pytest.approx(0.6)
    box.setValue(box.minimum())
    assert store.settings.uncertain_below is None
    assert box.text() == "model default"


def test_a_microphone_that_is_away_stays_chosen(page: SettingsPage, store: SettingsStore) -> None:
    store.update(microphone=MicrophoneId("Gone", "ALSA"))
    page.set_microphones([MicrophoneChoice("USB", "ALSA")])
    assert control(page, "microphone").currentText() == "Gone (not connected)"
    assert store.settings.microphone == MicrophoneId("Gone", "ALSA")


def test_it_is_said_when_a_restart_is_needed(page: SettingsPage, store: SettingsStore) -> None:
    assert not page.restart_note.isVisible()
    store.update(theme="dark", hop_s=1.0)
    assert not page.restart_note.isVisible()
    store.update(device="cpu")
    assert page.restart_note.isVisible()
    store.update(device="auto")
    assert not page.restart_note.isVisible()


def test_an_address_that_is_none_is_said_and_not_taken(
    page: SettingsPage, store: SettingsStore, qtbot: QtBot
) -> None:
    control(page, "osc").click()
    edit = control(page, "osc_address")
    edit.setText("nowhere")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert "“nowhere” is not a valid address" in page.outlet_note.text()
    assert page.outlet_note.isVisibleTo(page)
    assert store.settings.osc_address == Settings().osc_address
    edit.setText("9001")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert not page.outlet_note.isVisibleTo(page)
    assert store.settings.osc_address == "9001"


def test_results_that_do_not_arrive_are_shown_while_the_page_is_seen(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.settings
    troubles: list[str] = []
    page.watch_outlets(lambda: troubles)
    assert not page.outlet_troubles.isVisibleTo(page)
    window.show_page("settings")
    troubles.append("OSC to 127.0.0.1:9000: results not received: 2 (refused).")
    qtbot.waitUntil(lambda: page.outlet_troubles.isVisibleTo(page))
    assert page.outlet_troubles.text() == troubles[0]
    troubles.clear()
    qtbot.waitUntil(lambda: not page.outlet_troubles.isVisibleTo(page))
    window.show_page("live")
    assert not any(timer.isActive() for timer in page.findChildren(QTimer))


def test_a_pin_is_stored_as_a_hash_and_can_be_removed(
    page: SettingsPage, store: SettingsStore, stored: QSettings
) -> None:
    field = page.fields["kiosk_pin_hash"]
    field.edit.setText("12")
    field.set_button.click()
    assert store.settings.kiosk_pin_hash == ""
    assert "4 to 12 digits" in field.state.text()
    field.edit.setText("271828")
    field.set_button.click()
    assert verify_pin("271828", store.settings.kiosk_pin_hash)
    assert "271828" not in str(stored.value("kiosk_pin_hash"))
    assert field.edit.text() == ""
    field.set_button.click()
    assert store.settings.kiosk_pin_hash == ""


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (QMessageBox.StandardButton.Yes, Settings()),
        (QMessageBox.StandardButton.No, Settings(theme="dark", osc=True)),
    ],
)
def test_defaults_come_back_only_when_confirmed(
    page: SettingsPage,
    store: SettingsStore,
    answer: QMessageBox.StandardButton,
    left: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.update(theme="dark", osc=True)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answer)
    page.defaults_button.click()
    assert store.settings == left
    assert control(page, "osc").isChecked() == left.osc


def test_scrolling_the_page_changes_no_setting(page: SettingsPage, store: SettingsStore) -> None:
    for name in ("window_s", "device", "websocket_port"):
        box = control(page, name)
        middle = QPointF(box.rect().center())
        wheel = QWheelEvent(
            middle,
            box.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, wheel)
    assert store.settings == Settings()


def test_the_theme_changes_at_once(store: SettingsStore, qapp: QApplication, qtbot: QtBot) -> None:
    before = qapp.palette()
    appearance = Appearance(qapp, store.settings.theme)
    store.changed.connect(appearance.follow)
    rail = NavigationRail()
    rail.add_page("live", "Live", "Ctrl+1")
    qtbot.addWidget(rail)
    rail.show()

    def lightness() -> int:
        return rail.grab().toImage().pixelColor(2, 2).lightness()

    try:
        store.update(theme="dark")
        qtbot.waitUntil(lambda: lightness() < 60)
        store.update(theme="light")
        qtbot.waitUntil(lambda: lightness() > 200)
    finally:
        store.update(theme="system")
        qapp.setPalette(before)


@pytest.mark.parametrize(
    ("wish", "system", "spoken"),
    [
        ("system", "de_AT", "de"),
        ("system", "en_GB", "en"),
        ("system", "fr_FR", "en"),
        ("de", "en_US", "de"),
        ("en", "de_DE", "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_systems(wish: str, system: str, spoken: str) -> None:
    assert choose_language(wish, QLocale(system)) == spoken


def test_settings_of_an_older_version_are_kept_under_their_new_names(
    stored: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(old: dict[str, str]) -> dict[str, str]:
        old["hop_s"] = old.pop("step_s")
        return old

    stored.setValue("step_s", "1.0")
    stored.setValue("theme", '"dark"')
    monkeypatch.setattr(settings_file, "migrated", partial(migrated, migrations=[rename]))
    assert SettingsStore(stored).settings == Settings(hop_s=1.0, theme="dark")
    assert (stored.value("hop_s"), stored.value("schema_version")) == ("1.0", "2")
    assert SettingsStore(stored).settings == Settings(hop_s=1.0, theme="dark")


def test_settings_of_a_newer_program_stay_marked_as_its_own(stored: QSettings) -> None:
    stored.setValue("schema_version", "7")
    store = SettingsStore(stored)
    store.update(theme="dark")
    assert stored.value("schema_version") == "7"


def test_nothing_is_written_for_somebody_who_chose_nothing(stored: QSettings) -> None:
    store = SettingsStore(stored)
    assert stored.allKeys() == []
    store.update(theme="dark")
    assert sorted(stored.allKeys()) == ["schema_version", "theme"]
