"""Kills scripted reviews at random moments, and looks at what is left of each.

Run as a program of its own, for it forks: `python -m tests.killed_reviews COUNT SEED`. Prints
`all COUNT whole` with the numbers of acknowledged edits, or fails.
"""

import os
import random
import select
import signal
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from emotion_desktop.domain.review import Rater
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage.review_log import log_of
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import SESSION_ID
from tests.review_doubles import keep_session, utterance

ANA = Rater("Ana")


def review(folder: Path, acknowledge: int) -> None:
    """Edit until somebody kills this process; write a byte after each edit that returned."""
    with SessionStore(folder, print) as store:
        opened = OpenReview(store, SESSION_ID, ANA)
        for i in range(1_000_000):
            match i % 8:
                case 0:
                    do.set_labels(opened, 1, ["fear"])
                case 1:
                    do.set_comment(opened, 1, f"remark {i}")
                case 2:
                    do.split(opened, 0, 2.0)
                case 3:
                    do.merge_with_next(opened, 0)
                case 4:
                    do.set_text(opened, 1, f"one two {i}")
                case 5:
                    do.set_title(opened, f"Talk {i}")
                case 6:
                    do.undo(opened)
                case 7:
                    do.redo(opened)
            os.write(acknowledge, b".")


def kill_one(chance: random.Random) -> int:
    """Kill a review at a random moment, check what it left, return how much was acknowledged."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with SessionStore(folder, print) as store:
            keep_session(store, [utterance(0, 1.0), utterance(1, 3.0)])
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            review(folder, write_end)
            os._exit(0)
        os.close(write_end)
        acknowledged = b""
        for _ in range(chance.randrange(1, 40)):
            acknowledged += os.read(read_end, 1)
        # Somewhere within the next edits: a moment, unless one of them was quicker.
        select.select([], [], [], chance.uniform(0.0, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while rest := os.read(read_end, 4096):
            acknowledged += rest
        os.close(read_end)
        check(folder, len(acknowledged))
        return len(acknowledged)


def check(folder: Path, n_acknowledged: int) -> None:
    """Fail where an acknowledged edit is lost, or where the database is not whole."""
    with closing(sqlite3.connect(folder / "sessions.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute(
            "INSERT INTO passages_fts(passages_fts, rank) VALUES ('integrity-check', 1)"
        )
    with SessionStore(folder, print) as store:
        n_kept = len(log_of(store, SESSION_ID))
        # One more may be on the disk, whose acknowledgement did not come any more.
        assert n_acknowledged <= n_kept <= n_acknowledged + 1, (n_acknowledged, n_kept)
        opened = OpenReview(store, SESSION_ID, ANA)
        do.set_note(opened, "It goes on.")
        with store.connection() as connection:
            shown = connection.exec_driver_sql("SELECT title FROM session_details").scalar()
        assert shown == opened.state.title


def main() -> None:
    """Kill as many reviews as are asked for."""
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(seed)
    counts = [kill_one(chance) for _ in range(count)]
    sys.stdout.write(f"all {count} whole, acknowledged: {counts}\n")


if __name__ == "__main__":
    main()
