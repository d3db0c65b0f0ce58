"""The consent to a session, which saves by itself."""

from PySide6.QtCore import Signal, Slot

from emotion_desktop.domain.review import SetConsent
from emotion_desktop.domain.session import Consent
from emotion_desktop.ui.review.draft import Draft
from emotion_desktop.ui.widgets.consent_fields import ConsentFields


class ConsentEntry(ConsentFields):
    """Edits the consent to one session after the other."""

    entered = Signal(object)
    """The consent, or None."""

    def __init__(self) -> None:
        super().__init__()
        self._draft = Draft()
        self.edited.connect(self.commit)
        self.setEnabled(False)

    def show_stored(self, key: object, consent: Consent | None) -> None:
        """Show the stored consent of a session; with None as key, there is nothing to edit."""
        if key != self._draft.key:
            self.commit()
            self._draft.begin(key, _text(consent))
            self.show_consent(consent)
        elif self._draft.is_to_be_shown(_text(consent), _text(self.consent())):
            self.show_consent(consent)
        self.setEnabled(key is not None)

    @Slot()
    def commit(self) -> None:
        """Save what was changed."""
        if self._draft.take(_text(self.consent())):
            self.entered.emit(self.consent())

    def fail(self) -> None:
        """Keep what was typed, to be saved later: saving it failed."""
        self._draft.fail()


def _text(consent: Consent | None) -> str:
    entry = SetConsent.of(consent)
    return f"{entry.given_on} {entry.note}"
