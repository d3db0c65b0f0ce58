import numpy as np
import pytest

from emotion_desktop.audio.tempo import TempoFilter


def through(tempo: TempoFilter, samples: np.ndarray) -> np.ndarray:
    frames = np.stack([samples, -samples], axis=1).astype(np.float32)
    parts = [tempo.feed(piece) for piece in np.array_split(frames, 37)]
    return np.concatenate([*parts, tempo.flush()])


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.0, 1.25, 2.0])
@pytest.mark.parametrize(("input_rate_hz", "output_rate_hz"), [(16_000, 48_000), (44_100, 44_100)])
def test_the_length_changes_and_the_pitch_does_not(
    input_rate_hz: int, output_rate_hz: int, speed: float
) -> None:
    time_s = np.arange(4 * input_rate_hz) / input_rate_hz
    heard = through(
        TempoFilter(input_rate_hz, output_rate_hz, speed), 0.3 * np.sin(2 * np.pi * 220 * time_s)
    )
    assert len(heard) / output_rate_hz == pytest.approx(4 / speed, abs=0.05)
    np.testing.assert_allclose(heard[:, 0], -heard[:, 1], atol=1e-6)
    middle = heard[output_rate_hz // 2 : -output_rate_hz // 2, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.argmax(spectrum) * output_rate_hz / len(middle) == pytest.approx(220, abs=2)
    assert np.abs(middle).max() == pytest.approx(0.3, rel=0.1)


def test_what_need_not_be_changed_is_not() -> None:
    samples = np.random.default_rng(0).normal(0, 0.1, 1000).astype(np.float32)
    np.testing.assert_array_equal(through(TempoFilter(48_000, 48_000, 1.0), samples)[:, 0], samples)
