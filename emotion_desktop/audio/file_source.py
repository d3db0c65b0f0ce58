"""A file that plays as if it were a microphone."""

import math
import time
from collections import deque
from contextlib import closing
from pathlib import Path

from emotion_desktop.audio.files import open_blocks
from emotion_desktop.audio.sources import BLOCK_S, OnBlock, OnNotice, ThreadedSource
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioNotice
from emotion_desktop.domain.live import SourceNotice
from emotion_desktop.domain.printable import printable


class FileSource(ThreadedSource):
    """A file that plays as if it were live.

    Parameters
    ----------
    path : Path
        Any sound file. What is wrong with it is reported to `on_end`; what is missing of it,
        or was changed, to `on_notice`, when its place has been heard.
    speed : float or None
        1 is real time, None as fast as the consumer takes it.
    """

    def __init__(self, path: Path, *, speed: float | None = 1.0) -> None:
        super().__init__(printable(path.name))  # databases and networks take text only
        self._path = path
        self._speed = speed

    def _deliver(self, on_block: OnBlock, on_notice: OnNotice) -> str | None:
        try:
            surveyed = survey(self._path, on_progress=self._check_stop)
        except _StoppedError:
            return None
        untold = deque(surveyed.info.notices)
        start_s: float | None = None
        with closing(open_blocks(self._path, "mix", surveyed=surveyed, block_s=BLOCK_S)) as blocks:
            for block in blocks:
                if start_s is None:
                    start_s = time.monotonic()
                heard_s = (block.first_sample + len(block.samples)) / SAMPLE_RATE_HZ
                if self._speed is not None:
                    # A block is there when its last sample was heard.
                    due_s = start_s + heard_s / self._speed
                    self._stopping.wait(max(0.0, due_s - time.monotonic()))
                if self._stopping.is_set():
                    return None
                on_block(block)
                self._tell(untold, heard_s, on_notice)
        self._tell(untold, math.inf, on_notice)
        return None

    def _check_stop(self, _done_s: float) -> None:
        if self._stopping.is_set():
            raise _StoppedError

    @staticmethod
    def _tell(untold: deque[AudioNotice], heard_s: float, on_notice: OnNotice) -> None:
        """Tell what is to be known of the recording up to here."""
        while untold and untold[0].at_s <= heard_s:
            notice = untold.popleft()
            on_notice(SourceNotice("recording", notice.message, notice.at_s))


class _StoppedError(Exception):
    """The source is to stop before the first block."""
