"""Streaming to other programs for the window: switched on a worker, with its losses."""

from PySide6.QtCore import QObject, Signal

from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.services.bridge.worker import SerialWorker
from emotion_desktop.services.switchable_streams import SwitchableOutlets
from emotion_desktop.streaming.options import OutletOptions


class StreamingBridge(QObject):
    """Switches the streams; the owner of the live sessions closes them.

    Parameters
    ----------
    outlets : SwitchableOutlets
        A sink of the live sessions.
    """

    opened = Signal(OutletOptions)
    """What was asked for is on."""
    failed = Signal(str)
    """What was asked for cannot be opened; every outlet is off."""

    def __init__(self, outlets: SwitchableOutlets[OutletOptions]) -> None:
        super().__init__()
        self._outlets = outlets
        self._wanted: OutletOptions | None = None
        self._worker = SerialWorker("outlets")

    @property
    def troubles(self) -> list[str]:
        """What did not reach other programs, for people; empty if all is well."""
        return [translated(text) for text in self._outlets.troubles]

    def apply(self, options: OutletOptions) -> None:
        """Turn on exactly these streams; returns immediately, then emits `opened` or `failed`."""
        if options != self._wanted:
            self._wanted = options
            self._worker.submit(
                lambda: self._switch(options),
                self._on_switched,
                lambda error: self._on_failed(options, error),
            )

    def shut_down(self, timeout_s: float = 5.0) -> bool:
        """Stop switching; True if no thread is left."""
        return self._worker.shut_down(timeout_s)

    def _switch(self, options: OutletOptions) -> OutletOptions | None:
        if options != self._wanted:  # a newer request is waiting
            return None
        self._outlets.switch(options)
        return options

    def _on_switched(self, options: OutletOptions | None) -> None:
        if options is not None:
            self.opened.emit(options)

    def _on_failed(self, options: OutletOptions, error: Exception) -> None:
        if options == self._wanted:  # no other request has been made meanwhile
            self._wanted = None
            self.failed.emit(text_of(error))
