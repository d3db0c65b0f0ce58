"""The plots of the model card, from measured results."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from matplotlib.figure import Figure

from emotion_desktop.domain.labels import EMOTIONS
from model_training.acoustic_conditions import SNRS_DB
from model_training.runs import LOG_FOLDERS

_DPI: Final = 80
_COLOURS: Final = {"speech": "#1f5fc4", "text": "#a87400", "fused": "#178038"}


def save(figure: Figure, path: Path) -> None:
    """Save a plot at a size that suits the model card."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=_DPI, bbox_inches="tight", pil_kwargs={"optimize": True})


def draw_confusions(use: Mapping[str, Any], path: Path) -> None:
    """Draw the confusion matrix of each output, with rows in per cent."""
    present = {name: figures for name, figures in use.items() if figures}
    figure = Figure(figsize=(4.2 * len(present), 4))
    axes = figure.subplots(1, len(present), squeeze=False, sharey=True)
    for axis, (name, figures) in zip(axes[0], present.items(), strict=True):
        counts = np.array(figures["confusion"], dtype=float)
        shares = 100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        axis.imshow(shares, cmap="Blues", vmin=0, vmax=100)
        for row in range(len(EMOTIONS)):
            for column in range(len(EMOTIONS)):
                value = shares[row, column]
                colour = "white" if value > 55 else "black"
                axis.text(
                    column, row, f"{value:.0f}", ha="center", va="center", color=colour, fontsize=7
                )
        axis.set_xticks(range(len(EMOTIONS)), EMOTIONS, rotation=60, ha="right", fontsize=8)
        axis.set_yticks(range(len(EMOTIONS)), EMOTIONS, fontsize=8)
        axis.set_title(f"{name} (n = {figures['n']})", fontsize=10)
        axis.set_xlabel("estimated", fontsize=8)
    axes[0][0].set_ylabel("labelled emotion", fontsize=8)
    save(figure, path)


def draw_reliability(use: Mapping[str, Any], path: Path) -> None:
    """Draw accuracy against confidence in 15 bins."""
    figure = Figure(figsize=(4.4, 4))
    axis = figure.subplots()
    axis.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--")
    for name, figures in use.items():
        if figures:
            bins = figures["reliability"]
            axis.plot(
                [each["confidence"] for each in bins],
                [each["accuracy"] for each in bins],
                marker="o",
                markersize=3,
                color=_COLOURS[name],
                label=f"{name} (ECE {figures['ece']:.3f})",
            )
    _finish(axis, "confidence", "accuracy")
    axis.set_xlim(0, 1)
    axis.set_ylim(0, 1)
    save(figure, path)


def draw_risk_coverage(use: Mapping[str, Any], path: Path) -> None:
    """Draw accuracy against coverage when unclear estimates are left out."""
    figure = Figure(figsize=(4.4, 4))
    axis = figure.subplots()
    for name, figures in use.items():
        if figures:
            curve = figures["risk_coverage"]["curve"]
            axis.plot(
                [each["coverage"] for each in curve],
                [each["accuracy"] for each in curve],
                color=_COLOURS[name],
                label=name,
            )
    if use.get("fused"):
        rule = use["fused"]["risk_coverage"]["at_threshold"]
        if rule["accuracy"] is not None:
            axis.plot(
                rule["coverage"],
                rule["accuracy"],
                marker="D",
                linestyle="",
                color="black",
                label=f"fused, unclear below {rule['confidence']:g}",
            )
    _finish(axis, "share of utterances that are clear", "accuracy among them")
    axis.set_xlim(0, 1.02)
    save(figure, path)


def draw_noise(conditions: Mapping[str, Any], path: Path) -> None:
    """Draw UAR against the signal-to-noise ratio, for babble and stationary noise."""
    figure = Figure(figsize=(8, 3.6))
    axes = figure.subplots(1, 2, sharey=True)
    for axis, kind in zip(axes, ("babble", "stationary noise"), strict=True):
        for use in ("speech", "fused"):
            values = [conditions[f"{kind} {snr_db:g} dB"][use]["uar"] for snr_db in SNRS_DB]
            axis.plot(SNRS_DB, values, marker="o", markersize=3, color=_COLOURS[use], label=use)
            axis.axhline(
                conditions["clean"][use]["uar"], color=_COLOURS[use], linewidth=1, linestyle=":"
            )
        axis.set_title(f"{kind} (dotted: clean)", fontsize=10)
        axis.set_xticks(SNRS_DB)
        axis.invert_xaxis()
        _finish(axis, "signal-to-noise ratio / dB", "UAR")
    save(figure, path)


def draw_training(runs: Sequence[Path], path: Path) -> None:
    """Draw the loss of each run and, where available, the recall on tuning speakers."""
    figure = Figure(figsize=(3.8 * len(runs), 3.2))
    axes = figure.subplots(1, len(runs), squeeze=False)
    for axis, run in zip(axes[0], runs, strict=True):
        rows = read_logs(run)
        loss = [(int(row["step"]), float(row["loss"])) for row in rows if row.get("loss")]
        if loss:
            axis.plot(*zip(*loss, strict=True), color="#5b6f84", linewidth=1)
        _finish(axis, "step", "loss", legend=False)
        axis.set_title(run.name, fontsize=10)
        recall = [(int(row["step"]), float(row["dev_uar"])) for row in rows if row.get("dev_uar")]
        if recall:
            right = axis.twinx()
            right.plot(*zip(*recall, strict=True), color="#178038", marker="o", markersize=3)
            right.set_ylabel("UAR, tuning speakers", fontsize=8, color="#178038")
            right.tick_params(labelsize=7)
    figure.tight_layout()
    save(figure, path)


def read_logs(run: Path) -> list[dict[str, str]]:
    """Read the logs of a run, with all its restarts."""
    rows: list[dict[str, str]] = []
    for log in sorted(run.glob(f"{LOG_FOLDERS}/metrics.csv")):
        with log.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def _finish(axis: Any, x_label: str, y_label: str, *, legend: bool = True) -> None:
    axis.set_xlabel(x_label, fontsize=8)
    axis.set_ylabel(y_label, fontsize=8)
    axis.tick_params(labelsize=7)
    axis.grid(visible=True, linewidth=0.4, color="#dddddd")
    if legend:
        axis.legend(fontsize=7)
