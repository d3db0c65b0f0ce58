"""`analyze --library` on a double of the analysis: results go where the window shows them."""

from pathlib import Path

import pytest

from emotion_desktop.cli import analyze
from emotion_desktop.cli import main as cli
from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.services.recording.library import list_sessions
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.session_folder import DATABASE_NAME
from emotion_desktop.storage.store import SessionStore
from tests.analysis_double import AnalysisDouble, write_audio
from tests.unit.cli.test_main import run


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cli, "_load_engine", lambda *_: None)
    monkeypatch.setattr(analyze, "data_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(analyser, "analyse", AnalysisDouble())
    return tmp_path / "data"


def test_results_go_into_the_library_and_nowhere_else(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = write_audio(tmp_path / "in", "a.wav", "b.wav")
    assert run("analyze", tmp_path / "in", "--library") == 0
    sessions = list_sessions(data, pytest.fail)
    said = capsys.readouterr().out
    assert len(sessions) == 2
    assert all(f"-> session {session.id}" in said for session in sessions)
    assert sorted((tmp_path / "in").iterdir()) == paths
    with SessionStore(data, pytest.fail, read_only=True) as store:
        documents = [document_of(store, session.id) for session in sessions]
    assert {document.audio.path for document in documents} == set(paths)
    assert not list((data / "sessions").glob("*/*.flac"))


def test_files_are_written_too_where_a_format_or_a_folder_is_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [path] = write_audio(tmp_path / "in", "a.wav")
    assert run("analyze", path, "--library", "--format", "csv") == 0
    assert (tmp_path / "in" / "a.wav.emotion.csv").exists()
    assert "a.wav.emotion.csv, session " in capsys.readouterr().out
    assert run("analyze", path, "--library", "-o", tmp_path / "out") == 0
    assert (tmp_path / "out" / "a.wav.emotion.json").exists()


def test_what_the_library_does_not_take_is_told_and_the_others_are_analysed(
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Changing(AnalysisDouble):
        def __call__(self, path: Path, *arguments: object, **options: object) -> object:
            analysis = super().__call__(path, *arguments, **options)
            if path.name == "a.wav":
                path.write_bytes(b"another take")
            return analysis

    monkeypatch.setattr(analyser, "analyse", Changing())
    write_audio(tmp_path / "in", "a.wav", "b.wav")
    assert run("analyze", tmp_path / "in", "--library") == 1
    said = capsys.readouterr()
    assert "a.wav was modified after it was analysed" in said.err
    assert "b.wav" in said.out
    assert len(list_sessions(data, pytest.fail)) == 1


def test_a_library_that_cannot_be_opened_is_told_before_models_are_loaded(
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "_load_engine", lambda *_: pytest.fail("models were loaded"))
    (data / DATABASE_NAME).mkdir(parents=True)
    assert run("analyze", *write_audio(tmp_path / "in", "a.wav"), "--library") == 2
    assert str(data) in capsys.readouterr().err
