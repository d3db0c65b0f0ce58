"""Positions in a session, to a tenth of a second."""

from PySide6.QtCore import QLocale

from emotion_desktop.ui.widgets.clock import clock


def moment(time_s: float) -> str:
    """Write seconds as m:ss.t or h:mm:ss.t, with the decimal separator of the program's language.

    >>> moment(75.46), moment(3661)
    ('1:15.5', '1:01:01.0')
    """
    tenths = round(10 * time_s)
    return f"{clock(tenths // 10)}{QLocale().decimalPoint()}{tenths % 10}"
