"""Whisper's encoder in the form that the recogniser uses.

Whisper was trained on 30 s of audio at a time. Given less, it runs faster, but the
decoder of the small models repeats itself if the audio ends abruptly. Word error rates
of tiny.en on 150 clips of 1 to 5 s, by the length that they were padded to: 0.43 at 6 s,
0.14 at 8 s, 0.06 at 10 s, 0.08 at 30 s (`tests/bench/test_padding.py`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from ctranslate2 import StorageView
from faster_whisper import WhisperModel
from faster_whisper.transcribe import get_ctranslate2_storage

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

#: Lengths that audio is padded to, and the silence that must follow it.
PADDED_S: Final = (10.0, 15.0, 20.0)
TRAILING_SILENCE_S: Final = 4.0


def padded_samples(n_samples: int) -> int:
    """Return the length to which a sound of `n_samples` is padded before encoding."""
    needed_s = n_samples / SAMPLE_RATE_HZ + TRAILING_SILENCE_S
    padded_s = next((s for s in PADDED_S if s >= needed_s), 30.0)
    return round(padded_s * SAMPLE_RATE_HZ)


def load_whisper(folder: Path, *, device: str, compute_type: str, threads: int) -> WhisperModel:
    """Load a CTranslate2 Whisper model from a local folder."""
    return WhisperModel(
        str(folder),
        device=device,
        compute_type=compute_type,
        cpu_threads=threads,
        local_files_only=True,
    )


def encode(model: WhisperModel, sounds: Sequence[FloatArray], n_padded: int) -> StorageView:
    """Encode sounds of at most `n_padded` samples as one batch for the decoder."""
    features = np.stack(
        [
            model.feature_extractor(np.pad(sound, (0, n_padded - len(sound))), padding=0)
            for sound in sounds
        ]
    )
    return model.model.encode(get_ctranslate2_storage(features.astype(np.float32)))
