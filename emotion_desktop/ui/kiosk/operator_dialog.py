"""The kiosk operator page, protected by a PIN: microphone and level threshold."""

import math
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.audio.noise_gate import NoiseGate
from emotion_desktop.domain.kiosk import LOUDEST_DBFS, QUIETEST_DBFS, KioskOptions
from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.domain.pin import PIN_LENGTHS, PinLock
from emotion_desktop.ui.kiosk.session import KioskSession
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.microphone_chooser import MicrophoneChooser
from emotion_desktop.ui.widgets.own_keys import OwnKeys
from emotion_desktop.ui.widgets.themed import PaintedWidget

#: Lowest position of the slider, which lets all sound pass.
_OFF_DBFS: Final = round(QUIETEST_DBFS) - 1
_FRAME_MS: Final = 100


class ThresholdMeter(PaintedWidget):
    """A level meter with the threshold as a line across it, on the slider's scale."""

    def __init__(self) -> None:
        super().__init__()
        self._level_dbfs = -math.inf
        self._threshold_dbfs = -math.inf
        self._is_open = True
        self.setMinimumHeight(28)
        self.setAccessibleName(self.tr("Level meter with the threshold"))

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a size at which the threshold is easy to set."""
        return QSize(420, 28)

    def show_level(self, level_dbfs: float, threshold_dbfs: float, *, is_open: bool) -> None:
        """Show level and threshold in dBFS, and whether sound passes."""
        shown = (level_dbfs, threshold_dbfs, is_open)
        if shown != (self._level_dbfs, self._threshold_dbfs, self._is_open):
            self._level_dbfs, self._threshold_dbfs, self._is_open = shown
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint bar and line."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect()).adjusted(0, 4, 0, -4)
        painter.setBrush(theme.track)
        painter.drawRoundedRect(whole, 4, 4)
        painter.setBrush(theme.good if self._is_open else theme.muted)
        level = QRectF(whole)
        level.setWidth(whole.width() * _place(self._level_dbfs))
        painter.drawRoundedRect(level, 4, 4)
        if self._threshold_dbfs > _OFF_DBFS:
            x = round(whole.width() * _place(self._threshold_dbfs))
            painter.setPen(QPen(theme.text, 3))
            painter.drawLine(x, 0, x, self.height())


def _place(dbfs: float) -> float:
    """Return the position of a level on the slider's scale, in [0, 1]."""
    return min(max((dbfs - _OFF_DBFS) / (LOUDEST_DBFS - _OFF_DBFS), 0.0), 1.0)


