"""How the library describes a session in words."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from emotion_desktop.domain.labels import UNCLEAR
from emotion_desktop.domain.library import LibraryEntry
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.formatting import emotion_titles, percent


def entry_title(entry: LibraryEntry) -> str:
    """Return the display title of a session: its title, or else its source."""
    return entry.title or entry.source or QCoreApplication.translate("Library", "Untitled session")


def entry_date(started_at: datetime) -> str:
    """Format the start of a session in local time."""
    began = QDateTime.fromSecsSinceEpoch(round(started_at.timestamp()))
    return QLocale().toString(began, QLocale.FormatType.ShortFormat)


def entry_details(entry: LibraryEntry) -> str:
    """Format date, length and speakers in one line."""
    parts = [entry_date(entry.started_at)]
    if entry.duration_s:
        parts.append(clock(entry.duration_s))
    if named := [speaker for speaker in entry.speakers if speaker]:
        parts.append(", ".join(named))
    return " · ".join(parts)


def entry_status(entry: LibraryEntry) -> str:
    """Format the review status; empty for a new session."""
    translate = QCoreApplication.translate
    if entry.state == "recording":
        return translate("Library", "not finished")
    if entry.status == "reviewed":
        return translate("Library", "✓ reviewed")
    return translate("Library", "in review") if entry.status == "in_review" else ""


def strongest(entry: LibraryEntry) -> tuple[str, float] | None:
    """Return the dominant emotion and its share; None if unknown."""
    if not entry.shares:
        return None
    name = max(entry.shares, key=lambda one: entry.shares[one] if entry.shares else 0.0)
    return (name, entry.shares[name]) if entry.shares[name] > 0.0 else None


def share_titles() -> dict[str, str]:
    """Return the title of each emotion, and of "unclear"."""
    return emotion_titles() | {UNCLEAR: QCoreApplication.translate("Library", "Unclear")}


def strongest_share(entry: LibraryEntry) -> str:
    """Format the dominant emotion and its share."""
    found = strongest(entry)
    return f"{share_titles()[found[0]]} {percent(found[1])}" if found else ""


def entry_name(entry: LibraryEntry) -> str:
    """Format a whole row for screen readers."""
    parts = [entry_title(entry), entry_details(entry), entry_status(entry), ", ".join(entry.tags)]
    return ". ".join(part for part in parts if part)


def entry_shares(entry: LibraryEntry) -> str:
    """Format the shares of all emotions, largest first."""
    if not entry.shares:
        return ""
    titles = share_titles()
    largest_first = sorted(entry.shares.items(), key=lambda one: -one[1])
    return ", ".join(f"{titles[name]} {percent(share)}" for name, share in largest_first if share)
