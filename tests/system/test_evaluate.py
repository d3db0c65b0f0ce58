import csv
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.system.paths import resources_dir
from tests.system.conftest import Run

COLUMNS = ("path", "corpus", "speaker", "emotion", "label", "text", "seconds")


def write_manifest(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        columns = [*COLUMNS, *sorted(set().union(*rows) - set(COLUMNS))]
        writer = csv.DictWriter(file, columns)
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
    assert "row 2 has the unknown emotion “joy”" in done.stderr
    assert not (tmp_path / "out.json").exists()


def test_sounds_are_compared_with_those_of_their_speaker_where_that_is_asked_for(
    tmp_path: Path, run: Run
) -> None:
    samples, rate_hz = soundfile.read(resources_dir() / "demo" / "demo.flac", dtype="float32")
    rows = []
    for i in range(12):
        start = 2 * i * rate_hz
        soundfile.write(tmp_path / f"{i}.wav", samples[start : start + 2 * rate_hz], rate_hz)
        rows.append({"path": f"{i}.wav", "corpus": "demo", "speaker": "one", "emotion": "fear"})
    manifest = write_manifest(tmp_path / "m.csv", rows)
    found = {}
    for how in ("off", "causal", "whole"):
        out = tmp_path / f"{how}.json"
        done = run("evaluate", manifest, "--use", "speech", "--by-speaker", how, "--json", out)
        assert done.returncode == 0, done.stderr
        found[how] = json.loads(out.read_text(encoding="utf-8"))
    assert [found[how].get("by_speaker") for how in found] == [None, "causal", "whole"]
    eces = {found[how]["use"]["speech"]["ece"] for how in found}
    assert len(eces) == 3


@pytest.mark.needs_data
def test_speakers_are_heard_better_than_by_chance_and_worse_through_babble(
    shared_data: Path, tmp_path: Path, run: Run
) -> None:
    # What ships has heard these people; how well it hears strangers is told by its card.
    acted = ("ravdess", "crema-d", "emovo", "nemo")
    with (shared_data / "speech" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["corpus"] in acted]
    chosen = [rows[i] for i in np.random.default_rng(0).permutation(len(rows))[:120]]
    assert {"language", "sex"} <= chosen[0].keys()
    manifest = write_manifest(tmp_path / "m.csv", chosen)
    for name, more in (("clean", []), ("noisy", ["--noise", "0"])):
        out = tmp_path / f"{name}.json"
        root = shared_data / "speech"
        done = run("evaluate", manifest, "--root", root, "--json", out, "--use", "speech", *more)
        assert done.returncode == 0, done.stderr
    clean, noisy = (
        json.loads((tmp_path / f"{name}.json").read_text())["use"]["speech"]
        for name in ("clean", "noisy")
    )
    assert set(clean["per_corpus"]) == set(acted)
    assert clean["per_sex"]
    assert clean["uar"] > 0.45
    assert noisy["uar"] < clean["uar"]
