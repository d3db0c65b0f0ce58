"""What makes a packed session no package: damage, lies about its contents, and attacks."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path


def rewritten(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path], None]:
    """Write the files of a package anew after a change, with or without true hashes."""

    def harm(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        change(files)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)

    return harm


def with_rows(change: Callable[[dict[str, list[dict[str, object]]]], None]) -> object:
    def apply(files: dict[str, bytes]) -> None:
        rows = json.loads(files["session.json"])
        change(rows)
        files["session.json"] = json.dumps(rows).encode()
        sign(files)

    return rewritten(apply)


def sign(files: dict[str, bytes]) -> None:
    """Give the manifest the true hash of the rows."""
    manifest = json.loads(files["manifest.json"])
    manifest["sha256"]["session.json"] = hashlib.sha256(files["session.json"]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()


def a_link(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name)
            if name == "sound.flac":
                member.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(member, content)


def a_bomb(path: Path) -> None:
    """Swell the rows to more than a package holds; all that they say is true."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["session.json"] += b" " * 2**26
    sign(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            packing = zipfile.ZIP_STORED if name == "sound.flac" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, packing)


def packed_by(packing: int, *, damaged: bool = False) -> Callable[[Path], None]:
    """Pack the rows in another manner."""

    def harm(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(
                    name, content, packing if name == "session.json" else zipfile.ZIP_STORED
                )
            start = archive.getinfo("session.json").header_offset
        if damaged:
            content = bytearray(path.read_bytes())
            content[start + 60 : start + 160] = b"\xff" * 100
            path.write_bytes(content)

    return harm


def with_edit(kind: str, **content: object) -> object:
    """Begin the log with another entry, which no type refuses."""

    def change(rows: dict[str, list[dict[str, object]]]) -> None:
        first = {**rows["edits"][0], "id": 0, "kind": kind, "content": content}
        rows["edits"].insert(0, first)

    return with_rows(change)


def corrected(segment_id: int) -> object:
    correction = {
        "segment_id": segment_id,
        "rater": "Ana",
        "label": "fear",
        "made_at": "2026-03-01T12:00:00+00:00",
    }
    return with_rows(lambda rows: rows["corrections"].append(correction))


def many_names(path: Path) -> None:
    """Twenty thousand entries; `zipfile` would hold all of a million in memory."""
    with zipfile.ZipFile(path, "a") as archive:
        for i in range(20_000):
            archive.writestr(f"{i:05d}", b"")


def many_brackets(path: Path) -> None:
    """Swell in memory what is small on the disk, and true but for that."""

    def add(files: dict[str, bytes]) -> None:
        files["session.json"] = files["session.json"][:-1] + b', "x": [' + b"[]," * 2_000_000
        files["session.json"] += b"[]]}"
        sign(files)

    rewritten(add)(path)


HARMS: dict[str, Callable[[Path], None]] = {
    "many names": many_names,
    "many numbers": rewritten(
        lambda files: (files.update({"session.json": b"[" + b"1," * 2**24 + b"1]"}), sign(files))
    ),
    "no archive": lambda path: path.write_bytes(b"PK but not really"),
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-500]),
    "zip slip": rewritten(lambda files: files.update({"../../evil.txt": b"x"})),
    "absolute path": rewritten(lambda files: files.update({"/tmp/evil.txt": b"x"})),
    "a file is missing": rewritten(lambda files: files.pop("sound.flac")),
    "other sound": rewritten(lambda files: files.update({"sound.flac": b"x"})),
    "other rows": rewritten(lambda files: files.update({"session.json": b"{}"})),
    "a newer version": rewritten(
        lambda files: files.update(
            {"manifest.json": files["manifest.json"].replace(b'"version": 1', b'"version": 2')}
        )
    ),
    "a link": a_link,
    "a bomb": a_bomb,
    "an id that is a path": with_rows(lambda rows: rows["sessions"][0].update(id="../../x")),
    "a word without a probability": with_rows(
        lambda rows: rows["segments"][0].update(words=[["Well", 0.5, 0.7, None]])
    ),
    "more markers than anybody sets": with_rows(
        lambda rows: rows["markers"].extend([{"at_s": 1.0, "text": "a"}] * 20_001)
    ),
    "no session": with_rows(lambda rows: rows["sessions"].clear()),
    "a word for a number": with_rows(lambda rows: rows["segments"][0].update(start_s="1")),
    "no number": with_rows(lambda rows: rows["segments"][0].update(end_s=float("nan"))),
    "an unknown action": with_rows(lambda rows: rows["edits"][0].update(kind="eval")),
    "a withdrawal of nothing": with_rows(
        lambda rows: rows["edits"][0].update(kind="withdraw", content={"edit_ids": [99]})
    ),
    "a length that is no length": with_rows(lambda rows: rows["sessions"][0].update(n_samples=9)),
    "a length that no float holds": with_rows(
        lambda rows: rows["sessions"][0].update(n_samples=10**400)
    ),
    "a number that SQLite does not hold": with_rows(
        lambda rows: rows["segments"][0].update(segment_id=10**30)
    ),
    "a new utterance that SQLite does not hold": with_edit(
        "split", segment_id=4, new_id=10**30, at_s=1.0
    ),
    "a moment before all time": with_rows(
        lambda rows: rows["edits"][0].update(made_at="0001-01-01T00:00:00+14:00")
    ),
    "a moment that only some time zones have": with_rows(
        lambda rows: rows["edits"][0].update(made_at="0001-01-01T00:00:00+00:00")
    ),
    "text that is no text": with_rows(lambda rows: rows["segments"][0].update(text="\ud800")),
    "a comment that is no text": with_edit("comment", segment_id=4, text="\ud800"),
    "a correction of nothing": corrected(99),
    "an utterance twice": with_rows(lambda rows: rows["segments"].append(rows["segments"][0])),
    "rows in LZMA": packed_by(zipfile.ZIP_LZMA),
    "damaged rows in LZMA": packed_by(zipfile.ZIP_LZMA, damaged=True),
    "damaged rows": packed_by(zipfile.ZIP_DEFLATED, damaged=True),
    "an utterance behind the end": with_rows(lambda rows: rows["segments"][-1].update(end_s=1e15)),
    "a window behind the end": with_rows(lambda rows: rows["windows"][0].update(end_s=1e15)),
    "a marker before the beginning": with_rows(lambda rows: rows["markers"][0].update(at_s=-1e15)),
    "an utterance of no length": with_rows(
        lambda rows: rows["segments"][0].update(end_s=rows["segments"][0]["start_s"])
    ),
    "a word behind the end": with_rows(
        lambda rows: rows["segments"][0]["words"][0].__setitem__(2, 1e15)
    ),
    "a word that is no text": with_rows(
        lambda rows: rows["segments"][0]["words"][0].__setitem__(0, 7)
    ),
    "borders behind the end": with_edit("borders", segment_id=4, start_s=0.5, end_s=1e15),
    "borders without an end": with_edit("borders", segment_id=4, start_s=0.5, end_s=float("inf")),
    "borders at no number": with_rows(
        lambda rows: rows["edits"][0].update(
            kind="split", content={"segment_id": 4, "new_id": 99, "at_s": float("nan")}
        )
    ),
    "a shared border behind the end": with_edit(
        "shared_border", first_id=4, second_id=7, at_s=1e15
    ),
    "typed words behind the end": with_edit(
        "words", segment_id=4, words=[["one", 0.5, "inf", 0.9]]
    ),
    "a number in digits without an end": rewritten(
        lambda files: (
            files.update(
                {"session.json": files["session.json"].replace(b'"at_s": 1.0', b'"at_s": 1e999', 1)}
            ),
            sign(files),
        )
    ),
}
