"""Whose voice it is, as a direction in a space of 256 dimensions.

A three-layer LSTM that was trained with the generalised end-to-end loss (Wan, Wang, Papir and
Lopez Moreno, 2018, "Generalized end-to-end loss for speaker verification"): utterances of one
speaker lie close together by the cosine, those of different speakers apart. The weights are
those of Resemblyzer (see `resources/models/speaker-embedding/README.md`), and so is what the
network is fed with: power in 40 mel bands, every 10 ms.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor
from onnxruntime import InferenceSession
from safetensors.numpy import load_file

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.graphs import SPEAKER_EMBEDDING, open_graph
from emotion_desktop.networks.sizes import EMBEDDING_WIDTH, SPEAKER_MELS
from emotion_desktop.system.hashing import check_sha256
from emotion_desktop.system.paths import resources_dir

WEIGHTS_FILE: Final = "speaker_embedding.safetensors"
WEIGHTS_SHA256: Final = "75ea12a158fc5f097b8e0871365f57fd1f8e6ba60c15d739e3954b29c1cdf778"

_REMEDY: Final = Message("Reinstall Emotion Desktop.")

_FRAME_SAMPLES: Final = 400  # 25 ms
_HOP_SAMPLES: Final = 160  # 10 ms
#: What the network hears at once; a longer utterance is heard in overlapping parts.
_PART_FRAMES: Final = 160
_PART_SAMPLES: Final = _PART_FRAMES * _HOP_SAMPLES
_PART_STEP_FRAMES: Final = 77  # 1.3 parts a second
#: A last part that is less full than this is left out.
_LEAST_FILLED: Final = 0.75
#: Softer utterances are made as loud as this: the features are powers, not their logarithms.
_LOUDNESS_DBFS: Final = -30.0
_PARTS_AT_ONCE: Final = 64
_WINDOW: Final = np.hanning(_FRAME_SAMPLES + 1)[:-1].astype(np.float32)  # periodic


def weights_folder() -> Path:
    """Folder of the weights that are installed with the program."""
    return resources_dir() / "models" / "speaker-embedding"


class SpeakerEmbedder:
    """Embeds utterances; owned by one thread. Use `load`."""

    def __init__(self, network: InferenceSession) -> None:
        self._network = network
        filters = FeatureExtractor.get_mel_filters(
            SAMPLE_RATE_HZ, _FRAME_SAMPLES, n_mels=SPEAKER_MELS
        )
        self._filters = filters.astype(np.float32)

    @classmethod
    def load(cls, folder: Path | None = None) -> "SpeakerEmbedder":
        """Load the weights, checking the file first.

        Parameters
        ----------
        folder : Path or None
            None takes the installed ones.

        Raises
        ------
        UserFacingError
            Where the file is missing or another than expected.
        """
        path = (folder or weights_folder()) / WEIGHTS_FILE
        check_sha256(path, WEIGHTS_SHA256, remedy=_REMEDY)
        return cls(open_graph(SPEAKER_EMBEDDING, load_file(path)))

    def embed(self, sounds: Sequence[FloatArray]) -> FloatArray:
        """Embed utterances.

        Parameters
        ----------
        sounds : sequence of FloatArray
            Shape (n,) each, mono at 16 kHz, of any length.

        Returns
        -------
        FloatArray
            Shape (sounds, 256), each row of length 1: the mean direction of the utterance's
            parts. The row of an empty or silent sound is zero: it is nobody's voice.
        """
        parts = [self._parts(sound) for sound in sounds]
        counts = [len(part) for part in parts]
        if not sum(counts):
            return np.zeros((len(sounds), EMBEDDING_WIDTH), np.float32)
        together = np.concatenate(parts)
        of_parts = np.concatenate(
            [
                self._network.run(None, {"mels": together[first : first + _PARTS_AT_ONCE]})[0]
                for first in range(0, len(together), _PARTS_AT_ONCE)
            ]
        )
        sums = [part.sum(axis=0) for part in np.split(of_parts, np.cumsum(counts)[:-1])]
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        embeddings: FloatArray = (np.stack(sums) / np.maximum(lengths, 1e-12)).astype(np.float32)
        return embeddings

    def _parts(self, sound: FloatArray) -> FloatArray:
        """Mel powers (parts, 160, 40) of one utterance."""
        samples = _levelled(np.nan_to_num(np.array(sound, np.float32), nan=0, posinf=0, neginf=0))
        if not len(samples):
            return np.zeros((0, _PART_FRAMES, SPEAKER_MELS), np.float32)
        starts = _part_starts(len(samples))
        missing = max(0, starts[-1] * _HOP_SAMPLES + _PART_SAMPLES - len(samples))
        padded = np.pad(samples, (_FRAME_SAMPLES // 2, missing + _FRAME_SAMPLES // 2))
        frames = np.lib.stride_tricks.sliding_window_view(padded, _FRAME_SAMPLES)[::_HOP_SAMPLES]
        spectrum = np.fft.rfft(frames * _WINDOW, axis=1)
        mels = (np.abs(spectrum) ** 2).astype(np.float32) @ self._filters.T
        return np.stack([mels[start : start + _PART_FRAMES] for start in starts])


def _levelled(samples: FloatArray) -> FloatArray:
    """Make a soft sound (n,) louder; nothing is left of one that is silent."""
    power = float(np.square(samples, dtype=np.float64).mean()) if len(samples) else 0.0
    if not power > 0:
        return samples[:0]
    gain_db = max(0.0, _LOUDNESS_DBFS - 10 * math.log10(power))
    return samples * np.float32(10 ** (gain_db / 20))


def _part_starts(n_samples: int) -> list[int]:
    """First frame of each part of an utterance."""
    n_frames = -(-(n_samples + 1) // _HOP_SAMPLES)
    starts = list(
        range(0, max(1, n_frames - _PART_FRAMES + _PART_STEP_FRAMES + 1), _PART_STEP_FRAMES)
    )
    filled = (n_samples - starts[-1] * _HOP_SAMPLES) / _PART_SAMPLES
    return starts[:-1] if filled < _LEAST_FILLED and len(starts) > 1 else starts
