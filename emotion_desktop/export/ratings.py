"""Ratings of utterances, as needed by every format with raters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from emotion_desktop.domain.counting import Judgement
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.session import Correction

#: Whose labels are meant: the models', or everybody's. Any other word is a person's name.
MODEL: Final = "model"
ALL: Final = "all"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Rating:
    """The rating of an utterance by one rater.

    Attributes
    ----------
    utterance : Utterance
        What was rated.
    rater : str
        `MODEL`, or a person's name.
    label : str
        In `EMOTIONS`; `UNCLEAR` where the person could not tell.
    made_at : datetime or None
        In UTC; None for the models.
    """

    utterance: Utterance
    rater: str
    label: str
    made_at: datetime | None = None

    @property
    def is_model(self) -> bool:
        """Whether the rating comes from the models, not from a person."""
        return self.made_at is None

    @property
    def is_uncertain(self) -> bool:
        """Whether the models were uncertain; False for people."""
        return self.is_model and self.utterance.estimate.uncertain


def people_of(document: SessionDocument) -> list[str]:
    """List the people who made corrections, in order of their first one."""
    return list(dict.fromkeys(one.rater for one in document.corrections))


def only_of(document: SessionDocument, rater: str | None) -> SessionDocument:
    """Keep only the corrections by one rater.

    Parameters
    ----------
    document : SessionDocument
        Anything.
    rater : str or None
        A person's name, `MODEL`, or `ALL`, which is what None means too.

    Raises
    ------
    UserFacingError
        If nobody of that name said anything.
    """
    if rater in {None, ALL}:
        return document
    reviewed = document.review.segments if document.review else ()
    said = (name for segment in reviewed for name in segment.annotations)
    people = list(dict.fromkeys([*people_of(document), *said]))
    if rater != MODEL and rater not in people:
        raise UserFacingError(
            "{path} contains no corrections by {rater}",
            "Its raters are: {raters}.",
            rater=rater,
            path=document.audio.path,
            raters=", ".join([MODEL, *people]),
        )
    person = None if rater == MODEL else rater
    return replace(
        document,
        corrections=tuple(one for one in document.corrections if one.rater == person),
        cannot_tell=tuple(one for one in document.cannot_tell if one.rater == person),
    )


def ratings(document: SessionDocument, rater: str | None = None) -> list[Rating]:
    """List the ratings of each utterance: the models first, then each person.

    Parameters
    ----------
    document : SessionDocument
        Holds corrections of those only who are asked for (see `only_of`).
    rater : str or None
        If it is a person's name, the models are left out.

    Returns
    -------
    list of Rating
        In the order of the utterances. Of a person's corrections the newest counts; an
        utterance that a person did not correct has no rating of theirs.
    """
    with_model = rater in {None, ALL, MODEL}
    people = people_of(document)
    newest = {(one.segment_id, one.rater): one for one in document.corrections}
    listed = []
    for utterance in document.utterances:
        if with_model:
            listed.append(Rating(utterance, MODEL, utterance.estimate.label))
        corrections = (newest.get((utterance.segment_id, person)) for person in people)
        listed += [_rating(utterance, one) for one in corrections if one]
    return listed


def counting(document: SessionDocument) -> list[Rating]:
    """List the label that counts for each utterance, for formats with room for one.

    Parameters
    ----------
    document : SessionDocument
        Holds corrections of those only who are asked for (see `only_of`).

    Returns
    -------
    list of Rating
        One per utterance: what counts by `domain.counting`, or the models' estimate if none
        of the chosen raters judged it.
    """
    judged = document.judgements()
    return [
        _rating(utterance, judged[utterance.segment_id])
        if utterance.segment_id in judged
        else Rating(utterance, MODEL, utterance.estimate.label)
        for utterance in document.utterances
    ]


def _rating(utterance: Utterance, said: Correction | Judgement) -> Rating:
    return Rating(utterance, name_of(said.rater), said.label, said.made_at)


def name_of(rater: str) -> str:
    """Return a person's name such that nobody takes it for the models'."""
    return f"{rater} (person)" if rater == MODEL else rater


def lanes(
    spans: Iterable[_T], start_s: Callable[[_T], float], end_s: Callable[[_T], float]
) -> list[list[_T]]:
    """Distribute spans over as few lanes as possible, so that none overlap within a lane.

    Most formats have tiers, which contain one interval at a time; people may overlap.

    Returns
    -------
    list of list
        Each ordered by start. Empty if there are no spans.
    """
    shared: list[list[_T]] = []
    for span in sorted(spans, key=start_s):
        free = next((lane for lane in shared if end_s(lane[-1]) <= start_s(span)), None)
        if free is None:
            shared.append([span])
        else:
            free.append(span)
    return shared
