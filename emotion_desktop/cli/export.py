"""The `export` command."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    from emotion_desktop.services.exporting import Export


def export(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SESSION|FILE.json...",
            help="Names of sessions, as `sessions` lists them, and analyses as JSON.",
        ),
    ],
    *,
    formats: FormatsOption = "csv",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="Folder for the files.", show_default="the current folder"
        ),
    ] = None,
    rater: Annotated[
        str,
        typer.Option(
            metavar="NAME|all|model",
            help="Whose labels are written; tables have a row for each utterance and rater.",
        ),
    ] = "all",
    csv_style: CsvStyleOption = "comma",
    anonymise: Annotated[
        bool,
        typer.Option(
            "--anonymise",
            help="Call speakers S1, S2, raters R1, R2 and files recording-1, and leave out notes"
            " and where the sound lies. This is not strong anonymity: what was said, how and when"
            " may still tell who it was.",
        ),
    ] = False,
    replace: Annotated[
        list[str],
        typer.Option(
            metavar="WORD", help="With --anonymise: a word or name to leave out; may be repeated."
        ),
    ] = [],  # noqa: B006 (typer copies it)
    replace_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="With --anonymise: the same from a text file, one a line."
        ),
    ] = None,
) -> None:
    """Export sessions and analyses to the formats of other programs.

    Ends with 0 when all were written, 1 when some failed, 2 on wrong use.
    """
    from emotion_desktop.export.formats import ExportOptions  # noqa: PLC0415
    from emotion_desktop.services.exporting import Export  # noqa: PLC0415

    if (replace or replace_file) and not anonymise:
        raise typer.BadParameter("words are left out with --anonymise only", param_hint="--replace")
    if anonymise and rater not in {"all", "model"}:
        raise typer.BadParameter(
            f"{rater!r} is a name that --anonymise leaves out; use all or model",
            param_hint="--rater",
        )
    chosen = parse_formats(formats)
    words = [*replace, *(_words_of(replace_file) if replace_file else [])]
    folder = output if output is not None else Path()
    make_folder(folder)
    options = ExportOptions(csv_style=csv_style, private=True, rater=rater)
    exporting = Export(data_folder, folder, chosen, options, anonymise, words, warn)
    failed = [source for source in sources if not _write(exporting, source)]
    if failed:
        raise typer.Exit(EXIT_SOME_FAILED)


def _write(exporting: "Export", source: str) -> bool:
    """Write one document; print what was written, or why it was not."""
    try:
        written = exporting.write(source)
    except UserFacingError as error:
        print_error(error)
        return False
    typer.echo(printable(f"{source} -> {', '.join(map(str, written))}"))
    return True


def _words_of(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UserFacingError(
            "{path} cannot be read as text ({reason})",
            "Name a text file in UTF-8 with a word on each line.",
            path=path,
            reason=str(error),
        ) from error
