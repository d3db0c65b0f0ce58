import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.inference.sound_traits import sound_traits


def sine(seconds: float, amplitude: float) -> np.ndarray:
    time = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return (amplitude * np.sin(2 * np.pi * 500 * time)).astype(np.float32)


@pytest.mark.parametrize("amplitude", [1.0, 0.1, 0.01])
def test_a_steady_tone_has_its_level_and_no_range(amplitude: float) -> None:
    level, above_floor, log_length = sound_traits(sine(2.0, amplitude))
    assert level == pytest.approx(20 * np.log10(amplitude / np.sqrt(2)), abs=0.01)
    assert above_floor == pytest.approx(0, abs=0.01)
    assert log_length == pytest.approx(np.log(2))


def test_a_tone_with_a_noisy_pause_stands_above_it() -> None:
    pause = sine(1.0, 0.01)
    level, above_floor, _ = sound_traits(np.concatenate([sine(1.0, 0.1), pause]))
    assert level == pytest.approx(-23.01, abs=0.01)
    assert above_floor == pytest.approx(20, abs=0.01)


def test_digital_silence_has_a_lowest_level_and_a_pause_of_it_a_highest_range() -> None:
    silence = np.zeros(SAMPLE_RATE_HZ, np.float32)
    assert sound_traits(silence).tolist() == pytest.approx([-100, 0, 0])
    level, above_floor, _ = sound_traits(np.concatenate([sine(1.0, 1.0), silence]))
    assert level == pytest.approx(-3.01, abs=0.01)
    assert above_floor == 60


@pytest.mark.parametrize("n_samples", [0, 1, 319, 321])
def test_the_shortest_sounds_have_traits_too(n_samples: int) -> None:
    traits = sound_traits(np.full(n_samples, 0.5, np.float32))
    assert traits.shape == (3,)
    assert np.isfinite(traits).all()
    assert traits[2] == pytest.approx(np.log(max(n_samples, 320) / SAMPLE_RATE_HZ))
    if n_samples:
        assert traits[0] == pytest.approx(-6.02, abs=0.01)
