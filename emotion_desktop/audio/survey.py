"""A first pass through a recording, for what must be known before the second."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from emotion_desktop.audio.child_sound import CONVERT
from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.levels import LevelMeter, gain_for, level_notice
from emotion_desktop.audio.sound import DecodeBrokenError, Sound, no_sound
from emotion_desktop.domain.audio import AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.messages import Message

#: More places of a kind are told in one sentence.
_TOLD_PLACES: Final[int] = 5
#: Share of damage from which on the rest is chance.
_MOST_DAMAGE: Final[float] = 0.95


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a recording before it is analysed.

    Attributes
    ----------
    info : AudioInfo
        With the length of what can be decoded, and all that is to be told.
    gain : float
        What its samples are multiplied by.
    track : int or None
        Track of sound, counted from 0; None for the best.
    through_ffmpeg : bool
        libsndfile does not read all of it.
    """

    info: AudioInfo
    gain: float = 1.0
    track: int | None = None
    through_ffmpeg: bool = False


def survey(
    path: Path,
    *,
    track: int | None = None,
    limit_s: float = math.inf,
    on_progress: Callable[[float], None] = lambda _done_s: None,
) -> Survey:
    """Go through a recording, in constant memory.

    Parameters
    ----------
    path : Path
        Any file.
    track : int or None
        Of those with sound, counted from 0; None takes the best.
    limit_s : float
        Go no further than that; what is told is of this beginning only, and the length is
        the header's.
    on_progress : callable
        Told how many seconds have gone by; what it raises ends the survey.

    Raises
    ------
    UserFacingError
        It cannot be opened (see `open_sound`) or decoded, or there is no sound in it.
    """
    for through_ffmpeg in (False, True):
        found = _pass_through(path, track, limit_s, on_progress, through_ffmpeg)
        if found is not None:
            return found
    raise no_sound(path)


def _pass_through(
    path: Path,
    track: int | None,
    limit_s: float,
    on_progress: Callable[[float], None],
    through_ffmpeg: bool,
) -> Survey | None:
    """Survey with one of the decoders; None where libsndfile is not to be trusted."""
    with open_sound(path, track=track, through_ffmpeg=through_ffmpeg) as sound:
        info = sound.info
        meter = LevelMeter(info.sample_rate_hz)
        n_frames = 0
        ended = True
        try:
            for frames in frames_of(sound):
                n_frames += len(frames)
                meter.feed(frames)
                on_progress(n_frames / info.sample_rate_hz)
                if n_frames / info.sample_rate_hz >= limit_s:
                    ended = False
                    break
        except UserFacingError:
            if not sound.doubtful:
                raise
        if ended and sound.doubtful:
            return None
        _check_worth(sound, n_frames)
        gain = gain_for(meter.peak, meter.level_dbfs, step=sound.step)
        notices = [*_condensed(sound.notices), *level_notice(gain)]
        known = replace(
            info,
            duration_s=n_frames / info.sample_rate_hz if ended else info.duration_s,
            notices=tuple(sorted(notices, key=lambda notice: notice.at_s)),
        )
        # What has not been seen to its end may still turn out to be damaged.
        return Survey(known, gain, track, through_ffmpeg or sound.doubtful)


def _check_worth(sound: Sound, n_frames: int) -> None:
    """Raise where hardly anything could be decoded."""
    info = sound.info
    if not n_frames:
        raise no_sound(info.path)
    damaged_s = sum(notice.duration_s for notice in sound.notices if notice.kind == "damage")
    if damaged_s > _MOST_DAMAGE * n_frames / info.sample_rate_hz:
        raise UserFacingError(
            "{path} is damaged: almost nothing of it can be decoded", CONVERT, path=info.path
        )


def frames_of(sound: Sound) -> Iterator[FloatArray]:
    """Give what is decoded until the end.

    Raises
    ------
    UserFacingError
        The decoder cannot go on.
    """
    n_frames = 0
    try:
        while len(frames := sound.read()):
            n_frames += len(frames)
            yield frames
    except DecodeBrokenError as error:
        raise UserFacingError(
            "{path} breaks off after {decoded_s} s: {error}",
            CONVERT,
            path=sound.info.path,
            decoded_s=n_frames / sound.info.sample_rate_hz,
            error=error.args[0],
        ) from error


def _condensed(notices: Sequence[AudioNotice]) -> list[AudioNotice]:
    """Tell of many holes, or of many damaged places, in one sentence each."""
    by_kind: defaultdict[str, list[AudioNotice]] = defaultdict(list)
    for notice in notices:
        by_kind[notice.kind].append(notice)
    told = []
    for kind, places in by_kind.items():
        if len(places) <= _TOLD_PLACES or kind not in {"hole", "damage"}:
            told += places
            continue
        first, last = places[0], places[-1]
        total_s = sum(notice.duration_s for notice in places)
        where = {
            "duration_s": total_s,
            "n": len(places),
            "first_s": first.at_s,
            "last_s": last.at_s,
        }
        if kind == "hole":
            message = Message(
                "{duration_s} s without sound in {n} places between {first_s} s and {last_s} s",
                **where,
            )
        else:
            message = Message(
                "{duration_s} s in {n} places between {first_s} s and {last_s} s are damaged; "
                "silence stands in their place",
                **where,
            )
        told.append(replace(first, message=message, duration_s=total_s))
    return told
