"""How the estimates came about, how far they can be trusted, and what they are not for."""

from collections.abc import Iterator

from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.report.contents import (
    Block,
    Bullets,
    Cell,
    Column,
    Paragraph,
    Row,
    Section,
    Subject,
    Subtitle,
    Table,
)
from emotion_desktop.export.report.models import ModelFacts, facts_of


def method_section(subject: Subject) -> Section:
    """Say how the estimates came about and what they are worth."""
    text = subject.language.text
    blocks = [
        Paragraph(text(_HOW)),
        *_translated(subject),
        *_compared(subject),
        Subtitle(text(Message("What a voice expresses is not what a person feels"))),
        Paragraph(text(_NOT_FELT)),
        Paragraph(text(_NOT_FOR)),
        *_worth(subject),
    ]
    return Section("method", text(Message("Method and limits")), tuple(blocks))


_HOW = Message(
    "For each utterance, models estimated how probable it is that it expresses"
    " anger, disgust, fear, happiness, sadness, surprise or none of these"
    " (neutral): from the sound of the voice (speech), from the words that a speech recogniser"
    " understood (text), and from both together (fused). They know nothing of"
    " faces, history or situation. Where people listened and disagreed, both"
    " labels are shown."
)
_NOT_FELT = Message(
    "People hide what they feel, act what they do not feel, and express"
    " themselves differently from person to person, language to language and"
    " culture to culture. This report can show where it is worth listening again."
    " It cannot show what anybody felt, meant or will do."
)
_NOT_FOR = Message(
    "It is meant for research, teaching, demonstration, and the review of"
    " recordings by people who also listen to them. It is not meant for diagnosis"
    " or for decisions about people, such as hiring, policing, border control,"
    " insurance, or monitoring at work or in education."
)


def _translated(subject: Subject) -> Iterator[Block]:
    if not subject.n_translated:
        return
    said = Message(
        "In {n} of {all} utterances, another language than English was recognised. There, the"
        " text is a translation into English by the same speech recogniser, because the text"
        " network knows English only. It contains mistakes, and what it loses is not judged.",
        n=subject.n_translated,
        all=len(subject.view.segments),
    )
    yield Paragraph(subject.language.text(said))


def _compared(subject: Subject) -> Iterator[Block]:
    estimates = [one.estimate for one in subject.document.utterances]
    compared = sum(one.normalised_to_speaker > 0 for one in estimates)
    if compared:
        said = Message(
            "For {n} of {all} utterances, speech was judged relative to how the same"
            " speaker usually sounds.",
            n=compared,
            all=len(estimates),
        )
        yield Paragraph(subject.language.text(said))


def _worth(subject: Subject) -> Iterator[Block]:
    text = subject.language.text
    yield Subtitle(text(Message("How often the models are right")))
    facts = facts_of(subject.document.models)
    if facts is None:
        unknown = Message(
            "There are no figures for the models that made these estimates: they"
            " are not the installed ones."
        )
        yield Paragraph(text(unknown))
        return
    if facts.left_out:
        yield from _left_out(subject, facts)
    unclear = Message(
        "An estimate is unclear if no emotion has a probability of at least {share}.",
        share=subject.language.percent(facts.unclear_below, 1),
    )
    yield Paragraph(text(unclear))
    if facts.limits:
        yield Subtitle(text(Message("Limits named in the model card")))
        yield Bullets(facts.limits)


def _left_out(subject: Subject, facts: ModelFacts) -> Iterator[Block]:
    language = subject.language
    text = language.text
    yield Paragraph(
        text(
            Message(
                "The speech network was tested on whole corpora that it had not"
                " been trained on, which is what a new recording mostly is to it."
                " The table shows how often the most probable of the seven"
                " emotions was right; guessing would give one in seven. The fusion"
                " was fitted to these very estimates, so expect a little less of"
                " it."
            )
        )
    )
    columns = (
        Column(text(Message("Corpus")), 2.0),
        Column(text(Message("Utterances")), 1.5, numeric=True),
        Column(text(Message("Speech right")), 1.5, numeric=True),
        Column(text(Message("Fused right")), 1.5, numeric=True),
        Column(text(Message("Unclear")), 1.5, numeric=True),
        Column(text(Message("Right if not unclear")), 2.2, numeric=True),
    )
    rows = tuple(
        Row(
            (
                Cell(one.corpus),
                Cell(str(one.n)),
                Cell(language.percent(one.speech)),
                Cell(language.percent(one.fused)),
                Cell(language.percent(one.unclear)),
                Cell(language.percent(one.of_clear)),
            )
        )
        for one in facts.left_out
    )
    yield Table(columns, rows)
