"""The whole program on a double of the models, led by its standard input; may be killed.

A line is the name of a method of `Hand`. It prints one JSON object a line: what people
could see, and what was heard while it recorded.
"""

import json
import sys
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from emotion_desktop import app, composition
from emotion_desktop.composition import Application
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.live_events import Failed
from emotion_desktop.domain.session import RecorderState
from emotion_desktop.launch import LaunchOptions
from emotion_desktop.services.recording import recovery
from emotion_desktop.services.recording.recorder import SessionRecorder
from emotion_desktop.storage.archive import OnShare, StoredSound, compress
from emotion_desktop.ui.recovery.dialog import RecoveryDialog
from emotion_desktop.ui.startup_frame import Frame
from tests.engine_double import EngineDouble


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Hand(QObject):
    """Does with the window what a person would."""

    told = Signal(str)

    def __init__(self, program: Application) -> None:
        super().__init__()
        self._program = program
        self.told.connect(self._obey)
        program.window.first_painted.connect(lambda: tell(painted=True))
        program.bridge.failed.connect(self._on_failed)
        program.recorder.state_changed.connect(self._on_recorder)
        # Connected after the program's own slots, so the window shows it already.
        program.recovery.found.connect(self._on_found)
        program.recovery.given_up.connect(self._on_given_up)
        Thread(target=self._read, name="hand", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.told.emit(line.strip())

    @Slot(str)
    def _obey(self, what: str) -> None:
        getattr(self, what)()

    def record(self) -> None:
        self._program.window.live.source_bar.record_button.click()

    def recover(self) -> None:
        for row in self._dialog().rows.values():
            row.recover_button.click()

    def show_given_up(self) -> None:
        self._program.window.settings.results.given_up_button.click()
        dialog = self._dialog()
        tell(shown={name: row.folder.text() for name, row in dialog.rows.items()})

    def read_rows(self) -> None:
        tell(rows=[row.detail.text() for row in self._dialog().rows.values()])

    def leave(self) -> None:
        QApplication.closeAllWindows()

    def _dialog(self) -> RecoveryDialog:
        [dialog] = self._program.window.findChildren(RecoveryDialog)
        assert dialog.isVisible()
        return dialog

    @Slot(RecorderState)
    def _on_recorder(self, state: RecorderState) -> None:
        tell(phase=state.phase, written_s=state.seconds_written)

    @Slot(Failed)
    def _on_failed(self, event: Failed) -> None:
        tell(failed=repr(event.error))

    @Slot(list)
    def _on_found(self, _sessions: list[object]) -> None:
        tell(offered=list(self._dialog().rows))

    @Slot(list)
    def _on_given_up(self, sessions: list[object]) -> None:
        dialogs = self._program.window.findChildren(RecoveryDialog)
        button = self._program.window.settings.results.given_up_button
        hidden = button.isHidden()
        tell(given_up=len(sessions), button=None if hidden else button.text(), dialogs=len(dialogs))


def tell_what_is_heard() -> None:
    hear = SessionRecorder.hear
    first: list[int] = []

    def hear_and_tell(self: SessionRecorder, block: AudioBlock) -> None:
        hear(self, block)
        if self._on:
            first.append(block.first_sample)
            end = block.first_sample + len(block.samples)
            tell(heard_s=(end - first[0]) / SAMPLE_RATE_HZ)

    SessionRecorder.hear = hear_and_tell


def hang_in_recovery() -> None:
    def compress_for_ever(folder: Path, _on_share: OnShare) -> StoredSound:
        def wait_to_be_killed(share: float) -> None:
            tell(share=share)
            Event().wait(3.0)

        return compress(folder, wait_to_be_killed)

    recovery.compress = compress_for_ever


def recover_slowly() -> None:
    def compress_slowly(folder: Path, on_share: OnShare) -> StoredSound:
        def take_time(share: float) -> None:
            tell(share=share)
            Event().wait(3.0)
            on_share(share)

        return compress(folder, take_time)

    recovery.compress = compress_slowly


def main(demo: bool) -> int:
    fill = Application.fill

    def fill_and_lead(program: Application, frame: Frame) -> None:
        program.hand = Hand(program)
        fill(program, frame)

    Application.fill = fill_and_lead
    composition.load_engine = lambda *_: EngineDouble()
    composition.find_microphones = list
    return app.run_window(LaunchOptions(demo=demo))


if __name__ == "__main__":
    tell_what_is_heard()
    if "hang" in sys.argv:
        hang_in_recovery()
    if "slow" in sys.argv:
        recover_slowly()
    sys.exit(main(demo="demo" in sys.argv))
