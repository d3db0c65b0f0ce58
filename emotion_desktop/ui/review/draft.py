"""What somebody types, held against what is kept: nothing typed is lost or written over."""

from uuid import uuid4


class Draft:
    """A text that is edited in one field, and belongs now to this, now to that."""

    def __init__(self) -> None:
        self.key: object = None
        """What the text belongs to; None while there is nothing to edit."""
        self.stored = ""
        self.gesture = ""
        #: What was asked to be kept and not answered yet, in its order.
        self._sent: list[str] = []

    def begin(self, key: object, stored: str) -> None:
        """Edit the text of something else."""
        self.key = key
        self.stored = stored
        self._sent = []
        self.begin_gesture()

    def begin_gesture(self) -> None:
        """Let what is typed from now on be undone for itself."""
        self.gesture = uuid4().hex

    def take(self, typed: str) -> bool:
        """Tell whether what was typed is to be kept, which counts as asked for then."""
        expected = self._sent[-1] if self._sent else self.stored
        if self.key is None or typed == expected:
            return False
        self._sent.append(typed)
        return True

    def is_to_be_shown(self, stored: str, typed: str) -> bool:
        """Take note of what is kept now, and tell whether it is shown in place of what is typed.

        It is not while an answer is awaited, and not where the field holds what nobody has
        asked to keep yet.
        """
        before, self.stored = self.stored, stored
        if stored == before:
            return False
        answered = self._sent.pop(0) if self._sent else before
        return not self._sent and typed == answered and typed != stored

    def fail(self) -> None:
        """Take note that what was asked for was not kept: it is asked for again."""
        self._sent = []
