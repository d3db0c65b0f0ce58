"""Notices about the state of a recording."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from emotion_desktop.domain.session import RecorderState
from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.ui.notice_bar import NoticeBar
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.formatting import decimal


class RecorderNotices(QObject):
    """Follows a recorder and shows a notice when its state changes.

    Parameters
    ----------
    bar : NoticeBar
        Where notices are shown.
    data_folder : Path
        Data folder of the sessions.
    """

    def __init__(self, bar: NoticeBar, data_folder: Path) -> None:
        super().__init__(bar)
        self._bar = bar
        self._data_folder = data_folder
        self._before = RecorderState()

    @Slot(RecorderState)
    def show_state(self, state: RecorderState) -> None:
        """Handle a new state."""
        before, self._before = self._before, state
        if state.notice and state.notice != before.notice:
            self._bar.tell(translated(state.notice))
        if state.error is not None and state.error is not before.error:
            self._bar.tell(self._failed(state, began=before.phase != "off"))
        elif state.phase == "off":
            waited = before.waiting_for is not None and state.waiting_for is None
            if before.phase != "off" or waited:
                self._tell_end(state)
        elif state.waiting_for is not None and before.waiting_for is None:
            now = self.tr("Audio is being recorded, but results are waiting in memory.")
            self._bar.tell(f"{now} {text_of(state.waiting_for)}")
        elif before.waiting_for is not None and state.waiting_for is None:
            now = self.tr("Recording continues. The waiting results have been saved.")
            self._bar.tell_good(now + self._lost(state))

    def _tell_end(self, state: RecorderState) -> None:
        text = self.tr("Recording stopped.") + " "
        if state.waiting_for is not None:
            text += self.tr("The audio is saved, but results are waiting in memory.")
            self._bar.tell(f"{text} {text_of(state.waiting_for)}")
        elif state.seconds_written > 0:
            kept = self.tr("{length} of audio saved in {folder}.")
            text += kept.format(length=clock(state.seconds_written), folder=self._data_folder)
            self._bar.tell_saved(text + self._lost(state), state.session_id or "")
        else:
            self._bar.tell_good(text + self.tr("No audio had arrived yet, so nothing was saved."))

    def _failed(self, state: RecorderState, *, began: bool) -> str:
        parts = [self.tr("Recording stopped.") if began else self.tr("Recording did not start.")]
        if state.error is not None:
            parts.append(text_of(state.error))
        if began and state.seconds_written > 0:
            kept = self.tr(
                "{length} of audio is saved, and recovery will be offered the "
                "next time the program starts."
            )
            parts.append(kept.format(length=clock(state.seconds_written)) + self._lost(state))
        return " ".join(parts)

    def _lost(self, state: RecorderState) -> str:
        text = ""
        if state.dropped_s > 0:
            lost = self.tr("{length} s of audio were lost and are silent in the recording.")
            text += " " + lost.format(length=decimal(state.dropped_s))
        if state.dropped_events:
            text += " " + self.tr("Results lost: {count}.").format(count=state.dropped_events)
        return text
