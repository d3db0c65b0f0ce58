"""What the Analyse page says about rows and about the whole queue."""

import math

from PySide6.QtCore import QCoreApplication

from emotion_desktop.domain.analysis_queue import QueueRow, QueueStatus
from emotion_desktop.domain.printable import printable
from emotion_desktop.services.bridge.translation import translated
from emotion_desktop.ui.widgets.clock import clock


def state_text(row: QueueRow, status: QueueStatus) -> str:
    """Return the state of a row; for a failed one the reason, with its path shortened."""
    translate = QCoreApplication.translate
    if row.state == "failed":
        reason, path = reason_text(row), printable(row.path)
        if reason.startswith(path):
            return translate("Analyse", "This file") + reason.removeprefix(path)
        return reason.replace(path, printable(row.path.name))
    if row.state == "running":
        return _running_text(row, status)
    return {
        "queued": translate("Analyse", "Waiting"),
        "done": translate("Analyse", "Done"),
        "cancelled": translate("Analyse", "Cancelled"),
    }[row.state]


def reason_text(row: QueueRow) -> str:
    """Return why a file could not be analysed; empty if it did not fail."""
    return "" if row.reason is None else translated(row.reason)


def _running_text(row: QueueRow, status: QueueStatus) -> str:
    translate = QCoreApplication.translate
    if status.phase == "paused":
        return translate("Analyse", "Paused")
    if status.phase == "waiting":
        return translate("Analyse", "Waiting for the models")
    if row.share >= 1:
        return translate("Analyse", "Adding to the library…")
    return translate("Analyse", "Analysing…")


def length_text(length_s: float) -> str:
    """Return a length as a clock shows it; empty if unknown."""
    return "" if math.isnan(length_s) else clock(length_s)


def phase_text(status: QueueStatus) -> str:
    """Return what the queue is doing, in a sentence."""
    translate = QCoreApplication.translate
    if status.phase == "waiting" and status.holder is not None:
        text = translate(
            "Analyse", "Waiting for the models (in use: {holder}). Analysis then continues."
        )
        return text.format(holder=translated(status.holder))
    return {
        "running": translate("Analyse", "Analysing."),
        "waiting": translate("Analyse", "Waiting for the models"),  # just released
        "paused": translate("Analyse", "Paused."),
        "idle": translate("Analyse", "Nothing left to analyse."),
    }[status.phase]


def counts_text(status: QueueStatus) -> str:
    """Return how many files are done, and how long the others will take."""
    translate = QCoreApplication.translate
    n_wanted = status.n_open + status.n_done + status.n_failed
    text = translate("Analyse", "{n_done} of {n_wanted} files analysed")
    parts = [text.format(n_done=status.n_done, n_wanted=n_wanted)]
    if status.n_failed:
        parts.append(translate("Analyse", "{n} failed").format(n=status.n_failed))
    if status.n_cancelled:
        parts.append(translate("Analyse", "{n} cancelled").format(n=status.n_cancelled))
    if status.n_open and status.phase == "running" and not math.isnan(status.left_s):
        parts.append(translate("Analyse", "about {time} left").format(time=clock(status.left_s)))
    return " · ".join(parts)
