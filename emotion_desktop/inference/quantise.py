"""8-bit weights on disk: symmetric, one scale per row, dequantised on load."""

from typing import Final

import torch
from torch import Tensor

_SCALE: Final = ".scale"
_SMALLEST: Final = 4096


def quantise(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Convert large matrices to int8 with a float32 scale per row; keep the rest."""
    stored: dict[str, Tensor] = {}
    for name, tensor in weights.items():
        if tensor.ndim < 2 or tensor.numel() < _SMALLEST:
            stored[name] = tensor.float().contiguous()
            continue
        rows = tensor.float().flatten(1)
        scale = (rows.abs().amax(dim=1) / 127).clamp_min(1e-12)
        stored[name] = (rows / scale[:, None]).round().to(torch.int8).view(tensor.shape)
        stored[name + _SCALE] = scale
    return stored


def dequantise(stored: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the float32 weights that `quantise` converted.

    Raises
    ------
    ValueError
        If scales and weights do not match.
    """
    weights: dict[str, Tensor] = {}
    for name, tensor in stored.items():
        if name.endswith(_SCALE):
            continue
        if name + _SCALE in stored:
            scale = stored[name + _SCALE]
            if scale.shape != tensor.shape[:1]:  # multiplied they could be of any size
                raise ValueError(f"{name} has another number of rows than scales")
            weights[name] = tensor.float() * scale.view(-1, *[1] * (tensor.ndim - 1))
        else:
            weights[name] = tensor.float()
    return weights
