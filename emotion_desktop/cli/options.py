"""Options shared by several commands."""

import math
from pathlib import Path
from typing import Annotated, Literal

import typer

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import printable
from emotion_desktop.domain.settings import Device
from emotion_desktop.domain.sound_files import MOST_SPEAKERS, Channel, Speakers
from emotion_desktop.domain.spoken_language import (
    SPOKEN_LANGUAGES,
    SpokenLanguage,
    spoken_language,
)

FormatsOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT,...",
        help="One or more of json (everything), csv and tsv (utterances), frames (the sliding"
        " window), xlsx, bids, textgrid (Praat), eaf (ELAN), boris, qdpx (MAXQDA, ATLAS.ti,"
        " NVivo), rttm, srt, vtt, audacity, html and pdf (reports), svg and png (pictures).",
    ),
]
CsvStyleOption = Annotated[
    Literal["comma", "semicolon"],
    typer.Option(
        help="Style of tables: commas with decimal points, or semicolons with decimal commas."
    ),
]
InputsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT...",
        help="Audio or video files, or folders of them.",
        readable=False,  # an unreadable file is a failure, not incorrect usage
    ),
]
ResultsOption = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", help="Folder for the results.", show_default="next to each file"
    ),
]
LibraryOption = Annotated[
    bool,
    typer.Option(
        "--library",
        help="Add the results to the window's library; files are then written only with"
        " --format or -o.",
    ),
]
TranscriptOption = Annotated[
    bool,
    typer.Option(
        "--transcript/--no-transcript", help="Whether to recognise the words and use the text."
    ),
]
ChannelOption = Annotated[
    Channel,
    typer.Option(help="Channels to analyse; 'each' treats every channel as a separate speaker."),
]
TrackOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Audio track to analyse, if there are several.",
        show_default="the first with speech; with --channel each, all",
    ),
]
NormalisationOption = Annotated[
    Literal["auto", "off"],
    typer.Option(
        help="Whether to judge speech relative to how the speaker sounds over the whole file."
    ),
]
DeviceOption = Annotated[
    Device,
    typer.Option(help="Where to run the models; auto uses CUDA where all of them can."),
]
AsrModelOption = Annotated[
    str | None,
    typer.Option(
        help="Speech recogniser, by name or folder.",
        show_default="tiny.en for English, otherwise base",
    ),
]
BundleOption = Annotated[
    Path | None,
    typer.Option(
        help="Folder of a model bundle that you trained.", show_default="the installed bundle"
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        help="How many files are analysed at the same time, each by a process of its own.",
        show_default="as many as pay",
    ),
]
ResumeOption = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Keep results that exist and were made from the same file by the same models and"
        " options; needs json among the formats.",
    ),
]
TableOption = Annotated[
    Path | None,
    typer.Option("--table", metavar="FILE.csv", help="Write a table with a row for each file."),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Work on the Dask cluster whose scheduler has this address.",
    ),
]
ManifestArgument = Annotated[
    Path,
    typer.Argument(
        metavar="MANIFEST.csv",
        help="CSV file with the columns path,corpus,speaker,emotion,label,text,seconds.",
        readable=False,
    ),
]
RootOption = Annotated[
    Path | None,
    typer.Option(
        help="Folder that the paths are relative to.", show_default="the manifest's folder"
    ),
]
BySpeakerOption = Annotated[
    Literal["off", "causal", "whole"],
    typer.Option(
        help="Judge speech relative to the same speaker's other rows: the earlier ones "
        "(causal) or all of them (whole)."
    ),
]
SpeakersOption = Annotated[
    str,
    typer.Option(
        metavar="off|auto|N",
        help="Tell people who share a channel apart by their voices (a proposal, so check it): off,"
        f" auto to find how many there are, or their number (1 to {MOST_SPEAKERS}).",
    ),
]

