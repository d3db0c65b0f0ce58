from pathlib import Path

import pytest

from model_training.passes import HELD_OUT, prepare_passes
from tests.unit.training.made_up import make_data, make_states


def test_states_of_other_clips_are_not_taken_for_those_of_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, states = make_data(tmp_path / "data"), tmp_path / "states"
    make_states(data, states)
    monkeypatch.setattr("model_training.passes.prepare", lambda *_: None)
    shard = states / HELD_OUT.name / "000000.npz"
    for _ in range(2):
        prepare_passes(data, states, 1)
        assert shard.exists()
    manifest = data / "speech" / "manifest.csv"
    manifest.write_text(manifest.read_text() + "new.wav,ravdess,ravdess-03,fear,Say it\n")
    prepare_passes(data, states, 1)
    assert not list(states.glob("*/*.npz"))
