"""Puts a report together: cover and sections."""

from collections import Counter
from collections.abc import Iterator, Sequence

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.session import Consent
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.language import Language, clock
from emotion_desktop.export.media import media_name
from emotion_desktop.export.report.agreement import agreement_section
from emotion_desktop.export.report.contents import Report, Subject
from emotion_desktop.export.report.glossary import glossary_section
from emotion_desktop.export.report.method import method_section
from emotion_desktop.export.report.moments import moments_section
from emotion_desktop.export.report.summary import summary_section
from emotion_desktop.export.report.timeline import timeline_section
from emotion_desktop.export.report.transcript import ratings_section, transcript_section
from emotion_desktop.export.reviewed_view import duration_of, judged_by

_STATUS = {
    "new": Message("not reviewed"),
    "in_review": Message("in review"),
    "reviewed": Message("reviewed"),
}


def title_of(document: SessionDocument, view: ReviewState) -> str:
    """Return what a session is called: by its title, otherwise its id or its file."""
    if view.title:
        return view.title
    return document.session.id if document.session else media_name(document)


def report_of(
    document: SessionDocument,
    rater: str | None,
    language: Language,
    remarks: Sequence[Message] = (),
) -> Report:
    """Make a report.

    Parameters
    ----------
    document : SessionDocument
        Holds corrections of those only who are asked for (see `export.ratings.only_of`).
    rater : str or None
        As there.
    language : Language
        What it is written in.
    remarks : sequence of Message
        Said on the cover besides.
    """
    subject = Subject.of(document, rater, language)
    text = language.text
    return Report(
        language=language.code,
        title=title_of(document, subject.view),
        kind=text(Message("Report on expressed emotion")),
        lead=(
            text(
                Message(
                    "Models estimated which emotion the voices in this recording"
                    " express. They are often wrong, and they do not know what"
                    " anybody feels. Read this report as a reason to listen again,"
                    " not as a finding about a person."
                )
            ),
            *map(text, remarks),
        ),
        facts=tuple((text(name), text(value)) for name, value in _facts(subject)),
        sections=(
            method_section(subject),
            summary_section(subject),
            timeline_section(subject),
            moments_section(subject),
            ratings_section(subject),
            agreement_section(subject),
            transcript_section(subject),
            glossary_section(subject),
        ),
        contents=text(Message("Contents")),
        page=text(Message("Page")),
    )


def _facts(subject: Subject) -> Iterator[tuple[str, str]]:
    document, view = subject.document, subject.view
    session = document.session
    if session is not None:
        yield Message("Recorded session"), session.id
        yield Message("Date"), f"{session.started_at:%Y-%m-%d %H:%M} UTC"
        if session.source:
            yield Message("Source"), session.source
    else:
        yield Message("Audio file"), media_name(document)
    yield Message("Length"), clock(duration_of(document))
    yield Message("Speakers"), ", ".join(subject.speakers) or Message("not told apart")
    worded = sum(bool(one.transcript.text) for one in view.segments)
    yield (
        Message("Utterances"),
        Message("{n}, {worded} of them with words", n=len(view.segments), worded=worded),
    )
    yield Message("Rated by"), _raters(view)
    if view.tags:
        yield Message("Tags"), ", ".join(view.tags)
    if document.review is not None:
        yield Message("Review"), _STATUS[view.status]
    yield Message("Models"), _models(document)
    yield Message("Consent"), _consent(document.consent)


def _consent(consent: Consent | None) -> str:
    if consent is None:
        return Message(
            "No consent is recorded with this session. Make sure that"
            " everyone who speaks has agreed."
        )
    if consent.given_on is None:
        return consent.note or Message("Recorded with this session; its text is left out")
    if not consent.note:
        return Message("Given on {date}", date=consent.given_on.isoformat())
    return Message("Given on {date}: {note}", date=consent.given_on.isoformat(), note=consent.note)


def _raters(view: ReviewState) -> str:
    judged = [name for one in view.segments for name in judged_by(one)]
    if not judged:
        return Message("nobody (all labels are the models')")
    shown = ", ".join(f"{name} ({n})" for name, n in sorted(Counter(judged).items()))
    return Message("{raters}; number of utterances in brackets", raters=shown)


def _models(document: SessionDocument) -> str:
    names = [document.models.get(key) for key in ("bundle", "encoder", "asr")]
    return ", ".join(str(name) for name in names if name) or Message("not known")
