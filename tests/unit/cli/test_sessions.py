"""Recorded sessions on the command line: what is there, and out to files."""

import csv
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from PySide6.QtCore import QSettings

from emotion_desktop.cli import main as cli
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.live_events import SessionStarted
from emotion_desktop.export.formats import ExportOptions
from emotion_desktop.services.exporting import Export
from emotion_desktop.services.recording.library import list_sessions
from emotion_desktop.services.recording.recorder import SessionRecorder
from emotion_desktop.storage.session_folder import make_session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.wav_chunks import ChunkWriter
from emotion_desktop.system.data_folder import default_data_folder
from emotion_desktop.system.paths import resources_dir
from emotion_desktop.ui.settings_store import SettingsStore, stored_settings
from tests.unit.streaming.live_events import SESSION, STARTED, STARTED_AT

CUT_OFF = "20260228T080000Z-00000f"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QSettings:
    """Return the default settings, and change to an empty folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return stored_settings()


def record(data_folder: Path) -> str:
    with closing(SessionRecorder(data_folder)) as recorder:
        recorder.start_recording()
        recorder.take(STARTED)
        recorder.hear(AudioBlock(np.zeros(8 * SAMPLE_RATE_HZ, np.float32), SAMPLE_RATE_HZ, 0))
        for event in SESSION[2:]:
            recorder.take(event)
    assert recorder.state.error is None
    return recorder.state.session_id


def cut_off(data_folder: Path) -> None:
    make_session_folder(data_folder, CUT_OFF)
    with SessionStore(data_folder, pytest.fail) as store:
        store.add_session(CUT_OFF, SessionStarted("Desk microphone", STARTED_AT, 0.0, {}))


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(["sessions", *map(str, arguments)])
    return ended.value.code or 0


def test_sessions_are_listed_with_their_length_and_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capsys.readouterr().out == "There are no recorded sessions.\n"
    assert not default_data_folder().exists()

    recorded = record(default_data_folder())
    cut_off(default_data_folder())
    assert run() == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert sorted((row[0], *row[2:]) for row in rows) == sorted(
        [(recorded, "8.0 s", "finished"), (CUT_OFF, "0.0 s", "unfinished")]
    )
    assert all(row[1].startswith("2026-") for row in rows)


def test_a_session_is_exported_in_both_formats_of_an_analysis(
    tmp_path: Path, settings: QSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    SettingsStore(settings).update(data_folder=str(tmp_path / "chosen"))
    settings.sync()
    recorded = record(tmp_path / "chosen")
    out = tmp_path / "results" / "new"
    assert run("export", recorded, "-o", out, "--format", "json,csv") == 0

    written = sorted(path.name for path in out.iterdir())
    assert written == [f"{recorded}.emotion.csv", f"{recorded}.emotion.json"]
    said = capsys.readouterr().out
    assert all(str(out / name) in said for name in written)
    document = json.loads((out / written[1]).read_text(encoding="utf-8"))
    schema = resources_dir() / "schemas" / "analysis-1.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    assert document["audio"]["duration_s"] == 8
    with (out / written[0]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == ["Grüße you", ""]
    assert [row["label"] for row in rows] == [s["label"] for s in document["segments"]]
    assert [row["corrected_label"] for row in rows] == ["anger", ""]
    assert [marker["text"] for marker in document["markers"]] == ["door slams"]


def test_a_file_that_is_called_like_a_session_is_not_taken_for_it(tmp_path: Path) -> None:
    recorded = record(default_data_folder())
    Path(recorded).write_text("{}")
    assert run("export", recorded, "-o", tmp_path / "out", "--format", "srt") == 0
    assert [p.name for p in (tmp_path / "out").iterdir()] == [f"{recorded}.emotion.srt"]


def test_an_export_without_a_folder_goes_to_where_one_is(tmp_path: Path) -> None:
    recorded = record(default_data_folder())
    assert run("export", recorded) == 0
    assert [p.name for p in (tmp_path / "here").iterdir()] == [f"{recorded}.emotion.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "nothing"], "There is no session nothing"),
        (["export", CUT_OFF], f"Session {CUT_OFF} is not finished"),
        (["export", CUT_OFF, "-o", "file"], "cannot be created"),
        (["export", CUT_OFF, "--format", "xml"], "must name one or more of json, csv"),
        (["export"], "Missing argument"),
        (["import"], "No such command"),
    ],
)
def test_what_cannot_be_exported_ends_with_2_and_writes_nothing(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut_off(default_data_folder())
    Path("file").touch()
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "here").iterdir()] == ["file"]


def test_exporting_where_nothing_was_ever_recorded_creates_nothing() -> None:
    assert run("export", "nothing") == 2
    assert not default_data_folder().exists()


def put_sound(data_folder: Path, session_id: str = CUT_OFF) -> None:
    writer = ChunkWriter(make_session_folder(data_folder, session_id))
    writer.write(np.zeros(2 * SAMPLE_RATE_HZ, np.float32), 0)
    writer.close()


@pytest.mark.parametrize("empty", [True, False])
def test_sessions_without_a_database_are_listed_by_their_folders(
    empty: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    data = default_data_folder()
    put_sound(data)
    if empty:
        (data / "sessions.db").touch()
    before = everything_in(data)
    assert run() == 0
    assert capsys.readouterr().out.split("\t")[::2] == [CUT_OFF, "2.0 s"]
    assert run("export", CUT_OFF) == 2
    assert f"Session {CUT_OFF} is not finished" in capsys.readouterr().err
    assert everything_in(data) == before


def everything_in(folder: Path) -> dict[str, int]:
    """Return the contents of a folder and when they were last changed; readers take locks."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.fixture
