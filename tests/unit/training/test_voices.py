"""What calibration to a voice is measured against, and how its gain is measured."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.voice_offset import STRENGTH, voice_offset
from emotion_desktop.networks.speech import SpeechOutput
from model_training.encoder_states import Example
from model_training.speakers import Spoken
from model_training.speech_corpora import Clip
from model_training.voice_calibration import (
    mean_by_group,
    measure_voice_calibration,
    neutral_logits,
)

NEUTRAL = EMOTIONS.index("neutral")
SADNESS = EMOTIONS.index("sadness")


class FirstState(nn.Module):
    """Says what the first seven channels of the first state say."""

    def forward(self, states: torch.Tensor, lengths: torch.Tensor) -> SpeechOutput:
        said = states[:, 0, :7]
        return SpeechOutput(said, states[:, :, 0], states[..., :7], lengths, said, said[:, 0])


def example(emotion: int, logits: np.ndarray, seconds: float = 2.0) -> Example:
    states = np.zeros((round(50 * seconds), 7), np.float16)
    states[0] = logits
    return Example(states, np.zeros(3, np.float32), 0, emotion)


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
            clips.append((example(emotion, logits), Clip(path, corpus, speaker, emotion, "")))
    return clips


def spoken(heard: list[tuple[Example, Clip]]) -> tuple[Spoken, np.ndarray]:
    logits = torch.from_numpy(np.stack([one.states[0] for one, _ in heard])).float()
    return Spoken(
        logits,
        logits,
        np.array([one.emotion for one, _ in heard]),
        np.array([clip.corpus for _, clip in heard]),
        np.array([clip.speaker for _, clip in heard]),
    ), np.array([len(one.states) / 50 for one, _ in heard], np.float32)


def test_a_voice_that_sounds_sad_is_understood_better_with_its_profile() -> None:
    sad = 1.5 * np.eye(7)[SADNESS]
    heard = voice("anna", "a", sad)
    for other in "bcd":
        heard += voice(f"berta {other}", other, 0 * sad)
    short = [row for row in voice("carla", "a", sad) if row[0].emotion != NEUTRAL]
    measured = measure_voice_calibration(*spoken(heard + short))
    found = measured["of"]
    voices = {name: values["voices"] for name, values in found.items()}
    assert voices == dict.fromkeys("abcd", 1) | {"all": 4}
    assert found["a"]["uar"] == pytest.approx(1 / 7)  # whatever Anna says is heard as sad
    assert found["a"]["uar_calibrated"] == 1.0
    assert found["b"]["uar"] == found["b"]["uar_calibrated"] == 1.0
    assert 10 <= measured["profile_s"] <= 15


def test_without_neutral_speech_nothing_is_measured() -> None:
    heard = [row for row in voice("anna", "a", np.zeros(7)) if row[0].emotion != NEUTRAL]
    assert measure_voice_calibration(*spoken(heard)) == {"of": {}}


def test_only_neutral_speech_is_the_reference() -> None:
    heard = voice("anna", "a", np.full(7, 2.0)) + voice("berta", "b", np.zeros(7))
    found = neutral_logits(FirstState(), heard)  # type: ignore[arg-type]
    assert found == pytest.approx((np.eye(7)[NEUTRAL] + 1).tolist())
    assert neutral_logits(FirstState(), heard[:3]) is None  # type: ignore[arg-type]
