"""`export` and `agreement` on the command line."""

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.cli import export as cli_export
from emotion_desktop.cli import main as cli
from emotion_desktop.export.analysis_json import to_json
from tests.golden import inputs
from tests.golden.inputs import GOLDEN
from tests.unit.export.hard_documents import hard_document


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(list(map(str, arguments)))
    code = ended.value.code
    return code if isinstance(code, int) else 0


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An analysis with corrections of two people, in the folder that the test stands in."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "talk.wav.emotion.json"
    path.write_text(to_json(hard_document()), "utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_an_analysis_is_written_in_each_format(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", talk, "--format", "srt,eaf,bids", "-o", "new/out") == 0
    names = {path.name for path in Path("new/out").iterdir()}
    assert names == {
        "talk.wav.emotion.srt",
        "talk.wav.emotion.eaf",
        "talk.wav_events.tsv",
        "talk.wav_events.json",
    }
    line = capsys.readouterr().out
    assert line.startswith(f"{talk} -> ")
    assert all(name in line for name in names)


@pytest.mark.parametrize("way", ["talk.emotion.json", "in/../talk.emotion.json"])
def test_no_export_replaces_what_it_is_made_from(
    talk: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("in").mkdir()
    source = talk.rename("talk.emotion.json")
    before = source.read_bytes()
    assert run("export", way, "--format", "json") == 1
    assert "its own export" in capsys.readouterr().err
    assert source.read_bytes() == before


@pytest.mark.parametrize("name", ["talk", "TALK"])  # which some disks do not tell apart
def test_two_of_the_same_name_are_both_written(talk: Path, name: str) -> None:
    Path("b").mkdir()
    other = shutil.copy(talk, f"b/{name}.wav.emotion.json")
    assert run("export", talk, other, "--format", "srt", "-o", "out") == 0
    names = {path.name for path in Path("out").iterdir()}
    assert names == {"talk.wav.emotion.srt", f"{name}.wav-2.emotion.srt"}


def test_tables_have_a_row_for_each_rater_who_is_asked_for(talk: Path) -> None:
    assert run("export", talk) == 0
    assert len(rows(Path("talk.wav.emotion.csv"))) == 6 + 3
    assert run("export", talk, "--rater", "Ana") == 0
    assert {row["rater"] for row in rows(Path("talk.wav.emotion.csv"))} == {"Ana"}


@pytest.mark.skipif(os.name != "posix", reason="other systems keep rights in another way")
def test_what_is_exported_is_for_its_owner_only(talk: Path) -> None:
    assert run("export", talk, "--format", "csv,xlsx,qdpx", "-o", "out") == 0
    assert {stat.S_IMODE(path.stat().st_mode) for path in Path("out").iterdir()} == {0o600}


def test_a_session_is_named_as_it_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    inputs.store_session(Path("data"))
    monkeypatch.setattr(cli_export, "data_folder", lambda: Path("data"))
    assert run("export", inputs.SESSION_ID, "--format", "vtt") == 0
    found = Path(f"{inputs.SESSION_ID}.emotion.vtt").read_bytes()
    assert found == (GOLDEN / "session.emotion.vtt").read_bytes()


def test_others_are_written_where_one_fails(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = talk.with_name("broken.json")
    broken.write_text("{", "utf-8")
    assert run("export", broken, talk, talk.with_name("nowhere.json"), "--format", "srt") == 1
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 2
    assert "broken.json is not an analysis" in captured.err
    assert len(captured.out.splitlines()) == 1


def test_an_export_never_replaces_what_it_is_made_from(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = talk.read_bytes()
    assert run("export", talk, "--format", "json", "--rater", "model") == 1
    assert "own export" in capsys.readouterr().err
    assert talk.read_bytes() == before
    assert run("export", talk, "--format", "json", "--rater", "model", "-o", "out") == 0
    segments = json.loads(Path("out/talk.wav.emotion.json").read_text("utf-8"))["segments"]
    assert not any("corrections" in one for one in segments)


def test_names_are_left_out_where_that_is_asked_for(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("words.txt").write_text("late\n\nSTOP\n", "utf-8")
    assert (
        run(
            *("export", talk, "--format", "csv,srt", "-o", "out", "--anonymise"),
            *("--replace", "世界", "--replace-file", "words.txt"),
        )
        == 0
    )
    assert {path.name for path in Path("out").iterdir()} == {
        "recording-1.emotion.csv",
        "recording-1.emotion.srt",
    }
    found = Path("out/recording-1.emotion.csv").read_text("utf-8")
    assert not any(name in found for name in ("Zoë", "Ana", "世界", "late", "stop"))
    assert {row["rater"] for row in rows(Path("out/recording-1.emotion.csv"))} == {
        "model",
        "R1",
        "R2",
    }
    assert run("export", talk, "--anonymise", "--rater", "Ana") == 2
    assert "removes" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--format", "docx"], ["--replace", "Ana"], ["--anonymise", "--replace-file", "nowhere.txt"]],
)
def test_wrong_use_of_export_ends_with_2(talk: Path, options: list[str]) -> None:
    assert run("export", talk, *options) == 2


def test_the_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    from emotion_desktop.export.formats import RESULT_FORMATS  # noqa: PLC0415

    assert run("export", "--help") == 0
    shown = capsys.readouterr().out
    assert [name for name in RESULT_FORMATS if name not in shown] == []
    assert "strong" in shown


@pytest.fixture
def spoken(talk: Path) -> Path:
    """The same analysis with audio: a tone of ten seconds."""
    content = json.loads(talk.read_text("utf-8"))
    tone = 0.3 * np.sin(np.arange(160_000) / 16_000 * 2 * np.pi * 120.0)
    soundfile.write("talk.wav", tone, 16_000)
    content["audio"]["path"] = str(Path("talk.wav").resolve())
    talk.write_text(json.dumps(content), "utf-8")
    return talk


def test_anonymised_audio_has_changed_voices_and_lacks_removed_words(spoken: Path) -> None:
    word = json.loads(spoken.read_text("utf-8"))["segments"][0]["words"][0]
    options = ["--anonymise", "--audio", "changed", "--replace", word["word"]]
    assert run("export", spoken, "--format", "eaf,json,html", "-o", "out", *options) == 0
    assert {path.name for path in Path("out").iterdir()} == {
        "recording-1.flac",
        "recording-1.emotion.eaf",
        "recording-1.emotion.json",
        "recording-1.emotion.html",
    }
    changed, rate_hz = soundfile.read("out/recording-1.flac")
    middle = round((word["start_s"] + word["end_s"]) / 2 * rate_hz)
    assert changed[middle] == 0
    assert len(changed) == soundfile.info("talk.wav").frames
    assert "recording-1.flac" in Path("out/recording-1.emotion.eaf").read_text("utf-8")
    report = Path("out/recording-1.emotion.html").read_text("utf-8")
    assert "has changed voices" in report
    assert "not strong anonymity" in report
    assert stat.S_IMODE(Path("out/recording-1.flac").stat().st_mode) == 0o600


def test_audio_is_never_exported_as_it_is_nor_replaced(
    spoken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", spoken, "--audio", "changed") == 2
    assert "needs --anonymise" in capsys.readouterr().err
    Path("talk.wav").rename("recording-1.flac")
    content = json.loads(spoken.read_text("utf-8"))
    content["audio"]["path"] = str(Path("recording-1.flac").resolve())
    spoken.write_text(json.dumps(content), "utf-8")
    before = Path("recording-1.flac").read_bytes()
    assert run("export", spoken, "--anonymise", "--audio", "changed") == 1
    assert "its own export" in capsys.readouterr().err
    Path("recording-1.flac").rename("elsewhere.flac")
    content["audio"]["path"] = "nowhere.wav"
    spoken.write_text(json.dumps(content), "utf-8")
    assert run("export", spoken, "--anonymise", "--audio", "changed") == 1
    assert "does not exist" in capsys.readouterr().err
    assert Path("elsewhere.flac").read_bytes() == before
    assert not list(Path().glob("recording-1*"))


def test_agreement_is_written_and_shown(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("agreement", talk, "--json", "figures.json") == 0
    figures = json.loads(Path("figures.json").read_text("utf-8"))
    assert figures["raters"] == ["model", "Ana", "Ben"]
    assert figures["n_units"] == 6
    pair = next(one for one in figures["comparisons"] if one["raters"] == ["model", "Ana"])
    assert pair["n_units"] == 2
    assert pair["coefficients"]["percent_agreement"]["value"] == 0
    assert pair["confusion"]["labels"][0] == "anger"
    shown = capsys.readouterr().out
    assert "model / Ana / Ben: 2 in common" in shown
    assert "6 utterances -> figures.json" in shown


def test_tables_of_several_raters_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [f"{i},{i + 1},{{}},{label}" for i, label in enumerate(["fear", "anger"] * 10)]
    for rater in ("Ana", "Ben"):
        text = "\n".join(["start_s,end_s,rater,label", *(line.format(rater) for line in lines)])
        Path(f"{rater}.csv").write_text(text, "utf-8")
    assert run("agreement", "Ana.csv", "Ben.csv", "--json", "a.json", "--slices", "0.5") == 0
    figures = json.loads(Path("a.json").read_text("utf-8"))
    assert (figures["units"], figures["n_units"]) == ("slices of 0.5 s", 40)
    [pair] = figures["comparisons"]
    assert pair["coefficients"]["cohen_kappa"]["value"] == 1
    assert run("agreement", "Ana.csv", "--json", "a.json") == 2
    assert "fewer than two raters" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("starts_s", "label", "told"),
    [
        ([20], "fear", ["a / b: 0 in common", "Use --slices SECONDS"]),
        ([0], "fear", ["a / b: 1 in common", "Not defined: all ratings are the same"]),
        ([0, 1], "fear", ["a / b: 2 in common", "Not defined: all ratings are the same"]),
        ([0], "anger", ["percent_agreement             0.000  [-, -]"]),
    ],
)
def test_agreement_that_is_not_defined_is_told_with_its_reason(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    starts_s: list[int],
    label: str,
    told: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"{i},{i + 1},a,fear\n" for i in range(2))
    rows += "".join(f"{at_s},{at_s + 1},b,{label}\n" for at_s in starts_s)
    Path("r.csv").write_text("start_s,end_s,rater,label\n" + rows, "utf-8")
    assert run("agreement", "r.csv", "--json", "a.json") == 0
    shown = capsys.readouterr().out
    assert [text for text in told if text not in shown] == []
    json.loads(Path("a.json").read_text("utf-8"), parse_constant=pytest.fail)


@pytest.mark.parametrize(
    ("column", "named", "n_shared"),
    [
        ("", "", 1),
        (",recording", ",talk.wav", 1),
        (",recording", ",another.wav", 0),
    ],
)
def test_a_table_is_compared_with_the_analysis_of_the_recording_that_it_names(
    talk: Path, column: str, named: str, n_shared: int
) -> None:
    content = json.loads(talk.read_text("utf-8"))
    content["audio"]["path"] = "/interviews/talk.wav"
    talk.write_text(json.dumps(content), "utf-8")
    first = content["segments"][0]
    row = f"{first['start_s']},{first['end_s']},{first.get('speaker', '')},Cem,fear{named}"
    Path("cem.csv").write_text(f"start_s,end_s,speaker,rater,label{column}\n{row}\n", "utf-8")
    assert run("agreement", "cem.csv", talk, "--json", "a.json") == 0
    compared = json.loads(Path("a.json").read_text("utf-8"))["comparisons"]
    pair = next(one for one in compared if set(one["raters"]) == {"model", "Cem"})
    assert pair["n_units"] == n_shared


def test_values_on_a_scale_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rated = [
        (0, "a", "-1,5"),
        (0, "b", "-1"),
        (1, "a", "2"),
        (1, "b", "2"),
        (2, "a", "0"),
        (2, "b", "1"),
    ]
    text = "".join(f"{at};{at + 1};{rater};{value}\n" for at, rater, value in rated)
    Path("v.csv").write_text("start_s;end_s;rater;valence\n" + text, "utf-8")
    assert run("agreement", "v.csv", "--of", "valence", "--json", "v.json") == 0
    [pair] = json.loads(Path("v.json").read_text("utf-8"))["comparisons"]
    assert 0.8 < pair["coefficients"]["icc_2_1"]["value"] < 1
    assert run("agreement", "v.csv", "--of", "arousal", "--json", "v.json") == 2
    assert "missing arousal" in capsys.readouterr().err


def test_what_is_no_label_is_named_with_its_line(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.csv").write_text("start_s,end_s,label\n0,1,fear\n1,2,joy\n", "utf-8")
    assert run("agreement", "a.csv", "--json", "a.json") == 2
    assert "line 3: joy is not one of anger" in capsys.readouterr().err
    assert run("agreement", talk, "--of", "valence", "--json", "a.json") == 2
    assert run("agreement", talk, "--json", "nowhere/a.json") == 2
    assert not Path("a.json").exists()


def test_reports_and_pictures_are_drawn_without_a_screen_or_its_settings(talk: Path) -> None:
    """In a process of its own: what draws it is the application of that process."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    repository = Path(__file__).resolve().parents[3]
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "emotion_desktop", "export", str(talk)),
            *("-o", str(talk.parent), "--format", "html,pdf,svg,png", "--language", "de"),
        ],
        env=environment,
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    found = {path.suffix: path.read_bytes() for path in talk.parent.glob("talk.wav.emotion.*")}
    assert "Zusammenfassung" in found[".html"].decode()
    assert "Überraschung" in found[".svg"].decode()
    assert found[".pdf"].startswith(b"%PDF-")
    assert found[".png"].startswith(b"\x89PNG")
    assert stat.S_IMODE(Path("talk.wav.emotion.pdf").stat().st_mode) == 0o600


def test_a_report_takes_a_template(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = Path("mine.html")
    template.write_text("<title>{{ report.title }}</title>\n{{ report.nothing }}", "utf-8")
    assert run("export", talk, "--format", "html", "--template", template) == 1
    assert "Line 2 of the template mine.html is wrong" in capsys.readouterr().err
    assert not Path("talk.wav.emotion.html").exists()
    template.write_text("<title>{{ report.title }}</title>", "utf-8")
    assert run("export", talk, "--format", "html", "--template", template) == 0
    written = Path("talk.wav.emotion.html").read_text("utf-8")
    assert written == "<title>Grüße &amp; 世界.wav</title>"


def test_a_template_is_for_reports_only(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", talk, "--format", "pdf", "--template", "mine.html") == 2
    assert "requires --format html" in " ".join(capsys.readouterr().err.split())
