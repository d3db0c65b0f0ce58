"""Writes shares the way the program's language does."""

from typing import Final

from PySide6.QtCore import QLocale

#: `QLocale` knows the sign, but not that some languages set it apart.
_SET_APART: Final = {QLocale.Language.German}


def percent(share: float, decimals: int = 0) -> str:
    """Write a share in [0, 1] in per cent.

    >>> percent(0.724), percent(0.724, decimals=1)
    ('72%', '72.4%')
    """
    locale = QLocale()
    gap = "\N{NO-BREAK SPACE}" if locale.language() in _SET_APART else ""
    return f"{locale.toString(100 * float(share), 'f', decimals)}{gap}%"
