"""Kiosk mode fills the screen that it was given, and leaves the first to the operator."""

import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


def test_visitors_get_the_second_screen_unless_another_is_named(tmp_path: Path) -> None:
    places = {"desk": (0, 1280, 800), "projector": (1280, 1920, 1080)}
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height}
        | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, (x, width, height) in places.items()
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.kiosk.kiosk_on_screens"],
        cwd=REPOSITORY,
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    seen = json.loads(done.stdout)
    first, second = seen["screens"]
    assert {first, second} == set(places)
    assert seen["filled"] == {
        "None": [second, True, first],
        "1": [first, True, first],
        "2": [second, True, first],
        "5": [second, True, first],
    }
