"""Whisper's encoder, run once for both the recogniser and the speech network.

Whisper was trained on 30 s of sound at a time. Given less, it runs faster, but the
decoder of the small models repeats itself when the sound ends at once. Word error rates
of tiny.en on 150 clips of 1 to 5 s, by the length that they were padded to: 0.43 at 6 s,
0.14 at 8 s, 0.06 at 10 s, 0.08 at 30 s (`tests/bench/test_padding.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from ctranslate2 import DataType, Device, StorageView
from faster_whisper import WhisperModel
from faster_whisper.transcribe import get_ctranslate2_storage

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

#: Rate of the encoder's states.
STATES_PER_S: Final = 50

#: Lengths that sound is padded to, and the silence that has to follow it.
PADDED_S: Final = (10.0, 15.0, 20.0)
TRAILING_SILENCE_S: Final = 4.0


@dataclass(frozen=True, slots=True)
class Encoded:
    """A batch of sounds, padded to one length.

    Attributes
    ----------
    log_mel : FloatArray
        What the encoder read, shape (n, bands, frames), 100 frames a second, padded.
    storage : StorageView
        What the decoder takes, on the model's device.
    states : list of FloatArray
        A (t, width) array a sound, without the padding, 50 states a second.
    """

    log_mel: FloatArray
    storage: StorageView
    states: list[FloatArray]


def padded_samples(n_samples: int) -> int:
    """Length that a sound of `n_samples` is padded to before it is encoded."""
    needed_s = n_samples / SAMPLE_RATE_HZ + TRAILING_SILENCE_S
    padded_s = next((s for s in PADDED_S if s >= needed_s), 30.0)
    return round(padded_s * SAMPLE_RATE_HZ)


def n_states(n_samples: int) -> int:
    """Count the states that cover `n_samples` of sound, at least one."""
    return max(1, -(-n_samples * STATES_PER_S // SAMPLE_RATE_HZ))


def first_state(sample: int) -> int:
    """Find the state that a sample falls into."""
    return sample * STATES_PER_S // SAMPLE_RATE_HZ


def load_whisper(folder: Path, *, device: str, compute_type: str, threads: int) -> WhisperModel:
    """Load a CTranslate2 Whisper model from a local folder."""
    return WhisperModel(
        str(folder),
        device=device,
        compute_type=compute_type,
        cpu_threads=threads,
        local_files_only=True,
    )


def encode(model: WhisperModel, sounds: Sequence[FloatArray], n_padded: int) -> Encoded:
    """Encode sounds of at most `n_padded` samples as one batch."""
    features = np.stack(
        [
            model.feature_extractor(np.pad(sound, (0, n_padded - len(sound))), padding=0)
            for sound in sounds
        ]
    ).astype(np.float32)
    storage = model.model.encode(get_ctranslate2_storage(features))
    on_cpu = storage.to_device(Device.cpu).to(DataType.float32)
    states = np.array(on_cpu, dtype=np.float32)
    return Encoded(
        features,
        storage,
        [state[: n_states(len(sound))] for state, sound in zip(states, sounds, strict=True)],
    )
