"""Annotations of ELAN (EAF 2.x and 3.0)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.reading import MOST_INTERVALS, malformed, read_bytes, too_large
from emotion_desktop.export.tiers import Interval

#: An annotation has six, and its times four more.
_MOST_TAGS: Final = 6 * MOST_INTERVALS


def read_eaf(path: Path) -> dict[str, list[Interval]]:
    """Read the tiers with their annotations.

    Empty annotations are skipped. One that refers to another has its time. Time
    slots without a time are spread evenly between those that have one, as in ELAN.

    Raises
    ------
    UserFacingError
        If the file cannot be read or is not an EAF file.
    """
    content = read_bytes(path)
    if content.count(b"<") > _MOST_TAGS:
        raise too_large(path)
    try:
        parser = ET.XMLParser(target=_Builder())  # noqa: S314 (entities are refused)
        root = ET.fromstring(content, parser)  # noqa: S314
    except _DoctypeError as error:
        reason = Message("it declares a document type, as no EAF file does")
        raise malformed(path, reason) from error
    except (ET.ParseError, ValueError, LookupError) as error:
        raise malformed(path, Message("it is not XML")) from error
    if root.tag != "ANNOTATION_DOCUMENT":
        raise malformed(path, Message("it is not an ELAN EAF file"))
    try:
        times_s = _times_s(root)
        spans = {
            one.attrib["ANNOTATION_ID"]: (
                times_s[one.attrib["TIME_SLOT_REF1"]],
                times_s[one.attrib["TIME_SLOT_REF2"]],
            )
            for one in root.iter("ALIGNABLE_ANNOTATION")
        }
        parents = {
            one.attrib["ANNOTATION_ID"]: one.attrib["ANNOTATION_REF"]
            for one in root.iter("REF_ANNOTATION")
        }
        tiers = {
            tier.attrib["TIER_ID"]: list(_intervals(tier, spans, parents))
            for tier in root.iter("TIER")
        }
    except KeyError as error:
        raise malformed(path, Message("{name} is missing", name=error.args[0])) from error
    except (ValueError, OverflowError) as error:
        raise malformed(path, Message("a time is not a number")) from error
    return {name: intervals for name, intervals in tiers.items() if intervals}


class _DoctypeError(Exception):
    """The file declares a document type."""


class _Builder(ET.TreeBuilder):
    """Refuses a document type, which EAF files lack: entities in it can grow without bound."""

    def doctype(self, *_declared: object) -> None:
        raise _DoctypeError


def _times_s(root: ET.Element) -> dict[str, float]:
    slots = list(root.iterfind("TIME_ORDER/TIME_SLOT"))
    times_s: dict[str, float] = {}
    waiting: list[str] = []
    reached_s = 0.0
    for slot in slots:
        name = slot.attrib["TIME_SLOT_ID"]
        if "TIME_VALUE" not in slot.attrib:
            waiting.append(name)
            continue
        at_s = int(slot.attrib["TIME_VALUE"]) / 1000
        step_s = (at_s - reached_s) / (len(waiting) + 1)
        times_s |= {one: reached_s + step_s * i for i, one in enumerate(waiting, 1)}
        times_s[name] = reached_s = at_s
        waiting = []
    return times_s | dict.fromkeys(waiting, reached_s)


def _intervals(
    tier: ET.Element, spans: dict[str, tuple[float, float]], parents: dict[str, str]
) -> Iterator[Interval]:
    for one in tier.iterfind("ANNOTATION/*"):
        start_s, end_s = _span(one.attrib["ANNOTATION_ID"], spans, parents)
        text = (one.findtext("ANNOTATION_VALUE") or "").strip()
        if text and start_s < end_s:
            yield Interval(start_s, end_s, text)


def _span(
    name: str, spans: dict[str, tuple[float, float]], parents: dict[str, str]
) -> tuple[float, float]:
    """Find the time of an annotation, and note it for all that lie on the way."""
    way: dict[str, None] = {}
    while name not in spans and name not in way:  # one that refers to itself has no time
        way[name] = None
        name = parents[name]
    spans |= dict.fromkeys(way, spans[name])
    return spans[name]
