from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.formatting import decimal, percent


@pytest.fixture
def before() -> Iterator[None]:
    locale = QLocale()
    yield
    QLocale.setDefault(locale)


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(
    ("language", "written"), [("en", "72.4%"), ("de", "72,4\N{NO-BREAK SPACE}%")]
)
def test_a_share_is_written_as_the_language_does(language: str, written: str) -> None:
    QLocale.setDefault(QLocale(language))
    assert percent(0.724, decimals=1) == written
    assert decimal(72.43) == written.rstrip("%\N{NO-BREAK SPACE}")


def test_a_time_is_written_as_a_clock_shows_it() -> None:
    assert [clock(s) for s in (0, 75.4, 3661)] == ["0:00", "1:15", "1:01:01"]
