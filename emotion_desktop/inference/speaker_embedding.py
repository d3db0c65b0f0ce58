"""Whose voice it is, as a direction in a space of 256 dimensions.

A three-layer LSTM that was trained with the generalised end-to-end loss (Wan, Wang, Papir and
Lopez Moreno, 2018, "Generalized end-to-end loss for speaker verification"): utterances of one
speaker lie close together by the cosine, those of different speakers apart. The weights are
those of Resemblyzer (see `resources/models/speaker-embedding/README.md`), and so is what the
network is fed with: power in 40 mel bands, every 10 ms.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from faster_whisper.feature_extractor import FeatureExtractor
from safetensors.torch import load_file
from torch import Tensor, nn

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.translatable import Message
from emotion_desktop.system.hashing import check_sha256
from emotion_desktop.system.paths import resources_dir

EMBEDDING_WIDTH: Final = 256
WEIGHTS_FILE: Final = "speaker_embedding.safetensors"
WEIGHTS_SHA256: Final = "75ea12a158fc5f097b8e0871365f57fd1f8e6ba60c15d739e3954b29c1cdf778"

_REMEDY: Final = Message("Reinstall Emotion Desktop.")

_N_MELS: Final = 40
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


class SpeakerEmbeddingNetwork(nn.Module):
    """Mel powers (B, 160, 40) to embeddings (B, 256) of length 1."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(_N_MELS, EMBEDDING_WIDTH, num_layers=3, batch_first=True)
        self.linear = nn.Linear(EMBEDDING_WIDTH, EMBEDDING_WIDTH)

    def forward(self, mels: Tensor) -> Tensor:
        """Embed parts of utterances."""
        _, (hidden, _) = self.lstm(mels)
        return nn.functional.normalize(self.linear(hidden[-1]).relu(), dim=1)


def weights_folder() -> Path:
    """Folder of the weights that are installed with the program."""
    return resources_dir() / "models" / "speaker-embedding"


class SpeakerEmbedder:
    """Embeds utterances; owned by one thread. Use `load`."""

    def __init__(self, network: SpeakerEmbeddingNetwork) -> None:
        self._network = network.eval()
        filters = FeatureExtractor.get_mel_filters(SAMPLE_RATE_HZ, _FRAME_SAMPLES, n_mels=_N_MELS)
        self._filters = torch.from_numpy(filters).float()
        self._window = torch.hann_window(_FRAME_SAMPLES)

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
        network = SpeakerEmbeddingNetwork()
        network.load_state_dict({name: w.float() for name, w in load_file(path).items()})
        return cls(network)

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
        together = torch.cat(parts)
        with torch.inference_mode():
            of_parts = torch.cat(
                [
                    self._network(together[first : first + _PARTS_AT_ONCE])
                    for first in range(0, len(together), _PARTS_AT_ONCE)
                ]
            )
        ends = np.cumsum(counts)
        means = torch.stack(
            [
                of_parts[end - count : end].sum(dim=0)
                for end, count in zip(ends, counts, strict=True)
            ]
        )
        embeddings: FloatArray = nn.functional.normalize(means, dim=1).numpy()
        return embeddings

    def _parts(self, sound: FloatArray) -> Tensor:
        """Mel powers (parts, 160, 40) of one utterance."""
        samples = _levelled(torch.from_numpy(np.array(sound, np.float32)).nan_to_num(0, 0, 0))
        if not len(samples):
            return torch.zeros(0, _PART_FRAMES, _N_MELS)
        starts = _part_starts(len(samples))
        missing = max(0, starts[-1] * _HOP_SAMPLES + _PART_SAMPLES - len(samples))
        padded = nn.functional.pad(samples, (0, missing))
        spectrum = torch.stft(
            padded,
            _FRAME_SAMPLES,
            _HOP_SAMPLES,
            window=self._window,
            pad_mode="constant",
            return_complex=True,
        )
        mels = (self._filters @ spectrum.abs().square()).T
        return torch.stack([mels[start : start + _PART_FRAMES] for start in starts])


def _levelled(samples: Tensor) -> Tensor:
    """Make a soft sound (n,) louder; nothing is left of one that is silent."""
    power = samples.square().mean() if len(samples) else torch.tensor(0.0)
    if not power > 0:
        return samples[:0]
    gain_db = _LOUDNESS_DBFS - 10 * power.log10()
    return samples * 10 ** (max(0.0, float(gain_db)) / 20)


def _part_starts(n_samples: int) -> list[int]:
    """First frame of each part of an utterance."""
    n_frames = -(-(n_samples + 1) // _HOP_SAMPLES)
    starts = list(
        range(0, max(1, n_frames - _PART_FRAMES + _PART_STEP_FRAMES + 1), _PART_STEP_FRAMES)
    )
    filled = (n_samples - starts[-1] * _HOP_SAMPLES) / _PART_SAMPLES
    return starts[:-1] if filled < _LEAST_FILLED and len(starts) > 1 else starts
