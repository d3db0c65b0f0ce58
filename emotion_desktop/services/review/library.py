"""The session library without Qt: queries for its list, and the actions on its sessions."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.library import (
    LibraryChoices,
    LibraryEntry,
    LibraryFilter,
    LibraryQuestion,
    Listing,
)
from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.session import LIVE_RATER
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.services.review import operations
from emotion_desktop.services.review.comparison import SessionComparison, compare_sessions
from emotion_desktop.services.review.import_file import copy_as_flac, import_document
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage import library
from emotion_desktop.storage.connecting import database_path
from emotion_desktop.storage.errors import DatabaseBusyError, StorageError
from emotion_desktop.storage.packages import duplicate, pack, unpack
from emotion_desktop.storage.review_log import raters
from emotion_desktop.storage.search import Hit, search
from emotion_desktop.storage.session_folder import is_in_use, session_folder
from emotion_desktop.storage.store import SessionStore

#: A screen of sessions, whose rows would stay blank until they are asked for.
_SHOWN_AT_ONCE: Final = 40
#: Renames and tags are logged under this rater as long as nobody has chosen one.
_NOBODY: Final = Rater(LIVE_RATER, blind=False)


@dataclass(frozen=True, slots=True)
class Found:
    """Search results.

    Attributes
    ----------
    hits : tuple of Hit
        What was kept last comes first.
    entries : mapping of str to LibraryEntry
        Of the sessions that have hits, by id.
    """

    hits: tuple[Hit, ...]
    entries: dict[str, LibraryEntry]


class SessionLibrary:
    """The sessions of a data folder; for one thread at a time.

    The first query opens the database and keeps it open, because opening includes an integrity
    check that is slow for large libraries. After a storage error the next query reopens it.

    Parameters
    ----------
    data_folder : Path
        Of the sessions. Queries create neither the folder nor a database.
    on_notice : callable
        Called with a one-line message when a damaged database was set aside.

    Attributes
    ----------
    rater : Rater or None
        The current rater: what is hidden from them is neither listed nor found. None sees all.
    """

    def __init__(self, data_folder: Path, on_notice: Callable[[str], None]) -> None:
        self.rater: Rater | None = None
        self._data_folder = data_folder
        self._on_notice = on_notice
        self._store: SessionStore | None = None

    def close(self) -> None:
        """Close the database."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def listing(self, question: LibraryQuestion, known: Collection[str] = ()) -> Listing:
        """List sessions, with what is shown of the first ones that are not known yet.

        Raises
        ------
        StorageError
            Also from every other method: if the disk fails, another program holds the database,
            or a newer version made it.
        """
        if not self._exists:
            return Listing((), 0)
        with self._opened() as store:
            ids = library.session_ids(
                store,
                question.wanted,
                sort=question.sort,
                descending=question.descending,
                rater=self.rater,
            )
            narrowed = question.wanted != LibraryFilter()
            n_all = library.n_sessions(store) if narrowed else len(ids)
            new = islice((one for one in ids if one not in known), _SHOWN_AT_ONCE)
            entries = library.entries(store, list(new), self.rater)
        return Listing(tuple(ids), n_all, tuple(entries))

    def entries(self, ids: Sequence[str]) -> list[LibraryEntry]:
        """Read list entries of some sessions, in the given order; deleted ones are left out."""
        if not self._exists:
            return []
        with self._opened() as store:
            return library.entries(store, ids, self.rater)

    def find(self, typed: str, wanted: LibraryFilter) -> Found:
        """Search for what was typed within the sessions that match a filter."""
        if not self._exists:
            return Found((), {})
        with self._opened() as store:
            left = None
            if wanted != LibraryFilter():
                left = library.session_ids(store, wanted, rater=self.rater)
            hits = search(store, typed, rater=self.rater, sessions=left)
            ids = list(dict.fromkeys(hit.session_id for hit in hits))
            entries = {one.id: one for one in library.entries(store, ids, self.rater)}
        return Found(tuple(hit for hit in hits if hit.session_id in entries), entries)

    def choices(self) -> LibraryChoices:
        """List all tags, speakers and raters."""
        if not self._exists:
            return LibraryChoices()
        with self._opened() as store:
            return LibraryChoices(
                tuple(library.all_tags(store)),
                tuple(library.all_speakers(store)),
                tuple(rater.name for rater in raters(store)),
            )

    def refresh(self) -> tuple[int, int]:
        """Update the list entries of sessions that have changed, one batch at a time.

        Returns
        -------
        tuple of (int, int)
            How many were out of date, and how many still are.
        """
        if not self._exists:
            return 0, 0
        with self._opened() as store:
            n_before = library.n_stale(store)
            return n_before, library.refresh(store) if n_before else 0

    def compare(self, ids: Sequence[str]) -> SessionComparison:
        """Compare sessions, as far as the rater may see them."""
        with self._opened() as store:
            return compare_sessions(store, ids, self.rater)

    def rename(self, session_id: str, title: str) -> None:
        """Rename a session; with an empty title it is shown by its source."""
        with self._opened() as store:
            opened = self._review(store, session_id)
            if opened.state.title != " ".join(title.split()):
                operations.set_title(opened, title)

    def change_tags(
        self, ids: Sequence[str], added: Collection[str], removed: Collection[str]
    ) -> None:
        """Add tags to sessions, and remove others.

        Raises
        ------
        UserFacingError
            The first one, if a session no longer exists or is not finished; the others are
            changed all the same.
        """
        problems: list[UserFacingError] = []
        with self._opened() as store:
            for session_id in ids:
                try:
                    opened = self._review(store, session_id)
                    before = opened.state.tags
                    kept = [tag for tag in before if tag not in removed]
                    after = tuple(dict.fromkeys([*kept, *added]))
                    if after != before:
                        operations.set_session_tags(opened, after)
                except StorageError:  # the others would fail, too
                    raise
                except UserFacingError as error:
                    problems.append(error)
        if problems:
            raise problems[0]

    def delete(self, ids: Sequence[str]) -> None:
        """Delete sessions; `restore` can undo it for ten seconds.

        Raises
        ------
        UserFacingError
            If one of them is being recorded; then nothing is deleted.
        """
        with self._opened() as store:
            for session_id in ids:
                if is_in_use(session_folder(self._data_folder, session_id)):
                    raise _in_use()
            now = datetime.now(UTC)
            for session_id in ids:
                library.delete_session(store, session_id, now)

    def restore(self, ids: Sequence[str]) -> list[str]:
        """Undo the deletion of sessions; return those that could be restored."""
        with self._opened() as store:
            return [one for one in ids if library.restore(store, one)]

    def purge(self) -> int:
        """Permanently delete what can no longer be restored; return the number of sessions."""
        if not self._exists:
            return 0
        with self._opened() as store:
            return len(library.purge(store, datetime.now(UTC)))

    def expire(self, max_age_days: int) -> int:
        """Delete sessions older than that; return the number of sessions."""
        if not self._exists:
            return 0
        with self._opened() as store:
            return len(library.expire(store, datetime.now(UTC), max_age_days))

    def duplicate(self, session_id: str) -> str:
        """Duplicate a session for another rater; return the new id."""
        with self._opened() as store:
            return duplicate(store, session_id)

    def pack(self, session_id: str, path: Path) -> None:
        """Pack a session into one file, replacing an existing one."""
        with self._opened() as store:
            pack(store, session_id, path, copy_as_flac)

    def unpack(self, path: Path) -> str:
        """Add a packed session to the library; return its id."""
        with self._opened() as store:
            return unpack(store, path)

    def import_analysis(self, path: Path, *, copy: bool) -> str:
        """Add an analysed audio file to the library as a session; return its id.

        Parameters
        ----------
        path : Path
            The analysis as JSON; the audio file is at the path it names, or next to it.
        copy : bool
            Whether to copy the audio into the library.

        Raises
        ------
        UserFacingError
            If the analysis cannot be read, its audio file is missing or has changed, or the disk
            fails; the library stays unchanged.
        """
        document = read_analysis_json(path)
        if document.session is not None:
            raise UserFacingError(
                "{path} was exported from a recorded session and is not an audio file's analysis",
                "Pack that session into one file where it was recorded, then open that file here.",
                path=path,
            )
        audio = replace(document.audio, path=_beside(path, document.audio.path))
        with self._opened() as store:
            return import_document(store, replace(document, audio=audio), copy=copy)

    def folder_of(self, session_id: str) -> Path:
        """Return the folder of a session's files."""
        return session_folder(self._data_folder, session_id)

    @property
    def _exists(self) -> bool:
        return self._store is not None or database_path(self._data_folder).exists()

    @contextmanager
    def _opened(self) -> Iterator[SessionStore]:
        try:
            if self._store is None:
                self._store = SessionStore(self._data_folder, self._on_notice)
            yield self._store
        except DatabaseBusyError:
            raise
        except StorageError:
            self.close()
            raise

    def _review(self, store: SessionStore, session_id: str) -> OpenReview:
        return OpenReview(store, session_id, self.rater or _NOBODY)


def _beside(analysis: Path, audio: Path) -> Path:
    """Find the audio file of an analysis, which may have been moved together with it."""
    places = (
        analysis.parent / audio,
        analysis.parent / audio.name,
    )  # an absolute path stays
    for place in places:
        if place.is_file():
            return place
    raise UserFacingError(
        "The audio file of this analysis was not found at {audio}",
        "Put it next to {path} under its original name, then try again.",
        audio=audio,
        path=analysis,
    )


def _in_use() -> UserFacingError:
    return UserFacingError(
        "A session that is being recorded or recovered cannot be deleted",
        "Wait until it is finished, then try again.",
    )
