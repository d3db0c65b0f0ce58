import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from emotion_desktop.audio.files import sha256_of
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.export.formats import RESULT_FORMATS, write_results
from emotion_desktop.services.analysis.result_owners import remember_owner
from emotion_desktop.services.analysis.results import find_unwritable, plan_results
from tests.unit.services.analysis.test_batch import analysis_of


def document_of(*said: tuple[str, float], path: Path = Path("talk.wav")) -> SessionDocument:
    return SessionDocument.of_analysis(analysis_of(*said, path=path))


def write(recording: Path, folder: Path | None, formats: Sequence[str] = ("json",)) -> Path:
    """Analyse a recording as the command does, and give the first result."""
    base = plan_results([recording], folder)[recording]
    found = replace(document_of(("fear", 1.0), path=recording), sha256=sha256_of(recording))
    written = write_results(found, base, formats)
    remember_owner(found, base, formats)
    return written[0]


def test_a_result_is_named_for_its_recording_alone(tmp_path: Path) -> None:
    names = ["talk.wav", "talk.mp3", "Talk.mp3", "day.1.wav", "no_ending"]
    together = plan_results([tmp_path / name for name in names], None)
    backwards = plan_results([tmp_path / name for name in reversed(names)], None)
    alone = [plan_results([tmp_path / name], None)[tmp_path / name] for name in names]
    assert [base.name for base in together.values()] == names
    assert list(reversed(backwards.values())) == list(together.values()) == alone


def test_the_second_of_one_stem_leaves_the_result_of_the_first(tmp_path: Path) -> None:
    for name in ("talk.wav", "talk.mp3"):
        (tmp_path / name).write_text(name)
    first = write(tmp_path / "talk.wav", None)
    before = first.read_bytes()
    second = write(tmp_path / "talk.mp3", None)
    assert second != first
    assert first.read_bytes() == before


