"""A first pass through an audio file, for what has to be known before the second."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from emotion_desktop.audio.channels import ChannelSurvey, Mix
from emotion_desktop.audio.child_sound import CONVERT
from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.levels import LevelMeter, gain_for, level_notice
from emotion_desktop.audio.sound import DecodeBrokenError, Sound, no_sound
from emotion_desktop.domain.audio import AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

OnProgress = Callable[[float], None]

#: A track has speech from this share of that in the track with most of it.
_SPEECH_SHARE: Final[float] = 0.2
#: More places of the same kind are reported in one sentence.
_TOLD_PLACES: Final[int] = 5
#: Share of damage from which on the rest is chance.
_MOST_DAMAGE: Final[float] = 0.95


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known about an audio file before it is analysed.

    Attributes
    ----------
    info : AudioInfo
        With the decodable duration and all notices.
    gain : float
        Factor for the samples.
    mix : Mix
        How its channels are combined.
    track : int or None
        Audio track, counted from 0; None for the best.
    n_tracks : int
        Number of audio tracks.
    through_ffmpeg : bool
        libsndfile cannot read all of it.
    """

    info: AudioInfo
    mix: Mix
    gain: float = 1.0
    track: int | None = None
    n_tracks: int = 1
    through_ffmpeg: bool = False


def survey(
    path: Path,
    *,
    track: int | None = None,
    limit_s: float = math.inf,
    on_progress: OnProgress = lambda _done_s: None,
) -> Survey:
    """Survey an audio file in constant memory.

    Parameters
    ----------
    path : Path
        Any file.
    track : int or None
        Among the tracks with audio, counted from 0; None uses the first with speech.
    limit_s : float
        Stop there; notices then cover only this part, and the duration is
        the header's.
    on_progress : callable
        Called with the seconds done so far; an exception from it ends the survey.

    Raises
    ------
    UserFacingError
        It cannot be opened (see `open_sound`) or decoded, contains no audio, or has no such
        track.
    """
    if track is not None:
        _check_track(path, track)
    found = _of_track(path, track, limit_s, on_progress)
    if track is not None or found.n_tracks == 1:
        return found
    tracks = survey_tracks(path, limit_s=limit_s, on_progress=on_progress)
    most_s = max(one.mix.voice_s for one in tracks)
    if most_s:
        found = next(one for one in tracks if one.mix.voice_s >= _SPEECH_SHARE * most_s)
    return _with_notice(found, _track_notice(found))


def survey_tracks(
    path: Path,
    *,
    limit_s: float = math.inf,
    on_progress: OnProgress = lambda _done_s: None,
) -> list[Survey]:
    """Survey each audio track of a file; empty tracks are left out.

    Raises
    ------
    UserFacingError
        As `survey`.
    """
    with open_sound(path) as sound:
        n_tracks = sound.n_tracks
    found, errors = [], []
    for track in range(n_tracks):
        try:
            found.append(_of_track(path, track, limit_s, on_progress))
        except UserFacingError as error:
            errors.append(error)
    if not found:
        raise errors[0]
    return found


def _check_track(path: Path, track: int) -> None:
    with open_sound(path) as sound:
        n_tracks = sound.n_tracks
    if track >= n_tracks:
        raise UserFacingError(
            "{path} has no audio track {track}; it has {n_tracks}",
            "Choose one of its tracks.",
            path=path,
            track=track + 1,
            n_tracks=n_tracks,
        )


def _track_notice(found: Survey) -> AudioNotice:
    if found.track is None:
        message = Message(
            "There are {n_tracks} audio tracks, and none of them contains speech",
            n_tracks=found.n_tracks,
        )
    else:
        message = Message(
            "There are {n_tracks} audio tracks; track {track}, which contains speech, was used",
            n_tracks=found.n_tracks,
            track=found.track + 1,
        )
    return AudioNotice("tracks", message)


def _with_notice(found: Survey, notice: AudioNotice) -> Survey:
    info = replace(found.info, notices=(notice, *found.info.notices))
    return replace(found, info=info)


def _of_track(path: Path, track: int | None, limit_s: float, on_progress: OnProgress) -> Survey:
    for through_ffmpeg in (False, True):
        found = _pass_through(path, track, limit_s, on_progress, through_ffmpeg)
        if found is not None:
            return found
    raise no_sound(path)


def _pass_through(
    path: Path,
    track: int | None,
    limit_s: float,
    on_progress: OnProgress,
    through_ffmpeg: bool,
) -> Survey | None:
    """Survey with one of the decoders; None if libsndfile cannot be trusted."""
    with open_sound(path, track=track, through_ffmpeg=through_ffmpeg) as sound:
        info = sound.info
        meter = LevelMeter(info.sample_rate_hz)
        channels = ChannelSurvey(
            info.channels, info.sample_rate_hz, measures_voice=sound.n_tracks > 1
        )
        n_frames = 0
        ended = True
        try:
            for frames in frames_of(sound):
                n_frames += len(frames)
                meter.feed(frames)
                channels.feed(frames)
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
        mix = channels.decide()
        notices = [*_condensed(sound.notices), *level_notice(gain), *mix.notices]
        known = replace(
            info,
            duration_s=n_frames / info.sample_rate_hz if ended else info.duration_s,
            notices=tuple(sorted(notices, key=lambda notice: notice.at_s)),
        )
        # What has not been seen to its end may still turn out to be damaged.
        through_ffmpeg = through_ffmpeg or sound.doubtful
        return Survey(known, mix, gain, track, sound.n_tracks, through_ffmpeg)


def _check_worth(sound: Sound, n_frames: int) -> None:
    """Raise if hardly anything could be decoded."""
    info = sound.info
    if not n_frames:
        raise no_sound(info.path)
    damaged_s = sum(notice.duration_s for notice in sound.notices if notice.kind == "damage")
    if damaged_s > _MOST_DAMAGE * n_frames / info.sample_rate_hz:
        raise UserFacingError(
            "{path} is damaged: almost none of it can be decoded", CONVERT, path=info.path
        )


def frames_of(sound: Sound) -> Iterator[FloatArray]:
    """Yield decoded frames until the end.

    Raises
    ------
    UserFacingError
        The decoder cannot continue.
    """
    n_frames = 0
    try:
        while len(frames := sound.read()):
            n_frames += len(frames)
            yield frames
    except DecodeBrokenError as error:
        raise UserFacingError(
            "{path} ends unexpectedly after {decoded_s} s: {error}",
            CONVERT,
            path=sound.info.path,
            decoded_s=n_frames / sound.info.sample_rate_hz,
            error=error.args[0],
        ) from error


def _condensed(notices: Sequence[AudioNotice]) -> list[AudioNotice]:
    """Summarise many holes, or many damaged places, in one sentence each."""
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
        elif not total_s:
            message = Message(
                "The audio is discontinuous in {n} places between {first_s} s and {last_s} "
                "s: parts may be missing there, which makes later times too early",
                **where,
            )
        else:
            message = Message(
                "{duration_s} s in {n} places between {first_s} s and {last_s} s are "
                "damaged and were replaced with silence",
                **where,
            )
        told.append(replace(first, message=message, duration_s=total_s))
    return told
