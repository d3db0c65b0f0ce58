"""What calibration to a voice is measured against, and how its gain is measured."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.speech import SpeechOutput
from emotion_desktop.inference.voice import STRENGTH, voice_offset
from model_training import voices
from model_training.speech_corpora import Clip
from model_training.states import Example
from model_training.voices import mean_by_group, measure_voice_calibration, neutral_logits

NEUTRAL = EMOTIONS.index("neutral")
SADNESS = EMOTIONS.index("sadness")


class FirstState(nn.Module):
    """Says what the first seven channels of the first state say."""

    def forward(self, states: torch.Tensor, lengths: torch.Tensor) -> SpeechOutput:
        return SpeechOutput(states[:, 0, :7], states[:, :, 0], states[..., :7], lengths)


def example(clip: int, emotion: int, logits: np.ndarray, seconds: float = 2.0) -> Example:
    states = np.zeros((round(50 * seconds), 7), np.float16)
    states[0] = logits
    return Example(states, clip, emotion)


def test_half_of_the_distance_to_other_voices_is_taken_away() -> None:
    neutral = torch.tensor([[1.0] * 7, [4.0] * 7])
    offset = voice_offset(neutral, torch.tensor([2.0, 1.0]), torch.zeros(7))
    assert offset.tolist() == pytest.approx([2 * STRENGTH] * 7)


def test_a_large_corpus_does_not_outvote_a_small_one() -> None:
    logits = torch.tensor([[0.0] * 7] * 9 + [[4.0] * 7])
    assert mean_by_group(logits, ["large"] * 9 + ["small"]).tolist() == [2.0] * 7


def voice(speaker: str, corpus: str, bias: np.ndarray) -> list[tuple[Example, Clip]]:
    """Three clips of each emotion, twelve neutral ones: heard with the bias of this voice."""
    clips = []
    for emotion in range(7):
        for take in range(12 if emotion == NEUTRAL else 3):
            path = Path(f"{speaker}-{emotion}-{take}")
            logits = np.eye(7)[emotion] + bias
            clips.append((example(0, emotion, logits), Clip(path, corpus, speaker, emotion, "")))
    return clips


def test_a_voice_that_sounds_sad_is_understood_better_with_its_profile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sad = 1.5 * np.eye(7)[SADNESS]
    heard = voice("anna", "a", sad) + voice("berta", "b", 0 * sad)
    short = [row for row in voice("carla", "a", sad) if row[0].emotion != NEUTRAL]
    monkeypatch.setattr(voices, "examples_of", lambda *_: heard + short)
    reference = np.eye(7)[NEUTRAL].tolist()
    found = measure_voice_calibration(FirstState(), reference, tmp_path, tmp_path, "dev")["of"]
    assert {name: values["voices"] for name, values in found.items()} == {"a": 1, "b": 1, "all": 2}
    assert found["a"]["uar"] == pytest.approx(1 / 7)  # whatever Anna says is heard as sad
    assert found["a"]["uar_calibrated"] == 1.0
    assert found["b"]["uar"] == found["b"]["uar_calibrated"] == 1.0


def test_only_neutral_speech_of_those_who_trained_is_the_reference(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard = voice("anna", "a", np.full(7, 2.0)) + voice("berta", "b", np.zeros(7))
    asked = []
    monkeypatch.setattr(voices, "examples_of", lambda *given: asked.append(given[-1]) or heard)
    found = neutral_logits(FirstState(), tmp_path, tmp_path)
    assert asked == ["train"]
    assert found == pytest.approx((np.eye(7)[NEUTRAL] + 1).tolist())
    monkeypatch.setattr(voices, "examples_of", lambda *_: heard[:3])
    assert neutral_logits(FirstState(), tmp_path, tmp_path) is None
