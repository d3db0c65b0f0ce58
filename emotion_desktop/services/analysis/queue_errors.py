"""What went wrong in the analysis queue, in words for people; bugs are logged."""

import logging
from typing import Final

from emotion_desktop.domain.analysis_queue import QueueRow
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

#: While the queue waits for it.
LIBRARY_BUSY: Final = Message(
    "Another program is using the library. The result is kept, and will be added as soon as the "
    "library is free."
)

_log = logging.getLogger(__name__)


def reason_of(row: QueueRow, error: BaseException) -> Message:
    """Say why a file could not be analysed."""
    if isinstance(error, UserFacingError):
        return error.message
    _log.error("%s could not be analysed", row.path, exc_info=error)
    return Message(
        "{path} could not be analysed because of an internal error: {error}",
        path=row.path,
        error=repr(error),
    )


def problem_of(error: Exception) -> Message:
    """Say why the queue as a whole stopped."""
    if isinstance(error, UserFacingError):
        return error.message
    _log.error("The analysis queue failed", exc_info=error)
    return Message("The queue stopped because of an internal error")
