"""Lists of microphones that keep the choice when devices are plugged in or out."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox

from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.services.source_choice import MicrophoneChoice, SourceChoice


class MicrophoneChooser(QComboBox):
    """A microphone, even if it is not connected; or the first available one."""

    chosen = Signal(object)
    """A person chose another: a `MicrophoneId`, or None for the first one found."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[MicrophoneChoice] = []
        self._rows: list[MicrophoneId | None] = []  # Qt would make lists of them
        self._microphone: MicrophoneId | None = None
        self.activated.connect(self._take)
        self._list()

    def set_microphones(self, found: list[MicrophoneChoice]) -> None:
        """Offer these microphones."""
        if found != self._found:
            self._found = list(found)
            self._list()

    def show_microphone(self, microphone: MicrophoneId | None) -> None:
        """Show another choice without emitting a signal."""
        if microphone != self._microphone:
            self._microphone = microphone
            self._list()

    def _list(self) -> None:
        self._rows = [None, *(found.id for found in self._found)]
        titles = [self.tr("First available"), *(found.title for found in self._found)]
        chosen = self._microphone
        if chosen is not None and chosen not in self._rows:
            self._rows.append(chosen)
            titles.append(self.tr("{name} (not connected)").format(name=chosen.name))
        self.clear()
        self.addItems(titles)
        self.setCurrentIndex(self._rows.index(chosen))

    @Slot(int)
    def _take(self, row: int) -> None:
        self._microphone = self._rows[row]
        self.chosen.emit(self._microphone)


class SourceChooser(QComboBox):
    """A source to listen to: microphones, and audio files below them.

    Parameters
    ----------
    *others : SourceChoice
        Offered in addition to the microphones, even if there are none.
    """

    chosen = Signal(object)
    """A person chose another `SourceChoice`."""

    def __init__(self, *others: SourceChoice) -> None:
        super().__init__()
        self._n_microphones = 0
        self._touched = False
        self.setAccessibleName(self.tr("Audio source"))
        for choice in others:
            self.addItem(choice.title, choice)
        self.activated.connect(self._take)

    @property
    def choice(self) -> SourceChoice | None:
        """The current choice; None if there is nothing to choose."""
        choice: SourceChoice | None = self.currentData()
        return choice

    def set_microphones(self, found: list[MicrophoneChoice]) -> None:
        """Offer these microphones, choosing the first until the user chooses."""
        chosen = self.choice
        for _ in range(self._n_microphones):
            self.removeItem(0)
        for row, microphone in enumerate(found):
            self.insertItem(row, microphone.title, microphone)
        self._n_microphones = len(found)
        kept = max(self._row_of(chosen), 0)
        self.setCurrentIndex(0 if found and not self._touched else kept)

    def choose(self, choice: SourceChoice) -> None:
        """Choose a source as the user would, adding it if it is not listed."""
        if self._row_of(choice) < 0:
            self.addItem(choice.title, choice)
        self.setCurrentIndex(self._row_of(choice))
        self._touched = True

    def _row_of(self, choice: SourceChoice | None) -> int:
        rows = range(self.count())
        return next((row for row in rows if self.itemData(row) == choice), -1)

    @Slot()
    def _take(self) -> None:
        self._touched = True
        self.chosen.emit(self.choice)
