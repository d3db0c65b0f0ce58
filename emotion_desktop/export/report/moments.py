"""The moments of a session that are worth listening to again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from emotion_desktop.domain.counting import counting_label
from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.domain.review_state import ReviewedSegment
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.language import clock
from emotion_desktop.export.report.contents import (
    NOTHING,
    Block,
    Cell,
    Column,
    Paragraph,
    Row,
    Section,
    Subject,
    Subtitle,
    Table,
)
from emotion_desktop.export.report.sayings import anchor
from emotion_desktop.export.report.transcript import utterance_cells, utterance_columns
from emotion_desktop.export.reviewed_view import judged_by

#: Of each kind; all others stand in the transcript.
_MOST: Final = 12
_CERTAIN_PER_EMOTION: Final = 2


def moments_section(subject: Subject) -> Section:
    """Choose moments: marked, corrected, in conflict, most certain."""
    text = subject.language.text
    blocks = [
        *_marked(subject),
        *_corrected(subject),
        *_in_conflict(subject),
        *_most_certain(subject),
    ]
    if not blocks:
        blocks = [Paragraph(text(Message("Nothing stands out: no estimate is clear.")))]
    return Section("moments", text(Message("Selected moments")), tuple(blocks))


def _marked(subject: Subject) -> Iterator[Block]:
    text, markers = subject.language.text, subject.document.markers
    if not markers:
        return
    yield Subtitle(text(Message("Marked")))
    columns = (
        Column(text(Message("Marker")), 2.5),
        Column(text(Message("Note")), 2.6),
        *utterance_columns(subject)[1:],
    )
    nothing = (Cell(NOTHING),) * (len(columns) - 2)
    rows = []
    for marker in markers[:_MOST]:
        heard = _heard_at(subject.view.segments, marker.at_s)
        at = Cell(clock(marker.at_s, exact=True), link=anchor(heard) if heard else "")
        said = utterance_cells(subject, heard)[1:] if heard else nothing
        rows.append(Row((at, Cell(marker.text or NOTHING), *said)))
    yield Table(columns, tuple(rows))
    yield from _rest(subject, len(markers))


def _heard_at(segments: Iterable[ReviewedSegment], at_s: float) -> ReviewedSegment | None:
    """Return what was said at a moment, otherwise what was said last before it."""
    begun = [one for one in segments if one.start_s <= at_s]
    return max(begun, key=lambda one: (one.end_s > at_s, one.start_s), default=None)


def _corrected(subject: Subject) -> Iterator[Block]:
    corrected = [one for one in subject.view.segments if _is_disputed(one)]
    title = Message("Where a person disagreed with the models")
    yield from _listed(subject, title, corrected)


def _is_disputed(segment: ReviewedSegment) -> bool:
    """Tell whether a person said something else than the models did."""
    estimate = segment.estimate
    if estimate is None or not judged_by(segment):
        return False
    label = counting_label(segment)
    # Nobody disagrees where neither the models nor the person could tell.
    return label != estimate.label and not (label == UNCLEAR and estimate.uncertain)


def _in_conflict(subject: Subject) -> Iterator[Block]:
    """List where sound and words disagree, those that are clearest about it."""
    found = [one for one in subject.view.segments if one.estimate and one.estimate.conflict]
    if not found:
        return
    text = subject.language.text
    yield Subtitle(text(Message("Where speech and text differ")))
    columns = (*utterance_columns(subject), Column(text(Message("Conflict")), 3.0))
    rows = []
    for one in _in_order(sorted(found, key=_weaker_side, reverse=True)[:_MOST]):
        assert one.estimate is not None
        assert one.estimate.conflict is not None
        speech, words = one.estimate.conflict
        said = Message(
            "sounds like {speech}, reads as {text}", speech=Message(speech), text=Message(words)
        )
        rows.append(Row((*utterance_cells(subject, one), Cell(text(said)))))
    yield Table(columns, tuple(rows))
    yield from _rest(subject, len(found))


def _weaker_side(segment: ReviewedSegment) -> float:
    estimate = segment.estimate
    assert estimate is not None
    assert estimate.speech is not None
    assert estimate.text is not None
    return min(float(estimate.speech.probabilities.max()), float(estimate.text.probabilities.max()))


def _most_certain(subject: Subject) -> Iterator[Block]:
    chosen: list[ReviewedSegment] = []
    for emotion in EMOTIONS:
        clear = [
            one
            for one in subject.view.segments
            if one.estimate
            and not one.estimate.uncertain
            and one.estimate.label == emotion
            and counting_label(one) in {emotion, UNCLEAR}
        ]
        clear.sort(key=_confidence, reverse=True)
        chosen += _in_order(clear[:_CERTAIN_PER_EMOTION])
    title = Message("Most confident estimates, by emotion")
    yield from _listed(subject, title, chosen, n_most=len(chosen))


def _confidence(segment: ReviewedSegment) -> float:
    assert segment.estimate is not None
    return segment.estimate.confidence


def _in_order(segments: Iterable[ReviewedSegment]) -> list[ReviewedSegment]:
    return sorted(segments, key=lambda one: (one.start_s, one.id))


def _listed(
    subject: Subject, title: Message, found: Sequence[ReviewedSegment], n_most: int = _MOST
) -> Iterator[Block]:
    if not found:
        return
    yield Subtitle(subject.language.text(title))
    rows = tuple(Row(utterance_cells(subject, one)) for one in found[:n_most])
    yield Table(utterance_columns(subject), rows)
    yield from _rest(subject, len(found), n_most)


def _rest(subject: Subject, n_found: int, n_most: int = _MOST) -> Iterator[Block]:
    if n_found > n_most:
        more = Message("{n} more are not shown here.", n=n_found - n_most)
        yield Paragraph(subject.language.text(more))
