import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from emotion_desktop.cli import main as cli
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Analysis
from tests.unit.services.analysis.test_batch import analysis_of


def run(*arguments: str | Path) -> int:
    """Call the program as its entry point does, and give its exit status."""
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    code = ended.value.code
    return code if isinstance(code, int) else 0


def test_the_version_is_that_of_the_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.strip() == f"emotion-desktop {version('emotion-desktop')}"


def test_help_names_every_command_without_loading_a_model_library() -> None:
    code = (
        "import sys; from emotion_desktop.cli import main as cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'transformers', 'faster_whisper', 'librosa', 'PySide6', 'numpy'}\n"
        "print('heavy:', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    commands = "demo open analyze evaluate sessions export agreement devices doctor"
    for command in commands.split():
        assert re.search(rf"\b{command}\b", done.stdout)
    assert "heavy: []" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze"],
        ["open", "nowhere.wav"],
        ["analyze", "talk.wav", "--format", "xml"],
        ["analyze", "talk.wav", "--format", "json,json"],
        ["analyze", "talk.wav", "--format", ""],
        ["analyze", "talk.wav", "--device", "tpu"],
        ["analyze", "talk.wav", "--channel", "middle"],
        ["analyze", "talk.wav", "--colour"],
        ["evaluate", "manifest.csv"],
        ["evaluate", "manifest.csv", "--json", "out.json", "--use", "sight"],
        ["evaluate", "manifest.csv", "--json", "out.json", "--noise", "nan"],
        ["--osc", "nowhere"],
        ["demo", "--websocket", "99999"],
        ["--screen", "0"],
        ["transmogrify"],
    ],
)
def test_wrong_use_ends_with_2_and_says_why(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    captured = capsys.readouterr()
    assert "Error" in captured.err
    assert captured.out == ""


def test_each_input_that_leads_to_no_recording_is_one_error_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = tmp_path / "silent"
    silent.mkdir()
    (silent / "notes.txt").write_text("no sound", encoding="utf-8")
    assert run("analyze", tmp_path / "nowhere.wav", silent) == 1
    captured = capsys.readouterr()
    lines = captured.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("error: ") for line in lines)
    assert "nowhere.wav" in lines[0]
    assert str(silent) in lines[1]
    assert captured.out == ""


def test_results_that_cannot_have_their_folder_are_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert run("analyze", tmp_path / "file", "-o", tmp_path / "file" / "results") == 2
    assert capsys.readouterr().err.startswith("error: The folder ")


@pytest.mark.parametrize(
    ("manifest", "out", "named"),
    [("absent.csv", "out.json", "absent.csv"), ("there.csv", "absent/out.json", "absent")],
)
def test_evaluate_looks_for_both_ends_before_it_loads_models(
    manifest: str, out: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there.csv").touch()
    assert run("evaluate", tmp_path / manifest, "--json", tmp_path / out) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert named in error


def test_an_error_for_people_is_one_line_and_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise UserFacingError("The disk\nis full", "Free some space.")

    monkeypatch.setattr(cli, "app", fail)
    assert run("devices") == 2
    assert capsys.readouterr().err == "error: The disk is full. Free some space.\n"


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(ZeroDivisionError):
        cli.main([])


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("emotion_desktop.services.analysis.batch.expand_inputs", interrupt)
    assert run("analyze", tmp_path) == 130


def test_ctrl_c_amid_the_recordings_ends_with_130_and_leaves_what_is_done(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def analyse(path: Path, *_: object, **__: object) -> Analysis:
        if path.name == "b.wav":
            raise KeyboardInterrupt
        return analysis_of(("fear", 2.0))

    monkeypatch.setattr(cli, "_load_engine", lambda *_: None)
    monkeypatch.setattr("emotion_desktop.services.analysis.analyse_file.analyse", analyse)
    for name in "abc":
        (tmp_path / f"{name}.wav").touch()
    assert run("analyze", tmp_path) == 130
    said = capsys.readouterr()
    assert [line.split(":")[0] for line in said.out.splitlines()] == [str(tmp_path / "a.wav")]
    assert said.err == ""
    assert [path.name for path in tmp_path.glob("*.json")] == ["a.wav.emotion.json"]


def test_what_libraries_read_once_is_set_and_never_overruled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    run("--version")
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
    assert os.environ["HF_HUB_OFFLINE"] == "0"


def test_what_may_not_be_read_has_failed_and_is_no_wrong_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "locked").mkdir()

    def refuse(path: str) -> None:  # root may read everything
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    assert run("analyze", tmp_path / "locked") == 1
    assert "permission to read" in capsys.readouterr().err


class Panic(BaseException):
    """What a library in Rust raises: no Exception."""


@pytest.mark.logs
@pytest.mark.parametrize(
    "error",
    [
        UserFacingError("{path} contains no audio", "Record it again.", path="b.wav"),
        UnicodeEncodeError("utf-8", "\udce4", 0, 1, "surrogates not allowed"),
        MemoryError(),
        RecursionError(),
        OSError(5, "Input/output error"),
        Panic(),
    ],
)
def test_one_recording_s_failure_of_whatever_class_leaves_the_others(
    error: BaseException,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def analyse(path: Path, *_: object, **__: object) -> Analysis:
        if path.name == "b.wav":
            raise error
        return analysis_of(("fear", 2.0))

    monkeypatch.setattr(cli, "_load_engine", lambda *_: None)
    monkeypatch.setattr("emotion_desktop.services.analysis.analyse_file.analyse", analyse)
    for name in "abc":
        (tmp_path / f"{name}.wav").touch()
    assert run("analyze", tmp_path) == 1
    said = capsys.readouterr()
    assert [line.split(":")[0] for line in said.out.splitlines()] == [
        str(tmp_path / "a.wav"),
        str(tmp_path / "c.wav"),
    ]
    assert said.err.startswith("error: ")
    assert "b.wav" in said.err.splitlines()[0]
    written = {path.name for path in tmp_path.glob("*.json")}
    assert written == {"a.wav.emotion.json", "c.wav.emotion.json"}


def test_results_that_cannot_be_written_are_told_before_models_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_load_engine", lambda *_: pytest.fail("models were loaded"))
    (tmp_path / "talk.wav").touch()
    (tmp_path / "talk.wav.emotion.json").mkdir()
    assert run("analyze", tmp_path / "talk.wav") == 1
    assert "talk.wav.emotion.json could not be written" in capsys.readouterr().err


def test_what_a_search_left_out_is_told_and_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_load_engine", lambda *_: None)
    monkeypatch.setattr(
        "emotion_desktop.services.analysis.analyse_file.analyse",
        lambda *_, **__: analysis_of(("fear", 2.0)),
    )
    for name in ("talk.ts", "slides.pdf"):
        (tmp_path / name).touch()
    assert run("analyze", tmp_path) == 0
    [note] = capsys.readouterr().err.splitlines()
    assert note.startswith("note: ")
    assert ".pdf (1)" in note


def test_names_never_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyze", tmp_path / "\x1b[31mred\x07\u202egpj.wav", tmp_path / "two\nlines") == 1
    shown = capsys.readouterr().err
    assert r"\x1b[31mred\x07\u202egpj.wav" in shown
    assert len(shown.splitlines()) == 2
    assert all(character.isprintable() or character == "\n" for character in shown)
