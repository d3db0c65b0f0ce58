"""8-bit weights on disk: symmetric, one scale per row, dequantised on load."""

from typing import Final

import numpy as np

from emotion_desktop.inference.arrays import Arrays

_SCALE: Final = ".scale"
_SMALLEST: Final = 4096


def quantise(weights: Arrays) -> Arrays:
    """Convert large matrices to int8 with a float32 scale per row; keep the rest."""
    stored: Arrays = {}
    for name, array in weights.items():
        if array.ndim < 2 or array.size < _SMALLEST:
            stored[name] = np.ascontiguousarray(array, np.float32)
            continue
        rows = array.astype(np.float32).reshape(len(array), -1)
        scale = np.maximum(np.abs(rows).max(axis=1) / np.float32(127), np.float32(1e-12))
        stored[name] = np.round(rows / scale[:, np.newaxis]).astype(np.int8).reshape(array.shape)
        stored[name + _SCALE] = scale
    return stored


def dequantise(stored: Arrays) -> Arrays:
    """Return the float32 weights that `quantise` converted.

    Raises
    ------
    ValueError
        If scales and weights do not match.
    """
    weights: Arrays = {}
    for name, array in stored.items():
        if name.endswith(_SCALE):
            continue
        if name + _SCALE in stored:
            scale = stored[name + _SCALE]
            if scale.shape != array.shape[:1]:  # multiplied they could be of any size
                raise ValueError(f"{name} has another number of rows than scales")
            rows = scale.astype(np.float32).reshape(-1, *[1] * (array.ndim - 1))
            weights[name] = array.astype(np.float32) * rows
        else:
            weights[name] = array.astype(np.float32)
    return weights
