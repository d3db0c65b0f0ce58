"""Writes a document as an ELAN annotation (EAF 3.0).

Max Planck Institute for Psycholinguistics, "EAF: ELAN Annotation Format", version 3.0.
"""

import mimetypes
from itertools import count
from pathlib import Path
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.export.media import media_path
from emotion_desktop.export.tiers import Tier, tiers
from emotion_desktop.export.xml import document_of, element

_SCHEMA: Final = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"
_VOCABULARY: Final = "emotions"
#: Date of the file: the current one would make the output differ each time.
_UNKNOWN_DATE: Final = "1970-01-01T00:00:00+00:00"


def to_eaf(document: SessionDocument, folder: Path, rater: str | None = None) -> str:
    """Write a time-aligned tier for each of `tiers`; labels use a controlled vocabulary.

    Parameters
    ----------
    document : SessionDocument
        Its audio is linked, not copied.
    folder : Path
        Folder of the written file; the link is relative to it.
    rater : str or None
        As for `ratings`.

    Notes
    -----
    Times are rounded to milliseconds, as in ELAN. Markers, which have no
    duration, become intervals of a millisecond in a separate tier.
    """
    session = document.session
    root = ET.Element(
        "ANNOTATION_DOCUMENT",
        {
            "AUTHOR": "Emotion Desktop",
            "DATE": session.started_at.isoformat() if session else _UNKNOWN_DATE,
            "FORMAT": "3.0",
            "VERSION": "3.0",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:noNamespaceSchemaLocation": _SCHEMA,
        },
    )
    header = element(root, "HEADER", MEDIA_FILE="", TIME_UNITS="milliseconds")
    _link_media(header, document, folder)
    times = element(root, "TIME_ORDER")
    writer = _Writer(root, times)
    for tier in tiers(document, rater):
        writer.add_tier(tier)
    writer.add_markers(document)
    times[:] = sorted(times, key=lambda slot: int(slot.attrib["TIME_VALUE"]))
    element(header, "PROPERTY", str(writer.n_annotations), NAME="lastUsedAnnotationId")
    for kind in ("text", "words", "marker"):
        element(root, "LINGUISTIC_TYPE", **_type(kind))
    element(root, "LINGUISTIC_TYPE", CONTROLLED_VOCABULARY_REF=_VOCABULARY, **_type("emotion"))
    element(root, "LANGUAGE", LANG_DEF="http://cdb.iso.org/lg/CDB-00138502-001", LANG_ID="eng")
    _add_vocabulary(root)
    return document_of(root)


def _link_media(header: ET.Element, document: SessionDocument, folder: Path) -> None:
    audio = document.audio.path
    relative = f"./{quote(media_path(document, folder))}"
    element(
        header,
        "MEDIA_DESCRIPTOR",
        MEDIA_URL=audio.as_uri() if audio.is_absolute() else relative,
        MIME_TYPE=mimetypes.guess_type(audio.name)[0] or "unknown",
        RELATIVE_MEDIA_URL=relative,
    )


def _type(kind: str) -> dict[str, str]:
    return {
        "GRAPHIC_REFERENCES": "false",
        "LINGUISTIC_TYPE_ID": kind,
        "TIME_ALIGNABLE": "true",
    }


def _add_vocabulary(root: ET.Element) -> None:
    vocabulary = element(root, "CONTROLLED_VOCABULARY", CV_ID=_VOCABULARY)
    element(vocabulary, "DESCRIPTION", "What a voice expresses", LANG_REF="eng")
    for emotion in EMOTIONS:
        entry = element(vocabulary, "CV_ENTRY_ML", CVE_ID=_entry(emotion))
        element(entry, "CVE_VALUE", emotion, DESCRIPTION="", LANG_REF="eng")


def _entry(emotion: str) -> str:
    return f"cve_{emotion}"


class _Writer:
    """Adds tiers to a document, and their times to its time order."""

    def __init__(self, root: ET.Element, times: ET.Element) -> None:
        self.n_annotations = 0
        self._root = root
        self._times = times
        self._time_numbers = count(1)

    def add_tier(self, tier: Tier) -> None:
        attributes = {"LINGUISTIC_TYPE_REF": tier.kind, "TIER_ID": tier.name}
        if tier.speaker:
            attributes["PARTICIPANT"] = tier.speaker
        if tier.rater:
            attributes["ANNOTATOR"] = tier.rater
        made = element(self._root, "TIER", **attributes)
        for one in tier.intervals:
            entry = {"CVE_REF": _entry(one.text)} if tier.kind == "emotion" else {}
            self._add_annotation(made, _ms(one.start_s), _ms(one.end_s), one.text, entry)

    def add_markers(self, document: SessionDocument) -> None:
        if not document.markers:
            return
        made = element(self._root, "TIER", LINGUISTIC_TYPE_REF="marker", TIER_ID="markers")
        for marker in document.markers:
            at = _ms(marker.at_s)
            self._add_annotation(made, at, at + 1, marker.text, {})

    def _add_annotation(
        self, tier: ET.Element, start_ms: int, end_ms: int, text: str, entry: dict[str, str]
    ) -> None:
        self.n_annotations += 1
        annotation = element(
            element(tier, "ANNOTATION"),
            "ALIGNABLE_ANNOTATION",
            ANNOTATION_ID=f"a{self.n_annotations}",
            TIME_SLOT_REF1=self._add_time(start_ms),
            TIME_SLOT_REF2=self._add_time(max(end_ms, start_ms + 1)),
            **entry,
        )
        element(annotation, "ANNOTATION_VALUE", text)

    def _add_time(self, at_ms: int) -> str:
        name = f"ts{next(self._time_numbers)}"
        element(self._times, "TIME_SLOT", TIME_SLOT_ID=name, TIME_VALUE=str(at_ms))
        return name


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