LanguageOption = Annotated[
    str,
    typer.Option(
        metavar="auto|CODE",
        help="What is spoken: en, auto to find out, or one of"
        f" {', '.join(code for code in SPOKEN_LANGUAGES if code not in ('auto', 'en'))}."
        " If it is not English, a multilingual recogniser is needed, and the text that is"
        " judged is its translation.",
    ),
]


def parse_language(value: str) -> SpokenLanguage:
    """Parse and check the spoken language.

    Raises
    ------
    typer.BadParameter
        If it is none that the recogniser knows.
    """
    try:
        return spoken_language(value)
    except ValueError as error:
        raise typer.BadParameter(f"{error}", param_hint="--language") from error


def parse_speakers(value: str, channel: Channel) -> Speakers:
    """Parse and check how many speakers of a channel are to be told apart.

    Raises
    ------
    typer.BadParameter
        If it is none of off, auto and a valid number, or each channel is a speaker.
    """
    if channel == "each" and value != "off":
        raise typer.BadParameter(
            "with --channel each, every channel is a speaker", param_hint="--speakers"
        )
    match value:
        case "off" | "auto":
            return value
        case _ if value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MOST_SPEAKERS:
            return int(value)
    raise typer.BadParameter(
        f"{value!r} is neither off nor auto nor a number from 1 to {MOST_SPEAKERS}",
        param_hint="--speakers",
    )


def parse_formats(value: str) -> list[str]:
    """Parse and check the list of formats from the command line.

    Raises
    ------
    typer.BadParameter
        If it names none, one twice or an unknown one.
    """
    from emotion_desktop.export.formats import RESULT_FORMATS  # noqa: PLC0415

    chosen = [known for known in RESULT_FORMATS if known in value.split(",")]
    if len(chosen) < len(value.split(",")):
        raise typer.BadParameter(
            f"{value!r} must name one or more of {', '.join(RESULT_FORMATS)}, each once",
            param_hint="--format",
        )
    return chosen


def make_folder(folder: Path) -> None:
    """Create a folder for results if it does not exist.

    Raises
    ------
    UserFacingError
        If it cannot be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            f"The folder {folder} cannot be created ({error.strerror})",
            "Choose another folder with -o.",
        ) from error


def check_folder_of(path: Path) -> None:
    """Refuse a file that could not be written before hours of work go into it.

    Raises
    ------
    UserFacingError
        If its folder does not exist.
    """
    if not path.parent.is_dir():
        raise UserFacingError(f"The folder {path.parent} does not exist", "Create it first.")


def check_evaluation(manifest: Path, json_path: Path, noise: float | None) -> None:
    """Reject arguments of `evaluate` that would fail after hours of work.

    Raises
    ------
    typer.BadParameter, UserFacingError
        If there is one.
    """
    if noise is not None and not math.isfinite(noise):
        raise typer.BadParameter("the ratio must be a finite number of dB", param_hint="--noise")
    if not manifest.is_file():
        raise UserFacingError(f"{manifest} does not exist", "Check the spelling of the path.")
    check_folder_of(json_path)


def data_folder() -> Path:
    """Return the data folder; ask for its passphrase if it is encrypted.

    Raises
    ------
    UserFacingError
        If the passphrase is wrong, or the data folder cannot be read.
    """
    from emotion_desktop.system.sealing.keys import is_encrypted, is_unlocked  # noqa: PLC0415

    folder = chosen_data_folder()
    if is_encrypted(folder) and not is_unlocked(folder):
        from emotion_desktop.storage.encryption import recall, unlock  # noqa: PLC0415

        if not recall(folder):
            unlock(folder, typer.prompt("Passphrase", hide_input=True, err=True))
    return folder


def chosen_data_folder() -> Path:
    """Return the data folder from the settings, or the system default, locked or not."""
    from emotion_desktop.storage.settings_file import (  # noqa: PLC0415
        data_folder as data_folder_of,
    )
    from emotion_desktop.storage.settings_file import read_settings  # noqa: PLC0415

    return data_folder_of(read_settings())


def warn(notice: str) -> None:
    """Print a one-line warning; the command continues."""
    typer.echo(f"warning: {printable(notice)}", err=True)
