"""Takes pictures of every page from the running program, with its real models.

Run as `python tests/ui/make_screenshots.py FOLDER [--language de]`: goes through the pages,
then plays the demo recording and takes each state of the live page, then plays it once more in
exhibition mode; all of it in light and dark, in two sizes. States that need a microphone are
brought about by the event that a microphone would cause.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from PySide6.QtCore import QObject, QSettings, QSize, QTimer, Slot
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from emotion_desktop.domain.live import SourceNotice
from emotion_desktop.program import Program, demo_recording
from emotion_desktop.services.source_choice import MicrophoneChoice, RecordingChoice
from emotion_desktop.ui.about_dialog import AboutDialog
from emotion_desktop.ui.appearance import Appearance
from emotion_desktop.ui.language import install_language
from emotion_desktop.ui.settings_store import SettingsStore
from emotion_desktop.ui.shortcuts import ShortcutsDialog
from emotion_desktop.wishes import Wishes
from tests.ui.showing import show

SIZES = (QSize(1280, 800), QSize(1920, 1080))
#: Utterances of the demo recording after which "listening" is taken.
ENOUGH_UTTERANCES = 3
MICROPHONES = [MicrophoneChoice("USB microphone", "ALSA"), MicrophoneChoice("Built-in", "ALSA")]


class Photographer(QObject):
    """Walks through the pages, then through the live page's states as they are reached."""

    def __init__(self, program: Program, appearance: Appearance, folder: Path) -> None:
        super().__init__()
        self._program = program
        self._window = program.window
        self._appearance = appearance
        self._folder = folder
        self._utterances = 0
        self._demo_is_over = False
        self._seen: QWidget | None = None  # None: the window
        self.failed = False
        self._window.first_painted.disconnect()
        self._window.first_painted.connect(self._begin)
        program.bridge.utterance_ready.connect(self._utterance)
        program.bridge.ended.connect(self._ended)
        program.bridge.failed.connect(self._failed)

    @Slot()
    def _begin(self) -> None:
        self._take_pages()
        self._window.show_page("live")
        self._take("live-idle")
        self._window.memory.choose_for_now(demo_recording())
        self._window.live.start()
        self._take("live-loading")

    def _take_pages(self) -> None:
        found = self._program.bridge.microphones_found
        found.emit([])
        self._take("first-run-without-microphone")
        # The page shall not open microphones that are not there.
        self._program.levels.watch = lambda _choice: None
        found.emit(MICROPHONES)
        self._window.first_run.meter.set_level(-18, clipping=False)
        self._take("first-run")
        self._window.show_page("settings")
        self._take("settings")
        self._take("settings-end", scroll_to_end=True)
        for name, dialog in self._dialogs():
            dialog.show()
            self._take(name, dialog)
            dialog.close()

    def _dialogs(self) -> Iterator[tuple[str, QDialog]]:
        yield "keys", ShortcutsDialog(self._window.key_groups(), self._window)
        about = AboutDialog(self._window)
        for index, name in enumerate(("about", "model-card", "licences")):
            about.tabs.setCurrentIndex(index)
            yield name, about

    @Slot(object)
    def _utterance(self, _event: object) -> None:
        self._utterances += 1
        if self._utterances == ENOUGH_UTTERANCES:
            self._take("live-listening")
            notices = self._program.bridge.source_noticed
            notices.emit(SourceNotice("lost", "USB microphone was disconnected", 20.0))
            self._take("live-lost")
            notices.emit(SourceNotice("returned", "USB microphone is back", 22.0))

    @Slot(object)
    def _ended(self, _event: object) -> None:
        if self._demo_is_over:
            self._take("live-error")
            self._exhibit()
            return
        self._take("live-ended")
        self._demo_is_over = True
        missing = RecordingChoice(Path("missing.wav"), "missing.wav")
        self._window.memory.choose_for_now(missing)
        # Later: the bridge has more to do before it can start again.
        QTimer.singleShot(0, self._window.live.start)

    @Slot(object)
    def _failed(self, _event: object) -> None:
        if self._demo_is_over:
            self._take("live-error")
            self._exhibit()
        else:
            self.failed = True
            self._take("live-failed")
            QApplication.exit()

    def _exhibit(self) -> None:
        self._program._wishes = Wishes(demo=True)  # there is no microphone to listen to
        self._utterances = 0
        self._program.exhibition.enter()
        self._seen = self._program.exhibition.kiosk
        self._program._kiosk_bridge.utterance_ready.connect(self._exhibited)

    @Slot(object)
    def _exhibited(self, _event: object) -> None:
        self._utterances += 1
        if self._utterances == ENOUGH_UTTERANCES:
            self._take("kiosk-listening")
            lost = SourceNotice("lost", "USB microphone was disconnected", 20.0)
            self._program._kiosk_bridge.source_noticed.emit(lost)
            self._take("kiosk-unplugged")
            QApplication.exit()

    def _let_bars_arrive(self) -> None:
        for _ in range(60):  # they glide to their values
            self._seen.stage.bars.step()

    def _take(
        self, state: str, dialog: QDialog | None = None, *, scroll_to_end: bool = False
    ) -> None:
        for theme in ("light", "dark"):
            self._appearance.set_theme(theme)
            for size in (None,) if dialog else SIZES:
                seen: QWidget = dialog or self._seen or self._window.window()
                if size is not None:
                    seen.setFixedSize(size)
                QApplication.sendPostedEvents()
                QApplication.processEvents()
                if self._seen is not None:
                    self._let_bars_arrive()
                if scroll_to_end:
                    bar = self._window.settings.findChild(QScrollArea).verticalScrollBar()
                    bar.setValue(bar.maximum())
                name = f"{state}-{theme}"
                name += f"-{size.width()}x{size.height()}" if size is not None else ""
                seen.grab().save(str(self._folder / f"{name}.png"))
        self._appearance.set_theme("light")


def main() -> int:
    """Take all pictures; 1 where the models could not be loaded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as private:
        ini = QSettings(f"{private}/settings.ini", QSettings.Format.IniFormat)
        store = SettingsStore(ini)
        os.environ["XDG_DATA_HOME"] = private
        install_language(app, arguments.language)
        program = Program(store)
        photographer = Photographer(program, Appearance(app, "light"), folder)
        show(program)
        app.exec()
        program.shut_down()
        program.destroy()
    return int(photographer.failed)


if __name__ == "__main__":
    sys.exit(main())
