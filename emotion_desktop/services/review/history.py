"""Undo and redo, read off the log: they hold after a restart, and have no limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from emotion_desktop.domain.review import Edit, Restore, Unblind, UndoableAction, Withdraw
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.review import wording


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo takes back.

    Attributes
    ----------
    edits : tuple of Edit
        Of one gesture, in their order; mostly one.
    """

    edits: tuple[Edit, ...]

    @property
    def edit_ids(self) -> tuple[int, ...]:
        """Their ids."""
        return tuple(edit.id for edit in self.edits)

    @property
    def actions(self) -> tuple[UndoableAction, ...]:
        """What was done, in its order."""
        return tuple(
            edit.action
            for edit in self.edits
            if not isinstance(edit.action, Unblind | Withdraw | Restore)
        )

    @property
    def menu_title(self) -> Message:
        """One or two words, as they stand behind "Undo" in a menu."""
        return wording.menu_title(self.actions[-1])

    @property
    def sentence(self) -> Message:
        """A sentence in the past tense."""
        return wording.sentence(self.actions[-1])


@dataclass(frozen=True, slots=True)
class History:
    """What one rater can undo and redo in one session.

    Attributes
    ----------
    done : tuple of Step
        What holds, in the order in which it was done.
    undone : tuple of Step
        What was taken back and nothing was done after, in the order in which it was undone.
    """

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    @property
    def undo(self) -> Step | None:
        """What the next undo takes back."""
        return self.done[-1] if self.done else None

    @property
    def redo(self) -> Step | None:
        """What the next redo brings back."""
        return self.undone[-1] if self.undone else None


def history_of(log: Iterable[Edit], rater: str) -> History:
    """Read what a rater can undo and redo off a session's log.

    Parameters
    ----------
    log : iterable of Edit
        In the order of their ids, of all raters.
    rater : str
        By name.
    """
    done: list[Step] = []
    undone: list[Step] = []
    own = (edit for edit in log if edit.rater == rater and not isinstance(edit.action, Unblind))
    for _, together in groupby(own, key=_gesture):
        for edit in (edits := list(together)):
            match edit.action:
                case Withdraw() if done:
                    undone.append(done.pop())
                case Restore() if undone:
                    done.append(undone.pop())
        if not isinstance(edits[0].action, Withdraw | Restore):
            done.append(Step(tuple(edits)))
            undone.clear()
    return History(tuple(done), tuple(undone))


def _gesture(edit: Edit) -> tuple[str, int]:
    """Tell those apart that are undone each for itself."""
    return (edit.gesture, 0) if edit.gesture else ("", edit.id)
