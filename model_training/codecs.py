"""Degradation by MP3, Opus and telephone transmission."""

import io
from typing import Final, Literal

import av
import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

Codec = Literal["mp3", "opus", "telephone"]

#: Container, encoder and sample rate of each.
_FORMATS: Final[dict[Codec, tuple[str, str, int]]] = {
    "mp3": ("mp3", "libmp3lame", SAMPLE_RATE_HZ),
    "opus": ("ogg", "libopus", SAMPLE_RATE_HZ),
    "telephone": ("wav", "pcm_mulaw", 8_000),  # ITU-T G.711
}


def through_codec(samples: FloatArray, codec: Codec, bit_rate: int = 0) -> FloatArray:
    """Encode and decode again.

    Parameters
    ----------
    samples : FloatArray
        Shape (n,), at 16 kHz.
    codec : str
        `mp3`, `opus` or `telephone` (G.711 at 8 kHz).
    bit_rate : int
        In bits a second; a telephone has one only.

    Returns
    -------
    FloatArray
        Shape (n,): as long as it was, without the encoder's delay at its end.
    """
    file = io.BytesIO()
    _encode(file, samples, codec, bit_rate)
    file.seek(0)
    resampler = av.AudioResampler("flt", "mono", SAMPLE_RATE_HZ)
    with av.open(file) as container:
        frames = [part for f in container.decode(audio=0) for part in resampler.resample(f)]
    frames += resampler.resample(None)
    decoded = np.concatenate([frame.to_ndarray()[0] for frame in frames])[: len(samples)]
    padded: FloatArray = np.pad(decoded, (0, len(samples) - len(decoded))).astype(np.float32)
    return padded


def _encode(file: io.BytesIO, samples: FloatArray, codec: Codec, bit_rate: int) -> None:
    container_format, encoder, rate_hz = _FORMATS[codec]
    with av.open(file, "w", format=container_format) as container:
        stream = container.add_stream(encoder, rate=rate_hz, layout="mono")
        if bit_rate:
            stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="fltp", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        resampler = av.AudioResampler(
            stream.format.name, "mono", rate_hz, stream.codec_context.frame_size or None
        )
        parts = [*resampler.resample(frame), *resampler.resample(None)]
        container.mux([packet for part in (*parts, None) for packet in stream.encode(part)])
