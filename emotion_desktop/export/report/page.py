"""A report as one HTML file that needs no other."""

import re
import traceback
from pathlib import Path
from typing import Final

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.export.colours import COLOURS
from emotion_desktop.export.report.contents import Report
from emotion_desktop.system.paths import resources_dir

#: What jinja2 calls the file of a template that comes as text.
_TEMPLATE_FILE: Final = "<template>"
_CLOCK: Final = re.compile(r"\d+:\d\d:\d\d(\.\d{3})?( \N{EN DASH} \d+:\d\d:\d\d(\.\d{3})?)?")
#: What neither HTML nor its readers take: controls, and halves of characters.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MOST_TEMPLATE_BYTES: Final = 1_000_000


def to_html(report: Report, template: Path | None = None) -> str:
    """Write a report as HTML.

    Parameters
    ----------
    report : Report
        What stands in it; templates know it as `report`.
    template : Path or None
        A file for Jinja2 instead of the program's own. It cannot reach anything but the
        report: no files, no code. Beside Jinja2's own it may use the filters `svg` (of a
        picture) and `swatch` (an emotion's colour as a style), and the test `clock`.

    Raises
    ------
    UserFacingError
        Where the template cannot be read or is wrong, with its line.
    """
    path = template or resources_dir() / "templates" / "report.html.jinja"
    # The sandbox asks at each step; the program's own template does not need it.
    kind = Environment if template is None else ImmutableSandboxedEnvironment
    environment = kind(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["svg"] = _svg
    environment.filters["swatch"] = _swatch
    environment.tests["clock"] = lambda text: bool(_CLOCK.fullmatch(text))
    source = _read(path)
    try:
        return _FORBIDDEN.sub("", environment.from_string(source).render(report=report))
    except TemplateSyntaxError as error:
        raise _wrong(path, error.lineno, error) from error
    except RecursionError as error:
        raise _wrong(path, _line_of(error), "it calls itself without end") from error
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise _wrong(path, _line_of(error), error) from error


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_TEMPLATE_BYTES + 1)
        if len(content) > _MOST_TEMPLATE_BYTES:
            raise ValueError(f"longer than {_MOST_TEMPLATE_BYTES} bytes")
        return content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise UserFacingError(
            "The template {path} cannot be read ({reason})",
            "Choose a Jinja2 template: a text file in UTF-8.",
            path=path,
            reason=error.strerror if isinstance(error, OSError) else str(error),
        ) from error


def _wrong(path: Path, line: int | None, reason: object) -> UserFacingError:
    return UserFacingError(
        "Line {line} of the template {path} is wrong: {reason}",
        "Correct that line, or leave out the template to use the built-in one.",
        path=path,
        line=line or "?",
        reason=" ".join(str(reason).split()),
    )


def _line_of(error: BaseException) -> int | None:
    """Return the line of the template in which something went wrong while it was filled in."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == _TEMPLATE_FILE]
    return lines[-1] if lines else None


def _svg(picture: str) -> Markup:
    """Let a picture through as it is: every text in it was escaped when it was drawn."""
    return Markup(picture)  # noqa: S704


def _swatch(emotion: str) -> str:
    """Give the style of a little square in the colour of an emotion; what is unclear is hollow."""
    colour = COLOURS.get(emotion)
    return f"background:{colour};border-color:{colour}" if colour else "border-color:#57606a"
