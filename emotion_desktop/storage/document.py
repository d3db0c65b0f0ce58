"""Sessions as documents for export."""

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioInfo
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Frames
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_options import LiveOptions
from emotion_desktop.domain.review_document import reviewed
from emotion_desktop.domain.session import RecordedWindow
from emotion_desktop.storage.audio_files import audio_of, frames_of, hash_of, sha256_of, sound_of
from emotion_desktop.storage.review_log import log_of
from emotion_desktop.storage.store import SessionStore


def document_of(store: SessionStore, session_id: str) -> SessionDocument:
    """Read everything stored about a session, recorded or analysed from an audio file.

    Its utterances have the models' estimates, and the words, boundaries and speakers of the
    review; corrections are separate. The frames of a recorded session are
    empty except for hop and length: it has estimates from speech alone, which are the
    document's windows.

    Raises
    ------
    UserFacingError
        If the session is neither finished nor recovered, or has no audio.
    """
    session = store.session(session_id)
    if session is None or session.ended_at is None:
        raise not_finished(session_id)
    from_file = audio_of(store, session_id)
    if from_file is None:
        path = sound_of(store, session_id)
        audio, sha256 = AudioInfo(path, session.duration_s, SAMPLE_RATE_HZ, 1), sha256_of(path)
    else:  # it may no longer be there
        audio, sha256 = from_file, hash_of(store, session_id) or ""
    segments = store.segments(session_id)
    windows = store.windows(session_id)
    document = SessionDocument(
        audio=audio,
        sha256=sha256,
        models=session.models,
        utterances=tuple(segment.utterance for segment in segments),
        frames=frames_of(store, session_id) or _empty_frames(windows),
        session=session if from_file is None else None,
        windows=tuple(windows),
        markers=tuple(store.markers(session_id)),
        corrections=tuple(store.corrections(session_id)),
        notices=tuple(store.notices(session_id)),
        speech_only=frozenset(
            segment.utterance.segment_id for segment in segments if segment.speech_only
        ),
    )
    return reviewed(document, log_of(store, session_id))


def not_finished(session_id: str) -> UserFacingError:
    """Return the error for a session that has not ended."""
    return UserFacingError(
        "Session {session_id} is not finished",
        "Run emotion-desktop without a command. It will offer to recover interrupted sessions.",
        session_id=session_id,
    )


def _empty_frames(windows: list[RecordedWindow]) -> Frames:
    usual = LiveOptions()
    hops_s = np.diff([window.end_s for window in windows])
    none = np.empty((0, len(EMOTIONS)), np.float32)
    return Frames(
        # A slow computer may have used longer hops at times.
        hop_s=float(np.median(hops_s)) if len(hops_s) else usual.hop_s,
        window_s=max((w.end_s - w.start_s for w in windows), default=usual.window_s),
        times_s=np.empty(0, np.float32),
        speech=none,
        fused=none,
    )
