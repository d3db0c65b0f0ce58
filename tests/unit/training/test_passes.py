from dataclasses import replace
from pathlib import Path

import pytest

from model_training.passes import HELD_OUT, TRAIN, prepare_passes
from model_training.prepare import INDEX, shard_file
from tests.unit.training.made_up import make_data, make_states


def test_states_of_other_clips_are_not_taken_for_those_of_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, states = make_data(tmp_path / "data"), tmp_path / "states"
    make_states(data, states)
    monkeypatch.setattr("model_training.passes.prepare", lambda *_: None)
    shard = shard_file(states / HELD_OUT.name, 0, INDEX)
    for _ in range(2):
        prepare_passes(data, states, 1)
        assert shard.exists()
    manifest = data / "speech" / "manifest.csv"
    manifest.write_text(manifest.read_text() + "new.wav,ravdess,ravdess-03,fear,Say it\n")
    prepare_passes(data, states, 1)
    assert not list(states.glob("*/*.npy"))


def test_states_of_other_changes_are_not_taken_for_those_of_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, states = make_data(tmp_path / "data"), tmp_path / "states"
    monkeypatch.setattr("model_training.passes.prepare", lambda *_: None)
    prepare_passes(data, states, 1)
    make_states(data, states)
    prepare_passes(data, states, 1)
    assert list(states.glob("*/*.npy"))
    louder = tuple(replace(spec, changed_share=1.0) for spec in TRAIN)
    monkeypatch.setattr("model_training.passes.TRAIN", louder)
    prepare_passes(data, states, 1)
    assert not list(states.glob("*/*.npy"))
