"""Sound in containers, with time stamps and pictures as a test wants them."""

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np

from emotion_desktop.domain.audio import FloatArray

RATE_HZ = 48_000
#: Samples in a frame of the codec.
FRAMES = {"aac": 1024, "libopus": 960, "libmp3lame": 1152, "flac": 4608, "ac3": 1536, "mp2": 1152}
PLANAR = frozenset({"aac", "ac3", "libmp3lame"})


def mux(
    path: Path,
    pieces: Sequence[tuple[float, FloatArray]],
    codec: str,
    *,
    pictures_s: float = 0.0,
    quality: int | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """Write mono sound at 48 kHz.

    Parameters
    ----------
    path : Path
        Its ending chooses the container.
    pieces : sequence of (float, FloatArray)
        Time stamp in seconds, and the samples from there on.
    codec : str
        One of `FRAMES`.
    pictures_s : float
        Length of a film of noise beside it, some 20 kB a second; 0 writes none.
    quality : int, optional
        Of a variable bit rate, 0 the best to 9; None takes a constant one.
    options : dict, optional
        For the container and the codec.
    """
    with av.open(str(path), "w", options=options or {}) as container:
        packets = []
        if pictures_s:
            packets += _pictures(container, pictures_s)
        sound = container.add_stream(codec, rate=RATE_HZ, layout="mono")
        sound.options = options or {}
        if quality is not None:
            sound.codec_context.qscale = True
            sound.codec_context.global_quality = 118 * quality
        for start_s, samples in pieces:
            first = round(start_s * RATE_HZ)
            size = FRAMES[codec]
            for offset in range(0, len(samples) // size * size, size):
                frame = _frame(samples[offset : offset + size], codec)
                frame.pts = first + offset
                packets += sound.encode(frame)
        packets += sound.encode(None)
        packets.sort(key=lambda packet: float(packet.dts * packet.time_base))
        for packet in packets:
            container.mux(packet)
    return path


def _frame(samples: FloatArray, codec: str) -> av.AudioFrame:
    if codec in PLANAR:
        frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
    else:
        whole = (samples * 32_767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole[None], format="s16", layout="mono")
    frame.rate = RATE_HZ
    return frame


def _pictures(container: av.container.OutputContainer, seconds: float) -> list[av.Packet]:
    stream = container.add_stream("mpeg4", rate=25)
    stream.width = stream.height = 64
    stream.pix_fmt = "yuv420p"
    packets = []
    random = np.random.default_rng(0)
    for number in range(round(25 * seconds)):
        noise = random.integers(0, 256, (64, 64, 3), np.uint8)
        picture = av.VideoFrame.from_ndarray(noise, format="rgb24")
        picture.pts = number
        packets += stream.encode(picture)
    return packets + stream.encode(None)
