"""Names for damaged files, which are kept."""

from datetime import UTC, datetime
from pathlib import Path


def name_aside(path: Path) -> Path:
    """Return an unused path next to a damaged file, to move it to."""
    return path.with_name(f"{path.stem}-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}{path.suffix}")
