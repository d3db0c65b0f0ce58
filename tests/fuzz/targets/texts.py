"""Files of text: tables, annotations, analyses, settings, lists."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

from emotion_desktop.domain.analysis_queue import QueueRow
from emotion_desktop.domain.settings import Settings
from emotion_desktop.domain.translatable import Message
from emotion_desktop.domain.voice_profile import VoiceProfile
from tests.fuzz.inputs import WORDS, mutated, mutated_json
from tests.fuzz.target import Target

_GOLDEN: Final = Path(__file__).parents[2] / "golden"


def _golden(*names: str) -> list[bytes]:
    return [(_GOLDEN / name).read_bytes() for name in names]


def _written(path: Path, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    """Read inputs from a file."""

    def write_and_read(data: bytes) -> object:
        path.write_bytes(data)
        return read(path)

    return write_and_read


def manifest(folder: Path) -> Target:
    """Tables of labelled utterances."""
    from emotion_desktop.metrics.manifest import read_manifest

    text = (
        b"path,corpus,speaker,emotion,label,text,seconds,sex,dialogue,language\n"
        b'a.wav,one,s1,anger|fear,anger,"No, ""never""",1.5,f,d1,en\n'
        b",one,s1,neutral,neutral,Yes,1.5,m,,de\n"
    )

    def bombs() -> Iterator[bytes]:
        head = b"path,corpus,emotion,text\n"
        yield head + b"a,b,anger,c\n" * 1_000_000
        yield head + b'"' + b"a" * 2**26
        yield b"," * 2**24
        yield head.rstrip() + b",x" * 9_990 + b"\n" + b"a,b,anger,c\n" * 1_000_000

    return Target(
        mutated([text, b"\xef\xbb\xbf" + text]),
        _written(folder / "m.csv", lambda path: read_manifest(path, None)),
        bombs,
    )


def _use_document(document: Any, folder: Path) -> None:
    """Write what was read in every format of text, as `export` does."""
    from emotion_desktop.export.formats import RESULT_FORMATS, ExportOptions

    for name in ("json", "csv", "frames", "eaf", "textgrid", "srt", "rttm", "boris", "html"):
        form = RESULT_FORMATS[name]
        form.write(document, folder / f"out{form.suffix}", ExportOptions(rater="all"))


def analysis(folder: Path) -> Target:
    """Analyses as JSON."""
    from emotion_desktop.export.read_analysis_json import read_analysis_json
    from emotion_desktop.services.evaluation.agreement import compare_raters, read_labels

    names = ("file.emotion.json", "session.emotion.json", "session-older.emotion.json")
    originals = [json.loads(text) for text in _golden(*names)]

    def read(path: Path) -> None:
        document = read_analysis_json(path)
        _use_document(document, folder)
        compare_raters(read_labels([path], "label"), "label", 0.5)

    def bombs() -> Iterator[bytes]:
        yield b"[" * 200_000
        yield b'{"a":' * 200_000
        yield b"[" + b"[]," * 2**22 + b"[]]"
        yield b"[" + b"1.5," * 2**24 + b"1]"
        yield b'{"format": "emotion-desktop/analysis", "a": [' + b'"ab",' * 10**7 + b"1]}"
        value = originals[0]
        value["frames"]["times_s"] = [1.5] * 1_000_000
        yield json.dumps(value).encode()
        yield b" " * (200 * 2**20)

    return Target(mutated_json(originals), _written(folder / "a.emotion.json", read), bombs)


def _annotations(folder: Path, name: str) -> Callable[[bytes], object]:
    from emotion_desktop.export.annotations import read_annotations

    def read(path: Path) -> None:
        tiers = read_annotations(path)
        for tier in tiers.by_name:
            tiers.texts_of(tier)

    return _written(folder / name, read)


