"""Results and errors in a form that other processes can be sent."""

import pickle
import traceback
from dataclasses import replace

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.analysis.jobs import JobCancelled, JobDone, JobFailed


def portable(ended: JobDone | JobFailed | JobCancelled) -> JobDone | JobFailed | JobCancelled:
    """Return the end of a job without what is large and used by the process alone."""
    match ended:
        case JobDone():
            return replace(ended, document=_without_cross_attention(ended.document))
        case JobFailed():
            return replace(ended, error=portable_error(ended.error))
    return ended


def _without_cross_attention(document: SessionDocument) -> SessionDocument:
    utterances = tuple(
        replace(one, estimate=replace(one.estimate, cross_attention=None))
        for one in document.utterances
    )
    return replace(document, utterances=utterances)


def portable_error(error: BaseException) -> BaseException:
    """Return an error that can be pickled; a bug keeps its traceback as a note."""
    if not isinstance(error, UserFacingError):
        error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    except Exception:
        plain = RuntimeError(repr(error))
        plain.add_note("".join(traceback.format_exception(error)))
        return plain
    return error