def archive() -> Iterator[Path]:
    """Return a folder with two sessions that this process may read and not write."""
    with tempfile.TemporaryDirectory() as made:
        data = Path(made) / "data"
        Path(made).chmod(0o755)
        record(data)
        put_sound(data)
        with SessionStore(data, pytest.fail) as store:
            store.add_session(CUT_OFF, SessionStarted("Desk microphone", STARTED_AT, 0.0, {}))
        paths = [data, *data.rglob("*")]
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        was_root = os.geteuid() == 0
        if was_root:  # whom rights do not stop
            os.seteuid(65_534)
        try:
            assert not os.access(data, os.W_OK, effective_ids=True)
            yield data
        finally:
            if was_root:
                os.seteuid(0)
            for path in paths:
                path.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="Windows has other rights")
def test_an_archive_that_nobody_may_write_is_listed_and_exported(archive: Path) -> None:
    before = sorted(path.name for path in archive.rglob("*"))
    listed = list_sessions(archive, pytest.fail)
    assert sorted((one.duration_s, one.state) for one in listed) == [
        (2.0, "unfinished"),
        (8.0, "finished"),
    ]
    [finished] = [one.id for one in listed if one.state == "finished"]
    with tempfile.TemporaryDirectory() as out:
        options = ExportOptions(private=True)
        export = Export(lambda: archive, Path(out), ["json"], options, pytest.fail)
        [written] = export.write_session(finished)
        assert json.loads(written.read_text(encoding="utf-8"))["segments"]
    assert sorted(path.name for path in archive.rglob("*")) == before


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_what_is_exported_is_for_its_owner_only(tmp_path: Path) -> None:
    recorded = record(default_data_folder())
    before = os.umask(0o022)
    try:
        assert run("export", recorded, "-o", tmp_path / "out", "--format", "json,csv") == 0
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()]
    assert modes == [0o600, 0o600]


def test_a_folder_in_the_place_of_the_database_is_called_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (default_data_folder() / "sessions.db").mkdir(parents=True)
    assert run() == 2
    told = capsys.readouterr().err
    assert "it is a folder, a link or a device" in told
    assert "full" not in told
