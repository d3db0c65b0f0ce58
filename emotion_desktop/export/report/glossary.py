"""The terms of a report, in plain words."""

from typing import Final

from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.report.contents import Section, Subject, Terms

_TERMS: Final = (
    (
        Message("Expressed emotion"),
        Message(
            "What a voice and its words convey to a listener. It is not what the"
            " person feels, which neither a listener nor a machine can hear for"
            " certain."
        ),
    ),
    (
        Message("Utterance"),
        Message("A stretch in which one person speaks without a longer pause."),
    ),
    (
        Message("Speech, text, fused"),
        Message(
            "The estimate from the sound of the voice alone, from the words alone, and from both"
            " together."
        ),
    ),
    (
        Message("Probability"),
        Message(
            "How likely the models think an emotion is; the seven add up to"
            " 100%. Of utterances at 60%, about six in ten should be right, and"
            " fewer on recordings unlike those that the models know."
        ),
    ),
    (
        Message("Unclear"),
        Message("No emotion is probable enough to be named. This is a result like any other."),
    ),
    (
        Message("Conflict"),
        Message("Speech and text each clearly express an emotion, but not the same one."),
    ),
    (
        Message("Rater"),
        Message("A person who listened and said what an utterance expresses."),
    ),
    (
        Message("Marker"),
        Message("A moment that somebody marked while recording."),
    ),
    (
        Message("Valence, arousal"),
        Message("How pleasant and how excited an utterance sounds to a person, each from 1 to 9."),
    ),
    (
        Message("Percent agreement"),
        Message("How many of 100 utterances two raters labelled the same."),
    ),
    (
        Message("κ, \N{GREEK SMALL LETTER ALPHA}, AC1"),
        Message(
            "Agreement beyond chance: 1 is perfect, 0 is chance, below 0 is less"
            " than chance. They differ in what they take for chance."
        ),
    ),
    (
        Message("95% interval"),
        Message(
            "The range in which the figure would mostly fall if other utterances"
            " of the same kind had been rated. A wide range means that the figure"
            " is uncertain."
        ),
    ),
    (
        Message("Bundle"),
        Message("A set of emotion models that belong together, under one name."),
    ),
)


def glossary_section(subject: Subject) -> Section:
    """Explain the terms."""
    text = subject.language.text
    terms = tuple((text(term), text(meaning)) for term, meaning in _TERMS)
    return Section("glossary", text(Message("Terms")), (Terms(terms),))
