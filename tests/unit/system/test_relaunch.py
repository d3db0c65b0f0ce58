"""The program starts anew in its own place."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import os, sys
from emotion_desktop.system.relaunch import relaunch
if "AGAIN" in os.environ:
    print(sys.argv[1:], os.environ["AGAIN"] == str(os.getpid()))
else:
    os.environ["AGAIN"] = str(os.getpid())
    sys.exit(relaunch())
"""


@pytest.mark.skipif(os.name == "nt", reason="a new process takes over there")
def test_the_program_starts_anew_with_its_arguments_and_in_the_same_process(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(script), "--kiosk", "a b"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout == "['--kiosk', 'a b'] True\n"