def eaf(folder: Path) -> Target:
    """Annotations of ELAN."""
    words = (
        *(b'TIME_VALUE="-5"', b'TIME_VALUE="1e400"', b'ANNOTATION_REF="a1"', b"<TIER/>"),
        *(b'<!DOCTYPE a [<!ENTITY b "c">]>', b"&b;", b"<!--", b"<![CDATA[", b"encoding='utf-7'"),
    )

    def bombs() -> Iterator[bytes]:
        head = b'<?xml version="1.0"?><ANNOTATION_DOCUMENT>'
        yield head + b"<a/>" * 1_700_000 + b"</ANNOTATION_DOCUMENT>"
        yield head + b"<a>" * 2**20
        tens = b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12))
        yield b'<!DOCTYPE a [<!ENTITY a0 "ha">' + tens + b"]><ANNOTATION_DOCUMENT>&a11;"
        chain = b"".join(
            b'<TIER TIER_ID="%d"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a%d" '
            b'ANNOTATION_REF="a%d"/></ANNOTATION></TIER>' % (i, i, i + 1)
            for i in range(20_000)
        )
        yield head + chain + b"</ANNOTATION_DOCUMENT>"

    originals = _golden("file.emotion.eaf", "session.emotion.eaf")
    return Target(mutated(originals, WORDS + words), _annotations(folder, "a.eaf"), bombs)


def textgrid(folder: Path) -> Target:
    """Annotations of Praat."""
    originals = _golden("file.emotion.TextGrid", "session.emotion.TextGrid")
    originals.append(originals[0].decode().encode("utf-16"))
    head = b'"ooTextFile"\n"TextGrid"\n0\n1\n<exists>\n1\n"IntervalTier"\n"a"\n0\n1\n'

    def bombs() -> Iterator[bytes]:
        yield head + b"1" * 1_000_000 + b"x"
        yield head + b'"' * 1_000_001
        yield head + b'"a' * 1_000_001
        yield head + b'1\n0\n1\n"' + b"a" * 2**24 + b'"'
        yield head + b"290000\n" + b'0\n1\n"a"\n' * 290_000
        yield head + b"9000000\n" + b'0\n1\n"a"\n' * 1_000_000

    words = (b"-5", b"1e400", b'"TextTier"', b"<absent>", b"1" * 20, b'""', b"!")
    return Target(mutated(originals, WORDS + words), _annotations(folder, "a.TextGrid"), bombs)


def table(folder: Path) -> Target:
    """Annotations and ratings in tables."""
    from emotion_desktop.services.evaluation.agreement import compare_raters, read_labels

    readings = [_annotations(folder, "a.csv"), _annotations(folder, "a.tsv")]
    path = folder / "ratings.csv"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        compare_raters(read_labels([path], "label"), "label", 0.5)
        compare_raters(read_labels([path], "label"), "label")
        for one in readings:
            one(data)

    def bombs() -> Iterator[bytes]:
        head = b"start_s,end_s,label,rater\n"
        yield head + b"0,1e300,anger,a\n0,1e300,anger,b\n"
        yield head + b"0,1e9,anger,a\n0,1e9,anger,b\n"
        yield head + b"1,2,anger,a\n" * 400_000
        yield head + b"".join(b"0,12000,anger,%d\n" % i for i in range(40))
        yield head + b"1,2,anger,%d\n" * 3000 % tuple(range(3000))
        yield head + b'"' + b"a" * 2**24
        yield b"," * 2**24
        yield head.rstrip() + b",x" * 9_990 + b"\n" + b"0,1,fear,a\n" * 300_000
        yield head.rstrip() + b",x" * 16 + b"\n" + b"0,1,fear,a\n" * 300_000

    originals = _golden("session.ratings.csv", "file.semicolon.csv", "file.emotion.tsv")
    originals.append(b"start_s,end_s,label,rater\n0,1,anger,a\n0.5,1,fear,b\n2,3,fear,c\n")
    return Target(mutated(originals), read, bombs)


def settings(folder: Path) -> Target:
    """The settings file, as the commands and the window read it."""
    from PySide6.QtCore import QSettings

    from emotion_desktop.storage.settings_file import read_settings
    from emotion_desktop.ui.settings_store import SettingsStore

    place = folder / "settings.ini"
    stored = QSettings(str(place), QSettings.Format.IniFormat)
    for name, value in Settings(data_folder="/tmp/ä b", osc=True).to_stored().items():
        stored.setValue(name, value)
    stored.setValue("window/geometry", b"\1\2\3")
    stored.sync()

    def read(path: Path) -> None:
        read_settings(path)
        SettingsStore(QSettings(str(path), QSettings.Format.IniFormat))

    def bombs() -> Iterator[bytes]:
        yield b"[General]\nosc=" + b"[" * 1_000_000
        yield b"a=1\n" * 1_000_000
        yield b"[" + b"a" * 2**24

    words = (b"[General]", b"[a]\n", b"\n  a", b"\n a\n  b", b"%(x)s", b"@@", b"\\x0", b"\\xd800")
    return Target(mutated([place.read_bytes()], WORDS + words), _written(place, read), bombs)


