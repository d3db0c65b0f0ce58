"""What is said of an utterance, in words."""

from collections.abc import Sequence

from emotion_desktop.domain.counting import counting_label
from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.domain.review import Annotation
from emotion_desktop.domain.review_state import ReviewedSegment
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.language import Language, clock
from emotion_desktop.export.report.contents import Cell, Column, Row, Subject, Table
from emotion_desktop.export.reviewed_view import judged_by


def label_cell(segment: ReviewedSegment, language: Language) -> Cell:
    """Say what an utterance expresses: by people, the newest first, and by the models."""
    said = [
        f"{_judgement(segment.annotations[name], language)} ({name})"
        for name in reversed(judged_by(segment))
    ]
    models = _of_models(segment, language)
    if said and models:
        models = language.text(Message("models: {label}", label=models))
    return Cell("; ".join([*said, *([models] if models else [])]), counting_label(segment))


def labels_text(given: Annotation, language: Language) -> str:
    """Write the labels of one rater; empty where none was given."""
    return _judgement(given, language) if given.judged else ""


def extent(start_s: float, end_s: float) -> str:
    """Write from when to when, to the millisecond."""
    return f"{clock(start_s, exact=True)} \N{EN DASH} {clock(end_s, exact=True)}"


def anchor(segment: ReviewedSegment) -> str:
    """Return what links to an utterance lead to."""
    return f"u{segment.id}"


def _judgement(given: Annotation, language: Language) -> str:
    if given.cannot_tell:
        return language.text(Message("cannot tell"))
    return ", ".join(language.text(Message(label)) for label in given.labels)


def _of_models(segment: ReviewedSegment, language: Language) -> str:
    estimate = segment.estimate
    if estimate is None:
        return ""
    (first, most), (second, next_most) = estimate.top_two
    if not estimate.uncertain:
        return f"{language.text(Message(first))} {language.percent(most)}"
    return language.text(
        Message(
            "unclear: {first} {most} or {second} {next_most}",
            first=Message(first),
            most=language.percent(most),
            second=Message(second),
            next_most=language.percent(next_most),
        )
    )


def emotion_name(label: str, language: Language) -> str:
    """Return the name of one of `EMOTIONS`, or of `UNCLEAR`."""
    return language.text(Message("unclear") if label == UNCLEAR else Message(label))


def matrix(subject: Subject, corner: str, counts: Sequence[Sequence[int]]) -> Table:
    """Write how often one emotion met another.

    Parameters
    ----------
    subject : Subject
        In whose language.
    corner : str
        What rows and columns are.
    counts : sequence of sequence of int
        A row for each of `EMOTIONS`, with a column for each.
    """
    names = [emotion_name(one, subject.language) for one in EMOTIONS]
    columns = (
        Column(corner, max(map(len, names)) + 5.0),
        *(Column(name, len(name) + 3.0, numeric=True) for name in names),
    )
    rows = tuple(
        Row((Cell(name, emotion), *(Cell(str(n or "·")) for n in row)))
        for name, emotion, row in zip(names, EMOTIONS, counts, strict=True)
    )
    return Table(columns, rows)
