"""The `agreement` command."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from emotion_desktop.cli.options import check_folder_of
from emotion_desktop.domain.printable import printable

if TYPE_CHECKING:
    from emotion_desktop.metrics.agreement_report import Comparison


FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="JSON files with analyses and corrections, or tables (.csv, .tsv) with the columns"
        " start_s, end_s, rater, and label, valence or arousal.",
        readable=False,
    ),
]
JsonOption = Annotated[Path, typer.Option("--json", help="File to write the metrics to.")]
RatedOption = Annotated[
    Literal["label", "valence", "arousal"], typer.Option("--of", help="The rating to compare.")
]
SlicesOption = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        min=0.1,
        help="Compare time slices of this length instead of utterances.",
        show_default="utterances",
    ),
]


def agreement(
    files: FilesArgument,
    *,
    json_path: JsonOption,
    rated: RatedOption = "label",
    slices: SlicesOption = None,
) -> None:
    """Compute how far raters agree with each other and with the models, and write it as JSON.

    Only what at least two raters labelled is compared: utterances with the same start and end, to
    the millisecond, or time slices. A rater who labelled only what the models got wrong will
    therefore appear never to agree with them.
    """
    from emotion_desktop.services.evaluation.agreement import (  # noqa: PLC0415
        agreement_values,
        compare_raters,
        read_labels,
    )
    from emotion_desktop.system.atomic import write_text_atomically  # noqa: PLC0415

    check_folder_of(json_path)
    units, comparisons = compare_raters(read_labels(files, rated), rated, slices)
    figures = agreement_values(units, comparisons, rated, slices)
    text = json.dumps(figures, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    write_text_atomically(json_path, text)
    for comparison in comparisons:
        _tell(comparison)
    if slices is None and not any(one.n_units for one in comparisons):
        typer.echo(
            "No two raters labelled an interval with the same start and end. Use --slices SECONDS"
            " to compare time slices."
        )
    typer.echo(f"{figures['n_units']} {figures['units']} -> {printable(json_path)}")


def _tell(comparison: "Comparison") -> None:
    typer.echo(printable(f"{' / '.join(comparison.raters)}: {comparison.n_units} in common"))
    if not comparison.n_units:
        return
    for one in comparison.coefficients:
        if one.value is None:
            typer.echo(f"  {one.name:28}      -  {one.explanation}")
            continue
        interval = f"[{_shown(one.low)}, {_shown(one.high)}]"
        typer.echo(f"  {one.name:28}{one.value:7.3f}  {interval}")


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
