"""Write the included recogniser's `model.bin` with weights of 8 bits, in half the bytes.

Usage: quantise_recogniser.py SOURCE TARGET

On a CPU, CTranslate2 rounds the weights to 8 bits whenever it loads a model; here the same is done
once. Nothing that the recogniser computes becomes another. The same source gives the same bytes.

The format (binary version 6) is a header, a list of named arrays, and aliases of these.
"""

import io
import struct
import sys
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

_VERSION: Final = 6
_FLOAT32, _INT8, _FLOAT16 = 0, 1, 4
_LARGEST: Final = np.float32(127)


class Variable(NamedTuple):
    """A named array, as it lies in the file."""

    name: bytes
    shape: tuple[int, ...]
    kind: int
    data: bytes

    def packed(self) -> bytes:
        """Return its bytes in the file."""
        shape = struct.pack(f"<B{len(self.shape)}I", len(self.shape), *self.shape)
        return _text(self.name) + shape + struct.pack("<BI", self.kind, len(self.data)) + self.data


def quantised(model: bytes) -> bytes:
    """Return a model with its matrices in 8 bits.

    Raises
    ------
    ValueError
        If it is of another version of the format.
    """
    file = io.BytesIO(model)
    if _number(file, "I") != _VERSION:
        raise ValueError(f"not a model of CTranslate2's binary version {_VERSION}")
    kind, revision = _read_text(file), _number(file, "I")
    variables: list[Variable] = []
    for _ in range(_number(file, "I")):
        variables += _in_8_bits(_read_variable(file))
    head = struct.pack("<I", _VERSION) + _text(kind) + struct.pack("<II", revision, len(variables))
    return head + b"".join(one.packed() for one in variables) + file.read()


def _in_8_bits(variable: Variable) -> list[Variable]:
    """Return a matrix with a scale for each row; anything else, and convolutions, as they are."""
    is_matrix = variable.name.endswith(b"/weight") and len(variable.shape) == 2
    if not is_matrix or variable.kind != _FLOAT16:
        return [variable]
    rows = np.frombuffer(variable.data, np.float16).reshape(variable.shape).astype(np.float32)
    largest = np.abs(rows).max(axis=1)
    scale = _LARGEST / np.where(largest == 0, _LARGEST, largest)
    numbers = np.rint(rows * scale[:, np.newaxis]).astype(np.int8)
    return [
        Variable(variable.name, variable.shape, _INT8, numbers.tobytes()),
        Variable(variable.name + b"_scale", scale.shape, _FLOAT32, scale.tobytes()),
    ]


def _read_variable(file: io.BytesIO) -> Variable:
    name = _read_text(file)
    shape = tuple(_number(file, "I") for _ in range(_number(file, "B")))
    kind = _number(file, "B")
    return Variable(name, shape, kind, file.read(_number(file, "I")))


def _number(file: io.BytesIO, form: str) -> int:
    (number,) = struct.unpack(f"<{form}", file.read(struct.calcsize(form)))
    return int(number)


def _read_text(file: io.BytesIO) -> bytes:
    return file.read(_number(file, "H")).removesuffix(b"\0")


def _text(text: bytes) -> bytes:
    return struct.pack("<H", len(text) + 1) + text + b"\0"


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.write_bytes(quantised(source.read_bytes()))
