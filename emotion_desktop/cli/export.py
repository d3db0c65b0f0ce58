"""The `export` command."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from emotion_desktop.cli.options import (
    CsvStyleOption,
    FormatsOption,
    data_folder,
    make_folder,
    parse_formats,
    warn,
)
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import printable
from emotion_desktop.system.environment import EXIT_SOME_FAILED, print_error

if TYPE_CHECKING:
    from emotion_desktop.export.analysis_csv import CsvStyle
    from emotion_desktop.services.exporting import Export


SourcesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="SESSION|FILE.json...",
        help="Names of sessions, as listed by `sessions`, and JSON files with analyses.",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Folder for the files.", show_default="the current folder"),
]
RaterOption = Annotated[
    str,
    typer.Option(
        metavar="NAME|all|model",
        help="Whose labels to write. Tables have one row per utterance and rater.",
    ),
]
LanguageOption = Annotated[
    Literal["en", "de"],
    typer.Option(help="Language of reports and pictures.", case_sensitive=False),
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Jinja2 template for the HTML report; it can access nothing but the report.",
        show_default="built-in",
    ),
]
AnonymiseOption = Annotated[
    bool,
    typer.Option(
        "--anonymise",
        help="Rename speakers to S1, S2, raters to R1, R2 and files to recording-1, and omit"
        " notes and the location of the audio. This is not strong anonymity: what was said,"
        " how and when may still reveal who it was.",
    ),
]
AudioOption = Annotated[
    Literal["omit", "changed"],
    typer.Option(
        help="With --anonymise: omit the audio, or write a copy with changed voices (pitch and"
        " formants moved) and silence in place of removed words. This is not strong anonymity:"
        " the change can be undone, and people speak in ways that can be recognised.",
    ),
]
ReplaceOption = Annotated[
    list[str],
    typer.Option(
        metavar="WORD", help="With --anonymise: a word or name to remove. May be repeated."
    ),
]
ReplaceFileOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="With --anonymise: a text file of words or names to remove, one per line.",
    ),
]


def export(
    sources: SourcesArgument,
    *,
    formats: FormatsOption = "csv",
    output: OutputOption = None,
    rater: RaterOption = "all",
    csv_style: CsvStyleOption = "comma",
    language: LanguageOption = "en",
    template: TemplateOption = None,
    anonymise: AnonymiseOption = False,
    audio: AudioOption = "omit",
    replace: ReplaceOption = [],  # noqa: B006 (typer copies it)
    replace_file: ReplaceFileOption = None,
) -> None:
    """Export sessions and analyses to the formats of other programs.

    The exit status is 0 if everything was written, 1 if some exports failed, and 2 on incorrect
    usage.
    """
    from emotion_desktop.export.formats import ExportOptions  # noqa: PLC0415
    from emotion_desktop.services.exporting import Export  # noqa: PLC0415

    removes_words = bool(replace or replace_file)
    _check_anonymising(anonymise, rater, removes_words=removes_words, changes=audio == "changed")
    chosen = parse_formats(formats)
    if template is not None and "html" not in chosen:
        raise typer.BadParameter("a template requires --format html", param_hint="--template")
    words = [*replace, *(_words_of(replace_file) if replace_file else [])]
    folder = _folder(output)
    options = ExportOptions(
        csv_style=csv_style, private=True, rater=rater, language=language, template=template
    )
    exporting = Export(
        data_folder,
        folder,
        chosen,
        options,
        warn,
        anonymise=anonymise,
        words=words,
        with_audio=audio == "changed",
    )
    failed = [source for source in sources if not _write(exporting, source)]
    if failed:
        raise typer.Exit(EXIT_SOME_FAILED)


def _check_anonymising(anonymise: bool, rater: str, *, removes_words: bool, changes: bool) -> None:
    """Reject options that need `--anonymise`, or do not go with it."""
    if removes_words and not anonymise:
        raise typer.BadParameter(
            "--replace and --replace-file need --anonymise", param_hint="--replace"
        )
    if changes and not anonymise:
        raise typer.BadParameter("--audio changed needs --anonymise", param_hint="--audio")
    if anonymise and rater not in {"all", "model"}:
        raise typer.BadParameter(
            f"{rater!r} is a name, which --anonymise removes; use all or model",
            param_hint="--rater",
        )


def export_session(
    session_id: str, output: Path | None, formats: str, csv_style: "CsvStyle"
) -> None:
    """Export everything stored about a session; parameters as on the command line.

    Raises
    ------
    UserFacingError
        If it cannot be written.
    """
    from emotion_desktop.export.formats import ExportOptions  # noqa: PLC0415
    from emotion_desktop.services.exporting import Export  # noqa: PLC0415

    chosen = parse_formats(formats)
    folder = _folder(output)
    options = ExportOptions(csv_style=csv_style, private=True)
    _tell(session_id, Export(data_folder, folder, chosen, options, warn).write_session(session_id))


def _folder(output: Path | None) -> Path:
    folder = output if output is not None else Path()
    make_folder(folder)
    return folder


def _write(exporting: "Export", source: str) -> bool:
    """Write one document; print what was written, or why it was not."""
    try:
        _tell(source, exporting.write(source))
    except UserFacingError as error:
        print_error(error)
        return False
    return True


def _tell(source: str, written: list[Path]) -> None:
    typer.echo(printable(f"{source} -> {', '.join(map(str, written))}"))


def _words_of(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UserFacingError(
            "{path} cannot be read as text ({reason})",
            "Choose a UTF-8 text file with one word per line.",
            path=path,
            reason=str(error),
        ) from error
