"""Takes the pictures of the README from the running program, with its real models.

Run as `python tests/ui/make_screenshots.py FOLDER`: plays the demo recording and
writes each state of the live page in light and dark, in two sizes.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtWidgets import QApplication

from emotion_desktop.app import build_window, demo_recording
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import RecordingChoice
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.theme import dark_palette

SIZES = (QSize(1280, 800), QSize(1920, 1080))
#: Utterances of the demo recording after which "listening" is taken.
ENOUGH_UTTERANCES = 3


class Photographer(QObject):
    """Walks through the states of the live page as the program reaches them."""

    def __init__(self, window: MainWindow, bridge: LiveBridge, folder: Path) -> None:
        super().__init__()
        self._window = window
        self._folder = folder
        self._light = QApplication.palette()
        self._utterances = 0
        self._demo_is_over = False
        self.failed = False
        window.first_painted.connect(self._loading)
        bridge.utterance_ready.connect(self._utterance)
        bridge.ended.connect(self._ended)
        bridge.failed.connect(self._failed)

    @Slot()
    def _loading(self) -> None:
        self._take("idle")
        self._window.live.source_bar.choose(demo_recording())
        self._window.live.start()
        self._take("loading")

    @Slot(object)
    def _utterance(self, _event: object) -> None:
        self._utterances += 1
        if self._utterances == ENOUGH_UTTERANCES:
            self._take("listening")

    @Slot(object)
    def _ended(self, _event: object) -> None:
        if self._demo_is_over:
            self._take("error")
            QApplication.quit()
            return
        self._take("ended")
        self._demo_is_over = True
        missing = RecordingChoice(Path("missing.wav"), "missing.wav")
        self._window.live.source_bar.choose(missing)
        self._window.live.start()

    @Slot(object)
    def _failed(self, _event: object) -> None:
        self.failed = True
        self._take("failed")
        QApplication.quit()

    def _take(self, state: str) -> None:
        for theme, palette in (("light", self._light), ("dark", dark_palette())):
            QApplication.setPalette(palette)
            for size in SIZES:
                self._window.resize(size)
                QApplication.sendPostedEvents()
                name = f"live-{state}-{theme}-{size.width()}x{size.height()}.png"
                self._window.grab().save(str(self._folder / name))
        QApplication.setPalette(self._light)


def main() -> int:
    """Take all pictures; 1 where the models could not be loaded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    window, bridge = build_window()
    photographer = Photographer(window, bridge, folder)
    window.show()
    app.exec()
    bridge.shut_down()
    return int(photographer.failed)


if __name__ == "__main__":
    sys.exit(main())
