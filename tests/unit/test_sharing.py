"""Two processes share the tests as they are meant to."""

import re
import subprocess
import sys
from collections import defaultdict

from tests.conftest import REPOSITORY

FILES = ("tests/ui/test_colours.py", "tests/ui/test_formatting.py", "tests/unit/domain/test_pin.py")


def test_what_runs_one_at_a_time_and_what_is_in_a_file_stays_on_one_process() -> None:
    command = [sys.executable, "-m", "pytest", "-v", "-n", "2", "--no-loadscope-reorder", *FILES]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    workers = defaultdict(set)
    for worker, path in re.findall(r"^\[(gw\d)\].*PASSED (.*?)::", done.stdout, re.MULTILINE):
        workers[path].add(worker)
    colours, formatting, pin = (workers[path] for path in FILES)
    assert len(colours) == len(pin) == 1
    assert colours == formatting != pin
