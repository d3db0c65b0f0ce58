from dataclasses import replace
from pathlib import Path

import pytest

from model_training.augmented_views import CLEAN, TRAIN, examples_of, prepare_passes
from model_training.prepare import INDEX, shard_file
from model_training.speech_corpora import read_manifest
from model_training.whisper_base import ENCODER_FILE
from tests.unit.training.made_up import make_data, make_states


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return a data folder and runs with an encoder, where nothing is really heard."""
    monkeypatch.setattr("model_training.augmented_views.prepare", lambda *_: None)
    runs = tmp_path / "runs"
    runs.mkdir()
    (runs / ENCODER_FILE).write_bytes(b"weights")
    return make_data(tmp_path / "data"), runs


def test_states_of_other_clips_are_not_taken_for_those_of_new_ones(
    folders: tuple[Path, Path],
) -> None:
    data, runs = folders
    make_states(data, runs / "states")
    shard = shard_file(runs / "states" / CLEAN.name, 0, INDEX)
    for _ in range(2):
        prepare_passes(data, runs, 1)
        assert shard.exists()
    manifest = data / "speech" / "manifest.csv"
    manifest.write_text(manifest.read_text() + "new.wav,ravdess,ravdess-03,fear,Say it\n")
    prepare_passes(data, runs, 1)
    assert not list(runs.glob("states/*/*.npy"))


@pytest.mark.parametrize("changed", ["the changes", "the encoder"])
def test_states_of_other_changes_or_encoders_are_not_taken_for_those_of_new_ones(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    data, runs = folders
    prepare_passes(data, runs, 1)
    make_states(data, runs / "states")
    prepare_passes(data, runs, 1)
    assert list(runs.glob("states/*/*.npy"))
    if changed == "the encoder":
        (runs / ENCODER_FILE).write_bytes(b"other weights")
    else:
        louder = tuple(replace(spec, changed_share=1.0) for spec in TRAIN)
        monkeypatch.setattr("model_training.augmented_views.TRAIN", louder)
    prepare_passes(data, runs, 1)
    assert not list(runs.glob("states/*/*.npy"))


def test_every_stored_example_comes_with_the_clip_that_it_shows(
    folders: tuple[Path, Path],
) -> None:
    data, runs = folders
    make_states(data, runs / "states")
    found = examples_of(data, runs / "states", TRAIN)
    assert len(found) == 2 * len(read_manifest(data / "speech" / "manifest.csv"))
    assert all(example.emotion == clip.emotion for example, clip in found)
    assert all(example.traits.shape == (3,) for example, _ in found)
