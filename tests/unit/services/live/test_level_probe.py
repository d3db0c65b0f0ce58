"""The level of a source is heard without ever opening two at a time."""

import math
import queue
import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.live.level_probe import LevelProbe
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice

WAIT_S = 10
LOUD = AudioBlock(np.full(1600, 0.1, np.float32), 16_000, 0)


@dataclass
class Sources:
    """Makes sources that play one loud block, and knows which are open."""

    open_now: set[str] = field(default_factory=set)
    started: "queue.Queue[str]" = field(default_factory=queue.Queue)

    def make(self, choice: MicrophoneChoice) -> "OneBlock":
        if choice.name == "broken":
            raise UserFacingError("The microphone is broken", "Take another one.")
        return OneBlock(self, choice.name)


class OneBlock:
    dropped_samples = 0

    def __init__(self, sources: Sources, name: str) -> None:
        self.sources, self.name = sources, name

    def start(self, on_block, on_end, on_notice) -> None:
        assert not self.sources.open_now, "the last one is still open"
        self.sources.open_now.add(self.name)
        on_block(LOUD)
        self.sources.started.put(self.name)

    def stop(self) -> None:
        self.sources.open_now.discard(self.name)


@pytest.fixture
def sources() -> Sources:
    return Sources()


def test_the_level_of_the_chosen_microphone_is_heard_and_then_let_go_of(sources: Sources) -> None:
    released, failures = threading.Event(), []
    probe = LevelProbe(sources.make, failures.append, released.set)
    assert probe.level_dbfs == -math.inf
    for name in ("first", "second"):
        probe.watch(MicrophoneChoice(name, "ALSA"))
        assert sources.started.get(timeout=WAIT_S) == name
    assert probe.level_dbfs == pytest.approx(-20, abs=0.1)
    assert sources.open_now == {"second"}
    probe.watch(None)
    assert released.wait(WAIT_S)
    assert not sources.open_now
    assert probe.level_dbfs == -math.inf
    assert probe.close()
    assert failures == []


@pytest.mark.logs
def test_a_microphone_that_cannot_be_opened_is_said(sources: Sources) -> None:
    failures: queue.Queue[str] = queue.Queue()
    probe = LevelProbe(sources.make, failures.put, lambda: None)
    probe.watch(MicrophoneChoice("broken", "ALSA"))
    assert failures.get(timeout=WAIT_S) == "The microphone is broken. Take another one."
    probe.watch(AudioFileChoice(Path("x"), "x"))  # has no name: a bug of this test's double
    assert "name" in failures.get(timeout=WAIT_S)
    probe.watch(MicrophoneChoice("good", "ALSA"))
    assert sources.started.get(timeout=WAIT_S) == "good"
    assert probe.close()
    assert not sources.open_now
