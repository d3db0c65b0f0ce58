"""A whole review in the program, from a dropped file to its deletion, with sound.

Run by `tests/system/test_whole_review.py`, which gives it a sound server of its own: ALSA
reads where that is once a process. What is played is recorded from the loudspeaker's monitor.
"""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.composition import Application
from emotion_desktop.domain.analysis_queue import QueueRow
from emotion_desktop.domain.estimate import Analysis
from emotion_desktop.launch import LaunchOptions
from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.ui.plots.time_plot import TimePlot
from emotion_desktop.ui.review.comparison_dialog import ComparisonDialog
from tests.analysis_double import AnalysisDouble
from tests.review_doubles import utterance
from tests.ui.conftest import MakeProgram
from tests.ui.showing import show

#: Long enough for a busy machine that has to import everything first.
WAIT_MS = 200_000
RATE_HZ = 16_000
LENGTH_S = 12.0
SAID = (
    utterance(0, 1.0, "one two three four", speaker="A", label=3),
    utterance(1, 4.0, "five six", speaker="B", label=0),
    utterance(2, 8.0, "seven eight", speaker="A", label=5),
)


class TalkingDouble(AnalysisDouble):
    """Hears three utterances of two speakers in every file."""

    def __call__(self, path: Path, engine: object, **options: object) -> Analysis:
        analysis = super().__call__(path, engine, **options)  # type: ignore[arg-type]
        return replace(analysis, utterances=SAID)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Write two recordings of a tone, each of its own."""
    times_s = np.arange(round(LENGTH_S * RATE_HZ)) / RATE_HZ
    paths = [tmp_path / "first.wav", tmp_path / "second.wav"]
    for path, pitch_hz in zip(paths, (330.0, 440.0), strict=True):
        soundfile.write(path, 0.3 * np.sin(2 * np.pi * pitch_hz * times_s), RATE_HZ)
    return paths


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Callable[[], float]]:
    """Record what the loudspeaker plays; how loud it was at its loudest, of 1."""
    raw = tmp_path / "heard.raw"
    with raw.open("wb") as file:
        command = ["parec", "--raw", "--format=s16le", "--channels=1", "--latency-msec=20"]
        recorder = subprocess.Popen([*command, "-d", "@DEFAULT_MONITOR@"], stdout=file)

    def loudest() -> float:
        samples = np.frombuffer(raw.read_bytes()[: raw.stat().st_size // 2 * 2], np.int16)
        return float(np.abs(samples.astype(np.float32)).max(initial=0.0)) / 32768

    yield loudest
    recorder.kill()
    recorder.wait()


@pytest.fixture
def program(make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch) -> Application:
    monkeypatch.setattr(analyser, "analyse", TalkingDouble())
    return make_program(LaunchOptions())


def drop(program: Application, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy, place = Qt.DropAction.CopyAction, QPoint(300, 300)
    # Qt drops on what the drag has entered.
    QApplication.sendEvent(program.window, QDragEnterEvent(place, copy, data, left, none))
    QApplication.sendEvent(program.window, QDropEvent(QPointF(place), copy, data, left, none))


def click(plot: TimePlot, time_s: float, y: float, qtbot: QtBot) -> None:
    scene = plot.getViewBox().mapViewToScene(QPointF(time_s, y))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.mapFromScene(scene))


class Review:
    """The Review page of a program, as far as this test looks at it."""

    def __init__(self, program: Application, qtbot: QtBot) -> None:
        self.library = program.review.library
        self.view = program.review.session
        self.bridges = program.review_bridges
        self.page = program.review.page
        self._qtbot = qtbot

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier(0)) -> None:  # noqa: B008
        """Press a key, and wait until what it does is saved."""
        with self._qtbot.waitSignal(self.bridges.review.changed, timeout=WAIT_MS):
            self._qtbot.keyClick(self.page, key, keys)

    @property
    def labels(self) -> list[tuple[str, ...]]:
        """What the rater says of each utterance, in order of time."""
        snapshot = self.bridges.review.snapshot
        assert snapshot is not None
        own = [one.annotations.get(snapshot.rater.name) for one in snapshot.view.segments]
        return [() if one is None else one.labels for one in own]


def test_a_whole_review(
    program: Application, files: list[Path], heard: Callable[[], float], qtbot: QtBot
) -> None:
    show(program)
    review = Review(program, qtbot)
    drop(program, files)
    analyse = program.window.analyse
    qtbot.waitUntil(lambda: len(_rows(program)) == 2, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: all(one.is_over for one in _rows(program)), timeout=WAIT_MS)
    assert [one.reason for one in _rows(program)] == [None, None]
    analyse.table.selectRow(0)
    with qtbot.waitSignal(review.bridges.review.opened, timeout=WAIT_MS):
        analyse.open_button.click()
    assert program.window.page == "review"
    session_id = review.view.session_id
    assert session_id is not None

    _play(review, heard, qtbot)
    _correct(review, qtbot)
    _search(review, qtbot)
    _compare(program, review, qtbot)

    library = review.library
    library.select(session_id)
    with qtbot.waitSignal(review.bridges.library.deleted, timeout=WAIT_MS):
        library.commands.delete.trigger()
    assert review.view.session_id is None
    assert "was deleted" in library.notice.label.text()
    qtbot.waitUntil(lambda: library.model.row_of(session_id) is None, timeout=WAIT_MS)
    assert len(library.model.ids) == 1


def _rows(program: Application) -> list[QueueRow]:
    model = program.window.analyse.model
    return [model.row_at(place) for place in range(model.rowCount())]


def _play(review: Review, heard: Callable[[], float], qtbot: QtBot) -> None:
    player = review.bridges.player
    qtbot.waitUntil(lambda: player.state.phase == "paused", timeout=WAIT_MS)
    assert heard() < 0.01
    review.view.transport.play.click()
    qtbot.waitUntil(
        lambda: player.state.phase == "playing" or player.state.problem is not None,
        timeout=WAIT_MS,
    )
    if player.state.problem is not None:
        pytest.skip(f"nothing can be played here: {player.state.problem}")
    qtbot.waitUntil(lambda: review.view.position_s > 1.0, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: heard() > 0.2, timeout=WAIT_MS)
    review.view.transport.play.click()
    qtbot.waitUntil(lambda: player.state.phase == "paused", timeout=WAIT_MS)
    click(review.view.detail.sound, 6.5, 0.0, qtbot)
    assert review.view.position_s == pytest.approx(6.5, abs=0.1)
    assert player.position_s == pytest.approx(review.view.position_s, abs=0.01)


def _correct(review: Review, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    review.view.select_segment(0)
    review.press(Qt.Key.Key_2)
    assert review.labels == [("disgust",), (), ()]
    review.view.seek(2.0)  # between its second and third word
    review.press(Qt.Key.Key_S)
    assert review.labels == [("disgust",), ("disgust",), (), ()]
    review.press(Qt.Key.Key_Z, control)
    assert review.labels == [("disgust",), (), ()]
    review.press(Qt.Key.Key_Z, control)
    assert review.labels == [(), (), ()]
    review.press(Qt.Key.Key_Y, control)
    assert review.labels == [("disgust",), (), ()]


def _search(review: Review, qtbot: QtBot) -> None:
    library = review.library
    review.page.side.setCurrentWidget(library)
    library.focus_search()
    qtbot.keyClicks(library.search, "seven eight")
    qtbot.waitUntil(lambda: len(library.hit_model.hits) == 2, timeout=WAIT_MS)  # one a session
    here = [hit.session_id for hit in library.hit_model.hits].index(review.view.session_id)
    library.hits.row_chosen.emit(library.hit_model.index(here, 0))
    assert review.view.position_s == pytest.approx(8.0, abs=0.01)
    library.search.clear()


def _compare(program: Application, review: Review, qtbot: QtBot) -> None:
    library = review.library
    qtbot.waitUntil(lambda: len(library.model.ids) == 2, timeout=WAIT_MS)
    library.sessions.selectAll()
    with qtbot.waitSignal(review.bridges.library.compared, timeout=WAIT_MS):
        library.commands.compare.trigger()
    dialog = program.window.window().findChild(ComparisonDialog)
    assert dialog.table.rowCount() == 2
    described = dialog.bars.accessibleDescription()
    assert "Disgust 50%" in described  # two of four seconds of the first session
    dialog.reject()
