"""The commands about recorded sessions."""

from pathlib import Path
from typing import Annotated

import typer

from emotion_desktop.cli.export import export_session
from emotion_desktop.cli.options import CsvStyleOption, FormatsOption, data_folder, warn
from emotion_desktop.domain.printable import printable

app = typer.Typer()


@app.callback(invoke_without_command=True)
def list_all(context: typer.Context) -> None:
    """List recorded sessions, the newest first; `sessions export` writes one to files.

    A line each: name, start, length in seconds, and how it ended.
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
        typer.echo("No session was recorded.")


@app.command()
def export(
    session_id: Annotated[
        str, typer.Argument(metavar="ID", help="Name of a session, as `sessions` lists it.")
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Folder for the files.", show_default="this one"),
    ] = None,
    formats: FormatsOption = "json",
    csv_style: CsvStyleOption = "comma",
) -> None:
    """Write all that was kept of a recorded session, in the formats of `analyze`.

    That is: what was estimated while it was recorded, with its markers, corrections and notices.

    Ends with 0 when all was written, 2 on wrong use and where it cannot be.
    """
    export_session(session_id, output, formats, csv_style)
