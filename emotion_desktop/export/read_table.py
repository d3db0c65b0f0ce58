"""Annotations and ratings in a table: CSV or TSV with a header."""

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.reading import malformed, read_text
from emotion_desktop.export.tiers import Interval

#: Rater, if the table has no such column.
UNNAMED_RATER: Final = "table"


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


def read_rows(path: Path, column: str) -> list[TableRow]:
    """Read the rows of a table that have a value in a column.

    Parameters
    ----------
    path : Path
        Cells are separated by commas, semicolons (which allow decimal commas) or tabs;
        the header has `start_s`, `end_s` and `column`, and may have `rater` and others.
    column : str
        What was rated.

    Raises
    ------
    UserFacingError
        If the file cannot be read or is not such a table; names the line.
    """
    text = read_text(path)
    header = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        missing = {"start_s", "end_s", column} - set(reader.fieldnames or ())
        if missing:
            raise malformed(
                path, Message("its header is missing {columns}", columns=", ".join(sorted(missing)))
            )
        for found in reader:
            cells = {name: cell or "" for name, cell in found.items() if isinstance(name, str)}
            if cells[column].strip():
                start_s, end_s = number(cells["start_s"]), number(cells["end_s"])
                if not 0 <= start_s < end_s:
                    raise malformed(
                        path, Message("line {line} has no time interval", line=reader.line_num)
                    )
                rows.append(TableRow(reader.line_num, start_s, end_s, cells))
    except csv.Error as error:
        raise malformed(
            path, Message("line {line}: {reason}", line=reader.line_num, reason=str(error))
        ) from error
    return rows


def read_table(path: Path) -> dict[str, list[Interval]]:
    """Read the labels of a table: each rater becomes a tier with `label` as its text.

    Raises
    ------
    UserFacingError
        As `read_rows`.
    """
    tiers: dict[str, list[Interval]] = {}
    for row in read_rows(path, "label"):
        interval = Interval(row.start_s, row.end_s, row.cells["label"])
        tiers.setdefault(row.rater, []).append(interval)
    return tiers


def number(cell: str) -> float:
    """Read a number with a decimal point or comma; nan if it is not a number."""
    try:
        value = float(cell.strip().replace(",", "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
