"""How full a disk is."""

import shutil
from pathlib import Path
from typing import Final

#: Where less is left, a file that could not be written means a full disk.
_FULL_BELOW_BYTES: Final = 1_000_000


def is_full(folder: Path) -> bool:
    """Tell whether a file that could not be written there means a full disk."""
    return shutil.disk_usage(folder).free < _FULL_BELOW_BYTES
