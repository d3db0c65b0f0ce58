"""Errors to show to people, as opposed to bugs to log."""

from emotion_desktop.domain.translatable import Message


class UserFacingError(Exception):
    """An error that the user can do something about.

    Parameters
    ----------
    what : str
        What happened, naming the file or device: "{path} contains no audio". Like the template
        of `Message`, it is a literal, so that it can be translated, or a `Message`.
    remedy : str
        What to do about it, as a separate sentence; also a literal or a `Message`.
    **arguments : object
        Values for the fields of both, as in `Message`.

    Attributes
    ----------
    message : Message
        Both in one line.
    """

    def __init__(self, what: str, remedy: str, /, **arguments: object) -> None:
        self.what = _filled_in(what, arguments)
        self.remedy = _filled_in(remedy, arguments)
        both = "{what} {remedy}" if self.what.endswith(".") else "{what}. {remedy}"
        self.message = Message(both, what=self.what, remedy=self.remedy)
        super().__init__(self.what, self.remedy)

    def __str__(self) -> str:
        return str(self.message)


def _filled_in(text: str, arguments: dict[str, object]) -> Message:
    return text if isinstance(text, Message) else Message(text, **arguments)
