"""Thousands of files on the Analyse page, broken ones among them: how long the window is held up.

The window is the whole program on doubles of the models, whose work would take hours; a second
test has the real ones on a few files of a long queue. Each step is judged by how late a
33 ms timer of the GUI's thread came, and by the memory that the program took on.
"""

import importlib
import resource
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSettings
from pytestqt.qtbot import QtBot

from emotion_desktop import composition
from emotion_desktop.composition import Application
from emotion_desktop.launch import LaunchOptions
from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.services.recording.library import list_sessions
from emotion_desktop.system.gc_pause import gc_paused
from emotion_desktop.system.paths import resources_dir
from emotion_desktop.ui.analyse.queue_model import Column
from emotion_desktop.ui.settings_store import SettingsStore
from tests.analysis_double import AnalysisDouble
from tests.bench.metronome import Metronome
from tests.engine_double import EngineDouble
from tests.ui.showing import show

N_FILES = 2_000
N_REAL = 30
RATE_HZ = 8000
PATIENCE_MS = 3_600_000
P99_MS, WORST_MS = 100.0, 250.0
MANY_BEATS = 100
DEMO = resources_dir() / "demo" / "demo.flac"
MakeProgram = Callable[[], Application]


def write_files(folder: Path) -> int:
    """Write files of a second, a hundredth of them broken; return how many of them are rows."""
    folder.mkdir()
    for number in range(N_FILES):
        path = folder / f"interview {number:04}.wav"
        samples = np.full(RATE_HZ, number / N_FILES - 0.5, np.float32)
        soundfile.write(path, samples, RATE_HZ)
        if number % 100 == 50:
            damage(path, number // 100)
    return sum(path.is_file() for path in folder.iterdir())


def damage(path: Path, number: int) -> None:
    """Make a file one of those that cannot be analysed."""
    match number % 5:
        case 0:
            path.write_bytes(b"")
        case 1:
            path.write_bytes(path.read_bytes()[:20])  # within its header
        case 2:
            path.write_text("Minutes of the meeting\n" * 100, encoding="utf-8")
        case 3:
            path.unlink()
            path.symlink_to(path.parent, target_is_directory=True)
        case 4:
            path.unlink()
            path.symlink_to(path.with_suffix(".gone"))


@pytest.fixture
def make_program(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[MakeProgram]:
    monkeypatch.setattr(composition, "data_folder", lambda _settings: tmp_path / "data")
    monkeypatch.setattr(composition, "find_microphones", list)
    stored = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    SettingsStore(stored).set_welcomed()
    programs: list[Application] = []

    def make() -> Application:
        programs.append(Application(SettingsStore(stored), LaunchOptions()))
        frame = show(programs[-1])
        frame.resize(1280, 800)
        qtbot.waitUntil(programs[-1].window.isVisible)
        return programs[-1]

    yield make
    for program in programs[-1:]:
        end(program)


def end(program: Application) -> None:
    assert program.shut_down()
    program.destroy()


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Watch:
    """Measures the steps of one program."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._metronome = Metronome()
        self.late: list[str] = []

    def step(self, name: str, begin: Callable[[], object], done: Callable[[], bool]) -> None:
        """Do something, and measure until it is done."""
        before_mib = peak_mib()
        self._metronome.begin()
        begin()
        self._qtbot.waitUntil(done, timeout=PATIENCE_MS)
        self._qtbot.wait(100)  # what was told last is painted
        p99, worst = self._metronome.report(name)
        print(f", {peak_mib() - before_mib:+.0f} MiB", end="")
        if worst > WORST_MS or (len(self._metronome.slips_ms) >= MANY_BEATS and p99 > P99_MS):
            self.late.append(name)


def scroll(program: Application, qtbot: QtBot) -> None:
    """Roll through the whole list."""
    bar = program.window.analyse.table.verticalScrollBar()
    for place in range(0, bar.maximum(), max(1, bar.maximum() // 200)):
        bar.setValue(place)
        qtbot.wait(1)


def select_every_other(program: Application) -> None:
    """Select as with Ctrl and the mouse: that is one range of rows for each."""
    table, model = program.window.analyse.table, program.window.analyse.model
    chosen = QItemSelection()
    for place in range(0, model.rowCount(), 2):
        chosen.append(QItemSelection(model.index(place, 0), model.index(place, 0))[0])
    mode = QItemSelectionModel.SelectionFlag
    table.selectionModel().select(chosen, mode.ClearAndSelect | mode.Rows)


def fill(watch: Watch, program: Application, double: AnalysisDouble, folder: Path, n: int) -> None:
    """Add a folder, and wait until the length of each file is known."""
    page = program.window.analyse
    double.held = {"interview 0001.wav"}
    watch.step(
        "adding",
        lambda: program.window.files_dropped.emit([folder]),
        lambda: page.model.rowCount() == n and double.reached.is_set(),
    )
    program.analysis.pause()
    double.go_on.release()
    watch.step(
        "measuring",
        lambda: None,
        lambda: page.model.data(page.model.index(n - 1, Column.LENGTH)) != "",
    )
    double.held = set()


def analyse(watch: Watch, program: Application, qtbot: QtBot) -> None:
    """Analyse the whole queue, and cancel and retry a part of it."""
    page, queue = program.window.analyse, program.analysis
    page.table.selectAll()
    watch.step(
        "analysing, all selected",
        queue.resume,
        lambda: queue.status.n_done + queue.status.n_failed >= 200,
    )
    page.table.clearSelection()
    watch.step(
        "analysing", lambda: None, lambda: queue.status.n_done + queue.status.n_failed >= 1000
    )
    watch.step("analysing and scrolling", lambda: scroll(program, qtbot), lambda: True)
    watch.step(
        "cancelling all", page.summary.cancel_all_button.click, lambda: not queue.status.n_open
    )
    assert queue.status.n_cancelled
    page.table.selectAll()
    watch.step(
        "queueing them again",
        page.retry_selected,
        lambda: not queue.status.n_cancelled,
    )
    watch.step("analysing the rest", page.table.clearSelection, lambda: not queue.status.n_open)


def empty(watch: Watch, program: Application) -> None:
    """Remove every other row, then the rest."""
    page = program.window.analyse
    n_left = page.model.rowCount() // 2
    select_every_other(program)
    watch.step(
        "removing every other", page.remove_selected, lambda: page.model.rowCount() == n_left
    )
    page.table.selectAll()
    watch.step("removing the rest", page.remove_selected, lambda: not page.model.rowCount())


def test_a_long_queue_does_not_hold_up_the_window(
    make_program: MakeProgram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    double = AnalysisDouble()
    monkeypatch.setattr(analyser, "analyse", double)
    monkeypatch.setattr(composition, "load_engine", lambda *_: EngineDouble())
    with gc_paused():  # as while the models are loaded
        importlib.import_module("emotion_desktop.services.analysis.jobs")
    n_rows = write_files(tmp_path / "in")
    watch = Watch(qtbot)
    program = make_program()
    qtbot.wait(2_000)
    fill(watch, program, double, tmp_path / "in", n_rows)
    watch.step("scrolling", lambda: scroll(program, qtbot), lambda: True)
    end(program)
    program = make_program()
    watch.step(
        "reading the queue of the last run",
        lambda: program.window.show_page("analyse"),
        lambda: program.window.analyse.model.rowCount() == n_rows,
    )
    assert program.analysis.status.phase == "paused"
    analyse(watch, program, qtbot)
    status = program.analysis.status
    print(f"\n{status.n_done} done, {status.n_failed} failed", end="")
    assert status.n_done == N_FILES - N_FILES // 100
    assert len(list_sessions(tmp_path / "data", pytest.fail)) == status.n_done
    empty(watch, program)
    print()
    assert not watch.late


def test_the_real_models_beside_a_long_queue_do_not_hold_up_the_window(
    make_program: MakeProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    write_files(tmp_path / "in")
    said, rate_hz = soundfile.read(DEMO, dtype="float32")
    first = tmp_path / "first"
    first.mkdir()
    for number in range(N_REAL):
        begin = number * len(said) // N_REAL
        soundfile.write(first / f"{number}.wav", said[begin : begin + rate_hz], rate_hz)
    shutil.copy(DEMO, first / "whole.flac")
    program = make_program()
    queue = program.analysis
    with qtbot.waitSignal(program.bridge.models_loaded, timeout=PATIENCE_MS):
        pass
    watch = Watch(qtbot)
    watch.step(
        "the real models",
        lambda: program.window.files_dropped.emit([first, tmp_path / "in"]),
        lambda: queue.status.n_done == N_REAL + 1,
    )
    watch.step("cancelling all", queue.cancel_all, lambda: not queue.status.n_open)
    print()
    assert not watch.late
