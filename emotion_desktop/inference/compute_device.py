"""Chooses the compute device and number types."""

from dataclasses import dataclass
from importlib.util import find_spec

import ctranslate2

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
    has_cuda = wish != "cpu" and has_gpu()
    if wish == "cuda" and not has_cuda:
        raise UserFacingError(
            "PyTorch finds no CUDA GPU on this computer", "Use --device auto or --device cpu."
        )
    return Device("cuda", "float16") if has_cuda else Device("cpu", "int8")


def has_gpu() -> bool:
    """Return whether the recogniser and PyTorch can use a GPU."""
    # PyTorch takes seconds to import, so the recogniser's library is asked first.
    if ctranslate2.get_cuda_device_count() == 0 or find_spec("torch") is None:
        return False
    import torch  # noqa: PLC0415 (seldom needed)

    return bool(torch.cuda.is_available())
