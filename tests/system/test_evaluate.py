import csv
import json
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.paths import resources_dir
from tests.system.conftest import Run

COLUMNS = ("path", "corpus", "speaker", "emotion", "label", "text", "seconds")


def write_manifest(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_rows_count_where_they_have_what_an_output_needs(tmp_path: Path, run: Run) -> None:
    manifest = write_manifest(
        tmp_path / "m.csv",
        [
            {"corpus": "a", "emotion": "happiness|surprise", "text": "What a wonderful surprise!"},
            {"corpus": "a", "emotion": "sadness", "text": "She died. I miss her so much."},
            {"corpus": "b", "emotion": "neutral", "path": "demo.flac"},
            {
                "corpus": "b",
                "emotion": "anger",
                "path": "demo.flac",
                "text": "I hate you, get out!",
            },
        ],
    )
    out = tmp_path / "out.json"
    done = run("evaluate", manifest, "--root", resources_dir() / "demo", "--json", out)
    assert done.returncode == 0, done.stderr
    use = json.loads(out.read_text())["use"]
    assert {name: figures["n"] for name, figures in use.items()} == {
        "speech": 2,
        "text": 4,
        "fused": 4,
    }
    assert use["text"]["per_corpus"]["a"]["accuracy"] == 1.0
    assert "macro_f1_rule" in use["text"]
    assert set(use["speech"]["per_emotion_recall"]) == {"neutral", "anger"}


def test_a_manifest_may_have_texts_alone(tmp_path: Path, run: Run) -> None:
    rows = [{"emotion": "sadness", "text": "She died. I miss her so much."}]
    manifest = write_manifest(tmp_path / "m.csv", rows)
    done = run("evaluate", manifest, "--json", tmp_path / "out.json")
    assert done.returncode == 0, done.stderr
    use = json.loads((tmp_path / "out.json").read_text())["use"]
    assert use["speech"] is None
    assert use["text"]["accuracy"] == use["fused"]["accuracy"] == 1.0


def test_an_unknown_label_names_its_row(tmp_path: Path, run: Run) -> None:
    manifest = write_manifest(tmp_path / "m.csv", [{"emotion": "joy", "text": "Hi"}])
    done = run("evaluate", manifest, "--json", tmp_path / "out.json")
    assert done.returncode == 2
    assert "row 2 has the unknown emotion 'joy'" in done.stderr
    assert not (tmp_path / "out.json").exists()


@pytest.mark.needs_data
def test_unseen_speakers_are_heard_better_than_by_chance(
    shared_data: Path, tmp_path: Path, run: Run
) -> None:
    from model_training.splits import TEST_SPEAKERS  # noqa: PLC0415

    with (shared_data / "speech" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["speaker"] in TEST_SPEAKERS]
    chosen = [rows[i] for i in np.random.default_rng(0).permutation(len(rows))[:120]]
    manifest = write_manifest(tmp_path / "m.csv", chosen)
    for name, more in (("clean", []), ("noisy", ["--noise", "0"])):
        out = tmp_path / f"{name}.json"
        root = shared_data / "speech"
        done = run("evaluate", manifest, "--root", root, "--json", out, "--use", "speech", *more)
        assert done.returncode == 0, done.stderr
    clean, noisy = (
        json.loads((tmp_path / f"{name}.json").read_text())["use"]["speech"]["uar"]
        for name in ("clean", "noisy")
    )
    assert clean > 0.45
    assert noisy < clean
