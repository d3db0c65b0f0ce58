"""`analyze` on many files: resuming, the table of a corpus, and what does not go together."""

import csv
from pathlib import Path

import pytest
import soundfile

from emotion_desktop.cli import main as cli
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from tests.unit.audio.demo_speech import said
from tests.unit.cli.test_main import run
from tests.unit.services.analysis.test_speakers import Models


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files with speech, and one that is no audio."""
    monkeypatch.setattr(cli, "_load_engine", lambda *_: Models())
    folder = tmp_path / "corpus"
    folder.mkdir()
    for i, name in enumerate(("a.wav", "b.wav")):
        soundfile.write(folder / name, said(i, i + 4), SAMPLE_RATE_HZ)
    (folder / "c.wav").write_text("no audio")
    return folder


def table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {Path(row["file"]).name: row for row in csv.DictReader(file)}


def test_a_second_run_keeps_what_is_there_and_both_give_the_same_table(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["analyze", corpus, "-o", tmp_path / "out", "--jobs", "1", "--resume"]
    assert run(*command, "--table", tmp_path / "first.csv") == 1
    assert "kept" not in capsys.readouterr().err
    (tmp_path / "out" / "b.wav.emotion.json").unlink()
    before = (tmp_path / "out" / "a.wav.emotion.json").stat().st_mtime_ns
    assert run(*command, "--table", tmp_path / "second.csv") == 1
    said_again = capsys.readouterr()
    assert "1 of 3 were kept" in said_again.err
    assert "b.wav: " in said_again.out
    assert "a.wav: " not in said_again.out
    assert (tmp_path / "out" / "a.wav.emotion.json").stat().st_mtime_ns == before
    first, second = table(tmp_path / "first.csv"), table(tmp_path / "second.csv")
    assert {name: row.pop("status") for name, row in first.items()} == {
        "a.wav": "analysed",
        "b.wav": "analysed",
        "c.wav": "failed",
    }
    assert [row.pop("status") for row in second.values()] == ["kept", "analysed", "failed"]
    assert first == second
    assert "c.wav" in first["c.wav"]["error"]


@pytest.mark.parametrize(
    "options",
    [
        ["--resume", "--format", "csv"],
        ["--cluster", "tcp://localhost:8786", "--jobs", "2"],
        ["--jobs", "0"],
        ["--table", "absent/table.csv"],
    ],
)
def test_options_that_cannot_work_are_refused_before_any_work(
    corpus: Path, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus)
    assert run("analyze", ".", *options) == 2
    assert not list(corpus.glob("*.emotion.*"))
