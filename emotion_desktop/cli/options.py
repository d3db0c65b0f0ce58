"""What several commands take alike."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import printable

FormatsOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT,...",
        help="One or more of json (everything), csv and tsv (utterances), frames (the sliding"
        " window), xlsx, bids, textgrid (Praat), eaf (ELAN), boris, qdpx (MAXQDA, ATLAS.ti,"
        " NVivo), rttm, srt, vtt, audacity.",
    ),
]
CsvStyleOption = Annotated[
    Literal["comma", "semicolon"],
    typer.Option(
        help="Tables with , between cells and decimal points, or with ; and decimal commas."
    ),
]


def parse_formats(value: str) -> list[str]:
    """Check a list of formats as the command line gives it.

    Raises
    ------
    typer.BadParameter
        Where it names none, one twice or an unknown one.
    """
    from emotion_desktop.export.formats import RESULT_FORMATS  # noqa: PLC0415

    chosen = [known for known in RESULT_FORMATS if known in value.split(",")]
    if len(chosen) < len(value.split(",")):
        raise typer.BadParameter(
            f"{value!r} is no list of {', '.join(RESULT_FORMATS)}", param_hint="--format"
        )
    return chosen


def make_folder(folder: Path) -> None:
    """Make a folder for results where there is none.

    Raises
    ------
    UserFacingError
        Where it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            f"The folder {folder} cannot be made ({error.strerror})", "Name another one with -o."
        ) from error


def data_folder() -> Path:
    """Return the folder that was chosen in the window's settings, or the system's."""
    from emotion_desktop.storage.settings_file import (  # noqa: PLC0415
        data_folder as data_folder_of,
    )
    from emotion_desktop.storage.settings_file import read_settings  # noqa: PLC0415

    return data_folder_of(read_settings())


def warn(notice: str) -> None:
    """Say in one line what people should know although the command goes on."""
    typer.echo(f"warning: {printable(notice)}", err=True)
