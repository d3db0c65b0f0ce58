"""Recordings in which voices are compared with themselves, by networks of random weights."""

import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import soundfile

from emotion_desktop.cli import main as cli
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.estimate import Analysis
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.analysis.analyse_file import analyse
from emotion_desktop.system.paths import resources_dir
from tests.tiny_bundle import MIN_UTTERANCES, tiny_engine

DEMO = resources_dir() / "demo" / "demo.flac"


@pytest.fixture(scope="module")
def engine() -> EmotionEngine:
    return tiny_engine()


def compared_with(analysis: Analysis) -> list[int]:
    return [utterance.estimate.normalised_to_speaker for utterance in analysis.utterances]


def test_every_utterance_is_compared_with_all_of_its_speaker(engine: EmotionEngine) -> None:
    compared, plain = analyse(DEMO, engine), analyse(DEMO, engine, normalise_speakers=False)
    n = len(plain.utterances)
    assert n >= MIN_UTTERANCES
    assert compared_with(plain) == [0] * n
    assert compared_with(compared) == [n] * n
    for ours, theirs in zip(compared.utterances, plain.utterances, strict=True):
        probabilities = ours.estimate.probabilities
        assert probabilities.sum() == pytest.approx(1, abs=1e-5)
        assert not np.allclose(probabilities, theirs.estimate.probabilities, atol=1e-3)
    assert compared.frames.speech.shape == plain.frames.speech.shape
    assert not np.allclose(compared.frames.speech, plain.frames.speech, atol=1e-3)


def test_channels_are_compared_each_with_itself_and_a_silent_one_with_nothing(
    engine: EmotionEngine, tmp_path: Path
) -> None:
    samples, rate_hz = soundfile.read(DEMO, dtype="float32")
    assert rate_hz == SAMPLE_RATE_HZ
    stereo = np.zeros((len(samples), 2), np.float32)
    stereo[:, 0] = samples
    second = 9 * SAMPLE_RATE_HZ
    stereo[second : 2 * second, 1] = samples[:second]  # other words than channel 1 then has
    soundfile.write(tmp_path / "talk.wav", stereo, rate_hz)
    analysis = analyse(tmp_path / "talk.wav", engine, channel="each")
    found: dict[str, list[int]] = {"channel 1": [], "channel 2": []}
    for utterance in analysis.utterances:
        found[utterance.speaker].append(utterance.estimate.normalised_to_speaker)
    first, other = found["channel 1"], found["channel 2"]
    assert len(first) >= MIN_UTTERANCES > len(other) > 0
    assert set(first) == {len(first)}
    assert set(other) == {0}


def test_a_bundle_that_cannot_compare_leaves_estimates_as_they_are() -> None:
    engine = tiny_engine(normalises=False)
    asked, plain = analyse(DEMO, engine), analyse(DEMO, engine, normalise_speakers=False)
    assert set(compared_with(asked)) == {0}
    assert np.array_equal(asked.frames.fused, plain.frames.fused)


@pytest.mark.parametrize("off", [False, True])
def test_the_command_line_compares_unless_it_is_told_not_to(
    engine: EmotionEngine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    off: bool,
) -> None:
    monkeypatch.setattr(cli, "_load_engine", lambda *_, **__: engine)
    arguments = ["analyze", str(DEMO), "-o", str(tmp_path)]
    arguments += ["--speaker-normalisation", "off"] if off else []
    with pytest.raises(SystemExit) as done:
        cli.app(arguments)
    assert not done.value.code
    [written] = tmp_path.glob("*.json")
    document = json.loads(written.read_text(encoding="utf-8"))
    schema = resources_dir() / "schemas" / "analysis-1.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    n = len(document["segments"])
    compared = [segment.get("normalised_to_speaker") for segment in document["segments"]]
    assert compared == [None if off else n] * n
