"""Annotations and ratings in a table: CSV or TSV with a header."""

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.reading import MOST_INTERVALS, malformed, read_text, too_large
from emotion_desktop.export.tiers import Interval

#: Of a header; tables of acoustic features have thousands.
_MOST_COLUMNS: Final = 10_000
#: Absent ones at the end of a short row count, too.
_MOST_CELLS: Final = 10 * MOST_INTERVALS
#: A year: no recording is longer.
_LATEST_S: Final = 366 * 86_400.0
#: Rater, if the table has no such column.
UNNAMED_RATER: Final = "table"

#: What columns with times are called, without their units.
_TIMES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "start": frozenset(("start", "begin", "onset", "tmin", "anfang", "beginn", "von")),
        "end": frozenset(("end", "stop", "offset", "tmax", "ende", "bis")),
        "duration": frozenset(("duration", "dauer")),
    }
)
_SECONDS: Final = frozenset(("s", "sec", "seconds", "ss"))
_MILLISECONDS: Final = frozenset(("ms", "msec"))
_UNITS: Final = _SECONDS | _MILLISECONDS | {"time", "zeit", "hh", "mm"}

#: A cell of BIDS that has no value.
_NO_VALUE: Final = "n/a"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Attributes
    ----------
    line : int
        Line of the file, from 1, at which the row ends.
    start_s, end_s : float
        The time interval that was rated.
    cells : mapping
        All cells of the row, by column name.
    """

    line: int
    start_s: float
    end_s: float
    cells: Mapping[str, str]

    @property
    def rater(self) -> str:
        """The rater, without the prefix that stops spreadsheets from evaluating formulas."""
        return self.cells.get("rater", "").removeprefix("'") or UNNAMED_RATER


@dataclass(frozen=True, slots=True)
class _Times:
    """The columns with times, by name; of `end` and `duration` one suffices."""

    start: str
    end: str
    duration: str

    def of(self, cells: Mapping[str, str]) -> tuple[float, float]:
        """Return start and end of a row in seconds; nan if a cell is not a time."""
        start_s = _seconds(cells[self.start], self.start)
        if self.end:
            return start_s, _seconds(cells[self.end], self.end)
        return start_s, start_s + _seconds(cells[self.duration], self.duration)


def read_rows(path: Path, column: str) -> list[TableRow]:
    """Read the rows of a table that have a value in a column.

    Parameters
    ----------
    path : Path
        Cells are separated by commas, semicolons (which allow decimal commas) or tabs. The
        header has `column`, and columns for the start and the end (or the duration) of each
        row, such as `start_s` and `end_s` or `onset` and `duration`; these are in seconds
        unless their names say otherwise. It may have `rater` and others.
    column : str
        What was rated.

    Raises
    ------
    UserFacingError
        If the file cannot be read or is not such a table; names the line.
    """
    table = _Table(path, {column})
    rows = (table.row(line, cells) for line, cells in table.cells() if _said(cells[column]))
    return [row for row in rows if row is not None]


def read_table(path: Path) -> dict[str, list[Interval]]:
    """Read the annotations of a table: each column becomes a tier, or one for each rater.

    Columns of fractions, which are measurements, are left out, and so are rows that stand for
    a moment.

    Raises
    ------
    UserFacingError
        As `read_rows`.
    """
    tiers: dict[str, list[Interval]] = {}
    table = _Table(path, set())
    no_labels = {table.times.start, table.times.end, table.times.duration, "rater"}
    for line, cells in table.cells():
        if (row := table.row(line, cells)) is None:
            continue
        for column, cell in cells.items():
            if column not in no_labels and _said(cell):
                name = f"{column} ({row.rater})" if "rater" in cells else column
                tiers.setdefault(name, []).append(Interval(row.start_s, row.end_s, cell.strip()))
    return {
        name: tier for name, tier in tiers.items() if not all(_is_fraction(i.text) for i in tier)
    }


class _Table:
    """A table whose header was read.

    Parameters
    ----------
    path : Path
        See `read_rows`.
    columns : set of str
        Columns that it must have besides the times.
    """

    def __init__(self, path: Path, columns: set[str]) -> None:
        self._path = path
        text = read_text(path)
        header = text.split("\n", 1)[0]
        delimiter = max("\t;,", key=header.count)
        if header.count(delimiter) >= _MOST_COLUMNS:
            raise too_large(path)
        self._reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        with self._explained():
            names = list(self._reader.fieldnames or ())
        self._most_rows = min(MOST_INTERVALS, _MOST_CELLS // max(1, len(names)))
        start, end, duration = (_column(names, meaning) for meaning in _TIMES)
        missing = columns - set(names)
        if not start:
            missing.add("start_s")
        if not (end or duration):
            missing.add("end_s")
        if missing:
            raise malformed(
                path, Message("its header is missing {columns}", columns=", ".join(sorted(missing)))
            )
        self.times = _Times(start, end, duration)

    def cells(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Give each row's line and cells."""
        with self._explained():
            for count, found in enumerate(self._reader):
                if count == self._most_rows:
                    raise too_large(self._path)
                cells = {name: cell or "" for name, cell in found.items() if isinstance(name, str)}
                yield self._reader.line_num, cells

    def row(self, line: int, cells: Mapping[str, str]) -> TableRow | None:
        """Return a row; None if it stands for a moment, or has no times."""
        ends = cells[self.times.end or self.times.duration]
        if not _said(ends):
            return None
        start_s, end_s = self.times.of(cells)
        if start_s == end_s:
            return None
        if not 0 <= start_s < end_s <= _LATEST_S:
            raise malformed(self._path, Message("line {line} has no time interval", line=line))
        return TableRow(line, start_s, end_s, cells)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except csv.Error as error:
            line, reason = self._reader.line_num, str(error)
            raise malformed(
                self._path, Message("line {line}: {reason}", line=line, reason=reason)
            ) from error


def number(cell: str) -> float:
    """Read a number with a decimal point or comma; nan if it is not a number."""
    try:
        value = float(cell.strip().replace(",", "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def _said(cell: str) -> bool:
    return cell.strip() not in {"", _NO_VALUE}


def _is_fraction(cell: str) -> bool:
    return not math.isnan(number(cell)) and not cell.isdigit()


def _column(names: Sequence[str], meaning: str) -> str:
    """Return the first column of times with some meaning; empty if there is none."""
    for name in names:
        words = set(_words(name)) - _UNITS
        if len(words) == 1 and words <= _TIMES[meaning]:
            return name
    return ""


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name.casefold())


def _seconds(cell: str, column: str) -> float:
    """Read a time: a number, or hours, minutes and seconds with colons."""
    value_s = 0.0
    for part in cell.split(":"):
        value_s = 60.0 * value_s + number(part)
    units = _UNITS.intersection(_words(column))
    # ELAN writes "ss.msec" over seconds.
    return value_s / 1000.0 if units & _MILLISECONDS and not units & _SECONDS else value_s
