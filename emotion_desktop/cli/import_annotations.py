"""The `import` command."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from emotion_desktop.cli.options import data_folder, warn
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.domain.printable import printable

SessionArgument = Annotated[
    str, typer.Argument(metavar="SESSION", help="Name of a session, as listed by `sessions`.")
]
FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="ELAN (.eaf), Praat (.TextGrid) or a table (.csv, .tsv, .txt) with the start and"
        " the end or duration of each row.",
        readable=False,
    ),
]
TierOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Tier, or column of a table.", show_default="the only one"),
]
RaterOption = Annotated[
    str, typer.Option(metavar="NAME", help="Who made the annotations.", show_default=False)
]
LabelsOption = Annotated[
    list[str],
    typer.Option(
        "--label",
        metavar="TEXT=LABEL",
        help=f"What a text of the file stands for: {', '.join(EMOTIONS)}, unclear, or nothing"
        " to leave it out. May be repeated.",
        show_default="guessed from English and German names",
    ),
]
SpeakerOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Label only this speaker's utterances.", show_default="every speaker's"
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be imported, and change nothing.")
]


def import_annotations(
    session_id: SessionArgument,
    file: FileArgument,
    *,
    tier: TierOption = None,
    rater: RaterOption,
    labels: LabelsOption = [],  # noqa: B006 (typer copies it)
    speaker: SpeakerOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Import annotations of another program as a rater's labels of a session.

    An annotation counts for an utterance if at least half of one lies within the other. If
    annotations with different labels count, the label that covers most of the utterance is used.
    """
    from emotion_desktop.domain.review import Rater, rater_name  # noqa: PLC0415
    from emotion_desktop.domain.review_fold import review_of  # noqa: PLC0415
    from emotion_desktop.export.annotations import read_annotations  # noqa: PLC0415
    from emotion_desktop.services.recording.library import read_session  # noqa: PLC0415
    from emotion_desktop.services.review import import_annotations as importing  # noqa: PLC0415
    from emotion_desktop.services.review.open_review import OpenReview  # noqa: PLC0415
    from emotion_desktop.storage.store import SessionStore  # noqa: PLC0415

    name = rater_name(rater)
    tiers = read_annotations(file)
    chosen = tier if tier is not None else _only(list(tiers.by_name), file)
    mapped = _mapped(tiers.texts_of(chosen), labels)
    document = read_session(data_folder(), session_id, warn)
    state = review_of(document.utterances, [])
    if speaker is not None and speaker not in state.speakers():
        raise UserFacingError(
            f"{session_id} has no speaker {speaker}",
            f"Its speakers are: {', '.join(state.speakers())}.",
        )
    duration_s = document.audio.duration_s
    plan = importing.plan_import(state, duration_s, tiers.by_name[chosen], mapped, speaker)
    for line in plan.sentences():
        typer.echo(line)
    if (warning := plan.warning()) is not None:
        warn(warning)
    if not plan.matches.labels:
        raise importing.nothing_to_import(name)
    if not dry_run:
        with SessionStore(data_folder(), warn) as store:
            opened = OpenReview(store, session_id, Rater(name))
            importing.import_labels(opened, plan.matches.labels, uuid4().hex)
        typer.echo(printable(f"{file} -> {session_id}, labels of {name}"))


def _only(names: list[str], file: Path) -> str:
    if len(names) > 1:
        raise UserFacingError(
            f"{file} has several tiers or columns", f"Choose one with --tier: {', '.join(names)}."
        )
    return names[0]


def _mapped(texts: Iterable[str], given: list[str]) -> dict[str, str]:
    """Map the texts of a tier to labels; print those that are left out."""
    from emotion_desktop.export.label_words import guess_label  # noqa: PLC0415

    labels = {text: guess_label(text) for text in texts}
    for one in given:
        text, sign, label = one.rpartition("=")
        if not sign or label not in {*EMOTIONS, UNCLEAR, ""}:
            raise typer.BadParameter(
                f"{one!r} must be a text, =, and one of {', '.join(EMOTIONS)}, {UNCLEAR} or"
                " nothing",
                param_hint="--label",
            )
        if text not in labels:
            raise typer.BadParameter(
                f"{text!r} is not in the tier; its texts are: {', '.join(labels)}",
                param_hint="--label",
            )
        labels[text] = label or None
    left_out = [text for text, label in labels.items() if label is None]
    if left_out:
        typer.echo(printable(f"Texts that are left out: {', '.join(left_out)}"))
    return {text: label for text, label in labels.items() if label is not None}
