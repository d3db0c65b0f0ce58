"""What is asked often is done every so often."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from emotion_desktop.services.bridge.throttle import Throttle


def test_requests_in_quick_succession_cause_one_act_at_once_and_one_later(qtbot: QtBot) -> None:
    owner, acts = QObject(), list[str]()
    throttle = Throttle(lambda: acts.append("act"), 50, owner)
    for _ in range(5):
        throttle.ask()
    assert acts == ["act"]
    qtbot.waitUntil(lambda: len(acts) == 2)
    for _ in range(5):
        throttle.ask()
    qtbot.waitUntil(lambda: len(acts) == 3)


def test_what_is_asked_once_is_done_once(qtbot: QtBot) -> None:
    owner, acts = QObject(), list[str]()
    once, twice = (Throttle(lambda name=name: acts.append(name), 20, owner) for name in "ab")
    for throttle in (once, twice, twice):
        throttle.ask()
    qtbot.waitUntil(lambda: acts.count("b") == 2)  # the pause of the other is over, too
    assert acts.count("a") == 1
