"""`evaluate-speakers`: how well speakers of one channel are told apart."""

import json
from pathlib import Path
from typing import Annotated

import typer

from emotion_desktop.cli.options import check_folder_of
from emotion_desktop.cli.progress import BatchProgress
from emotion_desktop.domain.printable import printable


def evaluate_speakers(
    manifest: Annotated[
        Path,
        typer.Argument(
            metavar="MANIFEST.csv",
            help="CSV file with the columns path,corpus,speaker,emotion,text, and optionally sex.",
            readable=False,
        ),
    ],
    *,
    json_path: Annotated[Path, typer.Option("--json", help="File to write the metrics to.")],
    root: Annotated[
        Path | None,
        typer.Option(
            help="Folder that the paths are relative to.", show_default="the manifest's folder"
        ),
    ] = None,
    conversations: Annotated[
        int, typer.Option(min=1, help="Conversations per corpus and number of speakers.")
    ] = 4,
) -> None:
    """Join clips of known speakers into conversations and score who is said to speak when."""
    from emotion_desktop.services.evaluation.speakers import (  # noqa: PLC0415
        evaluate_speakers as score,
    )
    from emotion_desktop.system.atomic import write_text_atomically  # noqa: PLC0415

    check_folder_of(json_path)
    with BatchProgress(1.0) as bar:
        figures = score(
            manifest,
            root=root,
            n_conversations=conversations,
            on_progress=bar.begin(manifest.name, 1.0),
        )
    write_text_atomically(json_path, json.dumps(figures, indent=2, allow_nan=False) + "\n")
    typer.echo(f"-> {printable(json_path)}")
