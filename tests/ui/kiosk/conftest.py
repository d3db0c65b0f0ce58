from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.kiosk import KioskOptions
from tests.ui.kiosk.stand import Stand

MakeStand = Callable[..., Stand]


@pytest.fixture
def make_stand(qtbot: QtBot) -> MakeStand:
    return lambda options=KioskOptions(): Stand(qtbot, options)  # noqa: B008 (it is frozen)


@pytest.fixture
def stand(make_stand: MakeStand) -> Stand:
    stand = make_stand()
    stand.bridge.begin()
    return stand