def voice(folder: Path) -> Target:
    """Voice profiles."""
    from emotion_desktop.storage.voice_profiles import VoiceProfiles

    made_at = datetime(2026, 3, 1, tzinfo=UTC)
    profile = VoiceProfile("1", "Ana", made_at, 12.5, "b", (0.0,) * 7).to_json()
    path = folder / "1.voice.json"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        for one in VoiceProfiles(folder).read(lambda _problem: None):
            one.to_json()

    def bombs() -> Iterator[bytes]:
        yield b"[" * 1_000_000
        yield b"[" + b"[]," * 2**22 + b"[]]"

    return Target(mutated_json([json.loads(profile)]), read, bombs)


def queue(folder: Path) -> Target:
    """The journal of files to analyse, and what the list shows of it."""
    from PySide6.QtCore import QCoreApplication

    from emotion_desktop.services.bridge.translation import translated
    from emotion_desktop.storage.queue_file import FILE_NAME, QueueFile

    QCoreApplication.instance() or QCoreApplication([])
    file = QueueFile(folder)
    file.open()
    reason = Message("{path} cannot be read: {error}", path="a.wav", error=Message("{n}", n=1.5))
    file.write(
        [
            QueueRow(1, Path("/a/b.wav"), length_s=1.5, share=0.5, state="running"),
            QueueRow(2, Path("/a/c.wav"), state="failed", reason=reason),
            QueueRow(3, Path("/a/d.wav"), state="done", session_id="20260301T120000Z-0a1b2c"),
        ],
        removed=[3],
    )
    file.close()
    path = folder / FILE_NAME
    original = path.read_bytes()
    lines = [json.loads(line) for line in original.splitlines()]

    def as_lines(data: bytes) -> bytes:
        try:
            return b"\n".join(json.dumps(one).encode() for one in json.loads(data)) + b"\n"
        except (ValueError, TypeError, RecursionError):
            return data

    def read(data: bytes) -> None:
        path.write_bytes(data)
        journal = QueueFile(folder)
        try:
            for row in journal.open():
                translated(row.reason or "")
                journal.write([row], [row.id])
        finally:
            journal.close()
            for aside in folder.glob("*-*"):
                if aside != path and aside.is_file() and aside.suffix != ".lock":
                    aside.unlink()

    def bombs() -> Iterator[bytes]:
        yield original + b"[" * 1_000_000
        yield original + b"{}\n" * 500_000
        yield b"\n" * 2**24

    return Target(st.one_of(mutated_json([lines]).map(as_lines), mutated([original])), read, bombs)


def messages(_folder: Path) -> Target:
    """Sentences whose values come from files and devices, in German."""
    from PySide6.QtCore import QCoreApplication, QTranslator

    from emotion_desktop.domain.errors import UserFacingError
    from emotion_desktop.export.language import language_of
    from emotion_desktop.services.bridge.translation import text_of, translated
    from emotion_desktop.system.paths import resources_dir

    app = QCoreApplication.instance() or QCoreApplication([])
    translator = QTranslator(app)
    assert translator.load("emotion_desktop_de", str(resources_dir() / "translations"))
    app.installTranslator(translator)
    german = language_of("de")

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        error = UserFacingError(
            "{path} cannot be read: {error}", "Check the disk or the path.", path=text, error=text
        )
        inner = Message("a sample rate of {rate_hz} Hz", rate_hz=text)
        outer = Message("{path} is damaged: its header claims {claim}", path=Path("a"), claim=inner)
        for shown in (text_of(error), translated(outer), german.text(outer), translated(text)):
            assert text in shown
        text_of(ValueError(text))

    words = (
        b"{",
        b"}",
        b"{}",
        b"{path}",
        b"{0}",
        b"%1",
        b"%n",
        b"{path!r:>99}",
        b"{{",
        b"\\N{DASH}",
    )
    return Target(mutated([b"a.wav", b"{path}", "Grüße".encode()], WORDS + words), read)
