"""The command that opens the window with files."""

from pathlib import Path
from typing import Annotated

import typer


def open_files(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            exists=True,
            resolve_path=True,
            help="Audio files and folders to analyse, and packed sessions to add to the library.",
            show_default="none",
        ),
    ] = None,
) -> None:
    """Open the window with files."""
    from emotion_desktop.app import run_window  # noqa: PLC0415
    from emotion_desktop.launch import LaunchOptions  # noqa: PLC0415

    raise typer.Exit(run_window(LaunchOptions(files=tuple(files or ()))))
