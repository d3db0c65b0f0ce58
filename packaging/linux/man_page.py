"""Print the man page: what `--help` says of the program and of each command, as troff.

Usage: man_page.py YYYY-MM-DD
"""

import re
import sys
from collections.abc import Iterator

import typer
from typer import main as typer_main

from emotion_desktop import __version__
from emotion_desktop.cli.main import app

EXIT_STATUS = (
    "0 if everything succeeded, 1 if something failed, 2 on incorrect usage, 130 if interrupted."
)


def escaped(text: str) -> str:
    """Return text in which troff finds no command of its own."""
    text = re.sub(r"`([^`]*)`", r"\1", " ".join(text.split()))
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return r"\&" + text if text.startswith((".", "'")) else text


def parameters(command: "typer.core.TyperCommand", context: typer.Context) -> Iterator[str]:
    """Yield the arguments and options of a command, as its help lists them."""
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield from (".TP", f".B {escaped(record[0])}", escaped(record[1] or ""))


def commands(group: "typer.core.TyperGroup", parent: typer.Context) -> Iterator[str]:
    """Yield a subsection for each command that the help shows, groups with their own."""
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        if command is None or command.hidden:
            continue
        context = typer.Context(command, info_name=name, parent=parent)
        pieces = " ".join(command.collect_usage_pieces(context))
        yield f'.SS "{escaped(context.command_path.split(" ", 1)[1])} {escaped(pieces)}"'
        for paragraph in (command.help or "").split("\n\n"):
            yield from (escaped(paragraph), ".PP")
        yield from parameters(command, context)
        if hasattr(command, "list_commands"):
            yield from commands(command, context)


def page(date: str) -> Iterator[str]:
    """Yield the lines of the page."""
    program = typer_main.get_command(app)
    context = typer.Context(program, info_name="emotion-desktop")
    yield f'.TH EMOTION\\-DESKTOP 1 "{date}" "Emotion Desktop {__version__}" "User Commands"'
    yield from (".SH NAME", "emotion\\-desktop \\- shows which emotion a voice expresses")
    yield from (".SH SYNOPSIS", ".B emotion\\-desktop", r".RI [ OPTION ... ]", ".br")
    yield from (".B emotion\\-desktop", ".I COMMAND", r".RI [ ARGUMENT ... ]")
    yield from (".SH DESCRIPTION", escaped(program.help or ""), ".PP")
    yield "Without a command, the window is opened."
    yield ".SH OPTIONS"
    yield from parameters(program, context)
    yield ".SH COMMANDS"
    yield from commands(program, context)
    yield from (".SH EXIT STATUS", escaped(EXIT_STATUS))


if __name__ == "__main__":
    sys.stdout.write("\n".join(page(sys.argv[1])) + "\n")
