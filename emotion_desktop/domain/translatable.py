"""Messages that can still be translated after their values were filled in."""

from pathlib import PurePath
from typing import Self

from emotion_desktop.domain.printable import printable


class Message(str):
    """An English sentence that keeps its template and its values.

    It is an ordinary string: commands, files and logs use it as it is. The window
    translates the template, then fills in the values again.

    Parameters
    ----------
    template : str
        In English, a literal, because texts for translation are collected from the source. Its
        fields are names in braces.
    **arguments : object
        Values for the fields, possibly other messages; a float gets one decimal, a path is
        made printable. Without arguments, the template is used as it is, including braces.

    Examples
    --------
    >>> Message("{name} is silent after {heard_s} s", name="USB", heard_s=2.0)
    'USB is silent after 2.0 s'
    """

    __slots__ = ("arguments", "template")

    template: str
    arguments: dict[str, object]

    def __new__(cls, template: str, /, **arguments: object) -> Self:  # noqa: D102 (see above)
        arguments = {
            name: printable(value) if isinstance(value, PurePath) else value
            for name, value in arguments.items()
        }
        shown = {
            name: f"{value:.1f}" if isinstance(value, float) else value
            for name, value in arguments.items()
        }
        message = super().__new__(cls, template.format(**shown) if shown else template)
        message.template = str(template)
        message.arguments = arguments
        return message
