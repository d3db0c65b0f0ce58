"""Writes a document as a project for qualitative analysis: REFI-QDA 1.5 (`.qdpx`).

MAXQDA, ATLAS.ti, NVivo and QualCoder read it. REFI, "QDA-XML Project Exchange", 18 March 2019.
"""

import io
import zipfile
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.export.colours import COLOURS
from emotion_desktop.export.media import media_name
from emotion_desktop.export.ratings import MODEL, Rating, ratings
from emotion_desktop.export.xml import document_of, element, xml_text

_NAMESPACE: Final = "urn:QDA-XML:project:1.0"
_OURS: Final = UUID("6f1d5a0e-7a0c-4c1b-9a35-1d2f5e0b8c47")
#: Files in an archive have a date; the same document must yield the same bytes.
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Passage:
    """The position of an utterance in the transcript, in characters (code points)."""

    utterance: Utterance
    start: int
    end: int


def to_qdpx(document: SessionDocument, rater: str | None = None) -> bytes:
    """Write the transcript, a codebook of the seven emotions, and a coded passage per utterance.

    Parameters
    ----------
    document : SessionDocument
        Its audio is not included.
    rater : str or None
        As for `ratings`. Each rater is a user of the project, and codes as such.

    Returns
    -------
    bytes
        A ZIP archive. The same document always yields the same one.

    Notes
    -----
    An utterance is a paragraph that starts with its time and speaker; the coded
    passage is the text, or, if nothing was intelligible, this start.
    """
    transcript, passages = _transcript(document)
    source = _Guids(document)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for name, content in (
            ("project.qde", _project(document, passages, source, rater)),
            (f"sources/{source.of('transcript')}.txt", transcript),
        ):
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            files.writestr(entry, content.encode("utf-8"))
    return archive.getvalue()


class _Guids:
    """GUIDs that are reproducible for a document and differ between documents."""

    def __init__(self, document: SessionDocument) -> None:
        known = document.session.id if document.session else document.sha256
        self._document = uuid5(_OURS, f"{known}/{media_name(document)}")

    def of(self, thing: str) -> str:
        return str(uuid5(self._document, thing))


def _transcript(document: SessionDocument) -> tuple[str, list[_Passage]]:
    text, passages = "", []
    for one in document.utterances:
        speaker = f" {_one_line(one.speaker)}:" if one.speaker else ""
        head = f"[{_clock(one.start_s)}]{speaker}"
        said = xml_text(one.transcript.text)
        start = len(text) + (len(head) + 1 if said else 0)
        text += f"{head} {said}\n" if said else f"{head}\n"
        passages.append(_Passage(one, start, len(text) - 1))
    return text, passages


def _project(
    document: SessionDocument, passages: list[_Passage], guids: _Guids, rater: str | None
) -> str:
    rated = ratings(document, rater)
    name = media_name(document)
    root = ET.Element(
        "Project", {"xmlns": _NAMESPACE, "name": xml_text(name), "origin": "Emotion Desktop"}
    )
    users = element(root, "Users")
    for user in dict.fromkeys([MODEL, *(one.rater for one in rated)]):
        element(users, "User", guid=guids.of(f"user {user}"), name=user)
    codes = element(element(root, "CodeBook"), "Codes")
    for emotion in EMOTIONS:
        code = element(
            codes,
            "Code",
            guid=guids.of(f"code {emotion}"),
            name=emotion,
            isCodable="true",
            color=COLOURS[emotion],
        )
        element(code, "Description", f"The voice expresses {emotion}")
    source = element(
        element(root, "Sources"),
        "TextSource",
        guid=guids.of("source"),
        name=name,
        plainTextPath=f"internal://{guids.of('transcript')}.txt",
        creatingUser=guids.of(f"user {MODEL}"),
    )
    _add_selections(source, passages, rated, guids)
    return document_of(root)


def _add_selections(
    source: ET.Element, passages: list[_Passage], rated: list[Rating], guids: _Guids
) -> None:
    by_utterance: dict[int, list[Rating]] = {}
    for one in rated:
        by_utterance.setdefault(one.utterance.segment_id, []).append(one)
    for i, passage in enumerate(passages):
        codings = by_utterance.get(passage.utterance.segment_id)
        if not codings:
            continue
        selection = element(
            source,
            "PlainTextSelection",
            guid=guids.of(f"selection {i}"),
            name=f"{_clock(passage.utterance.start_s)} - {_clock(passage.utterance.end_s)}",
            startPosition=str(passage.start),
            endPosition=str(passage.end),
            creatingUser=guids.of(f"user {codings[0].rater}"),
        )
        for one in codings:
            dated = {"creationDateTime": one.made_at.isoformat()} if one.made_at else {}
            coding = element(
                selection,
                "Coding",
                guid=guids.of(f"coding {i} {one.rater}"),
                creatingUser=guids.of(f"user {one.rater}"),
                **dated,
            )
            element(coding, "CodeRef", targetGUID=guids.of(f"code {one.label}"))


def _clock(seconds: float) -> str:
    minutes, ms = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60}:{minutes % 60:02}:{ms // 1000:02}.{ms % 1000:03}"


def _one_line(text: str) -> str:
    return xml_text(" ".join(text.split()))
