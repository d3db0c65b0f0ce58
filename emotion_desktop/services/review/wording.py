"""Names of edits: a word or two for the menu, and a sentence for the history."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, Final

from emotion_desktop.domain import review
from emotion_desktop.domain.translatable import Message

_EMOTION_NAMES: Final = MappingProxyType(
    {
        "anger": Message("anger"),
        "disgust": Message("disgust"),
        "fear": Message("fear"),
        "happiness": Message("happiness"),
        "neutral": Message("neutral"),
        "sadness": Message("sadness"),
        "surprise": Message("surprise"),
    }
)
_STATUS: Final = MappingProxyType(
    {
        "new": Message("Marked as not reviewed"),
        "in_review": Message("Marked as in review"),
        "reviewed": Message("Marked as reviewed"),
    }
)


def menu_title(action: review.UndoableAction) -> Message:
    """Return one or two words that follow "Undo" in a menu."""
    return _WORDING[type(action)][0]


def sentence(action: review.UndoableAction) -> Message:
    """Return a sentence in the past tense, without a full stop."""
    return _WORDING[type(action)][1](action)


def sentence_of(actions: Sequence[review.UndoableAction]) -> Message:
    """Return a sentence for actions that are undone together; of a drag, the last one counts."""
    if len(actions) > 1 and all(isinstance(one, review.SetLabels) for one in actions):
        return Message("Imported labels for {count} utterances", count=len(actions))
    return sentence(actions[-1])


def _labels(action: review.SetLabels) -> Message:
    if action.cannot_tell:
        return Message("Marked the emotion as impossible to tell")
    if not action.labels:
        return Message("Removed the label")
    named = _EMOTION_NAMES[action.labels[0]]
    for label in action.labels[1:]:
        named = Message("{first}, {next}", first=named, next=_EMOTION_NAMES[label])
    return Message("Labelled as {labels}", labels=named)


def _rating(action: review.SetRating) -> Message:
    if action.valence is None and action.arousal is None:
        return Message("Removed the rating")
    if action.arousal is None:
        return Message("Rated valence {valence}", valence=action.valence)
    if action.valence is None:
        return Message("Rated arousal {arousal}", arousal=action.arousal)
    return Message(
        "Rated valence {valence}, arousal {arousal}",
        valence=action.valence,
        arousal=action.arousal,
    )


def _always(text: Message) -> Callable[[Any], Message]:
    return lambda _action: text


_WORDING: Final = MappingProxyType[type[Any], tuple[Message, Callable[[Any], Message]]](
    {
        review.SetLabels: (Message("Label"), _labels),
        review.SetRating: (Message("Rating"), _rating),
        review.SetComment: (Message("Comment"), _always(Message("Changed a comment"))),
        review.SetTags: (Message("Tags"), _always(Message("Changed the tags of an utterance"))),
        review.SetWords: (Message("Edit text"), _always(Message("Edited the text"))),
        review.SplitSegment: (Message("Split"), _always(Message("Split an utterance"))),
        review.MergeSegments: (Message("Merge"), _always(Message("Merged two utterances"))),
        review.MoveBorders: (Message("Move boundary"), _always(Message("Moved a boundary"))),
        review.MoveSharedBorder: (
            Message("Move boundary"),
            _always(Message("Moved the boundary between two utterances")),
        ),
        review.AssignSpeaker: (
            Message("Assign speaker"),
            lambda action: Message("Assigned to {speaker}", speaker=action.speaker),
        ),
        review.NameSpeaker: (
            Message("Name speaker"),
            lambda action: Message("Named a speaker {name}", name=action.name),
        ),
        review.MergeSpeakers: (
            Message("Merge speakers"),
            _always(Message("Merged two speakers")),
        ),
        review.SetTitle: (Message("Title"), _always(Message("Changed the title"))),
        review.SetNote: (Message("Note"), _always(Message("Changed the note on the session"))),
        review.SetConsent: (Message("Consent"), _always(Message("Changed the consent"))),
        review.SetSessionTags: (
            Message("Session tags"),
            _always(Message("Changed the tags of the session")),
        ),
        review.SetReviewStatus: (
            Message("Review status"),
            lambda action: _STATUS[action.status],
        ),
    }
)
