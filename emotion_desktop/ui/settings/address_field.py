"""The field for a host and port."""

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.streaming.options import parse_address
from emotion_desktop.ui.widgets.fields import TextField


class AddressField(TextField):
    """`HOST:PORT` or `PORT`; invalid addresses are not accepted.

    Parameters
    ----------
    name : str
        Field of `Settings`.
    empty : str
        Shown if there is no text.
    """

    def __init__(self, name: str, empty: str) -> None:
        super().__init__(name, empty, _what_is_wrong)


def _what_is_wrong(text: str) -> str:
    try:
        parse_address(text)
    except UserFacingError as error:
        return text_of(error)
    return ""
