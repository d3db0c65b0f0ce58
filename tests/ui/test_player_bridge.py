"""What the player tells arrives on the window's thread; the position only while it plays."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.playback import PlaybackState, Stretch
from emotion_desktop.services.bridge.player import PlayerBridge
from tests.unit.audio.output_double import LATENCY_S, OutputDouble


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "tone.wav", np.full((48_000 * 5, 2), 0.1, np.float32), 48_000)
    return tmp_path / "tone.wav"


def is_phase(phase: str) -> object:
    return lambda state: state.phase == phase


def test_a_recording_is_opened_played_sought_and_paused(
    player: PlayerBridge, output: OutputDouble, recording: Path, qtbot: QtBot
) -> None:
    threads = []
    player.state_changed.connect(lambda _state: threads.append(QThread.currentThread()))
    player.play()  # there is nothing yet
    with qtbot.waitSignal(player.state_changed, check_params_cb=is_phase("paused")):
        player.open(recording)
    assert player.state.duration_s == pytest.approx(5.0)
    with qtbot.waitSignal(player.position_changed, check_params_cb=lambda at_s: at_s == 2.0):
        player.seek(2.0)
    with qtbot.waitSignal(player.state_changed, check_params_cb=is_phase("playing")):
        player.toggle()
    output.play(0.5)
    expected_s = 2.5 - LATENCY_S
    with qtbot.waitSignal(
        player.position_changed, check_params_cb=lambda at_s: abs(at_s - expected_s) < 1e-3
    ):
        pass
    with qtbot.waitSignal(player.state_changed, check_params_cb=is_phase("paused")):
        player.toggle()
    with qtbot.assertNotEmitted(player.position_changed, wait=100):
        pass
    assert set(threads) == {player.thread()}


def test_a_loudspeaker_that_is_gone_is_told_once_and_in_words(
    player: PlayerBridge, output: OutputDouble, recording: Path, qtbot: QtBot
) -> None:
    player.open(recording)
    player.set_loop(Stretch(1.0, 2.0))
    with qtbot.waitSignal(player.state_changed, check_params_cb=is_phase("playing")):
        player.play()
    with qtbot.waitSignal(player.failed) as failed:
        output.unplug()
    assert failed.args == [
        "Fake was disconnected. Playback is paused. Play again to continue on another loudspeaker."
    ]
    assert isinstance(player.state, PlaybackState)
    assert player.state.phase == "paused"
