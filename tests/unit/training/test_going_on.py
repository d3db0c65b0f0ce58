import csv
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import torch

from model_training.augmented_views import TRAIN, examples_of
from model_training.folds import PREDICTIONS_FILE, Places, read_predictions, run_folds
from model_training.held_out_predictions import load_speech, say_speech
from model_training.runs import TrainingFlags, begin
from model_training.speech import SpeechConfig, SpeechTraining, train_speech
from model_training.speech_corpora import Clip, read_manifest
from model_training.splits import parse_hold_out
from model_training.whisper_base import ENCODER_FILE
from tests.unit.training.made_up import make_data, make_states

#: Every fiftieth step is logged.
CONFIG = SpeechConfig(epochs=2, pairs_per_epoch=128, batch_size=2)
SETTINGS = SpeechConfig(epochs=1, pairs_per_epoch=64)
FLAGS = TrainingFlags(devices="1", precision="32-true", resume=True)


def epochs_logged(out: Path) -> list[tuple[str, ...]]:
    logs = []
    for log in sorted(out.glob("log-*/metrics.csv")):
        with log.open(encoding="utf-8", newline="") as file:
            logs.append(tuple(sorted({row["epoch"] for row in csv.DictReader(file)})))
    return logs


def test_a_killed_run_goes_on_from_its_last_epoch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_data(tmp_path / "data")
    make_states(data, tmp_path / "states")
    train = examples_of(data, tmp_path / "states", TRAIN)
    out = tmp_path / "speech"

    class KilledError(Exception):
        pass

    def killed_in_second_epoch(self: SpeechTraining) -> None:
        if self.current_epoch == 1:
            raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(SpeechTraining, "on_train_epoch_start", killed_in_second_epoch)
        with pytest.raises(KilledError):
            train_speech(train, CONFIG, out, begin(out, "speech", CONFIG, {}, FLAGS) or FLAGS)
    remaining = begin(out, "speech", CONFIG, {}, FLAGS)
    assert remaining is not None
    assert remaining.resume
    train_speech(train, CONFIG, out, remaining)
    assert epochs_logged(out) == [("0",), ("1",)]
    assert begin(out, "speech", CONFIG, {}, FLAGS) is None


def stored_data(folder: Path) -> tuple[Places, list[Clip]]:
    data, runs = make_data(folder / "data"), folder / "runs"
    make_states(data, runs / "states")
    (runs / ENCODER_FILE).write_bytes(b"weights")
    return Places(data, runs), read_manifest(data / "speech" / "manifest.csv")


def test_people_held_out_are_tested_and_not_trained_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places, clips = stored_data(tmp_path)
    hold_outs = [parse_hold_out(value, clips) for value in ("ravdess:1-2", "crema-d")]
    trained: list[set[str]] = []

    def spy(train, *rest):  # type: ignore[no-untyped-def]
        trained.append({clip.speaker for _, clip in train})
        return train_speech(train, *rest)

    monkeypatch.setattr("model_training.folds.train_speech", spy)
    folder = tmp_path / "folds" / "seed-0"
    here = ThreadPoolExecutor(1)
    found = run_folds(places, folder, hold_outs, SETTINGS, FLAGS, pool=here)
    everybody = {clip.speaker for clip in clips}
    assert trained == [everybody - hold_out.speakers for hold_out in hold_outs]
    for hold_out in hold_outs:
        figures = found["hold_outs"][hold_out.name]
        tested = Counter(clip.emotion for clip in clips if clip.speaker in hold_out.speakers)
        assert np.sum(figures["confusion"], axis=1).tolist() == [tested[i] for i in range(7)]
        assert len(figures["uar_interval"]) == 2
    assert set(found["protocols"]) == {"ravdess, without ravdess:1-2", "crema-d, corpus left out"}
    assert set(found["hold_outs"]["ravdess-1-2"]["per_sex"]) == {"female", "male"}

    heard, examples, n_clean = read_predictions(places, folder / "crema-d", hold_outs[1])
    assert {clip.corpus for _, clip in examples} == {"crema-d"}
    assert len(heard.logits) == len(examples) == 2 * n_clean  # also among others
    some = say_speech(load_speech(folder / "crema-d"), [example for example, _ in examples[::9]])
    assert torch.allclose(heard.logits[::9], some.logits, atol=1e-4)

    stored = folder / "crema-d" / PREDICTIONS_FILE
    before = stored.read_bytes()
    stored.unlink()  # killed after training and before testing
    again = run_folds(places, folder, hold_outs, SETTINGS, FLAGS, pool=here)
    here.shutdown()
    assert len(trained) == 2  # finished ones are kept
    assert again == found
    assert stored.read_bytes() == before


def test_what_waits_is_not_trained_once_a_fold_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places, clips = stored_data(tmp_path)
    hold_outs = [parse_hold_out(value, clips) for value in ("ravdess:1", "ravdess:2", "crema-d")]
    reported = Event()
    began: list[Path] = []

    def fails(train, config, out, flags):  # type: ignore[no-untyped-def]
        began.append(out)
        if len(began) > 1:  # taken up before the failure was seen
            reported.wait(60)
        raise OSError("disk full")

    monkeypatch.setattr("model_training.folds.train_speech", fails)
    here = ThreadPoolExecutor(1)
    with pytest.raises(OSError, match="disk full"):
        run_folds(places, tmp_path, hold_outs, SETTINGS, FLAGS, pool=here)
    reported.set()
    here.shutdown()
    assert len(began) < len(hold_outs)
