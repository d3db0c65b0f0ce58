"""The training commands on a handful of the shared clips and texts."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from emotion_desktop.inference.bundle import NETWORK_FILES, load_bundle
from model_training.pipeline import FOLDS, MEASURED_FOLD
from model_training.splits import fold_of_dialogue
from tests.system.conftest import Run

TEXTS = 240
#: Speakers of two corpora with clips enough to be compared with themselves, one for each fold.
SPEAKERS = {"crema-d": len(FOLDS), "emovo": 2}
CLIPS_OF_EACH = 4
LINES_OF_EACH_FOLD = 4
HOLD_OUTS = ("crema-d", "meld", MEASURED_FOLD)
SETTINGS = """
data = "data"
runs = "runs"
bundle = "mine"
name = "mine-1"
epochs = 1
[speech]
pairs_per_epoch = 64
[folds]
pairs_per_epoch = 64
[text]
dialogue_epochs = 1
[fusion]
pairs_per_epoch = 512
"""


def keep_some(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Take some clips of each emotion and chosen speaker, and some lines of each fold."""
    chosen = {
        name
        for corpus, n in SPEAKERS.items()
        for name in sorted({row["speaker"] for row in rows if row["corpus"] == corpus})[:n]
    }
    seen: Counter[object] = Counter()
    kept = []
    for row in rows:
        if row["corpus"] == "meld":
            dialogue = Path(row["path"]).stem.split("_")[1]
            key: object = fold_of_dialogue(dialogue)
            # The texts hold the first dialogues only.
            wanted = LINES_OF_EACH_FOLD if int(dialogue.removeprefix("dia")) < 20 else 0
        else:
            key = (row["speaker"], row["emotion"])
            wanted = CLIPS_OF_EACH if row["speaker"] in chosen else 0
        if seen[key] < wanted:
            seen[key] += 1
            kept.append(row)
    return kept


def copy_some(data: Path, out: Path) -> None:
    """Make a small data folder."""
    (out / "speech").mkdir(parents=True)
    with (data / "speech" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = keep_some(rows)
    with (out / "speech" / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(kept)
    for corpus in {row["corpus"] for row in kept}:
        (out / "speech" / corpus).symlink_to(data / "speech" / corpus)
    for name in ("goemotions-ekman/train.tsv", "meld/train_sent_emo.csv"):
        target = out / "text" / name
        target.parent.mkdir(parents=True)
        lines = (data / "text" / name).read_text(encoding="utf-8").splitlines(keepends=True)
        target.write_text("".join(lines[:TEXTS]), encoding="utf-8")
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
    train("folds", *(f"--hold-out={name}" for name in HOLD_OUTS))
    for step in ("speech", "text", "calibrate", "fusion", "export"):
        train(step)
    for step in ("speech", "calibrate", "fusion"):
        assert "already finished" in train(step, "--resume")
    bundle = load_bundle(tmp_path / "mine")
    assert bundle.manifest["name"] == "mine-1"
    assert bundle.speaker_normalisation is not None
    assert bundle.neutral_logits is not None
    assert 0 < bundle.uncertain_below < 1
    assert str(tmp_path) not in json.dumps(bundle.manifest)
    twin = load_bundle(tmp_path / "runs" / "measured")
    shared = {f for f, sha in twin.manifest["files"].items() if sha == bundle.manifest["files"][f]}
    assert shared == {NETWORK_FILES["encoder"], "tokenizer.json"}
    folds = json.loads((tmp_path / "runs" / "folds" / "seed-0.json").read_text(encoding="utf-8"))
    assert set(HOLD_OUTS) == set(folds["hold_outs"])

    out = tmp_path / "figures.json"
    manifest = tmp_path / "data" / "speech" / "manifest.csv"
    done = run("evaluate", manifest, "--bundle", "mine", "--use", "speech", "--json", out)
    assert done.returncode == 0, done.stderr
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["models"]["bundle"] == "mine-1"
    assert found["use"]["speech"]["n"] == found["n"]
