"""The analysis queue: audio files and their status."""

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from emotion_desktop.domain.sound_files import Channel, Speakers
from emotion_desktop.domain.translatable import Message

RowState = Literal["queued", "running", "done", "failed", "cancelled"]

#: `idle`: nothing is queued; `waiting`: the models are in use elsewhere.
QueuePhase = Literal["idle", "running", "waiting", "paused"]

#: What of the queue is new: rows with these ids, or `status`.
ChangeKind = Literal["added", "changed", "removed", "status"]


@dataclass(frozen=True, slots=True)
class AnalysisChoices:
    """How files are analysed and kept.

    Attributes
    ----------
    channel : str
        Which channel is used; see `Channel`.
    copies_audio : bool
        Whether the library keeps a copy of the audio; otherwise it stays where it is.
    speakers : str or int
        Whether people who share a channel are told apart; see `Speakers`.
    """

    channel: Channel = "mix"
    copies_audio: bool = False
    speakers: Speakers = "off"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One audio file.

    Attributes
    ----------
    id : int
        Stays the same until the row is removed; ascending in the order of addition.
    path : Path
        The file.
    channel, copies_audio, speakers
        As in `AnalysisChoices`.
    state : str
        Its progress or outcome.
    length_s : float
        As stated in its header; nan if unknown or not known yet.
    share : float
        Share that is done, from 0 to 1.
    reason : Message or None
        Why it failed, for people.
    session_id : str
        The session of the library that holds the result; empty while there is none.
    """

    id: int
    path: Path
    channel: Channel = "mix"
    copies_audio: bool = False
    speakers: Speakers = "off"
    state: RowState = "queued"
    length_s: float = math.nan
    share: float = 0.0
    reason: Message | None = None
    session_id: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it has finished, failed or been cancelled."""
        return self.state in {"done", "failed", "cancelled"}

    def queued_again(self) -> "QueueRow":
        """Return the row as it was before it started."""
        return replace(self, state="queued", share=0.0, reason=None, session_id="")


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """The status of the whole queue.

    Attributes
    ----------
    phase : str
        Whether it is working, and if not, why.
    holder : Message or None
        What is using the models it waits for.
    n_open, n_done, n_failed, n_cancelled : int
        Numbers of rows: queued or running, and finished.
    share : float
        Share of the audio of all rows that is done, from 0 to 1, without cancelled ones.
    left_s : float
        Estimated seconds until everything is done; nan if not known yet.
    row_left_s : float
        The same for the running row.
    problem : Message or None
        Why the queue as a whole cannot continue or is not saved.
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
