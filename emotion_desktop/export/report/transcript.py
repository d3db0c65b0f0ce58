"""The words of a session, and all that raters said of them."""

from collections.abc import Callable, Iterator
from typing import Final

from emotion_desktop.domain.review import Annotation
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
from emotion_desktop.export.report.sayings import anchor, extent, label_cell, labels_text

#: What a rater may say beside labels, with the width of its column.
_REMARKS: Final[tuple[tuple[Message, float, Callable[[Annotation], str]], ...]] = (
    (Message("Valence"), 1.2, lambda one: "" if one.valence is None else str(one.valence)),
    (Message("Arousal"), 1.3, lambda one: "" if one.arousal is None else str(one.arousal)),
    (Message("Comment"), 4.0, lambda one: one.comment),
    (Message("Tags"), 2.0, lambda one: ", ".join(one.tags)),
)


def transcript_section(subject: Subject) -> Section:
    """List everything that was said, with what it expresses."""
    text = subject.language.text
    rows = tuple(
        Row(utterance_cells(subject, one, link=False), anchor(one)) for one in subject.view.segments
    )
    blocks: tuple[Block, ...] = (Table(utterance_columns(subject), rows),)
    if not rows:
        blocks = (Paragraph(text(Message("Nobody speaks in this recording."))),)
    return Section("transcript", text(Message("Transcript")), blocks)


def utterance_columns(subject: Subject) -> tuple[Column, ...]:
    """Name what stands in a row for each utterance."""
    text = subject.language.text
    translates = subject.n_translated > 0
    time, speaker, words, label = (2.8, 2.1, 4.0, 3.2) if translates else (2.5, 1.9, 6.0, 3.4)
    return (
        Column(text(Message("Time")), time),
        *((Column(text(Message("Speaker")), speaker),) if subject.speakers else ()),
        Column(text(Message("Words")), words),
        *((Column(text(Message("Translation")), words),) if translates else ()),
        Column(text(Message("Expresses")), label),
    )


def utterance_cells(
    subject: Subject, segment: ReviewedSegment, *, link: bool = True
) -> tuple[Cell, ...]:
    """Write an utterance as a row.

    Parameters
    ----------
    subject : Subject
        Whose utterance it is.
    segment : ReviewedSegment
        The utterance.
    link : bool
        Whether its time leads to its row in the transcript.
    """
    target = anchor(segment) if link else ""
    speaker = (Cell(subject.view.speaker_name(segment.speaker)),) if subject.speakers else ()
    said = segment.transcript
    translation = (Cell(said.translation or NOTHING),) if subject.n_translated else ()
    return (
        Cell(extent(segment.start_s, segment.end_s), link=target),
        *speaker,
        Cell(said.text or NOTHING),
        *translation,
        label_cell(segment, subject.language),
    )


def ratings_section(subject: Subject) -> Section:
    """List what raters said, what was marked, and what befell the recording."""
    text = subject.language.text
    blocks = [*_ratings(subject), *_markers(subject), *_notices(subject)]
    if not blocks:
        blocks = [Paragraph(text(Message("Nobody corrected, marked or noted anything.")))]
    return Section("ratings", text(Message("Corrections, notes and markers")), tuple(blocks))


def _ratings(subject: Subject) -> Iterator[Block]:
    text = subject.language.text
    if subject.view.note:
        yield Subtitle(text(Message("Note on the session")))
        yield Paragraph(subject.view.note)
    said = [
        (segment, name, given)
        for segment in subject.view.segments
        for name, given in segment.annotations.items()
    ]
    if not said:
        return
    remarks = [one for one in _REMARKS if any(one[2](given) for _, _, given in said)]
    columns = (
        Column(text(Message("Time")), 2.6),
        Column(text(Message("Rated by")), 2.0),
        Column(text(Message("Label")), 3.0),
        *(Column(text(title), width) for title, width, _ in remarks),
    )
    rows = tuple(
        Row(
            (
                Cell(extent(segment.start_s, segment.end_s), link=anchor(segment)),
                Cell(name),
                Cell(labels_text(given, subject.language), given.labels[0] if given.labels else ""),
                *(Cell(remark(given)) for _, _, remark in remarks),
            )
        )
        for segment, name, given in said
    )
    yield Subtitle(text(Message("What raters said")))
    yield Table(columns, rows)


def _markers(subject: Subject) -> Iterator[Block]:
    text, markers = subject.language.text, subject.document.markers
    if markers:
        yield Subtitle(text(Message("Markers")))
        columns = (Column(text(Message("Time")), 1.0), Column(text(Message("Note")), 5.0))
        rows = tuple(
            Row((Cell(clock(one.at_s, exact=True)), Cell(one.text or NOTHING))) for one in markers
        )
        yield Table(columns, rows)


def _notices(subject: Subject) -> Iterator[Block]:
    text = subject.language.text
    notices = [
        *((one.at_s, text(one.message)) for one in subject.document.audio.notices),
        *((one.at_s, one.message) for one in subject.document.notices if one.message),
    ]
    if notices:
        yield Subtitle(text(Message("About the recording")))
        columns = (Column(text(Message("Time")), 1.0), Column(text(Message("What happened")), 5.0))
        yield Table(
            columns,
            tuple(Row((Cell(clock(at_s, exact=True)), Cell(said))) for at_s, said in notices),
        )
