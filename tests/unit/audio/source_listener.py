"""Notes what a source delivers."""

import queue
import threading

import numpy as np

from emotion_desktop.audio.sources import Source
from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.live_events import SourceNotice


class Listener:
    """Notes what a source delivers."""

    def __init__(self) -> None:
        self.blocks: list[AudioBlock] = []
        self.reasons: list[str | None] = []
        self.notices: queue.Queue[SourceNotice] = queue.Queue()
        self.heard = threading.Event()
        self.ended = threading.Event()

    def on_block(self, block: AudioBlock) -> None:
        assert not self.ended.is_set()
        self.blocks.append(block)
        self.heard.set()

    def on_notice(self, notice: SourceNotice) -> None:
        assert not self.ended.is_set()
        self.notices.put(notice)

    def next_notice(self) -> SourceNotice:
        return self.notices.get(timeout=20)

    def sound(self) -> np.ndarray:
        return np.concatenate([block.samples for block in self.blocks])

    def on_end(self, reason: str | None) -> None:
        self.reasons.append(reason)
        self.ended.set()

    def listen_to_the_end_of(self, source: Source) -> None:
        source.start(self.on_block, self.on_end, self.on_notice)
        assert self.ended.wait(20)
        source.stop()
