"""Doubles of the models that other processes can load, for tests of processes and clusters."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from emotion_desktop.domain.audio import Segment
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.prediction import AnalysedUtterance
from tests.unit.services.analysis.test_speakers import Models


class Mortal(Models):
    """Models that note each process that loads them, and end it where a test says so.

    Parameters
    ----------
    folder : Path
        A file `deadly-8-ever` ends each process that finds more than 8 s of speech in a file,
        `deadly-8-once` only the first; while there is a file `held`, nothing is understood.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        (folder / f"loaded-{os.getpid()}").touch()

    def understand(self, segments: Sequence[Segment], **more: object) -> list[AnalysedUtterance]:
        while (self._folder / "held").exists():
            time.sleep(0.01)  # another process removes it
        for mark in self._folder.glob("deadly-*"):
            _, until_s, how_often = mark.name.split("-")
            if segments and segments[-1].end_s > float(until_s):
                if how_often == "once":
                    mark.unlink()
                with (self._folder / "deaths").open("a", encoding="ascii") as deaths:
                    deaths.write(".")
                os._exit(9)
        return super().understand(segments, **more)


@dataclass(frozen=True)
class LoadMortal:
    """Loads them."""

    folder: Path

    def __call__(self, n_threads: int = 1) -> Mortal:
        return Mortal(self.folder)


@dataclass(frozen=True)
class LoadNothing:
    """Fails, as where models are missing."""

    def __call__(self, n_threads: int = 1) -> Mortal:
        raise UserFacingError("There are no models", "Install them.")
