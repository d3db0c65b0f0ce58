"""Embeddings of voices, held against the original weights, and of sounds without a voice."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.speaker_embedding import (
    EMBEDDING_WIDTH,
    WEIGHTS_FILE,
    SpeakerEmbedder,
    weights_folder,
)

#: What the original's float32 weights make of `voice_like()`: computed in numpy and float64,
#: from Resemblyzer's description of its features and network, without any of the program.
REFERENCE = Path(__file__).parents[2] / "golden" / "speaker_embedding.json"


@pytest.fixture(scope="module")
def embedder() -> SpeakerEmbedder:
    return SpeakerEmbedder.load()


def voice_like(length_s: float = 2.5) -> FloatArray:
    """Harmonics of a wavering pitch under two formants."""
    times_s = np.arange(round(length_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    pitch_hz = 120 + 20 * np.sin(2 * np.pi * 1.5 * times_s)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / SAMPLE_RATE_HZ
    voice = sum(
        np.sin(h * phase) * np.exp(-(((h * 120 - 600) / 500) ** 2))
        + 0.5 * np.sin(h * phase) * np.exp(-(((h * 120 - 2200) / 400) ** 2))
        for h in range(1, 25)
    )
    return (0.02 * voice * (1 + 0.5 * np.sin(2 * np.pi * 3 * times_s))).astype(np.float32)


def test_an_embedding_is_what_the_original_weights_make_of_the_sound(
    embedder: SpeakerEmbedder,
) -> None:
    reference = np.array(json.loads(REFERENCE.read_text()))
    [embedding] = embedder.embed([voice_like()])
    assert embedding @ reference > 0.9999
    assert np.abs(embedding - reference).max() < 1e-3


def test_an_utterance_is_embedded_alike_alone_and_among_others(embedder: SpeakerEmbedder) -> None:
    sounds = [voice_like(4.0), voice_like(0.1), voice_like(1.6)]
    together = embedder.embed(sounds)
    assert together.shape == (3, EMBEDDING_WIDTH)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    for sound, embedding in zip(sounds, together, strict=True):
        assert embedder.embed([sound])[0] == pytest.approx(embedding, abs=1e-5)


def test_a_soft_voice_is_heard_like_a_loud_one(embedder: SpeakerEmbedder) -> None:
    voice = 0.1 * voice_like()
    soft, softer = embedder.embed([voice, 0.01 * voice])
    assert soft @ softer > 0.9999


def test_what_holds_no_voice_is_nobodys(embedder: SpeakerEmbedder) -> None:
    nothing, silence = np.zeros(0, np.float32), np.zeros(1600, np.float32)
    broken = np.full(1600, np.nan, np.float32)
    assert embedder.embed([]).shape == (0, EMBEDDING_WIDTH)
    assert not embedder.embed([nothing, silence, broken]).any()
    assert embedder.embed([silence, voice_like(0.5)]).any(axis=1).tolist() == [False, True]


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="is missing"):
        SpeakerEmbedder.load(tmp_path)
    path = tmp_path / WEIGHTS_FILE
    shutil.copyfile(weights_folder() / WEIGHTS_FILE, path)
    with path.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x7f")
    with pytest.raises(UserFacingError, match="damaged or was modified"):
        SpeakerEmbedder.load(tmp_path)
