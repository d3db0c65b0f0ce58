"""Changes voices so that they are harder to recognise, and their words still understood.

Pitch and formants move by one factor, which anybody who finds it can undo: this is not strong
anonymity.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from secrets import SystemRandom
from typing import Final

import numpy as np

from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.flac_file import fits_flac, write_flac
from emotion_desktop.audio.pitch import PitchRange, yin
from emotion_desktop.audio.sound import Sound
from emotion_desktop.audio.survey import Survey, frames_of, survey
from emotion_desktop.audio.tempo import TempoFilter
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError

#: The least changes a voice by about a quarter of an octave; beyond the most, words suffer.
_LEAST_FACTOR: Final = 1.18
_MOST_FACTOR: Final = 1.28
#: Between the usual pitches of men and women: lower voices are raised, higher ones lowered.
_MIDDLE_HZ: Final = 165.0
_PITCH_RATE_HZ: Final = 8_000
_PITCH_RANGE: Final = PitchRange(60.0, 400.0, _PITCH_RATE_HZ)
_PITCH_FRAME: Final = 1_024
_PITCH_HOP: Final = _PITCH_FRAME // 4
#: How much is heard to choose between raising and lowering.
_HEARD_S: Final = 120.0
#: Louder than this share of all frames is mostly voiced.
_QUIET_SHARE: Final = 0.7
#: On both sides of what is silenced: the times of words are not exact.
_MARGIN_S: Final = 0.15


def write_changed_voice(
    source: Path,
    target: Path,
    silenced_s: Sequence[tuple[float, float]] = (),
    on_progress: Callable[[float], None] = lambda _done_s: None,
) -> None:
    """Write a FLAC file of the same length with changed voices, and nothing but audio.

    The factor is drawn anew for each file, and is not stored.

    Parameters
    ----------
    source : Path
        Any audio file.
    target : Path
        Replaced if it exists.
    silenced_s : sequence of (float, float)
        Start and end of what becomes silence, in seconds.
    on_progress : callable
        Called with the seconds written so far; an exception from it ends the work.

    Raises
    ------
    UserFacingError
        If the source cannot be decoded, or has more channels or a higher rate than FLAC can have.
    OSError
        If the target cannot be written.
    """
    found = survey(source)
    if not fits_flac(found):
        raise UserFacingError(
            "{path} has more channels or a higher sample rate than its changed copy can have",
            "Export without audio, or convert the file first.",
            path=source,
        )
    factor = SystemRandom().uniform(_LEAST_FACTOR, _MOST_FACTOR)
    if pitch_hz(found) > _MIDDLE_HZ:
        factor = 1.0 / factor
    rate_hz = found.info.sample_rate_hz
    with open_sound(source, track=found.track, through_ffmpeg=found.through_ffmpeg) as sound:
        blocks = _silenced(_changed(sound, factor), rate_hz, silenced_s, on_progress)
        write_flac(target, blocks, rate_hz, found.info.channels, step=sound.step)


def pitch_hz(found: Survey) -> float:
    """Estimate the median pitch of the voices in the first minutes of a file, by YIN."""
    import soxr  # noqa: PLC0415

    rate_hz, heard, n_heard = found.info.sample_rate_hz, [], 0
    path = found.info.path
    with open_sound(path, track=found.track, through_ffmpeg=found.through_ffmpeg) as sound:
        for frames in frames_of(sound):
            heard.append(np.nan_to_num(frames).mean(axis=1))
            n_heard += len(frames)
            if n_heard > _HEARD_S * rate_hz:
                break
    mono = soxr.resample(np.concatenate(heard), rate_hz, _PITCH_RATE_HZ)
    mono = np.pad(mono, _PITCH_FRAME // 2)
    frames = np.lib.stride_tricks.sliding_window_view(mono, _PITCH_FRAME)[::_PITCH_HOP]
    power = np.mean(np.square(frames), axis=1)
    loud = frames[power >= np.quantile(power, _QUIET_SHARE)]
    return float(np.median(yin(loud, _PITCH_RANGE)))


def _changed(sound: Sound, factor: float) -> Iterator[FloatArray]:
    """Yield the audio with pitch and formants multiplied by a factor, as many frames as before."""
    rate_hz, n_channels = sound.info.sample_rate_hz, sound.info.channels
    # Played faster by the factor, everything is higher; a lower tempo restores the duration.
    stretch = TempoFilter(round(rate_hz * factor), rate_hz, 1.0 / factor, n_channels)
    n_in = n_out = 0
    for frames in frames_of(sound):
        n_in += len(frames)
        ready = stretch.feed(np.nan_to_num(frames))[: n_in - n_out]
        n_out += len(ready)
        yield ready
    rest = stretch.flush()[: n_in - n_out]
    yield np.pad(rest, ((0, n_in - n_out - len(rest)), (0, 0)))


def _silenced(
    blocks: Iterator[FloatArray],
    rate_hz: int,
    spans_s: Sequence[tuple[float, float]],
    on_progress: Callable[[float], None],
) -> Iterator[FloatArray]:
    n_before = 0
    for block in blocks:
        quiet = block.copy()
        for start_s, end_s in spans_s:
            first = round((start_s - _MARGIN_S) * rate_hz) - n_before
            end = round((end_s + _MARGIN_S) * rate_hz) - n_before
            quiet[max(first, 0) : max(end, 0)] = 0.0
        n_before += len(block)
        on_progress(n_before / rate_hz)
        yield quiet
