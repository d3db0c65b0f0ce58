"""A timer on the GUI's thread that notes how late it comes: how long the window was held up."""

import time

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Slot

INTERVAL_MS = 33


class Metronome(QObject):
    """A timer that notes how much later than asked it came."""

    def __init__(self) -> None:
        super().__init__()
        self.slips_ms: list[float] = []
        self._last_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Forget what was noted, and go on."""
        self.slips_ms = []
        self._last_s = time.perf_counter()
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        now_s = time.perf_counter()
        self.slips_ms.append((now_s - self._last_s) * 1000 - INTERVAL_MS)
        self._last_s = now_s

    def report(self, name: str) -> tuple[float, float]:
        """Print and return the 99th percentile and the worst, in milliseconds."""
        p99, worst = float(np.percentile(self.slips_ms, 99)), max(self.slips_ms)
        print(
            f"\n{name}: {len(self.slips_ms)} beats, p99 {p99:.0f} ms, worst {worst:.0f} ms", end=""
        )
        return p99, worst
