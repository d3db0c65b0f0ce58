"""The analysis queue: audio files and their status."""

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from emotion_desktop.domain.sound_files import Channel
from emotion_desktop.domain.translatable import Message

#: "each" makes every channel a speaker.
RowState = Literal["queued", "running", "done", "failed", "cancelled"]

#: `idle`: nothing waits; `waiting`: somebody else uses the models.
QueuePhase = Literal["idle", "running", "waiting", "paused"]

#: What of the queue is new: rows with these ids, or `status`.
ChangeKind = Literal["added", "changed", "removed", "status"]


@dataclass(frozen=True, slots=True)
class AnalysisChoices:
    """How files are analysed, and where results are written.

    Attributes
    ----------
    formats : tuple of str
        Names of the formats of the results.
    folder : Path or None
        Where the results go; None puts them beside each file.
    channel : str
        Which channel is taken; see `Channel`.
    """

    formats: tuple[str, ...] = ("json",)
    folder: Path | None = None
    channel: Channel = "mix"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One audio file.

    Attributes
    ----------
    id : int
        The same until it is removed, in the order in which rows were added.
    path : Path
        The file.
    base : Path
        The results' path without a suffix.
    formats : tuple of str
        Names of the formats of the results.
    channel : str
        Which channel is taken; see `Channel`.
    state : str
        What has become of it.
    length_s : float
        As its header claims it; nan where that is not known, or not yet.
    share : float
        How much of it is done, from 0 to 1.
    reason : Message or None
        Why it failed, for people.
    written : tuple of Path
        The results.
    """

    id: int
    path: Path
    base: Path
    formats: tuple[str, ...]
    channel: Channel = "mix"
    state: RowState = "queued"
    length_s: float = math.nan
    share: float = 0.0
    reason: Message | None = None
    written: tuple[Path, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether it has finished, failed or been cancelled."""
        return self.state in {"done", "failed", "cancelled"}

    def queued_again(self) -> "QueueRow":
        """Return the row as it was before it started."""
        return replace(self, state="queued", share=0.0, reason=None, written=())


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """The status of the whole queue.

    Attributes
    ----------
    phase : str
        Whether it works, and if not why.
    holder : Message or None
        Who uses the models that it waits for.
    n_open, n_done, n_failed, n_cancelled : int
        Rows: queued or running, and over.
    share : float
        How much of the sound of all rows that were not cancelled is done, from 0 to 1.
    left_s : float
        Seconds of time until all is done; nan where that cannot be known yet.
    row_left_s : float
        Likewise of the row that is running.
    problem : Message or None
        Why the queue as a whole cannot go on, or is not kept.
    """

    phase: QueuePhase = "idle"
    holder: Message | None = None
    n_open: int = 0
    n_done: int = 0
    n_failed: int = 0
    n_cancelled: int = 0
    share: float = 0.0
    left_s: float = math.nan
    row_left_s: float = math.nan
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class QueueChange:
    """A change; `ids` are those of the rows, empty for `status`."""

    kind: ChangeKind
    ids: tuple[int, ...] = ()
