"""Puts results of the analysis queue into the library."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from emotion_desktop.domain.analysis_queue import QueueRow
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.services.analysis.queue_errors import reason_of

#: Puts an analysed file into the library, with a copy of its sound or without, and returns the
#: session's id.
AddToLibrary = Callable[[SessionDocument, bool], str]

#: What to do with a result while another program uses the library.
Decision = Literal["try again", "stop", "cancel"]


def keep_result(
    row: QueueRow,
    document: SessionDocument,
    add_to_library: AddToLibrary,
    wait: Callable[[], Decision],
) -> QueueRow:
    """Put a result into the library, and return the row as it is afterwards.

    Parameters
    ----------
    row : QueueRow
        The analysed file.
    document : SessionDocument
        Its result.
    add_to_library : callable
        Adds it.
    wait : callable
        Called each time that another program uses the library.

    Raises
    ------
    StorageError
        If the library cannot take it, while the file itself can be read.
    """
    from emotion_desktop.storage.errors import DatabaseBusyError, StorageError  # noqa: PLC0415 (loads the database)

    while True:
        try:
            session_id = add_to_library(document, row.copies_audio)
        except DatabaseBusyError:
            match wait():
                case "stop":
                    raise
                case "cancel":
                    return replace(row, state="cancelled", share=0.0)
        except Exception as error:  # told in the row, so that the next one is analysed
            if isinstance(error, StorageError) and row.path.is_file():
                raise
            return replace(row, state="failed", reason=reason_of(row, error))
        else:
            return replace(row, state="done", share=1.0, session_id=session_id)
