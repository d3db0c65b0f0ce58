"""Random acoustic changes between a mouth and a microphone.

Speed changes move pitch and formants with the tempo, pitch changes leave the tempo: both
make other voices out of one. The rest makes other rooms, microphones, lines and files.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import soxr
from audiomentations import AddColorNoise, BandPassFilter, Compose, LowPassFilter
from librosa.effects import pitch_shift
from scipy.signal import fftconvolve

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.metrics.noise import babble, mix_at_snr
from model_training.codecs import Codec, through_codec

_PITCH_FFT: Final = 1024  # 64 ms: two periods of the lowest voices
_MAX_SEMITONES: Final = 3.0
#: Bit rates at which speech is still understood.
_CODECS: Final[dict[Codec, tuple[int, ...]]] = {
    "mp3": (16_000, 24_000, 32_000, 64_000),
    "opus": (8_000, 12_000, 16_000, 24_000),
    "telephone": (0,),
}


def change_voice(samples: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Change pitch, speed and level: 3 semitones, 0.85 to 1.18 times as fast, -14 to +8 dB."""
    if rng.random() < 0.3:
        semitones = rng.uniform(-_MAX_SEMITONES, _MAX_SEMITONES)
        samples = pitch_shift(samples, sr=SAMPLE_RATE_HZ, n_steps=semitones, n_fft=_PITCH_FFT)
    if rng.random() < 0.7:
        factor = float(np.exp(rng.uniform(np.log(0.85), np.log(1.18))))
        samples = soxr.resample(samples, SAMPLE_RATE_HZ * factor, SAMPLE_RATE_HZ, quality="MQ")
    gain = 10 ** (rng.uniform(-14, 8) / 20)
    changed: FloatArray = np.clip(samples * gain, -1, 1).astype(np.float32)
    return changed


def add_room(samples: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Convolve with exponentially decaying noise: 0.1 to 0.6 s until -60 dB."""
    decay_s = rng.uniform(0.1, 0.6)
    time_s = np.arange(int(decay_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    response = rng.standard_normal(len(time_s)) * np.exp(-6.9 * time_s / decay_s)
    response *= 10 ** (rng.uniform(-20, -3) / 20) / np.linalg.norm(response)
    response[0] += 1
    wet: FloatArray = fftconvolve(samples, response)[: len(samples)].astype(np.float32)
    return wet


_LINE = Compose(
    [
        AddColorNoise(min_snr_db=3.0, max_snr_db=30.0, min_f_decay=-6.0, max_f_decay=0.0, p=0.4),
        LowPassFilter(min_cutoff_freq=2800.0, max_cutoff_freq=6500.0, p=0.25),
        BandPassFilter(
            min_center_freq=1000.0,
            max_center_freq=1600.0,
            min_bandwidth_fraction=1.2,
            max_bandwidth_fraction=1.9,
            p=0.08,
        ),
    ]
)


def change_scene(
    samples: FloatArray, read_others: Callable[[], Sequence[FloatArray]], rng: np.random.Generator
) -> FloatArray:
    """Add a room, babble, coloured noise, a narrow-band line and a codec, each at random."""
    if rng.random() < 0.3:
        samples = add_room(samples, rng)
    if rng.random() < 0.2:
        samples = mix_at_snr(samples, babble(read_others(), len(samples)), rng.uniform(3, 25))
    changed = _LINE(samples.astype(np.float32), sample_rate=SAMPLE_RATE_HZ)
    if rng.random() < 0.15:
        codec: Codec = rng.choice(list(_CODECS))
        changed = through_codec(changed, codec, int(rng.choice(_CODECS[codec])))
    scene: FloatArray = np.clip(changed, -1, 1).astype(np.float32)
    return scene
