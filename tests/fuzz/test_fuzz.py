"""The short form of `make fuzz`: the same inputs every time."""

import pytest

from tests.fuzz.target import MADE_UP, TARGETS
from tests.fuzz.watch import fuzz

#: Targets whose inputs take long: each starts a process, or fills a database.
SLOW = {"survey": 10, "package": 40, "database": 40, "recovery": 40, "bundle": 60}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("target", TARGETS)
def test_hostile_input_is_refused_or_read(target: str) -> None:
    figures = fuzz(target, MADE_UP, count=SLOW.get(target, 150), seconds=600, bombs=False)
    assert figures.n_inputs > 0
    assert not figures.findings, "\n".join(one.text for one in figures.findings)
