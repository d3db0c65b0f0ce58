"""Takes pictures of every page and state from the running program, with its real models.

Run as `python tests/ui/make_screenshots.py FOLDER [--language de]`: light and dark, in two
sizes. What is heard is the demo recording, and every estimate is the models' own: to see them
uncertain, the same recording is played backwards. Where they are sure of all of that, too,
there is no picture of the state, and a line says so. States that a machine without a
microphone does not reach are reached by the event that causes them, sent through the bridge
as the pipeline would send it: microphones found and lost, another microphone's sound, a
machine that is too slow, and recordings left unfinished. The kiosk's invitation comes at
once instead of after a minute.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from PySide6.QtCore import QSettings, QTimer, QUrl
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from emotion_desktop.composition import Application, demo_recording
from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.domain.live_events import (
    LoadChanged,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
)
from emotion_desktop.domain.pin import hash_pin
from emotion_desktop.domain.translatable import Message
from emotion_desktop.launch import LaunchOptions
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.recording.recovery import UnfinishedSession
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice
from emotion_desktop.ui.about_dialog import AboutDialog
from emotion_desktop.ui.actions import ShortcutsDialog
from emotion_desktop.ui.appearance import Appearance
from emotion_desktop.ui.kiosk.operator_dialog import OperatorDialog
from emotion_desktop.ui.kiosk.window import ATTRACT_AFTER_S, KioskWindow
from emotion_desktop.ui.language import install_language
from emotion_desktop.ui.recovery.dialog import RecoveryDialog
from emotion_desktop.ui.settings_store import SettingsStore
from tests.ui.camera import Awaited, Camera
from tests.ui.pictured_audio import backwards, write_interviews
from tests.ui.pictured_review import ReviewPictures
from tests.ui.showing import show

USB, BUILT_IN = MicrophoneChoice("USB microphone", "ALSA"), MicrophoneChoice("Built-in", "ALSA")
PIN = "2468"
CUT_OFF, CUT_OFF_TOO = "20250314T180500Z-00000a", "20250314T180500Z-00000b"
#: The kiosk's bars ease towards a result in steps; then they have arrived.
_BARS_REST_AFTER = 40
_LOST = Message("{name} has stopped sending audio", name=USB.name)
LOST = SourceNotice("lost", _LOST, 12.0)
_MOVED = "The audio now comes from {new} instead of {old}"
MOVED = SourceNotice("moved", Message(_MOVED, new=BUILT_IN.name, old=USB.name), 9.0)


class Walk:
    """Goes through the pages, then through the live page's states, then through kiosk mode."""

    def __init__(self, program: Application, camera: Camera, backwards: AudioFileChoice) -> None:
        self._program = program
        self._backwards = backwards
        self._bridge = program.bridge
        self._main = program.window
        self._window = program.window.window()
        self._camera = camera

    def go(self) -> None:
        """Take everything."""
        self._take_first_run()
        self._take_settings()
        self._take_empty_library()
        self._take_dialogs()
        self._main.show_page("live")
        self._take_live()  # first, while the models still have to be loaded
        self._take_troubles()
        self._take_error()
        self._take_analyse()
        ReviewPictures(self._program, self._camera).go()
        self._take_kiosk()

    def _take(self, state: str) -> None:
        self._camera.take(state, self._window)

    def _take_first_run(self) -> None:
        first_run = self._main.first_run
        first_run.parentWidget().setCurrentWidget(first_run)
        found = self._bridge.microphones_found
        found.emit([])
        self._take("first-run-without-microphone")
        # The page shall not open microphones that are not there.
        self._program.levels.watch = lambda _choice: None
        found.emit([USB, BUILT_IN])
        for timer in first_run.findChildren(QTimer):
            timer.stop()  # it would draw the level of a microphone that is not there
        first_run.meter.set_level(-18, clipping=False)
        self._take("first-run")

    def _take_settings(self) -> None:
        self._main.show_page("settings")
        self._take("settings")
        self._camera.take("settings-end", self._window, end_of=self._main.settings)

    def _take_empty_library(self) -> None:
        listed = Awaited((self._program.review_bridges.library.listed,))
        self._main.show_page("review")
        listed.wait()
        self._take("review-empty")

    def _take_dialogs(self) -> None:
        keys = ShortcutsDialog(self._main.key_groups(), self._main)
        keys.show()
        self._camera.take_dialog("keys", keys)
        keys.close()
        about = AboutDialog(self._main)
        about.show()
        for index, name in enumerate(("about", "model-card", "licences")):
            about.tabs.setCurrentIndex(index)
            self._camera.take_dialog(name, about)
        about.close()
        self._take_recovery()

    def _take_recovery(self) -> None:
        recovery, evening = self._program.recovery, datetime(2025, 3, 14, 18, 5, tzinfo=UTC)
        cut_off = UnfinishedSession(Path(), CUT_OFF, evening, "USB microphone", 1834.0, 0)
        recovery.found.emit([cut_off, replace(cut_off, id=CUT_OFF_TOO, source="", duration_s=75.0)])
        dialog = self._main.findChild(RecoveryDialog)
        self._camera.take_dialog("recovery", dialog)
        dialog.rows[CUT_OFF].show_work()
        recovery.progressed.emit(CUT_OFF, 0.4)
        recovery.failed.emit(CUT_OFF_TOO, "The disk is full. Make room on it, then try again.")
        self._camera.take_dialog("recovery-working", dialog)
        dialog.close()

    def _take_analyse(self) -> None:
        """Take the queue before, while and after it analyses parts of the demo recording."""
        self._main.show_page("analyse")
        self._take("analyse-empty")
        folder = self._backwards.path.parent / "Interviews"
        write_interviews(folder)
        analysis, page = self._program.analysis, self._main.analyse

        def is_under_way(_ids: object) -> bool:
            return any(row.state == "running" and row.share > 0 for row in analysis.rows()[1:])

        under_way = Awaited((analysis.rows_changed,), is_under_way)
        over = Awaited((analysis.status_changed,), lambda status: status.n_done == 3)
        analysis.start()
        page.add([folder])
        under_way.wait()
        self._take("analyse-running")
        over.wait()
        page.table.selectRow(0)  # not the broken one: its path would be that of a temporary folder
        self._take("analyse-done")
        page.table.clearSelection()

    def _take_live(self) -> None:
        loading = Awaited((self._bridge.models_progress,))
        loaded = Awaited((self._bridge.models_loaded,))
        self._bridge.preload()
        loading.wait()
        self._take("live-loading")
        loaded.wait()
        self._take("live-idle")
        self._main.memory.choose_for_now(demo_recording())
        ended = Awaited((self._bridge.ended,))
        second = _after(2, self._bridge)
        self._main.live.start()
        second.wait()
        self._main.live.add_marker()
        self._take("live-listening")
        ended.wait()
        self._take("live-ended")
        self._choose_word()
        self._take("live-word")
        self._take_uncertain()

    def _take_uncertain(self) -> None:
        self._main.memory.choose_for_now(self._backwards)
        ended = Awaited((self._bridge.ended,))
        uncertain = _uncertain_or_end(self._bridge)
        self._main.live.start()
        if _is_uncertain(uncertain.wait()):
            self._take("live-uncertain")
            self._main.live.stop()
        else:
            _tell_sure("live-uncertain")
        ended.wait()
        self._main.memory.choose_for_now(demo_recording())

    def _choose_word(self) -> None:
        """Click the word that counted most of the last utterance that has some."""
        entries = reversed(self._main.live.times.transcript._entries)
        said = (entry.event.utterance for entry in entries if hasattr(entry, "event"))
        heard = next(utterance for utterance in said if utterance.estimate.text is not None)
        word = int(heard.estimate.text.attention.argmax())
        place = f"{heard.transcript.words[word].start_s}/{heard.segment_id}/{word}"
        self._main.live.times.transcript.anchorClicked.emit(QUrl(f"word:{place}"))

    def _take_troubles(self) -> None:
        """Take a session that is recorded while one trouble follows another."""
        first = _after(1, self._bridge)
        second = _after(2, self._bridge)
        ended = Awaited((self._bridge.ended,))
        self._main.live.start()
        self._main.live.toggle_recording()
        first.wait()
        self._take("live-recording")
        self._bridge.load_changed.emit(LoadChanged("no words", 2.0, 7.0))
        self._take("live-degraded")
        self._bridge.load_changed.emit(LoadChanged("full", 0.5, 8.0))
        second.wait()
        self._bridge.source_noticed.emit(MOVED)
        self._take("live-moved")
        self._bridge.source_noticed.emit(LOST)
        self._take("live-lost")
        self._main.live.stop()
        self._take("live-stopping")
        ended.wait()
        self._take("live-recorded")
        self._main.notice.hide()
        self._bridge.ended.emit(SourceEnded(Message("{name} was disconnected", name=USB.name)))
        self._take("live-ended-by-fault")

    def _take_error(self) -> None:
        missing = AudioFileChoice(Path("missing.wav"), "missing.wav")
        self._main.memory.choose_for_now(missing)
        ended = Awaited((self._bridge.ended,))
        self._main.live.start()
        ended.wait()
        self._take("live-error")

    def _take_kiosk(self) -> None:
        self._program.kiosk_controller.enter()
        kiosk = self._program.kiosk_controller.kiosk
        bridge: LiveBridge = kiosk.bridge
        listening = Awaited((bridge.session_started,))
        second = _after(2, bridge)
        kiosk._entered = False  # it would fill the screen again, in every size
        self._camera.take("kiosk-loading", kiosk)
        listening.wait()
        kiosk._attract_after_s = 0.0
        kiosk.frames.timeout.emit()
        self._camera.take("kiosk-attract", kiosk)
        kiosk._attract_after_s = ATTRACT_AFTER_S
        second.wait()
        self._take_stage("kiosk-listening", kiosk)
        self._take_operator_page(kiosk)
        bridge.source_noticed.emit(LOST)
        self._camera.take("kiosk-lost", kiosk)
        self._take_uncertain_stage(kiosk)
        kiosk.leave()

    def _take_uncertain_stage(self, kiosk: KioskWindow) -> None:
        """Let the kiosk, which plays again and again, play it backwards next."""
        bridge: LiveBridge = kiosk.bridge
        kiosk.session._recording = self._backwards
        again = Awaited((bridge.session_started,))
        kiosk.session._renew()
        again.wait()
        uncertain = _uncertain_or_end(bridge)
        if _is_uncertain(uncertain.wait()):
            self._take_stage("kiosk-uncertain", kiosk)
        else:
            _tell_sure("kiosk-uncertain")

    def _take_stage(self, state: str, kiosk: KioskWindow) -> None:
        for _ in range(_BARS_REST_AFTER):
            kiosk.stage.bars.step()
        self._camera.take(state, kiosk)

    def _take_operator_page(self, kiosk: KioskWindow) -> None:
        kiosk.open_operator_page()
        page = kiosk.findChild(OperatorDialog)
        self._camera.take_dialog("operator-pin", page)
        kiosk.session.microphones = [USB, BUILT_IN]
        page.pin.setText(PIN)
        page.pin.returnPressed.emit()
        self._camera.take_dialog("operator", page)
        page.close()


