"""Annotations of ELAN (EAF 2.x and 3.0)."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.reading import malformed, read_bytes
from emotion_desktop.export.tiers import Interval


def read_eaf(path: Path) -> dict[str, list[Interval]]:
    """Read the tiers with their annotations.

    An annotation that refers to another one has its time, even over several steps. Time
    slots without a time are spread evenly between those that have one, as in ELAN.

    Raises
    ------
    UserFacingError
        If the file cannot be read or is not an EAF file.
    """
    try:
        # Expat refuses entities that grow without bound.
        root = ET.fromstring(read_bytes(path))  # noqa: S314
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
    except ValueError as error:
        raise malformed(path, Message("a time is not a number")) from error
    return {name: intervals for name, intervals in tiers.items() if intervals}


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
        name = one.attrib["ANNOTATION_ID"]
        for _ in range(len(parents) + 1):  # one that refers to itself comes to no end
            if name in spans:
                break
            name = parents[name]
        start_s, end_s = spans[name]
        if start_s < end_s:
            yield Interval(start_s, end_s, one.findtext("ANNOTATION_VALUE") or "")
