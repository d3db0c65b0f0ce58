"""Recordings in which voices are compared with themselves, by networks of random weights."""

import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
import soundfile

from emotion_desktop.cli import main as cli
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, Segment
from emotion_desktop.domain.estimate import Analysis
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.inference.prediction import AnalysedUtterance
from emotion_desktop.services.analysis import analyse_file
from emotion_desktop.services.analysis.analyse_file import analyse
from emotion_desktop.services.speaker_turns import ProposedTurn, SpeakerTurns, VoicePieces
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


def test_one_reader_is_proposed_as_one_speaker_and_nothing_else_changes(
    engine: EmotionEngine,
) -> None:
    plain, proposed = analyse(DEMO, engine), analyse(DEMO, engine, speakers="auto")
    assert [one.speaker for one in plain.utterances] == [""] * len(plain.utterances)
    assert all(one.speaker_confidence is None for one in plain.utterances)
    assert "speaker_files" not in plain.models
    for ours, theirs in zip(proposed.utterances, plain.utterances, strict=True):
        assert (ours.start_s, ours.end_s, ours.segment_id) == (
            theirs.start_s,
            theirs.end_s,
            theirs.segment_id,
        )
        assert (ours.speaker, ours.speaker_confidence) == ("A", pytest.approx(1))
        assert np.allclose(ours.estimate.probabilities, theirs.estimate.probabilities, atol=1e-4)
    assert [notice.kind for notice in proposed.audio.notices] == ["speakers"]
    assert "speaker_files" in proposed.models


def test_proposed_speakers_are_compared_with_what_is_surely_theirs(
    engine: EmotionEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_heard: list[int | None] = []

    def turns(voices: VoicePieces, n_speakers: int | None) -> SpeakerTurns:
        n_heard.append(n_speakers)
        sureness = [0.5 if i == 1 else 0.9 for i in range(len(voices.extents_s))]
        return SpeakerTurns(
            [
                ProposedTurn(*extent, "A", sure)
                for extent, sure in zip(voices.extents_s, sureness, strict=True)
            ]
        )

    monkeypatch.setattr(VoicePieces, "turns", turns)
    analysis = analyse(DEMO, engine, speakers=2)
    unsure = [
        one.estimate.normalised_to_speaker
        for one in analysis.utterances
        if one.speaker_confidence is not None and one.speaker_confidence < 0.8
    ]
    assert n_heard == [2]
    assert unsure
    assert set(unsure) == {0}
    n_sure = len(analysis.utterances) - len(unsure)
    assert sorted(set(compared_with(analysis))) == [0, n_sure if n_sure >= MIN_UTTERANCES else 0]


def test_what_a_speaker_said_before_is_context_however_the_file_is_cut_into_batches(
    engine: EmotionEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    previous: list[list[str]] = []
    understand = engine.understand

    def listen(segments: Sequence[Segment], **options: Any) -> list[AnalysedUtterance]:
        previous.append([utterance.speaker for utterance in options["previous"]])
        return understand(segments, **options)

    def turns(voices: VoicePieces, _n_speakers: int | None) -> SpeakerTurns:
        names = itertools.cycle("ABCDE")
        return SpeakerTurns(
            [ProposedTurn(*extent, next(names), 1.0) for extent in voices.extents_s]
        )

    monkeypatch.setattr(VoicePieces, "turns", turns)
    monkeypatch.setattr(engine, "understand", listen)
    monkeypatch.setattr(analyse_file, "_BATCH_S", 0.0)
    samples, rate_hz = soundfile.read(DEMO, dtype="float32")
    soundfile.write(tmp_path / "twice.wav", np.tile(samples, 2), rate_hz)
    analysis = analyse(tmp_path / "twice.wav", engine, speakers="auto")
    speakers = [utterance.speaker for utterance in analysis.utterances]
    assert len(previous[-1]) > len("ABCDE")
    assert all(before == speakers[: len(before)] for before in previous)


def test_the_command_line_writes_how_sure_a_proposed_speaker_is(
    engine: EmotionEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_load_engine", lambda *_, **__: engine)
    with pytest.raises(SystemExit) as done:
        cli.app(["analyze", str(DEMO), "-o", str(tmp_path), "--speakers", "2"])
    assert not done.value.code
    [written] = tmp_path.glob("*.json")
    document = json.loads(written.read_text(encoding="utf-8"))
    schema = resources_dir() / "schemas" / "analysis-1.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    assert {one["speaker"] for one in document["segments"]} == {"A", "B"}
    assert all(0 < one["speaker_confidence"] <= 1 for one in document["segments"])
    assert to_json(read_analysis_json(written)) == written.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--speakers", "0"], "neither off nor auto nor a number from 1 to 10"),
        (["--speakers", "many"], "neither off nor auto nor a number from 1 to 10"),
        (["--speakers", "2", "--channel", "each"], "every channel is a speaker"),
    ],
)
def test_speakers_that_make_no_sense_are_wrong_use(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        cli.app(["analyze", str(DEMO), *arguments])
    assert done.value.code == 2
    assert told in " ".join(capsys.readouterr().err.replace("│", " ").split())
