"""Chooses the compute device of the models and their number types."""

import ctypes
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import ctranslate2

from emotion_desktop.domain.errors import UserFacingError

#: CTranslate2 is built for this version, whatever PyTorch is built for.
_CUBLAS: Final = "cublas64_12.dll" if sys.platform == "win32" else "libcublas.so.12"
#: Brings it, for those who have no CUDA 12.
CUBLAS_PACKAGE: Final = "nvidia-cublas-cu12"


@dataclass(frozen=True, slots=True)
class Device:
    """Where the models run: `cpu` or `cuda` each.

    Attributes
    ----------
    networks : str
        The emotion networks.
    recogniser : str
        The speech recogniser.
    """

    networks: str
    recogniser: str

    @property
    def whisper_type(self) -> str:
        """CTranslate2's compute type."""
        return "float16" if self.recogniser == "cuda" else "int8"


CPU: Final = Device("cpu", "cpu")


def choose_device(wish: str) -> Device:
    """Resolve `auto`, `cpu` or `cuda` to devices.

    `auto` takes a GPU only where the recogniser can use it, too: the networks are small, and
    alone they gain less there than PyTorch takes to start.

    Raises
    ------
    UserFacingError
        If `cuda` is requested but not available.
    """
    if wish == "cpu" or not has_gpu():
        if wish == "cuda":
            raise UserFacingError(
                "PyTorch finds no CUDA GPU on this computer", "Use --device auto or --device cpu."
            )
        return CPU
    if has_cublas():
        return Device("cuda", "cuda")
    return Device("cuda", "cpu") if wish == "cuda" else CPU


def has_gpu() -> bool:
    """Return whether PyTorch can use a GPU."""
    # PyTorch takes seconds to import, so the recogniser's library is asked first.
    if ctranslate2.get_cuda_device_count() == 0 or find_spec("torch") is None:
        return False
    import torch  # noqa: PLC0415 (seldom needed)

    return bool(torch.cuda.is_available())


@cache
def has_cublas() -> bool:
    """Return whether the recogniser can use a GPU, too: it asks for cuBLAS only as it recognises.

    What is loaded here it finds later, also in a package that the system does not search.
    """
    return any(_loads(place) for place in [_CUBLAS, *map(str, _packaged(_CUBLAS))])


def _packaged(library: str) -> list[Path]:
    try:
        found = files(CUBLAS_PACKAGE) or []
    except PackageNotFoundError:
        return []
    return [Path(str(file.locate())) for file in found if file.name == library]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
