"""Listens to the microphone named by name and host, telling what happens as JSON lines."""

import json
import sys
import time

import numpy as np

from emotion_desktop.audio.microphone import MicrophoneSource
from emotion_desktop.audio.microphones import microphones
from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.live_events import SourceNotice


def tell(event: str, **what: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **what}) + "\n")
    sys.stdout.flush()


class Ear:
    def __init__(self) -> None:
        self.blocks = 0
        self.loud_samples = 0
        self.loud = False
        self.gaps = 0
        self.next_sample = 0
        self.rates: set[int] = set()
        self.kept: list[AudioBlock] = []

    def hear(self, block: AudioBlock) -> None:
        if not self.blocks:
            tell("first block")
        self.blocks += 1
        self.kept.append(block)
        self.rates.add(block.sample_rate_hz)
        self.gaps += block.first_sample - self.next_sample
        self.next_sample = block.first_sample + len(block.samples)
        loud = bool(np.abs(block.samples).max() > 0.2)
        self.loud_samples += len(block.samples) * loud
        if loud and not self.loud:
            tell("loud", at_s=block.first_sample / block.sample_rate_hz)
        self.loud = loud

    def save(self, path: str) -> None:
        """Write what was heard, with silence where sound was lost."""
        heard = np.zeros(self.next_sample, np.float32)
        for block in self.kept:
            heard[block.first_sample : block.first_sample + len(block.samples)] = block.samples
        np.save(path, heard)

    def take(self, notice: SourceNotice) -> None:
        tell(notice.kind, message=notice.message, at_s=notice.at_s)


def main() -> None:
    ear = Ear()
    tell("microphones", names=[[m.name, m.host] for m in microphones()])
    source = MicrophoneSource(*sys.argv[1:])
    source.start(ear.hear, lambda reason: tell("end", reason=reason), ear.take)
    for line in sys.stdin:
        if line == "list\n":
            tell("microphones", names=[[m.name, m.host] for m in microphones(refresh=True)])
        elif line == "stop\n":
            start_s = time.monotonic()
            source.stop()
            tell(
                "stopped",
                took_s=time.monotonic() - start_s,
                loud_s=ear.loud_samples / 16_000,
                rates=sorted(ear.rates),
                gaps=ear.gaps,
                dropped=source.dropped_samples,
            )
        elif line.startswith("save "):
            ear.save(line.removeprefix("save ").strip())
            tell("saved")
        else:
            return


if __name__ == "__main__":
    main()
