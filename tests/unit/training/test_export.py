"""From predictions to two bundles, by networks of random weights."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.numpy import save_file as save_arrays
from safetensors.torch import save_file, save_model

from emotion_desktop.inference.bundle import load_bundle
from emotion_desktop.inference.quantise import quantise
from emotion_desktop.networks.speech import SpeechNetwork
from emotion_desktop.networks.speech_encoder import SpeechEncoder
from emotion_desktop.networks.text import TextNetwork
from model_training.export import export_bundles
from model_training.folds import HEARD, PREDICTIONS_FILE, TESTED, Places
from model_training.fusion import FusionConfig, train_fusion
from model_training.held_out import HeldOutConfig, calibrate, read_fusion_inputs
from model_training.held_out_predictions import say_speech
from model_training.pipeline import CALIBRATIONS, MEASURED, TEXT_FOLDS, folds_folder
from model_training.runs import CONFIG_FILE, TrainingFlags
from model_training.speech_corpora import manifest_of, read_manifest
from model_training.splits import standard_hold_outs
from model_training.whisper_base import ENCODER_FILE, N_LAYERS
from tests.tiny_bundle import WORDS, tiny_tokenizer
from tests.unit.training.made_up import WIDTH, make_data, make_states, make_texts, report_folds

FLAGS = TrainingFlags(devices="1", precision="32-true", progress_bar=False)
TEXT_ENCODER = {"vocab_size": len(WORDS), "dim": 16, "n_layers": 1, "n_heads": 2, "hidden_dim": 32}


def write_speech(run: Path, seed: int) -> SpeechNetwork:
    torch.manual_seed(seed)
    network = SpeechNetwork(width_in=WIDTH, width=32, heads=2, width_out=24).eval()
    run.mkdir(parents=True, exist_ok=True)
    save_model(network, str(run / "speech.safetensors"))
    (run / "speech.json").write_text(json.dumps(network.config), "utf-8")
    (run / CONFIG_FILE).write_text(json.dumps({"seed": 0}), "utf-8")
    return network


def write_text(run: Path, seed: int) -> None:
    torch.manual_seed(seed)
    network = TextNetwork(TEXT_ENCODER, context_utterances=2)
    run.mkdir(parents=True, exist_ok=True)
    save_model(network, str(run / "text.safetensors"))
    (run / "text.json").write_text(json.dumps(network.config), "utf-8")
    (run / CONFIG_FILE).write_text(json.dumps({"seed": 0, "held_out_share": 0.25}), "utf-8")
    tiny_tokenizer().save(str(run / "tokenizer.json"))


@pytest.fixture
def trained(tmp_path: Path) -> Places:
    """Everything that comes before the calibration."""
    places = Places(make_data(tmp_path / "data"), tmp_path / "runs")
    make_texts(places.data)
    make_states(places.data, places.runs / "states")
    torch.manual_seed(0)
    encoder = SpeechEncoder(N_LAYERS).state_dict()
    weights = quantise({name: weight.numpy() for name, weight in encoder.items()})
    save_arrays(weights, places.runs / ENCODER_FILE)
    write_speech(places.runs / "speech", 100)
    write_text(places.runs / "text", 100)
    for i, name in enumerate(TEXT_FOLDS):
        write_text(places.runs / "text-folds" / name, i)
    hold_outs = standard_hold_outs(read_manifest(manifest_of(places.data)))
    for i, hold_out in enumerate(hold_outs):
        run = folds_folder(places.runs, 0) / hold_out.name
        network = write_speech(run, i)
        tested = [one for one, clip in places.examples(TESTED) if hold_out.holds(clip)]
        heard = say_speech(network, tested)
        save_file({key: getattr(heard, key).contiguous() for key in HEARD}, run / PREDICTIONS_FILE)
    report_folds(places, 0)
    return places


def test_what_was_fitted_becomes_two_bundles_that_serve(trained: Places, tmp_path: Path) -> None:
    for name, without in CALIBRATIONS.items():
        out = trained.runs / name
        out.mkdir()
        calibrate(trained, HeldOutConfig(0.25, 0, 0, without), out)
        voices, texts = read_fusion_inputs(out)
        assert not voices.real.any()
        assert voices.left_out.any()
        said = voices.words[voices.words >= 0]
        assert len(said) == len(voices.emotions)  # all say the same sentence
        assert len(set(said)) == 1
        settings = FusionConfig(epochs=1, pairs_per_epoch=256)
        run = trained.runs / name.replace("calibration", "fusion")
        train_fusion(voices, texts, settings, run, FLAGS)

    export_bundles(trained, tmp_path / "mine", "mine-1")
    everybody, measured = (load_bundle(at) for at in (tmp_path / "mine", trained.runs / MEASURED))
    files, others = everybody.manifest["files"], measured.manifest["files"]
    assert {name for name in files if files[name] == others[name]} == {
        "encoder.safetensors",
        "tokenizer.json",
    }
    for bundle in (everybody, measured):
        assert bundle.neutral_logits is not None
        assert bundle.speaker_normalisation is not None
        assert set(bundle.calibration) == {"speech", "text", "fused"}
        assert 0 < bundle.uncertain_below < 1
    assert everybody.neutral_logits != measured.neutral_logits
    assert str(tmp_path) not in json.dumps(everybody.manifest)
