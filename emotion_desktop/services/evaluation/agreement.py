"""Agreement of raters who labelled the same files, as values for JSON."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.serialise import Values
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.agreement import Rated, labels_of, recording_of
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.export.read_table import number, read_rows
from emotion_desktop.export.reading import malformed
from emotion_desktop.metrics.agreement_report import Comparison, compare
from emotion_desktop.metrics.labels import Label, RatedUnits, on_slices, on_utterances

#: Every pair of raters is compared: more are numbers or comments in the place of names.
_MOST_RATERS: Final = 40
#: Two days of three raters in slices of half a second.
_MOST_SLICES: Final = 1_000_000
#: Of figures in JSON.
_DIGITS: Final = 6


def read_labels(paths: Sequence[Path], rated: Rated) -> list[Label]:
    """Read the labels of raters.

    Parameters
    ----------
    paths : sequence of Path
        Analyses as JSON, whose raters are the models and those who corrected, and tables with
        a row per time interval and rater (see `read_rows`). A table may name its
        `recording`, by the name of the audio file, and its `speaker`. Rows that name no
        recording are of the same one, which is that of the analysis if there is only one.
    rated : str
        What was rated; analyses have labels only.

    Raises
    ------
    UserFacingError
        If a file cannot be read or is something else.
    """
    analyses = {path: _analysis(path, rated) for path in paths if not _is_table(path)}
    recordings = _recordings(analyses.values())
    labels: list[Label] = []
    for path in paths:
        if path in analyses:
            labels += labels_of(analyses[path])
        else:
            labels += _labels_of_table(path, rated, recordings)
    return labels


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in {".csv", ".tsv"}


def _analysis(path: Path, rated: Rated) -> SessionDocument:
    if rated != "label":
        raise UserFacingError(
            "{path} is an analysis, which contains no {rated}",
            "Choose tables (.csv, .tsv) with a column of that name.",
            path=path,
            rated=rated,
        )
    return read_analysis_json(path)


def _recordings(analyses: Iterable[SessionDocument]) -> dict[str, Hashable]:
    """Map what a table calls a recording to that of an analysis, where only one is meant."""
    found = {recording_of(one): one.audio.path.name for one in analyses}
    called = Counter(found.values())
    recordings: dict[str, Hashable] = {
        name: recording for recording, name in found.items() if called[name] == 1
    }
    if len(found) == 1:
        recordings[""] = next(iter(found))
    return recordings


def _labels_of_table(path: Path, rated: Rated, recordings: Mapping[str, Hashable]) -> list[Label]:
    labels = []
    for row in read_rows(path, rated):
        said = row.cells[rated].strip()
        known = said in EMOTIONS if rated == "label" else number(said) == number(said)
        if not known:
            raise malformed(
                path,
                Message(
                    "line {line}: {said} is not {expected}",
                    line=row.line,
                    said=said[:40],
                    expected=Message("one of {labels}", labels=", ".join(EMOTIONS))
                    if rated == "label"
                    else Message("a number"),
                ),
            )
        value = float(EMOTIONS.index(said)) if rated == "label" else number(said)
        recording = row.cells.get("recording", "")
        voice = (recordings.get(recording, recording), row.cells.get("speaker", ""))
        labels.append(Label(voice, row.start_s, row.end_s, row.rater, value))
    return labels


def compare_raters(
    labels: Sequence[Label], rated: Rated, slice_s: float | None = None
) -> tuple[RatedUnits, list[Comparison]]:
    """Compare all raters.

    Parameters
    ----------
    labels : sequence of Label
        As `read_labels` returns them.
    rated : str
        What was rated.
    slice_s : float or None
        Length of the slices of time that are compared, in seconds; None compares utterances.

    Returns
    -------
    tuple
        What was compared, and the results: first all raters if there are more than two,
        then each pair.

    Raises
    ------
    UserFacingError
        If there are fewer than two raters or very many, or too many slices.
    """
    kind: Literal["nominal", "scale"] = "nominal" if rated == "label" else "scale"
    _check_numbers(labels, slice_s)
    units = _units(labels, slice_s, nominal=kind == "nominal")
    if len(units.raters) < 2:
        raise UserFacingError(
            "There are fewer than two raters ({raters})",
            "Agreement needs at least two raters: choose files in which several people "
            "labelled the same utterances.",
            raters=", ".join(units.raters) or "-",
        )
    return units, compare(units, kind, len(EMOTIONS))


def agreement_values(
    units: RatedUnits, comparisons: Sequence[Comparison], rated: Rated, slice_s: float | None
) -> Values:
    """Convert the output of `compare_raters` to values for JSON; None if undefined."""
    return {
        "rated": rated,
        "units": "utterances" if slice_s is None else f"slices of {slice_s:g} s",
        "n_units": len(units.ratings),
        "raters": list(units.raters),
        "comparisons": [_comparison(one) for one in comparisons],
    }


def _units(labels: Sequence[Label], slice_s: float | None, *, nominal: bool) -> RatedUnits:
    return on_utterances(labels) if slice_s is None else on_slices(labels, slice_s, nominal=nominal)


def _check_numbers(labels: Sequence[Label], slice_s: float | None) -> None:
    """Refuse what would take hours or all memory."""
    n_raters = len({one.rater for one in labels})
    if n_raters > _MOST_RATERS:
        raise UserFacingError(
            "There are {n} raters, which is more than {most}",
            "Check that the column `rater` of each table contains names.",
            n=n_raters,
            most=_MOST_RATERS,
        )
    if slice_s is None:
        return
    n_slices = sum((one.end_s - one.start_s) / slice_s for one in labels)
    if n_slices > _MOST_SLICES:
        raise UserFacingError(
            "The labels would be cut into more than {most} slices",
            "Choose longer slices, and check the times in each table.",
            most=_MOST_SLICES,
        )


def _comparison(one: Comparison) -> Values:
    table: Values = {}
    if one.confusion is not None:
        table["confusion"] = {"labels": list(EMOTIONS), "counts": one.confusion.tolist()}
    return {
        "raters": list(one.raters),
        "n_units": one.n_units,
        "coefficients": {
            figure.name: {
                "value": _rounded(figure.value),
                "interval_95": [_rounded(figure.low), _rounded(figure.high)],
                "explanation": str(figure.explanation),
            }
            for figure in one.coefficients
        },
        **table,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
