"""Reads a document from the JSON that `analysis_json` writes, even if it was edited."""

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NoReturn, TypeVar, get_args

import numpy as np

from emotion_desktop.domain.audio import (
    SAMPLE_RATE_HZ,
    AudioInfo,
    AudioNotice,
    FloatArray,
    NoticeKind,
)
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Estimate, Frames, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.session import (
    CannotTell,
    Consent,
    Correction,
    Marker,
    Notice,
    RecordedSession,
    RecordedWindow,
)
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.analysis_json import FORMAT, VERSION
from emotion_desktop.system.json_size import is_reasonable

#: A day with words, windows and all; the whole has to fit into memory.
_LARGEST_BYTES: Final = 128 * 2**20
#: A year in seconds: no recording is longer, and sums of such times keep their milliseconds.
_LATEST_S: Final = 366 * 86_400.0
#: Rounded to six places, seven probabilities sum to 1 within this.
_SUM_TOLERANCE: Final = 1e-4

_NO_ATTENTION: Final = np.zeros(0, np.float32)
_T = TypeVar("_T")


class _MalformedError(Exception):
    """What is wrong, and where."""


def read_analysis_json(path: Path) -> SessionDocument:
    """Read a document.

    Parameters
    ----------
    path : Path
        A file that `analyze`, `export` or `sessions export` wrote.

    Returns
    -------
    SessionDocument
        As it was written, but without what is not written: the networks' attention over
        the audio. Writing it again yields the same file.

    Raises
    ------
    UserFacingError
        If the file cannot be read or is something else; says what is wrong and where.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise _MalformedError("it is too large")
        written = path.read_bytes()
        if not is_reasonable(written):
            raise _MalformedError("it is too large")
        text = written.decode("utf-8-sig")
        values = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        return _document(_Node(values, "the file"))
    except OSError as error:
        raise UserFacingError(
            "{path} cannot be read ({reason})",
            "Check the path and that you have permission to read it.",
            path=path,
            reason=error.strerror or str(error),
        ) from error
    except (_MalformedError, ValueError, RecursionError, OverflowError) as error:
        raise UserFacingError(
            "{path} is not an analysis by this program ({reason})",
            "Choose a JSON file written by `analyze` or `sessions export`.",
            path=path,
            reason=_reason(error),
        ) from error


def _reason(error: Exception) -> str:
    match error:
        case _MalformedError():
            return str(error)
        case json.JSONDecodeError():
            return f"it is not valid JSON at line {error.lineno}"
        case UnicodeDecodeError():
            return "it is not UTF-8 text"
        case RecursionError():
            return "it is nested too deeply"
    return str(error)[:200]


def _refuse(constant: str) -> NoReturn:
    raise _MalformedError(f"{constant} is not a JSON number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _MalformedError(f"{text[:20]} is too large for a number")
    return value


class _Node:
    """A value of the file that knows its location and checks its type."""

    def __init__(self, value: object, place: str) -> None:
        self._value = value
        self._place = place

    def __getitem__(self, key: str) -> "_Node":
        found = self.get(key)
        if found is None:
            raise _MalformedError(f"{self._place} has no {key}")
        return found

    def get(self, key: str) -> "_Node | None":
        if not isinstance(self._value, dict):
            self._fail("not an object")
        return _Node(self._value[key], f"{self._place}: {key}") if key in self._value else None

    @property
    def is_null(self) -> bool:
        return self._value is None

    def items(self) -> "Iterator[_Node]":
        if not isinstance(self._value, list):
            self._fail("not a list")
        return (_Node(one, f"{self._place}[{i}]") for i, one in enumerate(self._value))

    def text(self) -> str:
        if not isinstance(self._value, str):
            self._fail("not text")
        # A lone UTF-16 surrogate is fine in JSON but cannot be written anywhere else.
        return self._value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def number(self, least: float, most: float) -> float:
        value = self._value
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._fail("not a number")
        if not least <= value <= most:
            self._fail(f"not between {least:g} and {most:g}")
        return float(value)

    def seconds(self) -> float:
        return self.number(0.0, _LATEST_S)

    def share(self) -> float:
        return self.number(0.0, 1.0)

    def integer(self, most: int) -> int:
        value = self.number(0, most)
        if value != int(value):
            self._fail("not a whole number")
        return int(value)

    def flag(self) -> bool:
        if not isinstance(self._value, bool):
            self._fail("neither true nor false")
        return self._value

    def label(self) -> str:
        return self.one_of(EMOTIONS)

    def one_of(self, known: Sequence[str]) -> str:
        if self._value not in known:
            self._fail(f"not one of {', '.join(known)}")
        return str(self._value)

    def moment(self) -> datetime:
        moment = datetime.fromisoformat(self.text())
        if moment.utcoffset() is None:
            self._fail("without its offset from UTC")
        return moment

    def object(self) -> dict[str, object]:
        if not isinstance(self._value, dict):
            self._fail("not an object")
        json.dumps(self._value, ensure_ascii=False).encode("utf-8")  # what holds no text fails here
        return dict(self._value)

    def distribution(self) -> FloatArray:
        """Shape (7,)."""
        row = np.array([one.share() for one in self.items()], np.float32)
        if len(row) != len(EMOTIONS) or abs(float(row.sum()) - 1.0) > _SUM_TOLERANCE:
            self._fail(f"not a list of {len(EMOTIONS)} probabilities that sum to 1")
        return row

    def _fail(self, what: str) -> NoReturn:
        raise _MalformedError(f"{self._place} is {what}")


def _document(root: _Node) -> SessionDocument:
    if root["format"].text() != FORMAT:
        raise _MalformedError(f"its format is not {FORMAT}")
    if root["version"].number(0, 1e6) > VERSION:
        raise _MalformedError("a newer version of the program wrote it")
    if [one.text() for one in root["labels"].items()] != list(EMOTIONS):
        raise _MalformedError("its labels are others")
    segments = list(root["segments"].items())
    utterances = tuple(_utterance(i, one) for i, one in enumerate(segments))
    corrections = [
        _correction(i, one)
        for i, segment in enumerate(segments)
        for one in _all(segment, "corrections")
    ]
    audio = root["audio"]
    session = root.get("session")
    sha256 = audio["sha256"].text()
    if not re.fullmatch("[0-9a-f]{64}", sha256):
        raise _MalformedError("the file: audio: sha256 is not a SHA-256 hash")
    return SessionDocument(
        audio=_audio(audio),
        sha256=sha256,
        models=root["models"].object(),
        utterances=utterances,
        frames=_frames(root["frames"]),
        session=_session(session, root) if session else None,
        windows=_windows(root["windows"]) if session else (),
        markers=tuple(
            Marker(one["at_s"].seconds(), one["text"].text()) for one in _all(root, "markers")
        ),
        corrections=tuple(sorted(corrections, key=lambda one: one.made_at)),
        cannot_tell=tuple(
            CannotTell(i, one["rater"].text(), one["made_at"].moment())
            for i, segment in enumerate(segments)
            for one in _all(segment, "cannot_tell")
        ),
        notices=tuple(
            Notice(one["at_s"].seconds(), one["kind"].text(), one["message"].text())
            for one in _all(root, "notices")
        ),
        consent=_consent(consent) if (consent := root.get("consent")) else None,
        speech_only=frozenset(
            i
            for i, one in enumerate(segments)
            if (told := one.get("speech_only")) is not None and told.flag()
        ),
    )


def _consent(node: _Node) -> Consent:
    given_on = node["given_on"]
    day = None if given_on.is_null else date.fromisoformat(given_on.text())
    return Consent(day, node["note"].text())


def _all(node: _Node, key: str) -> Iterator[_Node]:
    found = node.get(key)
    return found.items() if found else iter(())


def _audio(node: _Node) -> AudioInfo:
    path = node["path"].text()
    if "\0" in path or not Path(path).name:
        raise _MalformedError("the file: audio: path is not a path")
    return AudioInfo(
        path=Path(path),
        duration_s=node["duration_s"].seconds(),
        sample_rate_hz=node["sample_rate_hz"].integer(10**9),
        channels=node["channels"].integer(10**6),
        notices=tuple(_audio_notice(one) for one in _all(node, "notices")),
    )


def _audio_notice(node: _Node) -> AudioNotice:
    kinds = get_args(NoticeKind)
    return AudioNotice(
        kinds[kinds.index(node["kind"].one_of(kinds))],
        Message(node["message"].text()),
        node["at_s"].seconds(),
        node["duration_s"].seconds(),
    )


def _session(node: _Node, root: _Node) -> RecordedSession:
    state = node["state"].one_of(("finished", "recovered"))
    ended_at = node["ended_at"]
    return RecordedSession(
        id=node["id"].text(),
        started_at=node["started_at"].moment(),
        ended_at=None if ended_at.is_null else ended_at.moment(),
        source=node["source"].text(),
        models=root["models"].object(),
        state="finished" if state == "finished" else "recovered",
        n_samples=round(root["audio"]["duration_s"].seconds() * SAMPLE_RATE_HZ),
        sound_file=Path(root["audio"]["path"].text()).name,
        dropped_samples=round(node["lost_s"].seconds() * SAMPLE_RATE_HZ),
        recovery_attempts=0,
    )


def _frames(node: _Node) -> Frames:
    times_s = np.array([one.seconds() for one in node["times_s"].items()], np.float32)
    voiced = node.get("voiced")
    frames = Frames(
        hop_s=node["hop_s"].seconds(),
        window_s=node["window_s"].seconds(),
        times_s=times_s,
        speech=_distributions(node["speech"]),
        fused=_distributions(node["fused"]),
        voiced=_shares(voiced) if voiced else None,
    )
    _check_alike("frames", times_s, frames.speech, frames.fused, frames.voiced)
    return frames


def _windows(node: _Node) -> tuple[RecordedWindow, ...]:
    starts_s = [one.seconds() for one in node["starts_s"].items()]
    ends_s = [one.seconds() for one in node["ends_s"].items()]
    rows = [one.distribution() for one in node["speech"].items()]
    _check_alike("windows", starts_s, ends_s, rows)
    return tuple(map(RecordedWindow, starts_s, ends_s, rows))


def _check_alike(what: str, *lists: "Sequence[object] | FloatArray | None") -> None:
    if len({len(one) for one in lists if one is not None}) > 1:
        raise _MalformedError(f"the lists of its {what} differ in length")


def _shares(node: _Node) -> FloatArray:
    return np.array([one.share() for one in node.items()], np.float32)


def _distributions(node: _Node) -> FloatArray:
    rows = [one.distribution() for one in node.items()]
    return np.stack(rows) if rows else np.zeros((0, len(EMOTIONS)), np.float32)


def _utterance(i: int, node: _Node) -> Utterance:
    start_s, end_s = node["start_s"].seconds(), node["end_s"].seconds()
    if end_s < start_s:
        raise _MalformedError(f"the file: segments[{i}] ends before it starts")
    words = list(node["words"].items())
    text = _optional(node["text_probabilities"], _Node.distribution)
    attention = [_optional(one["attention"], _Node.share) or 0.0 for one in words]
    compared = node.get("normalised_to_speaker")
    sureness = node.get("speaker_confidence")
    translation = node.get("translation")
    if translation is not None:
        attention = []
    node["label"].label()
    return Utterance(
        segment_id=i,
        start_s=start_s,
        end_s=end_s,
        speaker=node["speaker"].text(),
        transcript=Transcript(
            node["text"].text(),
            tuple(_word(one) for one in words),
            None if translation is None else translation.text(),
        ),
        estimate=FusedEstimate(
            probabilities=node["fused"].distribution(),
            gate=Gate(node["gate"]["speech"].share(), node["gate"]["text"].share()),
            uncertain=node["uncertain"].flag(),
            speech=Estimate(node["speech"].distribution(), _NO_ATTENTION),
            text=None if text is None else Estimate(text, np.array(attention, np.float32)),
            normalised_to_speaker=compared.integer(10**9) if compared else 0,
        ),
        speaker_confidence=None if sureness is None else sureness.share(),
    )


def _optional(node: _Node, read: Callable[[_Node], _T]) -> _T | None:
    return None if node.is_null else read(node)


def _word(node: _Node) -> Word:
    return Word(
        node["word"].text(),
        node["start_s"].seconds(),
        node["end_s"].seconds(),
        node["probability"].share(),
    )


def _correction(segment_id: int, node: _Node) -> Correction:
    return Correction(
        segment_id, node["rater"].text(), node["label"].label(), node["made_at"].moment()
    )
