"""Which of two people speaks, told from what was heard so far."""

from collections.abc import Sequence

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.inference.causal_speakers import CausalSpeakers
from emotion_desktop.inference.diarisation import VoiceComparison

N = 48
COMPARISON = VoiceComparison(
    mean=np.zeros(256, np.float32),
    projection=np.eye(256, N, dtype=np.float32) * np.float32(16),
    between=np.linspace(6, 0.5, N, dtype=np.float32),
)


class Voices:
    """Gives the voice of whoever a test says is speaking; sound of zeros is nobody's."""

    def __init__(self) -> None:
        rng = np.random.default_rng(1)
        self._means = rng.normal(0, np.sqrt(np.linspace(6, 0.5, N)), (3, N))
        self._rng = rng
        self.speaking = 0

    def embed(self, sounds: Sequence[FloatArray]) -> FloatArray:
        rows = np.zeros((len(sounds), 256), np.float32)
        for i, sound in enumerate(sounds):
            if sound.any():
                voice = self._means[self.speaking] + self._rng.normal(0, 1, N)
                rows[i, :N] = voice / np.linalg.norm(voice)
        return rows


@pytest.fixture
def voices() -> Voices:
    return Voices()


@pytest.fixture
def speakers(voices: Voices) -> CausalSpeakers:
    return CausalSpeakers(voices, COMPARISON)  # type: ignore[arg-type]


def said(length_s: float = 2.0, level: float = 0.1) -> FloatArray:
    return np.full(round(length_s * SAMPLE_RATE_HZ), level, np.float32)


def test_who_speaks_first_is_a_and_the_other_is_b(voices: Voices, speakers: CausalSpeakers) -> None:
    turns = [1, 1, 0, 1, 0, 0, 0, 1, 1, 0]
    found = []
    for voices.speaking in turns:
        found.append(speakers.propose(said()))
    assert "".join(one.speaker for one in found) == "AABABBBAAB"
    assert found[0].confidence > 0.5
    assert all(one.confidence > 0.8 for one in found[4:])


def test_a_third_voice_is_one_of_the_two(voices: Voices, speakers: CausalSpeakers) -> None:
    for voices.speaking in (0, 1, 0, 1):
        speakers.propose(said())
    voices.speaking = 2
    assert speakers.propose(said()).speaker in {"A", "B"}


@pytest.mark.parametrize("sound", [said(0.2), said(2.0, 0.0), said(0.0)])
def test_a_sound_without_a_voice_follows_the_latest_speaker_and_says_nothing_of_voices(
    voices: Voices, speakers: CausalSpeakers, sound: FloatArray
) -> None:
    assert speakers.propose(sound).speaker == "A"
    for voices.speaking in (0, 1):
        speakers.propose(said())
    assert (speakers.propose(sound).speaker, speakers.propose(sound).confidence) == ("B", 0.5)
    voices.speaking = 0
    assert speakers.propose(said()).speaker == "A"


def test_the_installed_files_tell_the_same_voice_again() -> None:
    speakers = CausalSpeakers.load()
    rng = np.random.default_rng(0)
    hum = np.convolve(rng.normal(0, 1, 2 * SAMPLE_RATE_HZ), np.ones(40) / 40, "same")
    hum = (0.1 * hum / np.abs(hum).max()).astype(np.float32)
    assert [speakers.propose(hum).speaker for _ in range(3)] == ["A", "A", "A"]
