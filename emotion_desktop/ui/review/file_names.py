"""Names of files that are offered."""

import re
from typing import Final

#: Characters that some systems forbid in file names.
_NO_FILE_NAME: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST_NAME: Final = 80


def file_name(title: str) -> str:
    """Turn any title into a valid file name."""
    name = " ".join(_NO_FILE_NAME.sub(" ", title).split())
    return name[:_LONGEST_NAME].strip(" .") or "session"