def _after(count: int, bridge: LiveBridge) -> Awaited:
    """Await an utterance by its number, from 1."""
    heard: list[object] = []

    def accept(event: object) -> bool:
        heard.append(event)
        return len(heard) == count

    return Awaited((bridge.utterance_ready,), accept)


def _uncertain_or_end(bridge: LiveBridge) -> Awaited:
    """Await an uncertain utterance, or the end of a recording that has none."""
    return Awaited(
        (bridge.utterance_ready, bridge.ended),
        lambda event: isinstance(event, SourceEnded) or _is_uncertain(event),
    )


def _is_uncertain(event: object) -> bool:
    return isinstance(event, UtteranceReady) and event.utterance.estimate.uncertain


def _tell_sure(state: str) -> None:
    sys.stderr.write(f"no picture {state}: the models are sure of all that was said\n")


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    QCursor.setPos(app.primaryScreen().geometry().bottomRight())  # where it lights up no button
    with tempfile.TemporaryDirectory() as private:
        os.environ["XDG_DATA_HOME"] = private
        store = SettingsStore(QSettings(f"{private}/settings.ini", QSettings.Format.IniFormat))
        store.replace(store.settings.with_kiosk(KioskOptions(pin_hash=hash_pin(PIN))))
        install_language(app, arguments.language)
        program = Application(store, LaunchOptions(demo=True))
        # What follows the first paint listens at once and looks for microphones.
        program.window.first_painted.disconnect()
        show(program)
        camera = Camera(Appearance(app, "light"), folder)
        Walk(program, camera, backwards(private)).go()
        program.shut_down()
        program.destroy()
    return 0


if __name__ == "__main__":
    sys.exit(main())
