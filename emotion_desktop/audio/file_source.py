"""An audio file that plays as if it were a microphone."""

import math
import time
from collections import deque
from contextlib import closing
from pathlib import Path
from typing import Final

from emotion_desktop.audio.files import open_blocks
from emotion_desktop.audio.sources import BLOCK_S, OnBlock, OnNotice, ThreadedSource
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioNotice
from emotion_desktop.domain.live_events import SourceNotice
from emotion_desktop.domain.printable import printable

#: The user waits for the survey; this much of a file is enough to judge its level.
SURVEY_S: Final[float] = 600.0
#: Kinds of notices that only a survey can give, as they concern the whole file.
_OF_ALL: Final = frozenset({"level", "channels", "tracks"})
#: A recording over a poor line may have thousands of holes; at most one per interval is reported.
_CROWD_S: Final[float] = 10.0


class FileSource(ThreadedSource):
    """An audio file that plays as if it were live.

    Parameters
    ----------
    path : Path
        Any audio file. Errors are reported to `on_end`; missing or changed parts
        are reported to `on_notice` when their position has been played.
    speed : float or None
        1 is real time, None as fast as the consumer takes it.
    """

    def __init__(self, path: Path, *, speed: float | None = 1.0) -> None:
        super().__init__(printable(path.name))  # databases and networks take text only
        self._path = path
        self._speed = speed

    def _deliver(self, on_block: OnBlock, on_notice: OnNotice) -> str | None:
        try:
            surveyed = survey(self._path, limit_s=SURVEY_S, on_progress=self._check_stop)
        except _StoppedError:
            return None
        # What concerns all of it is known by now; the rest comes with its place.
        untold = _Untold(on_notice)
        untold.add(*(notice for notice in surveyed.info.notices if notice.kind in _OF_ALL))
        start_s: float | None = None
        with closing(
            open_blocks(self._path, "mix", surveyed=surveyed, on_notice=untold.add, block_s=BLOCK_S)
        ) as blocks:
            for block in blocks:
                if start_s is None:
                    start_s = time.monotonic()
                heard_s = (block.first_sample + len(block.samples)) / SAMPLE_RATE_HZ
                if self._speed is not None:
                    # A block is available when its last sample was heard.
                    due_s = start_s + heard_s / self._speed
                    self._stopping.wait(max(0.0, due_s - time.monotonic()))
                if self._stopping.is_set():
                    return None
                on_block(block)
                untold.tell(heard_s)
        untold.tell(math.inf)
        return None

    def _check_stop(self, _done_s: float) -> None:
        if self._stopping.is_set():
            raise _StoppedError


class _Untold:
    """Reports notices about the file when playback has passed their position."""

    def __init__(self, on_notice: OnNotice) -> None:
        self._on_notice = on_notice
        self._waiting: deque[AudioNotice] = deque()
        self._told_at_s: dict[str, float] = {}  # by kind

    def add(self, *notices: AudioNotice) -> None:
        """Add notices in the order of their positions."""
        self._waiting.extend(notices)

    def tell(self, heard_s: float) -> None:
        """Report notices before `heard_s`; of many holes close together, only the first."""
        while self._waiting and self._waiting[0].at_s <= heard_s:
            notice = self._waiting.popleft()
            since_s = notice.at_s - self._told_at_s.get(notice.kind, -math.inf)
            if notice.kind in _OF_ALL or since_s >= _CROWD_S:
                self._told_at_s[notice.kind] = notice.at_s
                self._on_notice(SourceNotice("recording", notice.message, notice.at_s))


class _StoppedError(Exception):
    """The source was stopped before its first block."""
