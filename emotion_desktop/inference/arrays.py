"""Kinds of arrays that the networks exchange."""

from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

#: Named weights, or any other arrays for a graph.
Arrays = dict[str, npt.NDArray[Any]]
