import os
from pathlib import Path

import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.export.formats import RESULT_FORMATS, write_results
from emotion_desktop.services.results import find_unwritable, plan_results
from tests.unit.services.test_batch import analysis_of


def document_of(*said: tuple[str, float], path: Path = Path("talk.wav")) -> SessionDocument:
    return SessionDocument.of_analysis(analysis_of(*said, path=path))


def write(recording: Path, folder: Path | None) -> Path:
    """Analyse a recording as the command does, and give the JSON."""
    base = plan_results([recording], folder)[recording]
    found = document_of(("fear", 1.0), path=recording)
    return write_results(found, base, ["json"])[0]


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

    # one run after the other
    first = write(recordings[0], results)
    before = first.read_bytes()
    second = write(recordings[1], results)
    assert first.name == "talk.wav.emotion.json"
    assert first.read_bytes() == before
    # and again: each replaces its own
    assert write(recordings[0], results) == first
    assert write(recordings[1], results) == second
    assert sorted(results.iterdir()) == sorted([first, second])


def test_what_another_program_wrote_is_not_replaced(tmp_path: Path) -> None:
    recording = tmp_path / "talk.wav"
    recording.touch()
    results = tmp_path / "results"
    results.mkdir()
    (results / "talk.wav.emotion.json").write_text("mine")
    assert write(recording, results).name != "talk.wav.emotion.json"
    assert (results / "talk.wav.emotion.json").read_text() == "mine"


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
