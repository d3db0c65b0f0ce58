"""Damaged files are kept, under a name of their own."""

from datetime import UTC, datetime
from pathlib import Path


def name_aside(path: Path) -> Path:
    """Give a name beside a file that no other one has: who sets a file aside replaces none."""
    return path.with_name(f"{path.stem}-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}{path.suffix}")
