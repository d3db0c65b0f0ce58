"""The commands for recorded sessions."""

from pathlib import Path
from typing import Annotated

import typer

from emotion_desktop.cli.export import export_session
from emotion_desktop.cli.options import CsvStyleOption, FormatsOption, data_folder, warn
from emotion_desktop.domain.printable import printable

app = typer.Typer()


@app.callback(invoke_without_command=True)
def list_all(context: typer.Context) -> None:
    """List recorded sessions, newest first. Use `sessions export` to export one.

    Each line shows the session's name, start time, length in seconds and final state.
    """
    if context.invoked_subcommand is not None:
        return
    from emotion_desktop.services.recording.library import list_sessions  # noqa: PLC0415

    sessions = list_sessions(data_folder(), warn)
    for session in sessions:
        started_at = session.started_at.astimezone().isoformat(" ", "seconds")
        typer.echo(
            f"{printable(session.id)}\t{started_at}\t{session.duration_s:.1f} s\t{session.state}"
        )
    if not sessions:
        typer.echo("There are no recorded sessions.")


@app.command()
def export(
    session_id: Annotated[
        str, typer.Argument(metavar="ID", help="Name of the session, as listed by `sessions`.")
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="Folder for the files.", show_default="the current folder"
        ),
    ] = None,
    formats: FormatsOption = "json",
    csv_style: CsvStyleOption = "comma",
) -> None:
    """Export a recorded session, in the formats of `analyze`.

    The files contain the estimates made during recording, with markers, corrections and notices.

    The exit status is 0 if everything was written, and 2 on incorrect usage or if the session
    cannot be exported.
    """
    export_session(session_id, output, formats, csv_style)
