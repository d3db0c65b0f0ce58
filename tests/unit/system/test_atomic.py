import sys
from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.system.atomic import write_text_atomically
from tests.small_disk import disk_with_room_for


def test_the_text_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "talk.emotion.json"
    path.write_text("old", encoding="utf-8")
    write_text_atomically(path, "grün\n")
    assert path.read_bytes() == "grün\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_breaks_off_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "talk.emotion.json"
    path.write_text("old", encoding="utf-8")
    with (
        disk_with_room_for(4096),
        pytest.raises(UserFacingError, match=r"talk\.emotion\.json could not be written"),
    ):
        write_text_atomically(path, "x" * 100_000)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The temporary name leads to the device that answers every write with "no space left".
    path = tmp_path / "talk.emotion.json"
    monkeypatch.setattr("os.getpid", lambda: 1)
    (tmp_path / f".{path.name}.1.partial").symlink_to("/dev/full")
    with pytest.raises(UserFacingError) as caught:
        write_text_atomically(path, "text")
    assert caught.value.remedy.startswith("The disk is full")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as caught:
        write_text_atomically(tmp_path / "nowhere" / "talk.emotion.json", "text")
    assert "nowhere" in caught.value.what
    assert caught.value.remedy.startswith("The folder does not exist")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a matter of POSIX")
def test_the_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    write_text_atomically(tmp_path / "result", "text")
    assert (tmp_path / "result").stat().st_mode == other.stat().st_mode
