import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import MANIFEST_FILE
from emotion_desktop.metrics.classification import correct_of, figures, reliability, risk_coverage
from model_training.acoustic_conditions import CONDITIONS
from model_training.card import write_card
from model_training.report import (
    ATTENTION_FILE,
    CONDITIONS_FILE,
    SETS,
    STRANGERS_FILE,
    WITHOUT_SPEECH_FILE,
)
from model_training.splits import CORPUS_PROTOCOL, FOLDS_PROTOCOL

PEOPLE = [f"person {i % 8}" for i in range(280)]


def made_up_figures(seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    emotions = [(i % 7,) for i in range(280)]
    scores = rng.random((280, 7)) + np.eye(7)[[e for (e,) in emotions]]
    probabilities = (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32)
    correct = correct_of(probabilities, emotions)
    whole = figures(probabilities, emotions, 0.3, PEOPLE)
    confidence = probabilities.max(axis=1)
    return whole | {
        "reliability": reliability(confidence, correct),
        "risk_coverage": risk_coverage(confidence, correct, 0.25),
        "per_corpus": {"a": whole, "b": whole},
        "per_sex": {},
    }


def write(path: Path, values: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values), encoding="utf-8")


MANIFEST = {
    "name": "made-up-1",
    "labels": list(EMOTIONS),
    "created": "2026-01-31",
    "networks": {"encoder": {"n_layers": 3}},
    "speaker_normalisation": {"min_utterances": 10},
    "uncertain_below": 0.41,
    "training": {"speech": {"seed": 0}},
}


def made_up_strangers() -> dict[str, Any]:
    speech = {"uar": 0.501, "ece": 0.04, "classes": 7}
    fused = speech | {"accuracy": 0.52, "uncertain": 0.35, "accuracy_of_certain": 0.634}
    way = {"uar": 0.4, "weighted_f1": 0.45}
    compared = {"uar": 0.444, "weighted_f1": 0.555}
    return {
        "corpora": {
            "emovo": {"speech": speech, "fused": fused},
            "nemo": {"speech": speech, "fused": fused | {"accuracy_of_certain": None}},
        },
        "normalisation": {
            "emovo": {
                "speakers": 6,
                "own_shares": {"off": way, "causal": compared, "whole": compared},
                "sessions": {"20": {"off": way, "whole": compared}},
            }
        },
        "corrections": {"emovo": {"14": {"speakers": 6, "refused": 0.25, "off": 0.4, "on": 0.466}}},
        "voice_calibration": {
            "draws": 8,
            "profile_s": 11.6,
            "of": {"ravdess": {"voices": 4, "uar": 0.7, "uar_calibrated": 0.721}},
        },
    }


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    write(tmp_path / "bundle" / MANIFEST_FILE, MANIFEST)
    return tmp_path / "bundle"


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    out = tmp_path / "runs" / "figures"
    for item in SETS:
        use = {name: made_up_figures(1) for name in ("speech", "fused")}
        write(out / item.file, {"n": 280, "use": use})
    parts = {"speech": made_up_figures(2), "fused": made_up_figures(3), "uncertain": 0.5}
    write(out / CONDITIONS_FILE, dict.fromkeys(CONDITIONS, parts))
    quiet = {"windows": 115, "utterances": 0, "uncertain": 0.25, "quiet": 1.0}
    write(out / WITHOUT_SPEECH_FILE, {"silence": quiet})
    check = {"n": 9, "attended": 0.3, "random": 0.1, "difference": 0.2, "interval": [0.1, 0.3]}
    write(out / ATTENTION_FILE, {"speech": check, "text": check})
    write(out / STRANGERS_FILE, made_up_strangers())
    for seed in (0, 1):
        run = {
            "protocols": {
                f"emovo, {CORPUS_PROTOCOL}": made_up_figures(seed + 4) | {"networks": 1},
                f"emovo, {FOLDS_PROTOCOL}": made_up_figures(seed + 6) | {"networks": 3},
            },
            "hold_outs": {"fold1": made_up_figures(seed + 4), "fold2": made_up_figures(9)},
        }
        write(tmp_path / "runs" / "folds" / f"seed-{seed}.json", run)
    log = tmp_path / "runs" / "speech" / "log-0" / "metrics.csv"
    log.parent.mkdir(parents=True)
    log.write_text("dev_uar,epoch,loss,step\n,0,2.0,0\n0.3,0,,1\n,1,1.5,2\n", encoding="utf-8")
    return tmp_path / "runs"


