"""A library of many sessions, made once and kept in `build/`.

Utterances have neither word times nor attention: neither lists nor search read them.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.storage.store import SessionStore
from tests.conftest import REPOSITORY

N_SESSIONS = 10_000
N_UTTERANCES = 300
N_WORDS = 8
VOCABULARY = 20_000
_SYLLABLES = [a + b for a in "bdklm" for b in "aeiou"]


def word(number: int) -> str:
    """Name a word of the vocabulary; the first ones are the most frequent."""
    spelled = ""
    while True:
        number, syllable = divmod(number, len(_SYLLABLES))
        spelled += _SYLLABLES[syllable]
        if number == 0:
            return spelled


def library_folder() -> Path:
    """Make the library where there is none yet."""
    folder = REPOSITORY / "build" / f"library-{N_SESSIONS}x{N_UTTERANCES}"
    done = folder / "generated"
    if not done.exists():
        (folder / "sessions.db").unlink(missing_ok=True)
        SessionStore(folder, print).close()
        with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as connection:
            _fill(connection)
        done.touch()
    return folder


def _fill(connection: sqlite3.Connection) -> None:
    chance = np.random.default_rng(0)
    words = [word(number) for number in range(VOCABULARY)]
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -200000")
    connection.execute("BEGIN")
    # The index is made in one go at the end, which is quicker than row by row.
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    began = datetime(2015, 1, 1, tzinfo=UTC)
    for number in range(N_SESSIONS):
        started_at = began + timedelta(hours=9 * number)
        _add_session(connection, number, started_at, chance, words)
    connection.execute(
        "INSERT INTO passages(session_id, kind, source_id, at_s, text)"
        " SELECT session_id, 'utterance', segment_id, start_s, text FROM segments"
    )
    connection.execute("INSERT INTO passages_fts(passages_fts) VALUES ('rebuild')")
    for _name, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA journal_mode = WAL")


def _add_session(
    connection: sqlite3.Connection,
    number: int,
    started_at: datetime,
    chance: np.random.Generator,
    words: list[str],
) -> None:
    session_id = f"{started_at:%Y%m%dT%H%M%SZ}-{number:06x}"
    at = f"{started_at:%Y-%m-%d %H:%M:%S.%f}"
    connection.execute(
        "INSERT INTO sessions(id, started_at, ended_at, source, models, state, n_samples,"
        " dropped_samples, recovery_attempts)"
        " VALUES (?, ?, ?, 'Desk', '{}', 'finished', 28800000, 0, 0)",
        (session_id, at, at),
    )
    chosen = (chance.zipf(1.3, (N_UTTERANCES, N_WORDS)) % VOCABULARY).tolist()
    labels = chance.integers(0, len(EMOTIONS), N_UTTERANCES)
    seven = bytes(4 * len(EMOTIONS))
    connection.executemany(
        "INSERT INTO segments(session_id, segment_id, start_s, end_s, speaker, text, fused, label,"
        " words, speech_only, gate_speech, gate_text, confidence, uncertain)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '[]', 0, 0.5, 0.5, 0.7, 0)",
        [
            (
                *(session_id, i, 6.0 * i, 6.0 * i + 4.0, "AB"[i % 2]),
                *(" ".join([words[k] for k in chosen[i]]), seven, EMOTIONS[labels[i]]),
            )
            for i in range(N_UTTERANCES)
        ],
    )
    shares = np.bincount(labels, minlength=len(EMOTIONS)) / N_UTTERANCES
    connection.executemany(
        "INSERT INTO session_shares VALUES (?, ?, ?)",
        [(session_id, name, float(share)) for name, share in zip(EMOTIONS, shares, strict=True)],
    )
    connection.executemany(
        "INSERT INTO session_speakers VALUES (?, ?)",
        [(session_id, "AB"[i]) for i in range(2)],
    )
    connection.execute(
        "INSERT INTO session_tags VALUES (?, ?)", (session_id, f"study {number % 20}")
    )
    connection.execute(
        "INSERT INTO session_details(session_id, title, review_state, ribbon, added_at, stale)"
        " VALUES (?, ?, ?, ?, ?, 0)",
        (session_id, f"Interview {number}", "reviewed" if number % 3 else "new", bytes(60), at),
    )
