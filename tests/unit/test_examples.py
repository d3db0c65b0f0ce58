"""The examples of docstrings, which say what they show."""

import doctest
import importlib
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

#: Only these are imported: the others have no example to run, and some load torch.
WITH_EXAMPLES = sorted(
    path.relative_to(REPOSITORY)
    for package in ("emotion_desktop", "model_training")
    for path in (REPOSITORY / package).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
def test_the_examples_of_docstrings_are_true(path: Path) -> None:
    module = importlib.import_module(".".join(path.with_suffix("").parts))
    found = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert found.attempted > 0
    assert found.failed == 0
