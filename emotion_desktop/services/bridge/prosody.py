"""Bridge for the prosody of the open session: measured in the background, part by part."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.services.bridge.worker import SerialWorker

if TYPE_CHECKING:
    from emotion_desktop.domain.prosody import ProsodyPart
    from emotion_desktop.services.review.session_prosody import SessionProsody
    from emotion_desktop.services.review.session_sound import SessionSound


class ProsodyBridge(QObject):
    """Measures parts of one session at a time."""

    measured = Signal(object)
    """A `ProsodyPart` that was asked for."""
    failed = Signal(str)
    """Why a part cannot be measured, for display."""

    def __init__(self) -> None:
        super().__init__()
        self._worker = SerialWorker("prosody")
        self._turn = 0
        self._prosody: SessionProsody | None = None

    @property
    def is_open(self) -> bool:
        """Whether `measure` has something to measure."""
        return self._prosody is not None

    def open(self, sound: "SessionSound") -> None:
        """Measure this audio from now on."""
        from emotion_desktop.services.review.session_prosody import SessionProsody  # noqa: PLC0415

        self.close()
        self._prosody = SessionProsody(sound)

    def measure(self, number: int) -> None:
        """Measure a part; emits `measured` or `failed`."""
        prosody = self._prosody
        if prosody is None:
            return
        self._worker.submit(
            lambda: prosody.measure(number),
            self._if_wanted(self._tell),
            self._if_wanted(self._fail),
        )

    def close(self) -> None:
        """Abandon what is being measured; no more signals about it."""
        self._turn += 1
        prosody, self._prosody = self._prosody, None
        if prosody is not None:
            prosody.abandon()
            self._worker.submit(prosody.close)

    def shut_down(self, timeout_s: float = 5.0) -> bool:
        """Stop; return True if no thread is left."""
        self.close()
        return self._worker.shut_down(timeout_s, finish=True)

    def _if_wanted(self, then: Callable[..., None]) -> Callable[..., None]:
        turn = self._turn

        def call(result: object) -> None:
            if turn == self._turn:
                then(result)

        return call

    def _tell(self, part: "ProsodyPart | None") -> None:
        if part is not None:
            self.measured.emit(part)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(text_of(error))