@pytest.mark.parametrize("absolute", [True, False])
def test_recordings_of_one_name_in_two_folders_share_no_result(
    absolute: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    recordings = [(tmp_path if absolute else Path()) / f"{x}/talk.wav" for x in "ab"]
    for number, recording in enumerate(recordings):
        recording.parent.mkdir()
        recording.write_text(f"recording {number}")
    results = tmp_path / "results"
    results.mkdir()
    planned = plan_results(recordings, results)
    assert len(set(planned.values())) == 2
    assert all(base.name.startswith("talk.wav-") for base in planned.values())


@pytest.mark.parametrize("formats", [["json"], ["csv"], ["csv", "frames"], ["frames"]])
@pytest.mark.parametrize("absolute", [True, False])
def test_each_run_replaces_the_results_of_its_own_recording_alone(
    absolute: bool,
    formats: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    recordings = [(tmp_path if absolute else Path()) / f"{x}/talk.wav" for x in "ab"]
    for number, recording in enumerate(recordings):
        recording.parent.mkdir()
        recording.write_text(f"recording {number}")
    results = tmp_path / "results"
    results.mkdir()

    first = write(recordings[0], results, formats)
    before = first.read_bytes()
    second = write(recordings[1], results, formats)

    assert first.name.startswith("talk.wav.emotion.")
    assert second.name.startswith("talk.wav-")
    assert first.read_bytes() == before
    # and again, in the other order; a JSON with a relative path knows its recording by content
    if absolute or "json" not in formats:
        recordings[0].write_text("recorded again")
    assert write(recordings[1], results, formats) == second
    assert write(recordings[0], results, formats) == first
    written = [path for path in results.iterdir() if not path.name.startswith(".")]
    assert len(written) == 2 * len(formats)


@pytest.mark.usefixtures("qapp")  # for what is drawn
@pytest.mark.parametrize("formats", [["json"], ["csv"]])
def test_a_table_is_never_put_over_another_kind_of_result(
    formats: list[str], tmp_path: Path
) -> None:
    for number, x in enumerate("ab"):
        (tmp_path / x).mkdir()
        (tmp_path / x / "talk.wav").write_text(f"recording {number}")
    results = tmp_path / "results"
    results.mkdir()
    first = write(tmp_path / "a" / "talk.wav", results, formats)
    second = write(tmp_path / "b" / "talk.wav", results, list(RESULT_FORMATS))
    assert first.name.startswith("talk.wav.")
    assert second.name.startswith("talk.wav-")


def test_results_beside_a_recording_are_not_replaced_by_its_namesakes(tmp_path: Path) -> None:
    for number, x in enumerate("ab"):
        (tmp_path / x).mkdir()
        (tmp_path / x / "talk.wav").write_text(f"recording {number}")
    here = tmp_path / "a"
    for formats in (["json"], ["csv"]):
        other = write(tmp_path / "b" / "talk.wav", here, formats)
        own = write(here / "talk.wav", here, formats)
        assert other.name.startswith("talk.wav-")
        assert own == write(here / "talk.wav", None, formats)
    assert not (here / "talk.wav.emotion.frames.csv").exists()


def test_what_was_noted_and_cannot_be_read_makes_nothing_fail(tmp_path: Path) -> None:
    recording = tmp_path / "a" / "talk.wav"
    recording.parent.mkdir()
    recording.touch()
    results = tmp_path / "results"
    results.mkdir()
    for nonsense in ("[1]", '{"talk.wav": 3}', "[" * 100_000, ""):
        (results / ".emotion-results.json").write_text(nonsense)
        (results / "talk.wav.emotion.csv").write_text("mine")
        assert write(recording, results, ["csv"]).name.startswith("talk.wav-")
        assert (results / "talk.wav.emotion.csv").read_text() == "mine"


def test_what_another_program_wrote_is_not_replaced(tmp_path: Path) -> None:
    recording = tmp_path / "talk.wav"
    recording.touch()
    results = tmp_path / "results"
    results.mkdir()
    (results / "talk.wav.emotion.json").write_text("mine")
    assert write(recording, results).name != "talk.wav.emotion.json"
    assert (results / "talk.wav.emotion.json").read_text() == "mine"


@pytest.mark.usefixtures("qapp")  # for what is drawn
@pytest.mark.parametrize("stem", ["x" * 251, "é" * 125, "y" * 238])
def test_the_longest_names_have_results_and_no_two_the_same(stem: str, tmp_path: Path) -> None:
    recordings = [tmp_path / f"{stem}.wav", tmp_path / f"{stem[:-1]}z.wav"]
    for recording in recordings:
        recording.touch()
    planned = plan_results(recordings, None)
    assert find_unwritable(planned, list(RESULT_FORMATS)) == {}
    written = [
        path
        for recording, base in planned.items()
        for path in write_results(document_of(("fear", 1.0)), base, list(RESULT_FORMATS))
    ]
    n_sidecars = sum(bool(one.sidecar_suffix) for one in RESULT_FORMATS.values())
    assert len(set(written)) == 2 * (len(RESULT_FORMATS) + n_sidecars)
    assert {path for path in tmp_path.iterdir() if path not in recordings} == set(written)
    assert all(path.name.startswith(stem[:50]) for path in written)


def test_a_name_that_is_no_text_can_be_cut(tmp_path: Path) -> None:
    recording = tmp_path / os.fsdecode(b"\xe4" * 250 + b".wav")
    base = plan_results([recording], None)[recording]
    assert write_results(document_of(("fear", 1.0)), base, ["json"])[0].exists()


def test_a_folder_that_takes_no_files_is_noticed_beforehand(tmp_path: Path) -> None:
    recording = tmp_path / "talk.wav"
    planned = {recording: Path("/proc/talk.wav"), tmp_path / "b.wav": tmp_path / "b.wav"}
    if not Path("/proc").is_dir():
        pytest.skip("there is no folder here that takes no files, even from root")
    found = find_unwritable(planned, ["json"])
    assert list(found) == [recording]
    assert "/proc/talk.wav.emotion.json could not be written" in found[recording].what


def test_a_folder_in_the_place_of_a_result_is_noticed_beforehand(tmp_path: Path) -> None:
    (tmp_path / "talk.wav.emotion.csv").mkdir()
    planned = {tmp_path / "talk.wav": tmp_path / "talk.wav"}
    assert find_unwritable(planned, ["json"]) == {}
    assert "there is a folder of that name" in str(
        find_unwritable(planned, ["json", "csv"])[tmp_path / "talk.wav"]
    )
    assert [path.name for path in tmp_path.iterdir()] == ["talk.wav.emotion.csv"]


def test_tables_begin_with_the_mark_of_utf_8(tmp_path: Path) -> None:
    document = document_of(("fear", 1.0))
    for path in write_results(document, tmp_path / "talk.wav", ["csv", "frames"]):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    [written] = write_results(document, tmp_path / "talk.wav", ["json"])
    assert written.read_bytes().startswith(b"{")
