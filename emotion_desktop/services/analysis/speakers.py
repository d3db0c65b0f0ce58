"""The speakers of an audio file in which every channel, or every track, is one speaker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

import numpy as np

from emotion_desktop.audio.band_levels import BandLevels
from emotion_desktop.audio.crosstalk import Crosstalk, find_crosstalk
from emotion_desktop.audio.files import open_blocks
from emotion_desktop.audio.survey import Survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, AudioNotice, FloatArray
from emotion_desktop.domain.translatable import Message


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker of an audio file.

    Attributes
    ----------
    name : str
        "channel 1", "track 2", "track 2 channel 1"; empty if there is only one.
    surveyed : Survey
        Index of the track.
    channel : int or "mix"
        Index within the track.
    crosstalk : Crosstalk or None
        Crosstalk from other channels.
    """

    name: str
    surveyed: Survey
    channel: int | Literal["mix"]
    crosstalk: Crosstalk | None = None

    def blocks(self) -> Iterator[AudioBlock]:
        """Decode this speaker's audio, without crosstalk."""
        path = self.surveyed.info.path
        for block in open_blocks(path, self.channel, surveyed=self.surveyed):
            yield block if self.crosstalk is None else self.crosstalk.silence(block)


def find_speakers(surveys: Sequence[Survey]) -> tuple[list[Speaker], list[AudioNotice]]:
    """Treat every channel of every track as a speaker.

    Channels of one track with the same audio are one speaker; silent ones are skipped.

    Returns
    -------
    list of Speaker
        In the order of tracks and channels; at least one for each track.
    list of AudioNotice
        What the user should know about them.
    """
    speakers, notices = [], []
    for number, surveyed in enumerate(surveys, start=1):
        track = f"track {number}" if len(surveys) > 1 else ""
        channels = _heard(surveyed)
        if channels:
            speakers += [
                Speaker(f"{track} channel {channel + 1}".strip(), surveyed, channel)
                for channel in channels
            ]
        else:
            speakers.append(Speaker(track, surveyed, "mix"))
        if surveyed.mix.alike and len(surveys) == 1:
            message = Message(
                "Its {channels} channels contain the same audio and were treated as one speaker",
                channels=surveyed.info.channels,
            )
            notices.append(AudioNotice("channels", message))
    if len(surveys) > 1:
        message = Message(
            "There are {n_tracks} audio tracks; each was treated as one speaker",
            n_tracks=len(surveys),
        )
        notices.insert(0, AudioNotice("tracks", message))
    return speakers, notices


def _heard(surveyed: Survey) -> list[int]:
    """Return the channels with their own voice; none if all carry the same audio."""
    if surveyed.mix.alike or surveyed.info.channels == 1:
        return []
    return [c for c in range(surveyed.info.channels) if c not in surveyed.mix.silent]


def without_crosstalk(
    speakers: Sequence[Speaker], levels_db: Sequence[FloatArray]
) -> tuple[list[Speaker], list[AudioNotice]]:
    """Remove from each speaker's audio the crosstalk of the others.

    Parameters
    ----------
    speakers : sequence of Speaker
        As returned by `find_speakers`.
    levels_db : sequence of FloatArray
        Levels of each (see `levels_of`).
    """
    notices, found = [], []
    for speaker, crosstalk in zip(speakers, find_crosstalk(levels_db), strict=True):
        found.append(replace(speaker, crosstalk=crosstalk))
        if crosstalk is not None:
            message = Message(
                "{left_out_s} s of crosstalk from {sources} were left out of {target}",
                left_out_s=crosstalk.left_out_s,
                sources=", ".join(speakers[source].name for source in crosstalk.sources),
                target=speaker.name,
            )
            notices.append(AudioNotice("channels", message))
    return found, notices


def levels_of(blocks: Iterator[AudioBlock]) -> FloatArray:
    """Measure levels over time, per frequency band."""
    levels = BandLevels()
    for block in blocks:
        levels.feed(block.samples)
    return levels.levels_db()


def mixed(surveys: Sequence[Survey]) -> Iterator[AudioBlock]:
    """Decode all tracks as one."""
    first_sample = 0
    tracks = [open_blocks(one.info.path, "mix", surveyed=one) for one in surveys]
    for blocks in zip_longest(*tracks):
        there = [block.samples for block in blocks if block is not None]
        sum_of_tracks = np.zeros(max(map(len, there)), np.float32)
        for samples in there:
            sum_of_tracks[: len(samples)] += samples / np.float32(len(surveys))
        yield AudioBlock(sum_of_tracks, SAMPLE_RATE_HZ, first_sample)
        first_sample += len(sum_of_tracks)