def test_a_bundle_without_normalisation_claims_none(runs: Path, bundle: Path) -> None:
    sentence = "relative to how this"
    write_card(runs, bundle)
    assert sentence in (bundle / "model_card.md").read_text(encoding="utf-8")
    without = {key: value for key, value in MANIFEST.items() if key != "speaker_normalisation"}
    write(bundle / MANIFEST_FILE, without)
    write_card(runs, bundle)
    assert sentence not in (bundle / "model_card.md").read_text(encoding="utf-8")


def test_the_card_shows_what_was_measured_with_small_pictures(runs: Path, bundle: Path) -> None:
    write_card(runs, bundle)
    card = (bundle / "model_card.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\]\((card/[^)]+)\)", card))
    assert shown == {f"card/{path.name}" for path in (bundle / "card").glob("*.png")}
    assert len(shown) == 5
    assert all(1_000 < (bundle / path).stat().st_size < 60_000 for path in shown)
    uar = 100 * made_up_figures(1)["uar"]
    assert f"| speech | all | 280 | {uar:.1f} (" in card
    assert "| silence | 115 | 0 | 25 | 100 |" in card
    assert f"| emovo, {CORPUS_PROTOCOL} | 1 | 280 | 2 |" in card
    assert f"| emovo, {FOLDS_PROTOCOL} | 3 | 280 | 2 |" in card
    headline, inside = (card.index(protocol) for protocol in (CORPUS_PROTOCOL, FOLDS_PROTOCOL))
    assert headline < inside
    uar = sum(made_up_figures(seed)["uar"] for seed in (4, 5)) / 2
    assert f"Mean over corpora: UAR {100 * uar:.1f} %." in card
    assert "| ravdess | 4 | 70.0 | 72.1 |" in card
    assert "| emovo | 50.1 | 0.040 | 50.1 | 0.040 | 52.0 | 35 | 63.4 |" in card
    assert "| nemo | 50.1 | 0.040 | 50.1 | 0.040 | 52.0 | 35 | - |" in card
    assert "| emovo | 6 | 40.0 | 44.4 | 44.4 | - | 40.0/45.0 to 44.4/55.5 | - |" in card
    assert "| emovo | 14 | 6 | 25 | 40.0 | 46.6 |" in card
    assert "A fused confidence below 0.41 is shown as unclear" in card
    assert "{" not in card
    numbers = json.loads((bundle / "card" / "figures.json").read_text(encoding="utf-8"))
    assert numbers["conditions"]["clean"]["uncertain"] == 0.5
    manifest = json.loads((bundle / MANIFEST_FILE).read_text(encoding="utf-8"))
    assert [item["use"]["speech"]["uar"] for item in manifest["metrics"]] == [
        round(made_up_figures(1)["uar"], 5)
    ] * len(SETS)


def test_trainings_with_other_seeds_are_reported_together(
    runs: Path, bundle: Path, tmp_path: Path
) -> None:
    write_card(runs, bundle)
    assert "other seeds" not in (bundle / "model_card.md").read_text(encoding="utf-8")
    other = tmp_path / "other"
    shutil.copytree(bundle, other)
    manifest = json.loads((bundle / MANIFEST_FILE).read_text(encoding="utf-8"))
    manifest["training"]["speech"]["seed"] = 2
    write(bundle / MANIFEST_FILE, manifest)
    for item in SETS:
        use = {name: made_up_figures(5) for name in ("speech", "fused")}
        write(runs / "figures" / item.file, {"n": 280, "use": use})
    for stale in (runs / "folds").glob("*.json"):
        stale.unlink()
    protocol = f"emovo, {CORPUS_PROTOCOL}"
    third = {"protocols": {protocol: made_up_figures(8) | {"networks": 1}}, "hold_outs": {}}
    write(runs / "folds" / "seed-2.json", third)

    write_card(runs, bundle, [other])
    card = (bundle / "model_card.md").read_text(encoding="utf-8")
    found = [round(made_up_figures(seed)["uar"], 5) for seed in (1, 5)]
    shown = f"{50 * sum(found):.1f} ({100 * min(found):.1f}-{100 * max(found):.1f})"
    assert f"| {SETS[0].title} | fused | {shown} |" in card
    assert "N = 0, 2;" in card
    assert f"| {protocol} | 1 | 280 | 3 |" in card
    assert f"| emovo, {FOLDS_PROTOCOL} | 3 | 280 | 2 |" in card
    numbers = json.loads((bundle / "card" / "figures.json").read_text(encoding="utf-8"))
    assert [*numbers["seeds"]] == ["0", "2"]


def test_a_card_without_figures_is_refused(tmp_path: Path, bundle: Path) -> None:
    with pytest.raises(UserFacingError, match="is missing"):
        write_card(tmp_path, bundle)
