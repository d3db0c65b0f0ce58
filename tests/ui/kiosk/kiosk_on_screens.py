"""Enters kiosk mode on each screen that may be asked for, and prints what it filled.

A process of its own: Qt's offscreen platform is told of its screens when the program starts.
"""

import json
import sys

from PySide6.QtWidgets import QApplication

from emotion_desktop.audio.noise_gate import NoiseGate
from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.source_choice import open_source
from emotion_desktop.ui.kiosk.operator_dialog import OperatorDialog
from emotion_desktop.ui.kiosk.window import KioskWindow
from tests.engine_double import EngineDouble

if __name__ == "__main__":
    app = QApplication(sys.argv)
    bridge = LiveBridge(EngineCache(EngineDouble), open_source, list)
    screens = [screen.name() for screen in app.screens()]
    filled = {}
    for wish in (None, 1, 2, 5):
        kiosk = KioskWindow(bridge, NoiseGate(), KioskOptions())
        kiosk.enter(wish)
        kiosk.open_operator_page()
        operator = kiosk.findChild(OperatorDialog)
        whole = kiosk.geometry() == kiosk.screen().geometry() and kiosk.isFullScreen()
        filled[str(wish)] = [kiosk.screen().name(), whole, operator.screen().name()]
        kiosk.leave()
    print(json.dumps({"screens": screens, "filled": filled}))  # noqa: T201
    bridge.shut_down()
