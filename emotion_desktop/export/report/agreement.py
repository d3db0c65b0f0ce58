"""How far raters, and raters and models, agree."""

import math
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.agreement import Rated, comparisons_of
from emotion_desktop.export.ratings import MODEL
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
from emotion_desktop.export.report.sayings import matrix
from emotion_desktop.metrics.agreement_report import Coefficient, Comparison

_NAMES: Final = MappingProxyType(
    {
        "percent_agreement": Message("Percent agreement"),
        "cohen_kappa": Message("Cohen's κ"),
        "cohen_kappa_weighted": Message("Cohen's κ, weighted"),
        "fleiss_kappa": Message("Fleiss' κ"),
        "krippendorff_alpha_nominal": Message("Krippendorff's \N{GREEK SMALL LETTER ALPHA}"),
        "krippendorff_alpha_ordinal": Message(
            "Krippendorff's \N{GREEK SMALL LETTER ALPHA}, ordinal"
        ),
        "krippendorff_alpha_interval": Message(
            "Krippendorff's \N{GREEK SMALL LETTER ALPHA}, interval"
        ),
        "gwet_ac1": Message("Gwet's AC1"),
        "icc_2_1": Message("ICC(2,1)"),
    }
)
#: What scales are called before the raters of a comparison.
_SCALES: Final = MappingProxyType(
    {
        "valence": Message("Valence"),
        "arousal": Message("Arousal"),
    }
)
#: Of comparisons of one kind; many raters make many pairs.
_MOST: Final = 10
_DIGITS: Final = 2


def agreement_section(subject: Subject) -> Section:
    """Compare all who labelled, the models among them."""
    text = subject.language.text
    title = text(Message("Agreement"))
    kinds = list(comparisons_of(subject.document, subject.rater))
    if not kinds:
        alone = Message("Agreement needs at least two sets of labels; there is only one here.")
        return Section("agreement", title, (Paragraph(text(alone)),))
    caution = Message(
        "Only utterances that at least two raters labelled are compared. A rater who"
        " labels only what the models got wrong seems never to agree with them; that"
        " says nothing about either."
    )
    blocks: list[Block] = [Paragraph(text(caution))]
    for rated, comparisons in kinds:
        for one in comparisons[:_MOST]:
            blocks += _comparison(subject, rated, one)
        if len(comparisons) > _MOST:
            more = Message("{n} more are not shown here.", n=len(comparisons) - _MOST)
            blocks.append(Paragraph(text(more)))
    return Section("agreement", title, tuple(blocks))


def _comparison(subject: Subject, rated: Rated, compared: Comparison) -> Iterator[Block]:
    text = subject.language.text
    models = text(Message("models"))
    raters = ", ".join(models if one == MODEL else one for one in compared.raters)
    many = Message("{raters}: {n} utterances", raters=raters, n=compared.n_units)
    one = Message("{raters}: 1 utterance", raters=raters)
    what = f"{text(_SCALES[rated])} \N{EN DASH} " if rated in _SCALES else ""
    yield Subtitle(what + text(one if compared.n_units == 1 else many))
    if not compared.n_units:
        return
    columns = (
        Column(text(Message("Coefficient")), 2.0),
        Column(text(Message("Value")), 0.9, numeric=True),
        Column(text(Message("95% interval")), 1.6, numeric=True),
        Column(text(Message("What it says")), 5.0),
    )
    rows = tuple(_coefficient(subject, one) for one in compared.coefficients)
    yield Table(columns, rows)
    if compared.confusion is not None:
        first, second = (models if one == MODEL else one for one in compared.raters)
        yield matrix(
            subject,
            f"{first}\N{NO-BREAK SPACE}↓ {second}\N{NO-BREAK SPACE}→",
            compared.confusion.tolist(),
        )


def _coefficient(subject: Subject, one: Coefficient) -> Row:
    text = subject.language.text
    interval = Message(
        "{low} to {high}", low=_shown(subject, one.low), high=_shown(subject, one.high)
    )
    return Row(
        (
            Cell(text(_NAMES[one.name])),
            Cell(_shown(subject, one.value)),
            Cell(NOTHING if one.low is None else text(interval)),
            Cell(text(one.explanation)),
        )
    )


def _shown(subject: Subject, value: float | None) -> str:
    if value is None or math.isnan(value):
        return NOTHING
    return subject.language.number(value, _DIGITS).replace("-", "\N{MINUS SIGN}")
