"""A file that plays as if it were a microphone."""

import time
from contextlib import closing
from pathlib import Path

from emotion_desktop.audio.files import open_blocks
from emotion_desktop.audio.sources import BLOCK_S, OnBlock, OnNotice, ThreadedSource
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ


class FileSource(ThreadedSource):
    """A file that plays as if it were live.

    Parameters
    ----------
    path : Path
        Any sound file; what is wrong with it is reported to `on_end`.
    speed : float or None
        1 is real time, None as fast as the consumer takes it.
    """

    def __init__(self, path: Path, *, speed: float | None = 1.0) -> None:
        super().__init__(path.name)
        self._path = path
        self._speed = speed

    def _deliver(self, on_block: OnBlock, _on_notice: OnNotice) -> str | None:
        start_s: float | None = None
        with closing(open_blocks(self._path, "mix", block_s=BLOCK_S)) as blocks:
            for block in blocks:
                if start_s is None:
                    start_s = time.monotonic()
                if self._speed is not None:
                    # A block is there when its last sample was heard.
                    heard_s = (block.first_sample + len(block.samples)) / SAMPLE_RATE_HZ
                    due_s = start_s + heard_s / self._speed
                    self._stopping.wait(max(0.0, due_s - time.monotonic()))
                if self._stopping.is_set():
                    break
                on_block(block)
        return None
