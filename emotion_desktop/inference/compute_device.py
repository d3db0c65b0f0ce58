"""Chooses the compute device and number types."""

from dataclasses import dataclass

import torch

from emotion_desktop.domain.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class Device:
    """A compute device and the number types that suit it.

    Attributes
    ----------
    name : str
        `cpu` or `cuda`.
    whisper_type : str
        CTranslate2's compute type.
    """

    name: str
    whisper_type: str


def choose_device(wish: str) -> Device:
    """Resolve `auto`, `cpu` or `cuda` to a device.

    Raises
    ------
    UserFacingError
        If `cuda` is requested but not available.
    """
    has_cuda = torch.cuda.is_available()
    if wish == "cuda" and not has_cuda:
        raise UserFacingError(
            "PyTorch finds no CUDA GPU on this computer", "Use --device auto or --device cpu."
        )
    if wish == "cpu" or not has_cuda:
        return Device("cpu", "int8")
    return Device("cuda", "float16")
