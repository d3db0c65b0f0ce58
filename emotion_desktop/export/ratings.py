"""Who labelled which utterance how: what every format that knows raters writes."""

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
    """What one rater said of one utterance.

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
        """Whether the models said so, and not a person."""
        return self.made_at is None

    @property
    def is_uncertain(self) -> bool:
        """Whether the models said so without confidence; people are never uncertain here."""
        return self.is_model and self.utterance.estimate.uncertain


def people_of(document: SessionDocument) -> list[str]:
    """List the people who corrected something, in the order in which they began."""
    return list(dict.fromkeys(one.rater for one in document.corrections))


def only_of(document: SessionDocument, rater: str | None) -> SessionDocument:
    """Leave out the corrections of everybody else.

    Parameters
    ----------
    document : SessionDocument
        Anything.
    rater : str or None
        A person's name, `MODEL`, or `ALL`, which is what None means too.

    Raises
    ------
    UserFacingError
        Where nobody of that name corrected anything.
    """
    if rater in {None, ALL}:
        return document
    people = people_of(document)
    if rater != MODEL and rater not in people:
        raise UserFacingError(
            "Nobody called {rater} corrected anything in {path}",
            "Raters there are: {raters}.",
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
    """List what was said of each utterance: by the models first, then by each person.

    Parameters
    ----------
    document : SessionDocument
        Holds corrections of those only who are asked for (see `only_of`).
    rater : str or None
        Where it is a person's name, the models are left out.

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
    """List the one label of each utterance that counts, for formats that have room for one.

    Parameters
    ----------
    document : SessionDocument
        Holds corrections of those only who are asked for (see `only_of`).

    Returns
    -------
    list of Rating
        As many as there are utterances: what counts by `domain.counting`, or the models'
        estimate where nobody who is asked for judged it.
    """
    judged = document.judgements()
    return [
        _rating(utterance, judged[utterance.segment_id])
        if utterance.segment_id in judged
        else Rating(utterance, MODEL, utterance.estimate.label)
        for utterance in document.utterances
    ]


def _rating(utterance: Utterance, said: Correction | Judgement) -> Rating:
    # One who is called like the models must not be taken for them.
    name = f"{said.rater} (person)" if said.rater == MODEL else said.rater
    return Rating(utterance, name, said.label, said.made_at)


def lanes(
    spans: Iterable[_T], start_s: Callable[[_T], float], end_s: Callable[[_T], float]
) -> list[list[_T]]:
    """Share spans out so that no two of a lane overlap, in as few lanes as possible.

    Most formats have tiers, and a tier holds one thing at a time; people do not.

    Returns
    -------
    list of list
        Each in the order of its starts. Empty where there are no spans.
    """
    shared: list[list[_T]] = []
    for span in sorted(spans, key=start_s):
        free = next((lane for lane in shared if end_s(lane[-1]) <= start_s(span)), None)
        if free is None:
            shared.append([span])
        else:
            free.append(span)
    return shared
