import numpy as np

from emotion_desktop.inference.quantise import dequantise, quantise


def test_eight_bit_weights_come_back_within_half_a_step() -> None:
    rng = np.random.default_rng(0)
    weights = {
        "big": rng.normal(size=(100, 60, 3)).astype(np.float32),
        "small": rng.normal(size=7).astype(np.float32),
        "odd": np.zeros((64, 64), np.float32),
    }
    stored = quantise(weights)
    assert stored["big"].dtype == np.int8
    back = dequantise(stored)
    assert set(back) == set(weights)
    step = np.abs(weights["big"]).reshape(100, -1).max(axis=1) / 127
    assert (np.abs(back["big"] - weights["big"]) <= step[:, None, None] / 2 + 1e-6).all()
    assert np.array_equal(back["small"], weights["small"])
    assert np.array_equal(back["odd"], weights["odd"])
