"""Pitch and level of a session, measured where somebody looks."""

from contextlib import ExitStack, closing
from typing import Final

import numpy as np

from emotion_desktop.audio.file_source import SURVEY_S
from emotion_desktop.audio.prosody import HOP, MARGIN, ProsodyProcess
from emotion_desktop.audio.resampling import StreamResampler
from emotion_desktop.audio.seekable import SeekableSound
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.prosody import PART_BINS, ProsodyPart
from emotion_desktop.services.review.session_sound import SessionSound

#: Measured on both sides of a part and thrown away: pitch is tracked along the voice.
_CONTEXT_BINS: Final = 25


class SessionProsody:
    """Measures a session part by part; one thread measures and closes.

    Parameters
    ----------
    sound : SessionSound
        Its audio; it is opened with the first part.
    """

    def __init__(self, sound: SessionSound) -> None:
        self._where = sound
        self._open = ExitStack()
        self._sound: SeekableSound | None = None
        self._mix = np.full(2, 0.5, np.float32)
        self._process: ProsodyProcess | None = None
        self._abandoned = False

    def measure(self, number: int) -> ProsodyPart | None:
        """Measure a part; None once it is abandoned.

        Raises
        ------
        UserFacingError
            The audio cannot be read, or nothing can be measured.
        """
        if self._abandoned:
            return None
        sound, process = self._opened()
        first = (number * PART_BINS - _CONTEXT_BINS) * HOP - MARGIN
        length = (PART_BINS + 2 * _CONTEXT_BINS) * HOP + 2 * MARGIN
        samples, n_before, n_there = self._samples(sound, first, length)
        try:
            rows = process.measure(samples)
        except OSError as error:
            if self._abandoned:
                return None
            raise UserFacingError(
                "Pitch and level could not be measured",
                "Close other programs if memory is short, then switch prosody off and on.",
            ) from error
        rows = rows[:, _CONTEXT_BINS:-_CONTEXT_BINS].copy()
        n_measured = -(-(n_before + n_there - MARGIN) // HOP) - _CONTEXT_BINS
        rows[:, max(n_measured, 0) :] = np.nan  # after the end of the audio
        rows.setflags(write=False)
        return ProsodyPart(number, rows[0], rows[1])

    def abandon(self) -> None:
        """Let `measure` return soon; from any thread."""
        self._abandoned = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Release the file and the process."""
        self._open.close()

    def _opened(self) -> tuple[SeekableSound, ProsodyProcess]:
        if self._sound is None:
            path, track = self._where.path, self._where.track
            self._sound = self._open.enter_context(closing(SeekableSound(path, track=track)))
            if self._sound.info.channels == 2:
                self._mix = survey(path, track=track, limit_s=SURVEY_S).mix.weights
        if self._process is None:
            self._process = self._open.enter_context(closing(ProsodyProcess()))
        return self._sound, self._process

    def _samples(
        self, sound: SeekableSound, first: int, length: int
    ) -> tuple[FloatArray, int, int]:
        """Return samples at 16 kHz with zeros where there are none, and how many there are."""
        n_before = max(-first, 0)
        rate_hz = sound.info.sample_rate_hz
        sound.seek((first + n_before) / SAMPLE_RATE_HZ)
        n_left = round((length - n_before) / SAMPLE_RATE_HZ * rate_hz)
        pieces = []
        while n_left > 0 and len(frames := sound.read()):
            pieces.append(frames[:n_left] @ self._mix)
            n_left -= len(frames)
        there = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
        there = StreamResampler(rate_hz).feed(there, last=True)[: length - n_before]
        samples = np.zeros(length, np.float32)
        samples[n_before : n_before + len(there)] = there
        return samples, n_before, len(there)
