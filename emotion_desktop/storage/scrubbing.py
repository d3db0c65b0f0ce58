"""What deleting leaves behind in the files of the database is overwritten."""

from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, text

if TYPE_CHECKING:
    from emotion_desktop.storage.store import SessionStore

#: Of the index, in one step.
_MERGED_PAGES: Final = 1_000
_MERGE: Final = text("INSERT INTO passages_fts(passages_fts, rank) VALUES ('merge', :n_pages)")
_CHANGES: Final = text("SELECT total_changes()")
#: A number in the database that SQLite leaves to programs: 1 from a deletion until what it
#: left behind is overwritten, even if the program ends in between.
_IS_TO_SCRUB: Final = "PRAGMA user_version"
_SET_TO_SCRUB: Final = "PRAGMA user_version = {}"


def note_deletion(connection: Connection) -> None:
    """Note, within the transaction of a deletion, that there is something to overwrite."""
    connection.exec_driver_sql(_SET_TO_SCRUB.format(1))


def scrub(store: "SessionStore") -> None:
    """Overwrite what deletions left behind in the index and in SQLite's log, if they did.

    If another program reads the log, that is done the next time.

    FTS5 marks deleted entries, and drops them only when the segments of its index are merged. This
    is done in steps, between which others get their turn: a negative number of pages starts to
    merge all segments, a positive one continues, and fewer than two changes mean that it is done.
    """
    with store.connection() as connection:
        if not connection.exec_driver_sql(_IS_TO_SCRUB).scalar_one():
            return
    n_pages = -_MERGED_PAGES
    n_changes = 2
    while n_changes >= 2:
        with store.connection() as connection:
            before = connection.execute(_CHANGES).scalar_one()
            connection.execute(_MERGE, {"n_pages": n_pages})
            n_changes = connection.execute(_CHANGES).scalar_one() - before
        n_pages = _MERGED_PAGES
    if store.checkpoint():
        with store.connection() as connection:
            connection.exec_driver_sql(_SET_TO_SCRUB.format(0))
