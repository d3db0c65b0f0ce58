"""Reconciles typed text with stored text, so that nothing typed is lost or overwritten."""

from uuid import uuid4


class Draft:
    """The text in one field, which belongs to different items over time."""

    def __init__(self) -> None:
        self.key: object = None
        """The item that the text belongs to; None if there is nothing to edit."""
        self.stored = ""
        self.gesture = ""
        #: Texts sent and not yet confirmed, in order.
        self._sent: list[str] = []

    def begin(self, key: object, stored: str) -> None:
        """Start editing the text of another item."""
        self.key = key
        self.stored = stored
        self._sent = []
        self.begin_gesture()

    def begin_gesture(self) -> None:
        """Start a new undo step for what is typed from now on."""
        self.gesture = uuid4().hex

    def take(self, typed: str) -> bool:
        """Return whether the typed text needs saving; it then counts as sent."""
        expected = self._sent[-1] if self._sent else self.stored
        if self.key is None or typed == expected:
            return False
        self._sent.append(typed)
        return True

    def is_to_be_shown(self, stored: str, typed: str) -> bool:
        """Note the stored text, and return whether it should replace the typed text.

        It should not while an answer is pending, nor if the field holds unsent text.
        """
        before, self.stored = self.stored, stored
        if stored == before:
            return False
        answered = self._sent.pop(0) if self._sent else before
        return not self._sent and typed == answered and typed != stored

    def fail(self) -> None:
        """Note that sent text was not saved, so that it is sent again."""
        self._sent = []
