"""What a frame of the review page costs in a session of three hours.

Offscreen, 1280 by 800: what is measured is panning, zooming and playing, with the fused
curves, the utterances of two speakers, the sound and the transcript in view, and
with the prosody lane, too.
"""

import math
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, AudioInfo
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Frames
from emotion_desktop.domain.plot_data import SoundTrack
from emotion_desktop.domain.prosody import PART_BINS, PART_S, Prosody, ProsodyPart
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.session import Correction, Marker
from emotion_desktop.domain.session_curves import window_curves
from emotion_desktop.services.bridge.player import PlayerBridge
from emotion_desktop.services.bridge.session import SessionBridge, ShownSession
from emotion_desktop.services.live.plot_history import HistoryOptions, SoundHistory
from emotion_desktop.services.review.session_sound import attention_track
from emotion_desktop.ui.review.page import ReviewPage
from emotion_desktop.ui.review.session_view import SessionView
from tests.review_doubles import utterance

HOURS = 3
LENGTH_S = 3600.0 * HOURS
EVERY_S = 4.0
HOP_S = 0.5
FRAMES = 300
TARGET_MS = 16.0
SAID = "so it was as ever when the day came to its end and we went home"


def sound_of_hours() -> SoundTrack:
    noise = np.random.default_rng(0).normal(0, 0.1, 60 * SAMPLE_RATE_HZ).astype(np.float32)
    history = SoundHistory(HistoryOptions(fine_spectrogram_s=LENGTH_S))
    for minute in range(60 * HOURS):
        track = history.add(AudioBlock(noise, SAMPLE_RATE_HZ, minute * len(noise)), speaking=False)
    return track


def session_of_hours() -> ShownSession:
    utterances = [
        utterance(
            number,
            EVERY_S * number,
            SAID[: 12 + number % 50],
            speaker="AB"[number % 2],
            label=number % 7,
            uncertain=number % 3 == 0,
        )
        for number in range(int(LENGTH_S / EVERY_S))
    ]
    times_s = np.arange(1.5, LENGTH_S, HOP_S, dtype=np.float32)
    # Neighbouring windows of three seconds share most of their audio.
    moments = np.random.default_rng(1).dirichlet(np.ones(7), len(times_s) + 5)
    rows = np.lib.stride_tricks.sliding_window_view(moments, 6, axis=0).mean(axis=-1)
    rows = rows.astype(np.float32)
    corrections = [
        Correction(number, "Ana", "anger", datetime(2026, 3, 1, tzinfo=UTC))
        for number in range(0, len(utterances), 10)
    ]
    document = SessionDocument(
        audio=AudioInfo(Path("talk.wav"), LENGTH_S, 16_000, 2),
        sha256="",
        models={},
        utterances=tuple(utterances),
        frames=Frames(HOP_S, 3.0, times_s, rows, rows),
        markers=tuple(Marker(60.0 * minute, "") for minute in range(60 * HOURS)),
    )
    gaps_s = np.array([[600.0 * i, 600.0 * i + 5] for i in range(1, 18)])
    return ShownSession(
        id="three hours",
        document=document,
        state=review_of(utterances, (), corrections),
        windows=window_curves(document),
        attention=attention_track(utterances),
        sound=SoundTrack(end_s=LENGTH_S, gaps_s=gaps_s),
    )


def prosody_of_hours() -> Prosody:
    """Measure all of it: a voice that rises and falls, with pauses."""
    prosody = Prosody(LENGTH_S)
    chance = np.random.default_rng(2)
    for number in range(math.ceil(LENGTH_S / PART_S)):
        pitch_hz = 180 + chance.normal(0, 3, PART_BINS).cumsum().astype(np.float32)
        pitch_hz[chance.random(PART_BINS).round(1) < 0.3] = np.nan
        level_dbfs = chance.normal(-30, 6, PART_BINS).astype(np.float32)
        prosody.add(ProsodyPart(number, np.clip(pitch_hz, 70, 400), level_dbfs))
    return prosody


def show_prosody(view: SessionView) -> None:
    view.detail.prosody_button.setChecked(True)
    view.detail.prosody.show_prosody(prosody_of_hours())


@pytest.fixture(scope="module")
def sound() -> SoundTrack:
    return sound_of_hours()


@pytest.fixture(scope="module")
def session() -> ShownSession:
    return session_of_hours()


@pytest.fixture
def view(session: ShownSession, sound: SoundTrack, qtbot: QtBot) -> Iterator[SessionView]:
    bridge = SessionBridge(Path("nowhere"))
    view = SessionView(bridge, PlayerBridge())
    page = ReviewPage(QWidget(), view, QWidget(), view)
    qtbot.addWidget(page)
    page.resize(1190, 800)
    with qtbot.waitExposed(page):
        page.show()
    began_s = time.perf_counter()
    bridge.read.emit(session)
    QApplication.processEvents()
    print(f"\nthree hours shown after {1000 * (time.perf_counter() - began_s):.0f} ms", end="")
    bridge.sound_grew.emit(sound)
    yield view
    page.close()


def move(view: SessionView, number: int, way: str) -> None:
    """Do what somebody does between two frames."""
    if way == "pan":
        start_s, end_s = view.navigator.view
        view.navigator.pan((end_s - start_s) / 40 * (1 if number % 200 < 100 else -1))
    elif way == "zoom":
        view.navigator.zoom(1.1 if number % 60 < 30 else 1 / 1.1, view.position_s)
    else:
        view.seek(view.position_s + 1 / 30)


MOVES: dict[str, Callable[[SessionView], None]] = {
    "thirty seconds": lambda view: view.navigator.show(5000, 5030),
    "ten minutes": lambda view: view.navigator.show(5000, 5600),
    "all of it": lambda view: view.navigator.show_all(),
    "thirty seconds, spectrogram": lambda view: (
        view.navigator.show(5000, 5030),
        view.detail.spectrogram.setChecked(True),
    ),
    "thirty seconds, prosody": lambda view: (
        view.navigator.show(5000, 5030),
        show_prosody(view),
    ),
    "ten minutes, prosody": lambda view: (
        view.navigator.show(5000, 5600),
        show_prosody(view),
    ),
    "all of it, prosody": lambda view: (view.navigator.show_all(), show_prosody(view)),
    "an hour, all curves": lambda view: (
        view.navigator.show(3000, 6600),
        [button.setChecked(True) for button in view.detail.sources.values()],
    ),
}


@pytest.mark.parametrize("way", ["pan", "zoom", "play"])
@pytest.mark.parametrize("shown", list(MOVES))
def test_three_hours_are_moved_through_at_once(view: SessionView, shown: str, way: str) -> None:
    MOVES[shown](view)
    view.seek(sum(view.navigator.view) / 2)
    clock_ms, processor_ms = [], []
    for number in range(30 + FRAMES):
        began_s, busy_s = time.perf_counter(), time.thread_time()
        move(view, number, way)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        clock_ms.append(1000 * (time.perf_counter() - began_s))
        processor_ms.append(1000 * (time.thread_time() - busy_s))
    p95_ms = float(np.percentile(processor_ms[30:], 95))
    print(
        f"\n{way}, {shown}: p95 {np.percentile(clock_ms[30:], 95):.1f} ms by the clock, "
        f"{p95_ms:.1f} ms of the processor (target {TARGET_MS:.0f} ms)",
        end="",
    )
    assert p95_ms <= TARGET_MS
