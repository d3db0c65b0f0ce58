from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.metrics import manifest
from emotion_desktop.metrics.manifest import read_manifest

HEADER = "path,corpus,speaker,emotion,label,text,seconds\n"


def write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "manifest.csv"
    path.write_text(header + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def test_paths_are_relative_to_the_manifest_or_the_root(tmp_path: Path) -> None:
    table = write(tmp_path, "a/b.wav,c,s,anger|fear,x,Hello,1.5", ",c,s,joy,x,Hi,")
    with pytest.raises(UserFacingError, match="row 3 has the unknown emotion “joy”"):
        read_manifest(table, None)
    table = write(tmp_path, "a/b.wav,c,s,anger|fear,x,Hello,1.5", ",c,s,happiness,x,Hi,")
    first, second = read_manifest(table, None)
    assert first.path == tmp_path / "a" / "b.wav"
    assert first.emotions == (0, 2)
    assert second.path is None
    assert read_manifest(table, Path("/root"))[0].path == Path("/root/a/b.wav")


def test_a_row_without_sound_and_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="row 2 has neither a path nor a text"):
        read_manifest(write(tmp_path, ",c,s,anger,x, ,"), None)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="is missing columns: emotion"):
        read_manifest(write(tmp_path, "a,b,c", header="path,corpus,text\n"), None)


def test_a_manifest_without_rows_or_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="contains no rows"):
        read_manifest(write(tmp_path), None)
    with pytest.raises(UserFacingError, match="does not exist"):
        read_manifest(tmp_path / "none.csv", None)


def test_more_rows_than_any_corpus_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "_MOST_ROWS", 2)
    row = ",c,s,fear,x,Boo,"
    assert len(read_manifest(write(tmp_path, row, row), None)) == 2
    with pytest.raises(UserFacingError, match="more than 2 rows"):
        read_manifest(write(tmp_path, row, row, row), None)
    monkeypatch.setattr(manifest, "_LARGEST_BYTES", 50)
    with pytest.raises(UserFacingError, match="more than 2 rows"):
        read_manifest(write(tmp_path, row, row), None)


def test_other_columns_and_a_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("extra,emotion,text,path,corpus\n1,fear,Boo,,c\n", encoding="utf-8-sig")
    assert read_manifest(path, None)[0].emotions == (2,)


@pytest.mark.parametrize(
    ("language", "is_english"),
    [("", True), ("en", True), ("en-US", True), ("English", True), ("it", False), ("bn", False)],
)
def test_the_language_tells_whether_the_words_can_be_read(
    tmp_path: Path, language: str, is_english: bool
) -> None:
    table = write(tmp_path, f",c,s,fear,x,Oh no,,{language}", header=HEADER[:-1] + ",language\n")
    [row] = read_manifest(table, None)
    assert (row.language, row.is_english) == (language, is_english)
    [row] = read_manifest(write(tmp_path, ",c,s,fear,x,Oh no,"), None)
    assert row.is_english