class OperatorDialog(QDialog):
    """Asks for the PIN, then shows the operator's options.

    Parameters
    ----------
    options : KioskOptions
        The current settings.
    lock : PinLock
        Outlives this page, so that closing it does not reset the count of wrong PINs.
    gate : NoiseGate
        Its level is shown next to the threshold.
    session : KioskSession
        Knows the microphones and the status.
    parent : QWidget
        The kiosk window.
    """

    options_changed = Signal(KioskOptions)

    def __init__(
        self,
        options: KioskOptions,
        lock: PinLock,
        gate: NoiseGate,
        session: KioskSession,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._lock = lock
        self._gate = gate
        self._session = session
        self.setWindowTitle(self.tr("Kiosk operator"))
        self.setCursor(Qt.CursorShape.ArrowCursor)  # kiosk mode hides it
        self.pin = QLineEdit()
        self.refused = QLabel()
        self.microphone = MicrophoneChooser()
        self.threshold = QSlider(Qt.Orientation.Horizontal)
        self.threshold_text = QLabel()
        self.meter = ThresholdMeter()
        self.state = QLabel()
        self.pages = QStackedWidget()
        self.pages.addWidget(self._pin_page() if options.pin_hash else self._no_pin_page())
        self.pages.addWidget(self._control_page())
        QVBoxLayout(self).addWidget(self.pages)
        OwnKeys(self)
        self.frames = QTimer(self)
        self.frames.setInterval(_FRAME_MS)
        self.frames.timeout.connect(self._draw)
        self.frames.start()

    def _no_pin_page(self) -> QWidget:
        return QLabel(
            self.tr(
                "No PIN is set, so this page stays locked: otherwise any visitor could open "
                "it.\nLeave kiosk mode and set a PIN on the Settings page."
            )
        )

    def _pin_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(PIN_LENGTHS[-1])
        self.pin.setAccessibleName(self.tr("PIN"))
        self.pin.returnPressed.connect(self._try_pin)
        self.refused.setWordWrap(True)
        self.refused.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        button = QPushButton(self.tr("Unlock"))
        button.clicked.connect(self._try_pin)
        button.setAutoDefault(False)  # Return in the field would try twice, the second time nothing
        self._open_button = button
        label = QLabel(self.tr("Operator &PIN"))
        label.setBuddy(self.pin)
        for widget in (label, self.pin, self.refused):
            column.addWidget(widget)
        column.addStretch()
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignRight)
        return page

    def _control_page(self) -> QWidget:
        page = QWidget()
        self.microphone.setAccessibleName(self.tr("Microphone"))
        self.microphone.show_microphone(self._options.microphone)
        self.microphone.chosen.connect(self._choose_microphone)
        self._prepare_threshold()
        explanation = QLabel(
            self.tr(
                "Quieter sound is ignored. Set the threshold above the background noise of "
                "the room and below a visitor's voice: the meter turns green while sound "
                "passes."
            )
        )
        line = self.fontMetrics().lineSpacing()
        explanation.setWordWrap(True)
        explanation.setMinimumHeight(3 * line)  # a stack of pages asks no wrapped text for room
        self.state.setWordWrap(True)
        self.state.setMinimumHeight(3 * line)
        for text in (explanation, self.state):
            text.setAlignment(Qt.AlignmentFlag.AlignTop)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        close.setAutoDefault(False)  # the Return that opened this page would close it
        label = QLabel(self.tr("&Threshold"))
        label.setBuddy(self.threshold)
        form = QFormLayout(page)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("&Microphone"), self.microphone)
        form.addRow(self.tr("Level"), self._with_room(self.meter, QLabel()))
        form.addRow(label, self._with_room(self.threshold, self.threshold_text))
        form.addRow("", explanation)
        status = QLabel(self.tr("Status"))
        status.setAlignment(Qt.AlignmentFlag.AlignTop)
        form.addRow(status, self.state)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        form.addRow(foot)
        return page

    def _with_room(self, widget: QWidget, text: QLabel) -> QHBoxLayout:
        """Lay out the meter or slider so that both share one scale."""
        text.setMinimumWidth(self.fontMetrics().horizontalAdvance(f"{_OFF_DBFS} dB"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(widget, stretch=1)
        row.addWidget(text)
        return row

    def _prepare_threshold(self) -> None:
        self.threshold.setRange(_OFF_DBFS, round(LOUDEST_DBFS))
        chosen_dbfs = max(self._options.threshold_dbfs, _OFF_DBFS)
        self.threshold.setValue(round(chosen_dbfs))
        self.threshold.setAccessibleName(self.tr("Level threshold in dBFS"))
        self.threshold.valueChanged.connect(self._choose_threshold)
        self._write_threshold()

    @Slot()
    def _try_pin(self) -> None:
        self.pin.setFocus()
        if not self.pin.text():
            return
        if self._lock.try_pin(self.pin.text()):
            self.pages.setCurrentIndex(1)
            self.microphone.setFocus()
        else:
            self.refused.setText(self.tr("Wrong PIN."))
        self.pin.clear()

    @Slot()
    def _draw(self) -> None:
        wait_s = math.ceil(self._lock.wait_s)
        if wait_s:
            wait = self.tr("Too many wrong PINs. Try again in {seconds} s.")
            self.refused.setText(wait.format(seconds=wait_s))
        elif not self.pin.isEnabled():
            self.refused.setText("")
        if self.pin.isEnabled() != (wait_s == 0):
            for part in (self.pin, self._open_button):
                part.setEnabled(wait_s == 0)
            self.pin.setFocus()  # which it lost with the wait
        gate = self._gate
        self.meter.show_level(gate.level_dbfs, gate.threshold_dbfs, is_open=gate.is_open)
        self.state.setText(self._describe_state())
        self.microphone.set_microphones(self._session.microphones)

    def _describe_state(self) -> str:
        state = self._session.state
        kinds = {
            "loading": self.tr("Loading the models"),
            "listening": self.tr("Listening"),
            "lost": self.tr("No sound from the microphone"),
            "trouble": self.tr("Failed; trying again"),
        }
        return f"{kinds[state.kind]}. {state.detail}".rstrip()

    @Slot(object)
    def _choose_microphone(self, microphone: MicrophoneId | None) -> None:
        self._tell(replace(self._options, microphone=microphone))

    @Slot()
    def _choose_threshold(self) -> None:
        value = self.threshold.value()
        threshold_dbfs = -math.inf if value == _OFF_DBFS else float(value)
        self._tell(replace(self._options, threshold_dbfs=threshold_dbfs))
        self._write_threshold()

    def _write_threshold(self) -> None:
        value = self.threshold.value()
        off = value == _OFF_DBFS
        self.threshold_text.setText(self.tr("off") if off else f"{value} dB")

    def _tell(self, options: KioskOptions) -> None:
        if options != self._options:
            self._options = options
            self.options_changed.emit(options)
