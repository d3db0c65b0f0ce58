"""The demo in a terminal, on a double of the models and three seconds of the real recording."""

from pathlib import Path

import pytest
import soundfile

from emotion_desktop.cli.terminal_demo import run_demo
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.system.paths import resources_dir
from tests.engine_double import EngineDouble


@pytest.fixture
def three_seconds(tmp_path: Path) -> Path:
    samples, _ = soundfile.read(resources_dir() / "demo" / "demo.flac", stop=3 * SAMPLE_RATE_HZ)
    path = tmp_path / "start.wav"
    soundfile.write(path, samples, SAMPLE_RATE_HZ)
    return path


def test_a_pipe_gets_a_line_an_utterance_and_a_summary(
    three_seconds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_demo(EngineDouble, three_seconds) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Playing start.wav as if it were live.")
    assert lines[1] == "Models loaded. Listening."
    assert lines[2].startswith("0:00-0:03  anger 14%, unclear")
    assert "weights: speech 100%, text 0%" in lines[2]
    assert lines[3] == "1 utterance (anger 1); 1 unclear, 0 skipped."
    assert len(lines) == 4


def test_a_terminal_gets_seven_bars(
    three_seconds: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    assert run_demo(EngineDouble, three_seconds) == 0
    shown = capsys.readouterr().out
    for word in ("Speech now", "Text", "Fused", "Anger", "Surprise", "Listening", "speech"):
        assert word in shown
    assert "Modality weights: speech 100%, text 0%" in shown


def test_models_that_cannot_be_loaded_end_the_demo_with_their_error(three_seconds: Path) -> None:
    def load() -> EngineDouble:
        raise UserFacingError("The models are missing", "Install them.")

    with pytest.raises(UserFacingError, match="The models are missing"):
        run_demo(load, three_seconds)


def test_a_recording_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_demo(EngineDouble, tmp_path / "gone.wav") == 1
    assert "gone.wav does not exist" in capsys.readouterr().out
