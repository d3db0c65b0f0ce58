"""Reads weights from the `model.bin` of a CTranslate2 model.

CTranslate2 computes a model as a whole and exposes no layers; this module reads the layers'
weights, so that torch can run some of them. The format (binary version 6) is a list of
named arrays after a short header; the file's SHA-256 is checked before it is read.
"""

import struct
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import torch
from torch import Tensor

_BINARY_VERSION: Final = 6
_TYPES: Final = (np.float32, np.int8, np.int16, np.int32, np.float16)


def read_weights(path: Path, prefix: str) -> dict[str, Tensor]:
    """Read float arrays whose names start with `prefix` as float32; strip the prefix.

    Raises
    ------
    ValueError
        If the file is of another version of the format.
    """
    weights: dict[str, Tensor] = {}
    with path.open("rb") as file:
        if _number(file, "I") != _BINARY_VERSION:
            raise ValueError(f"{path} is not of CTranslate2's binary version {_BINARY_VERSION}")
        _text(file)  # the kind of model
        _number(file, "I")  # its revision
        for _ in range(_number(file, "I")):
            name = _text(file)
            shape = [_number(file, "I") for _ in range(_number(file, "B"))]
            kind = _TYPES[_number(file, "B")]
            n_bytes = _number(file, "I")
            if name.startswith(prefix) and issubclass(kind, np.floating):
                values = np.frombuffer(file.read(n_bytes), kind).reshape(shape)
                weights[name.removeprefix(prefix)] = torch.from_numpy(values.astype(np.float32))
            else:
                file.seek(n_bytes, 1)
    return weights


def _number(file: BinaryIO, form: str) -> int:
    value: Any = struct.unpack(f"<{form}", file.read(struct.calcsize(f"<{form}")))[0]
    return int(value)


def _text(file: BinaryIO) -> str:
    return file.read(_number(file, "H")).rstrip(b"\0").decode()
