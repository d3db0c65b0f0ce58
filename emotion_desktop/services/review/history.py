"""Undo and redo, derived from the log: they survive a restart, and have no limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from emotion_desktop.domain.review import Edit, Restore, Unblind, UndoableAction, Withdraw
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.review import wording


@dataclass(frozen=True, slots=True)
class Step:
    """The edits withdrawn by one undo.

    Attributes
    ----------
    edits : tuple of Edit
        Of one gesture, in their order; mostly one.
    """

    edits: tuple[Edit, ...]

    @property
    def edit_ids(self) -> tuple[int, ...]:
        """The ids of the edits."""
        return tuple(edit.id for edit in self.edits)

    @property
    def actions(self) -> tuple[UndoableAction, ...]:
        """The actions, in order."""
        return tuple(
            edit.action
            for edit in self.edits
            if not isinstance(edit.action, Unblind | Withdraw | Restore)
        )

    @property
    def menu_title(self) -> Message:
        """One or two words that follow "Undo" in a menu."""
        return wording.menu_title(self.actions[-1])

    @property
    def sentence(self) -> Message:
        """A sentence in the past tense."""
        return wording.sentence_of(self.actions)


@dataclass(frozen=True, slots=True)
class History:
    """What a rater can undo and redo in a session.

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
        """The step that the next undo withdraws."""
        return self.done[-1] if self.done else None

    @property
    def redo(self) -> Step | None:
        """The step that the next redo restores."""
        return self.undone[-1] if self.undone else None


def history_of(log: Iterable[Edit], rater: str) -> History:
    """Derive what a rater can undo and redo from a session's log.

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
    """Return a key that is equal for entries undone together."""
    return (edit.gesture, 0) if edit.gesture else ("", edit.id)
