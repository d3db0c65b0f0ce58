"""Several programs bring something into one library at the same moment; they are real processes."""

import multiprocessing
import shutil
import tempfile
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

import numpy as np
import pytest
import soundfile
from filelock import FileLock

from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.services.recording.recovery import find_unfinished
from emotion_desktop.services.review.import_file import import_document
from emotion_desktop.storage import session_folder as folders
from emotion_desktop.storage.audio_files import sha256_of, sound_of
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import SESSION_ID, analysis
from tests.review_doubles import keep_session, utterance

N_PROGRAMS = 3
N_LIBRARIES = 6
N_FILES = 3
RATE_HZ = 16_000
WAIT_S = 120


def talk(path: Path, level: int) -> SessionDocument:
    """Write a file of half a second; return what its analysis would be."""
    soundfile.write(path, np.full(RATE_HZ // 2, level, np.int16), RATE_HZ)
    return SessionDocument(
        audio=AudioInfo(path, 0.5, RATE_HZ, 1),
        sha256=sha256_of(path),
        models={"program": "0.1.0"},
        utterances=(utterance(0, 0.0, "hello"),),
        frames=analysis().frames,
    )


def on_a_slow_disk() -> None:
    """Let others in wherever a folder was made."""
    make = tempfile.mkdtemp

    def make_slowly(**options: str) -> str:
        made = make(**options)
        time.sleep(0.005)
        return made

    tempfile.mkdtemp = make_slowly


def bring_in(base: Path, number: int, together: Barrier) -> None:
    on_a_slow_disk()
    try:
        for library in range(N_LIBRARIES):
            documents = [
                talk(base / f"{library} {number} {file}.wav", level_of(number, file))
                for file in range(N_FILES)
            ]
            together.wait(WAIT_S)
            with SessionStore(base / f"library {library}", pytest.fail) as store:
                for document in documents:
                    import_document(store, document, copy=True)
    except BaseException:
        together.abort()  # the others are not to wait
        raise


def level_of(number: int, file: int) -> int:
    return 100 * number + file + 1


def test_programs_make_a_library_together_and_bring_files_in(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    together = processes.Barrier(N_PROGRAMS)
    programs = [
        processes.Process(target=bring_in, args=(tmp_path, number, together))
        for number in range(N_PROGRAMS)
    ]
    for program in programs:
        program.start()
    for program in programs:
        program.join(WAIT_S)
    assert [program.exitcode for program in programs] == [0] * N_PROGRAMS
    expected = sorted(level_of(i, file) for i in range(N_PROGRAMS) for file in range(N_FILES))
    for library in tmp_path.glob("library *"):
        with SessionStore(library, pytest.fail) as store:
            sounds = [sound_of(store, session.id) for session in store.sessions()]
        levels = [int(soundfile.read(path, dtype="int16")[0][0]) for path in sounds]
        assert sorted(levels) == expected  # nothing lost, nothing twice
        assert not list((library / "sessions").glob(".incoming-*"))
        assert list(find_unfinished(library, pytest.fail)) == []


def test_a_file_brought_in_meanwhile_is_not_taken_for_a_lost_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SessionStore(tmp_path, pytest.fail) as store:
        look = folders.session_ids_on_disk

        def look_late(data_folder: Path) -> list[str]:
            if not store.session_ids():
                keep_session(store, [utterance(0, 1.0)])
            return look(data_folder)

        monkeypatch.setattr(folders, "session_ids_on_disk", look_late)
        assert find_unfinished(tmp_path, pytest.fail) == []
        session = store.session(SESSION_ID)
    assert session is not None
    assert session.state == "finished"


def test_a_folder_that_is_deleted_meanwhile_is_not_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folders.make_session_folder(tmp_path, SESSION_ID)
    lock = folders.occupied(folder)
    assert folders.is_in_use(folder)
    lock.release()
    lock_of = folders.session_lock

    def lock_of_what_is_deleted(folder: Path) -> FileLock:
        made = lock_of(folder)
        shutil.rmtree(folder)
        return made

    monkeypatch.setattr(folders, "session_lock", lock_of_what_is_deleted)
    assert not folders.is_in_use(folder)
    assert not folder.exists()
