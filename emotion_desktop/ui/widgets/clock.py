"""Formats times like a clock; without Qt, for the terminal too."""


def clock(time_s: float) -> str:
    """Format seconds as m:ss or h:mm:ss.

    >>> clock(75.4), clock(3661)
    ('1:15', '1:01:01')
    """
    minutes, seconds = divmod(int(time_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
