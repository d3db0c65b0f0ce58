"""Robustness: the same test clips under every condition, and audio without speech."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile
from tqdm import tqdm

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.inference.prediction import ModalityPrediction
from emotion_desktop.metrics.classification import figures
from model_training.acoustic_conditions import CONDITIONS, Condition
from model_training.speech_corpora import Clip, read_clip, read_manifest

_BATCH: Final = 64
_OTHER_VOICES: Final = 60
_SOUND_S: Final = 60.0


def measure_conditions(manifest: Path, root: Path, bundle: Path, n_clips: int) -> dict[str, Any]:
    """Measure speech, and fused with given text, under every condition.

    Parameters
    ----------
    manifest : Path
        As read by `emotion-desktop evaluate`; its text is used, nothing is transcribed.
    root : Path
        Folder that its paths are relative to.
    bundle : Path
        The bundle to measure.
    n_clips : int
        Number of clips, taken evenly from the manifest.
    """
    clips = read_manifest(manifest)
    clips = clips[:: max(1, len(clips) // n_clips)]
    located = [root / clip.path.relative_to(manifest.parent) for clip in clips]
    sounds = [read_sound(path) for path in located]
    engine = EmotionEngine.load(bundle=bundle, transcribe=False)
    texts = engine.read([clip.text for clip in clips])
    return {
        name: _figures(engine, clips, _changed(condition, clips, sounds, name), texts)
        for name, condition in tqdm(CONDITIONS.items(), desc="conditions", unit="condition")
    }


def read_sound(path: Path) -> FloatArray:
    """Read a 16 kHz mono file."""
    return read_clip(Clip(path, "", "", 0, ""))


def _changed(
    condition: Condition, clips: Sequence[Clip], sounds: Sequence[FloatArray], name: str
) -> list[FloatArray]:
    changed = []
    for i, (clip, sound) in enumerate(zip(clips, sounds, strict=True)):
        rng = np.random.default_rng([i, sum(name.encode())])
        drawn = rng.permutation(len(clips))[:_OTHER_VOICES]
        others = [sounds[k] for k in drawn if clips[k].speaker != clip.speaker] or [sound]
        changed.append(condition(sound, others, rng))
    return changed


def _figures(
    engine: EmotionEngine,
    clips: Sequence[Clip],
    sounds: Sequence[FloatArray],
    texts: Sequence[ModalityPrediction | None],
) -> dict[str, Any]:
    heard: list[ModalityPrediction] = []
    for start in range(0, len(sounds), _BATCH):
        heard += engine.hear(sounds[start : start + _BATCH])
    fused = engine.fuse(heard, texts)
    found = {
        "speech": [prediction.estimate.probabilities for prediction in heard],
        "fused": [estimate.probabilities for estimate in fused],
    }
    kept = ("n", "uar", "accuracy", "ece", "uar_interval")
    result: dict[str, Any] = {}
    for use, probabilities in found.items():
        whole = figures(
            np.stack(probabilities),
            [(clip.emotion,) for clip in clips],
            engine.several_labels_from,
            [clip.speaker for clip in clips],
        )
        result[use] = {key: whole[key] for key in kept if key in whole}
    result["uncertain"] = float(np.mean([estimate.uncertain for estimate in fused]))
    return result


def sounds_without_speech(rng: np.random.Generator) -> dict[str, FloatArray]:
    """Create a minute each of silence, noise, mains hum and music-like chords."""
    n = int(_SOUND_S * SAMPLE_RATE_HZ)
    time_s = np.arange(n) / SAMPLE_RATE_HZ
    hum = sum(np.sin(2 * np.pi * 50 * k * time_s) / k for k in range(1, 8))
    chords = np.zeros(n)
    for start in range(0, n, SAMPLE_RATE_HZ // 2):
        length = min(SAMPLE_RATE_HZ, n - start)
        fade = np.exp(-3 * time_s[:length]) * np.minimum(1, 50 * time_s[:length])
        for semitones in rng.choice([0, 3, 4, 7, 9, 12, 16], size=3, replace=False):
            tone = 220 * 2 ** (semitones / 12) * time_s[:length]
            harmonics = sum(np.sin(2 * np.pi * k * tone) / k**1.5 for k in range(1, 6))
            chords[start : start + length] += harmonics * fade
    made = {
        "silence": np.zeros(n),
        "white noise": 0.05 * rng.standard_normal(n),
        "mains hum": 0.05 * hum,
        "chords": 0.3 * chords / np.abs(chords).max(),
    }
    return {name: sound.astype(np.float32) for name, sound in made.items()}


def measure_without_speech(folder: Path, bundle: Path) -> dict[str, Any]:
    """Analyse audio without speech.

    Returns
    -------
    dict
        By kind of audio: the share of its windows whose estimate is `uncertain`, and the share
        that is `quiet`: uncertain, or with no utterance at their middle.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    threshold = float(manifest["uncertain_below"])
    made = sounds_without_speech(np.random.default_rng(0))
    for name, sound in made.items():
        soundfile.write(folder / f"{name}.wav", sound, SAMPLE_RATE_HZ)
    command = ["analyze", str(folder), "-o", str(folder / "analysis"), "--bundle", str(bundle)]
    subprocess.run([sys.executable, "-m", "emotion_desktop", *command], check=True)  # noqa: S603
    return {name: _unsure(_analysis(folder / "analysis", name), threshold) for name in made}


def _analysis(folder: Path, name: str) -> dict[str, Any]:
    (path,) = folder.glob(f"{name}*.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _unsure(analysis: dict[str, Any], threshold: float) -> dict[str, float]:
    frames, segments = analysis["frames"], analysis["segments"]
    sure = [max(row) >= threshold for row in frames["fused"]]
    heard = [any(s["start_s"] <= t < s["end_s"] for s in segments) for t in frames["times_s"]]
    n = max(1, len(sure))
    return {
        "windows": len(sure),
        "utterances": len(segments),
        "uncertain": 1 - sum(sure) / n,
        "quiet": 1 - sum(map(min, sure, heard)) / n,
    }
