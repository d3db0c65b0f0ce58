import csv
import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.system.paths import resources_dir
from tests.system.conftest import Run

RATE_HZ = 16_000


@pytest.fixture
def demo(tmp_path: Path) -> tuple[np.ndarray, Path]:
    """Return the sound of the demo recording, and a folder to write to."""
    samples, rate_hz = soundfile.read(resources_dir() / "demo" / "demo.flac", dtype="float32")
    assert rate_hz == RATE_HZ
    return samples, tmp_path


def read_result(path: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads((resources_dir() / "schemas" / "analysis-1.schema.json").read_text())
    jsonschema.validate(result, schema)
    return result


def distributions(result: dict[str, Any]) -> np.ndarray:
    rows = result["frames"]["speech"] + result["frames"]["fused"]
    for segment in result["segments"]:
        rows += [segment["speech"], segment["fused"]]
        rows += [segment["text_probabilities"]] if segment["text_probabilities"] else []
    return np.array(rows)


def test_a_recording_becomes_words_and_emotions(demo: tuple[np.ndarray, Path], run: Run) -> None:
    samples, folder = demo
    soundfile.write(folder / "talk.wav", samples, RATE_HZ)
    first = run("analyze", "talk.wav", "--format", "json,csv", "--device", "cpu")
    assert first.returncode == 0, first.stderr
    result = read_result(folder / "talk.wav.emotion.json")
    probabilities = distributions(result)
    assert np.abs(probabilities.sum(axis=1) - 1).max() < 1e-5
    assert probabilities.std(axis=0).min() > 0  # a constant would be no estimate
    assert result["labels"] == list(EMOTIONS)
    assert result["audio"]["duration_s"] == pytest.approx(len(samples) / RATE_HZ, abs=0.01)
    assert np.allclose(np.diff(result["frames"]["times_s"]), 0.5)
    assert len(result["frames"]["voiced"]) == len(result["frames"]["times_s"])
    assert 0.5 < np.mean(result["frames"]["voiced"]) < 1  # mostly speech, with pauses

    segments = result["segments"]
    assert 3 <= len(segments) <= 12
    said = " ".join(segment["text"] for segment in segments).lower()
    assert len(said.split()) > 40
    for segment in segments:
        words = segment["words"]
        assert [word["word"] for word in words] == segment["text"].split()
        assert sum(word["attention"] for word in words) == pytest.approx(1, abs=1e-3)
        times = [time for word in words for time in (word["start_s"], word["end_s"])]
        assert times == sorted(times)
        assert segment["start_s"] <= times[0] <= times[-1] <= segment["end_s"]
        assert sum(segment["gate"].values()) == pytest.approx(1, abs=1e-5)
        assert segment["label"] == EMOTIONS[int(np.argmax(segment["fused"]))]
    with (folder / "talk.wav.emotion.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == [s["text"] for s in segments]

    before = (folder / "talk.wav.emotion.json").read_text(encoding="utf-8")
    assert run("analyze", "talk.wav", "--device", "cpu").returncode == 0
    assert (folder / "talk.wav.emotion.json").read_text(encoding="utf-8") == before


def test_each_channel_is_a_speaker(demo: tuple[np.ndarray, Path], run: Run) -> None:
    samples, folder = demo
    half = len(samples) // 2
    stereo = np.zeros((len(samples), 2), dtype=np.float32)
    stereo[:half, 0], stereo[half:, 1] = samples[:half], samples[half:]
    soundfile.write(folder / "interview.flac", stereo, RATE_HZ)
    assert run("analyze", "interview.flac", "--channel", "each").returncode == 0
    segments = read_result(folder / "interview.flac.emotion.json")["segments"]
    middle_s = half / RATE_HZ
    for segment in segments:
        expected = "channel 1" if segment["start_s"] < middle_s - 0.3 else "channel 2"
        assert segment["speaker"] == expected
    assert {segment["speaker"] for segment in segments} == {"channel 1", "channel 2"}


def test_without_a_transcript_the_sound_alone_decides(
    demo: tuple[np.ndarray, Path], run: Run
) -> None:
    samples, folder = demo
    soundfile.write(folder / "talk.ogg", samples[: 10 * RATE_HZ], RATE_HZ)
    assert run("analyze", "talk.ogg", "--no-transcript").returncode == 0
    segments = read_result(folder / "talk.ogg.emotion.json")["segments"]
    assert segments
    for segment in segments:
        assert segment["text"] == ""
        assert segment["text_probabilities"] is None
        assert segment["gate"] == {"speech": 1.0, "text": 0.0}


def test_silence_noise_and_hum_have_no_words(tmp_path: Path, run: Run) -> None:
    time_s = np.arange(200 * RATE_HZ) / RATE_HZ
    rng = np.random.default_rng(0)
    sounds = {
        "silence": np.zeros_like(time_s),
        "noise": rng.standard_normal(len(time_s)) * 0.1,
        "hum": 0.2 * np.sin(2 * np.pi * 50 * time_s),
    }
    for name, sound in sounds.items():
        soundfile.write(tmp_path / f"{name}.wav", sound, RATE_HZ)
    assert run("analyze", tmp_path).returncode == 0
    for name in sounds:
        result = read_result(tmp_path / f"{name}.wav.emotion.json")
        assert result["segments"] == [], name
        assert set(result["frames"]["voiced"]) == {0}, name  # so that no mean counts them


def test_strange_but_sound_files_work(demo: tuple[np.ndarray, Path], run: Run) -> None:
    samples, folder = demo
    talk = samples[: 6 * RATE_HZ]
    poisoned = talk.copy()
    poisoned[1000:5000] = np.nan
    soundfile.write(folder / "nan.wav", poisoned, RATE_HZ, "FLOAT")
    soundfile.write(folder / "offset.wav", np.clip(talk + 0.3, -1, 1), RATE_HZ)
    soundfile.write(folder / "clipped.wav", np.clip(talk * 50, -1, 1), RATE_HZ)
    soundfile.write(folder / "telephone.wav", talk[::2], 8_000, "PCM_U8")
    soundfile.write(folder / "studio.wav", np.repeat(talk, 12), 192_000)
    soundfile.write(folder / "array.wav", np.repeat(talk[:, None], 8, axis=1), RATE_HZ)
    soundfile.write(folder / "blip.wav", talk[:800], RATE_HZ)
    assert run("analyze", folder).returncode == 0
    for name in ("nan", "offset", "clipped", "telephone", "studio", "array"):
        assert read_result(folder / f"{name}.wav.emotion.json")["segments"], name
    assert read_result(folder / "blip.wav.emotion.json")["segments"] == []


def test_what_is_missing_of_a_recording_is_told(demo: tuple[np.ndarray, Path], run: Run) -> None:
    samples, folder = demo
    soundfile.write(folder / "cut.wav", samples[: 12 * RATE_HZ], RATE_HZ, "PCM_16")
    data = (folder / "cut.wav").read_bytes()
    (folder / "cut.wav").write_bytes(data[: 44 + 2 * 10 * RATE_HZ])
    done = run("analyze", "cut.wav")
    assert done.returncode == 0, done.stderr
    sentence = "The file is truncated: 2.0 s are missing after 10.0 s"
    assert sentence in done.stdout
    result = read_result(folder / "cut.wav.emotion.json")
    assert result["audio"]["notices"] == [
        {"kind": "cut_off", "message": sentence, "at_s": 10.0, "duration_s": 2.0}
    ]
    assert result["segments"]


def test_bad_files_get_one_line_each_and_leave_nothing_behind(
    demo: tuple[np.ndarray, Path], run: Run
) -> None:
    samples, folder = demo
    soundfile.write(folder / "good.wav", samples[: 5 * RATE_HZ], RATE_HZ)
    header = (folder / "good.wav").read_bytes()[:44]
    bad = {
        "empty.wav": b"",
        "header.wav": header[:40] + bytes(4),
        "text.wav": b"This is no sound. " * 100,
        "fast.wav": header[:24]
        + (1_600_000_000).to_bytes(4, "little")
        + header[28:]
        + bytes(16_000),
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    (folder / "nothing").mkdir()
    done = run("analyze", *bad, "good.wav", "absent.wav", "nothing")
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == len(bad) + 2, done.stderr
    for name in (*bad, "absent.wav", "nothing"):
        assert sum(name in line and line.startswith("error: ") for line in lines) == 1, name
    assert {p.name for p in folder.iterdir()} == {
        *bad,
        "good.wav",
        "nothing",
        "good.wav.emotion.json",
    }


def test_wrong_use_ends_with_two(run: Run) -> None:
    for arguments in (
        ["analyze"],
        ["analyze", "a.wav", "--format", "xml"],
        ["analyze", "a.wav", "--channel", "middle"],
        ["analyze", "a.wav", "--asr-model"],
        ["nonsense"],
    ):
        done = run(*arguments)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr
