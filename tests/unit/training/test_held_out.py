"""Whom calibration and fusion are fitted to, and by which networks those are heard."""

from pathlib import Path

import numpy as np
import pytest
import torch

from emotion_desktop.domain.errors import UserFacingError
from model_training import held_out
from model_training.held_out import HeldOutConfig, weights_of
from model_training.opinions import Heard
from model_training.speech_corpora import Clip
from model_training.splits import five_folds
from model_training.states import Example
from model_training.steps import EVERYBODY, FOLDS, folds_folder

SPEAKERS = [f"ravdess-{n:02}" for n in (*range(1, 8), 15, 17)]  # 15 tunes, 17 tests


def test_each_voice_is_heard_by_the_network_that_learnt_without_it_and_no_test_voice_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clips = [
        Clip(Path(f"{name}.wav"), "ravdess", name, i % 7, "") for i, name in enumerate(SPEAKERS)
    ]
    looks = [
        (Example(np.full((1 + i, 1), i, np.float16), i, clip.emotion), clip)
        for i, clip in enumerate(clips)
    ]
    asked: dict[str, set[str]] = {}

    def say(fold: str, examples: list[Example]) -> Heard:
        asked[fold] = {SPEAKERS[example.clip] for example in examples}
        longest = max(len(example.states) for example in examples)
        places = torch.tensor([float(example.clip) for example in examples])
        return Heard(
            places[:, None].expand(-1, 7),
            places[:, None, None].expand(-1, longest, 7),
            places[:, None].expand(-1, longest),
        )

    monkeypatch.setattr(held_out, "examples_of", lambda *_: looks)
    monkeypatch.setattr(held_out, "manifest_of", lambda data: data)
    monkeypatch.setattr(held_out, "read_manifest", lambda _: clips)
    monkeypatch.setattr(held_out, "load_speech", lambda folder: folder.name)
    monkeypatch.setattr(held_out, "say_speech", say)
    found, heard = held_out._hear_strangers(Path("data"), Path("states"), Path("folds"))

    assert set(asked) == set(FOLDS)
    for fold in five_folds(clips):
        assert asked[fold.name] == fold.speakers - {"ravdess-17"}
    speakers = [clip.speaker for _, clip in heard]
    assert sorted(speakers) == sorted(set(SPEAKERS) - {"ravdess-17"})
    expected = [float(example.clip) for example, _ in heard]
    assert found.logits[:, 0].tolist() == expected
    assert found.frames[:, 0, 0].tolist() == expected
    assert found.attention[:, 0].tolist() == expected


def test_networks_that_were_not_trained_yet_are_named(tmp_path: Path) -> None:
    config = HeldOutConfig(0.1, 0, speech_seed=3)
    folds = folds_folder(tmp_path, 3)
    for run in (tmp_path / "speech", tmp_path / EVERYBODY, *(folds / fold for fold in FOLDS)):
        run.mkdir(parents=True)
        (run / "speech.safetensors").touch()
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "text.safetensors").touch()
    assert len(weights_of(tmp_path, config)) == 8
    (folds / "fold4" / "speech.safetensors").unlink()
    with pytest.raises(UserFacingError, match="fold4"):
        weights_of(tmp_path, config)
