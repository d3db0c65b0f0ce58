"""The training commands on a handful of the shared clips and texts."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from emotion_desktop.inference.bundle import NETWORK_FILES, load_bundle
from model_training.splits import part_of
from model_training.steps import FOLDS
from tests.system.conftest import Run

CLIPS_OF_EACH = 1
TEXTS = 60
SETTINGS = """
data = "data"
runs = "runs"
bundle = "mine"
name = "mine-1"
epochs = 1
[speech]
pairs_per_epoch = 64
"""


def copy_some(data: Path, out: Path) -> None:
    """Make a small data folder: a few clips of each side, corpus and emotion; a few texts.

    Of one corpus there are enough speakers for the folds.
    """
    (out / "speech").mkdir(parents=True)
    with (data / "speech" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    further = {f"crema-d-{1001 + i}" for i in range(len(FOLDS))}
    kept: list[dict[str, str]] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (part_of(row["speaker"]), row["corpus"], row["emotion"])
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= CLIPS_OF_EACH or row["speaker"] in further:
            kept.append(row)
            further.discard(row["speaker"])
    with (out / "speech" / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(kept)
    for corpus in {row["corpus"] for row in rows}:
        (out / "speech" / corpus).symlink_to(data / "speech" / corpus)
    for name in ("goemotions-ekman/train.tsv", "meld/train_sent_emo.csv"):
        target = out / "text" / name
        target.parent.mkdir(parents=True)
        lines = (data / "text" / name).read_text(encoding="utf-8").splitlines(keepends=True)
        target.write_text("".join(lines[: TEXTS * 4]), encoding="utf-8")
    labels = Path("text") / "goemotions-ekman" / "labels.txt"
    (out / labels).write_bytes((data / labels).read_bytes())


@pytest.mark.needs_data
@pytest.mark.timeout(600)
def test_a_bundle_is_trained_from_a_data_folder_and_serves(
    shared_data: Path, tmp_path: Path, run: Run
) -> None:
    copy_some(shared_data, tmp_path / "data")

    (tmp_path / "run.toml").write_text(SETTINGS, encoding="utf-8")

    def train(step: str, *more: str) -> str:
        command = [sys.executable, "-m", "model_training", step, "--config", "run.toml", *more]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    train("prepare")
    train("folds", *(f"--hold-out={fold}" for fold in FOLDS))
    train("speech")
    train("speech", "--everybody")
    for step in ("text", "calibrate", "fusion", "export"):
        train(step)
    for step in ("speech", "text", "calibrate", "fusion"):
        assert "finished already" in train(step, "--resume")
    bundle = load_bundle(tmp_path / "mine")
    assert bundle.manifest["name"] == "mine-1"
    assert bundle.manifest["training"]["speakers"] == "everybody"
    assert str(tmp_path) not in json.dumps(bundle.manifest)
    [measured] = tmp_path.glob("*/measured")
    twin = load_bundle(measured)
    assert twin.manifest["training"]["speakers"] == "those of train"
    changed = {f for f, sha in twin.manifest["files"].items() if sha != bundle.manifest["files"][f]}
    assert changed == {NETWORK_FILES["speech"]}

    out = tmp_path / "figures.json"
    manifest = tmp_path / "data" / "speech" / "manifest.csv"
    done = run("evaluate", manifest, "--bundle", "mine", "--use", "speech", "--json", out)
    assert done.returncode == 0, done.stderr
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["models"]["bundle"] == "mine-1"
    assert found["use"]["speech"]["n"] == found["n"]
