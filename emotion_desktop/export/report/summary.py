"""A session in figures."""

from collections.abc import Callable, Iterator
from typing import Final

from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.domain.summary import SpeakerSummary, Summary, summary_of
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
from emotion_desktop.export.report.sayings import anchor, emotion_name, extent, matrix

_LABELS: Final = (*EMOTIONS, UNCLEAR)
#: Columns that fit beside each other.
_SPEAKERS_PER_TABLE: Final = 5
_MOST_CHANGES: Final = 24
_CLOCK_FROM_S: Final = 120.0


def summary_section(subject: Subject) -> Section:
    """Sum a session up."""
    text = subject.language.text
    title = text(Message("Summary"))
    if not subject.view.segments:
        nobody = Paragraph(text(Message("Nobody speaks in this recording.")))
        return Section("summary", title, (nobody,))
    summary = summary_of(subject.view)
    blocks = (
        *_shares(subject, summary),
        *_speakers(subject, summary),
        *_stretches(subject, summary),
        *_transitions(subject, summary),
        *_pauses(subject, summary),
        *_changes(subject, summary),
    )
    return Section("summary", title, blocks)


def _shares(subject: Subject, summary: Summary) -> Iterator[Block]:
    text, percent = subject.language.text, subject.language.percent
    shown = (
        (Message("After review"), summary.shares),
        (Message("Models: fused"), summary.by_modality.get("fused", {})),
        (Message("Models: speech"), summary.by_modality.get("speech", {})),
        (Message("Models: text"), summary.by_modality.get("text", {})),
    )
    yield Subtitle(text(Message("Share of speaking time")))
    columns = (
        Column(text(Message("Emotion")), 2.0),
        *(Column(text(name), 1.6, numeric=True) for name, _ in shown),
    )
    rows = tuple(
        Row(
            (
                Cell(emotion_name(label, subject.language), label),
                *(Cell(percent(shares[label]) if shares else NOTHING) for _, shares in shown),
            )
        )
        for label in _LABELS
    )
    yield Table(columns, rows)
    yield Paragraph(
        text(
            Message(
                "After review: a person's label where there is one, otherwise the"
                " fused estimate. Unclear is a result, not a failure: no emotion"
                " was probable enough. For text, it also covers utterances without"
                " words that the recogniser was sure of."
            )
        )
    )


def _speakers(subject: Subject, summary: Summary) -> Iterator[Block]:
    language = subject.language
    text = language.text
    speakers = list(summary.speakers.items())
    # One speaker's shares are those of everybody.
    labels = _LABELS if len(speakers) > 1 else ()
    nameless = Message("(no name)") if len(speakers) > 1 else Message("All speakers")
    yield Subtitle(text(Message("Speakers: time, pace and expressed emotion")))
    for begin in range(0, len(speakers), _SPEAKERS_PER_TABLE):
        beside = speakers[begin : begin + _SPEAKERS_PER_TABLE]
        columns = (
            Column("", 2.0),
            *(Column(name or text(nameless), 1.4, numeric=True) for name, _ in beside),
        )
        figures: tuple[tuple[str, str, Callable[[SpeakerSummary], str]], ...] = (
            ("", text(Message("Speaking time")), lambda one: clock(one.spoken_s)),
            (
                "",
                text(Message("Words per minute")),
                lambda one: (
                    NOTHING
                    if one.words_per_minute is None
                    else language.number(one.words_per_minute, 0)
                ),
            ),
            *(
                (label, emotion_name(label, language), _share_of(label, subject))
                for label in labels
            ),
        )
        rows = tuple(
            Row((Cell(name, label), *(Cell(figure(one)) for _, one in beside)))
            for label, name, figure in figures
        )
        yield Table(columns, rows)


def _share_of(label: str, subject: Subject) -> Callable[[SpeakerSummary], str]:
    return lambda one: subject.language.percent(one.shares.get(label, 0.0))


def _stretches(subject: Subject, summary: Summary) -> Iterator[Block]:
    if not summary.stretches:
        return
    text = subject.language.text
    yield Subtitle(text(Message("Longest stretches with one emotion")))
    named = [one for one in summary.stretches if one.speaker]
    columns = (
        Column(text(Message("Time")), 3.0),
        *((Column(text(Message("Speaker")), 2.0),) if named else ()),
        Column(text(Message("Emotion")), 2.0),
        Column(text(Message("Utterances")), 1.4, numeric=True),
    )
    by_id = {one.id: one for one in subject.view.segments}
    rows = tuple(
        Row(
            (
                Cell(extent(one.start_s, one.end_s), link=anchor(by_id[one.segment_ids[0]])),
                *((Cell(one.speaker),) if named else ()),
                Cell(emotion_name(one.label, subject.language), one.label),
                Cell(str(len(one.segment_ids))),
            )
        )
        for one in summary.stretches
    )
    yield Table(columns, rows)


def _transitions(subject: Subject, summary: Summary) -> Iterator[Block]:
    if not summary.transitions:
        return
    text = subject.language.text
    yield Subtitle(text(Message("Transitions between emotions")))
    counts = [
        [summary.transitions.get((first, then), 0) for then in EMOTIONS] for first in EMOTIONS
    ]
    yield matrix(subject, text(Message("From → to")), counts)
    passed = Message("Counted within each speaker; unclear utterances are skipped.")
    yield Paragraph(text(passed))


def _pauses(subject: Subject, summary: Summary) -> Iterator[Block]:
    text, pauses = subject.language.text, summary.pauses
    yield Subtitle(text(Message("Pauses")))
    if not pauses.count:
        yield Paragraph(text(Message("No pauses of a tenth of a second or longer.")))
        return
    yield Paragraph(
        text(
            Message(
                "{n} pauses of a tenth of a second or longer, {total} in all;"
                " median {median}, longest {longest}.",
                n=pauses.count,
                total=_length(subject, pauses.total_s),
                median=_length(subject, pauses.median_s),
                longest=_length(subject, pauses.longest_s),
            )
        )
    )


def _length(subject: Subject, seconds: float) -> str:
    """Write a length of time as people say it."""
    if seconds >= _CLOCK_FROM_S:
        return clock(seconds)
    return f"{subject.language.number(seconds)}\N{NO-BREAK SPACE}s"


def _changes(subject: Subject, summary: Summary) -> Iterator[Block]:
    changes_s = summary.change_points_s
    if not changes_s:
        return
    text = subject.language.text
    yield Subtitle(text(Message("Where the mix of emotions changes")))
    shown = ", ".join(clock(one) for one in changes_s[:_MOST_CHANGES])
    more = ", …" if len(changes_s) > _MOST_CHANGES else ""
    yield Paragraph(text(Message("At {times}.", times=shown + more)))
