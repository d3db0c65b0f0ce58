"""What the queue tells arrives on the window's thread."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.analysis_queue import AnalysisChoices
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.services.engine import EngineCache
from tests.engine_double import EngineDouble


def test_files_are_added_and_what_becomes_of_them_is_told(
    engines: EngineCache[EngineDouble],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    def fail(path: Path, *_args: object, **_options: object) -> None:
        raise UserFacingError("{path} contains no audio", "Record it again.", path=path)

    monkeypatch.setattr(analyser, "analyse", fail)
    (tmp_path / "a.wav").write_bytes(b"sound")
    bridge = AnalysisBridge(engines, tmp_path / "data")
    threads = []
    bridge.rows_changed.connect(lambda _ids: threads.append(QThread.currentThread()))
    with qtbot.waitSignals(
        [bridge.rows_added, bridge.rows_changed, bridge.status_changed, bridge.noticed],
        timeout=60_000,
    ):
        bridge.start()
        bridge.add([tmp_path / "a.wav", tmp_path / "nowhere"], AnalysisChoices())
    qtbot.waitUntil(lambda: bridge.status.n_failed == 1, timeout=60_000)
    [row] = bridge.rows()
    assert "contains no audio" in str(row.reason)
    assert set(threads) <= {bridge.thread()}
    with qtbot.waitSignal(bridge.rows_removed) as removed:
        bridge.remove([row.id])
    assert removed.args == [[row.id]]
    assert bridge.rows_of([row.id]) == []
    assert bridge.shut_down()


def test_changes_that_come_faster_than_they_are_shown_come_together(
    engines: EngineCache[EngineDouble],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    tried: list[Path] = []
    all_tried = threading.Event()

    def fail(path: Path, *_args: object, **_options: object) -> None:
        tried.append(path)
        if len(tried) == 200:
            all_tried.set()
        raise UserFacingError("{path} contains no audio", "Record it again.", path=path)

    monkeypatch.setattr(analyser, "analyse", fail)
    for number in range(200):
        (tmp_path / f"{number}.wav").write_bytes(b"sound")
    bridge = AnalysisBridge(engines, tmp_path / "data")
    told: dict[str, list[list[int]]] = {"added": [], "changed": []}
    bridge.rows_added.connect(told["added"].append)
    bridge.rows_changed.connect(told["changed"].append)
    bridge.start()
    bridge.add([tmp_path], AnalysisChoices())
    assert all_tried.wait(60)  # the window's thread shows nothing meanwhile
    qtbot.waitUntil(lambda: bridge.status.n_failed == 200, timeout=60_000)
    qtbot.waitUntil(lambda: {i for ids in told["changed"] for i in ids} == set(range(200)))
    assert [len(ids) for ids in told["added"]] == [200]
    assert len(told["changed"]) <= 3
    assert bridge.shut_down()
