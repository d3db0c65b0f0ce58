"""Changes speed without changing pitch, and resamples for the output."""

from itertools import pairwise
from typing import Any, Final

import numpy as np

from emotion_desktop.domain.audio import FloatArray

#: FFmpeg's names of channel layouts, by the number of channels.
_LAYOUTS: Final = ("mono", "stereo", "3.0", "4.0", "5.0", "5.1", "6.1", "7.1")
_FORMAT: Final = "flt"
#: The windows of `atempo` have a length that is a power of two, 43 ms at the declared rate. It is
#: given audio of a higher rate: 32 ms are still two periods of a deep voice, with less jitter.
_TOLD_RATE_HZ: Final = 48_000
_TEMPO_RATE_HZ: Final = 64_000


class TempoFilter:
    """Changes the speed of a stream, then its sample rate.

    It uses FFmpeg's `atempo`, which overlaps waveforms where they are similar (WSOLA). Output
    at `t` seconds comes from `t * speed` seconds of the input, shifted by less
    than 20 ms for a good match.

    Parameters
    ----------
    input_rate_hz, output_rate_hz : int
        Rates of the input and the output.
    speed : float
        From 0.5 to 2.
    n_channels : int
        From 1 to 8.
    """

    def __init__(
        self, input_rate_hz: int, output_rate_hz: int, speed: float, n_channels: int = 2
    ) -> None:
        self._input_rate_hz = input_rate_hz
        self._n_channels = n_channels
        self._layout = _LAYOUTS[n_channels - 1]
        changes = speed != 1.0 or input_rate_hz != output_rate_hz
        self._graph = (
            _graph(input_rate_hz, output_rate_hz, speed, self._layout) if changes else None
        )

    def feed(self, frames: FloatArray) -> FloatArray:
        """Add the next frames, shape (n, channels); return what is ready, of like shape."""
        if self._graph is None or not len(frames):
            return frames
        import av  # noqa: PLC0415 (loads FFmpeg)

        interleaved = np.ascontiguousarray(frames, dtype=np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(interleaved, format=_FORMAT, layout=self._layout)
        frame.sample_rate = self._input_rate_hz
        self._graph.push(frame)
        return self._ready()

    def flush(self) -> FloatArray:
        """Return what was held back; nothing may be fed afterwards."""
        if self._graph is None:
            return np.zeros((0, self._n_channels), dtype=np.float32)
        self._graph.push(None)
        return self._ready()

    def _ready(self) -> FloatArray:
        import av  # noqa: PLC0415

        parts = [np.zeros((0, self._n_channels), dtype=np.float32)]
        while self._graph is not None:
            try:
                parts.append(self._graph.pull().to_ndarray().reshape(-1, self._n_channels))
            except (av.error.BlockingIOError, av.error.EOFError):
                break
        return np.concatenate(parts)


def _graph(input_rate_hz: int, output_rate_hz: int, speed: float, layout: str) -> Any:
    from av.filter import Graph  # noqa: PLC0415

    graph = Graph()
    chain = [graph.add_abuffer(format=_FORMAT, sample_rate=input_rate_hz, layout=layout)]
    if speed != 1.0:
        chain.append(graph.add("aresample", str(_TEMPO_RATE_HZ)))
        chain.append(graph.add("asetrate", str(_TOLD_RATE_HZ)))
        chain.append(graph.add("atempo", f"{speed:.6f}"))
        chain.append(graph.add("asetrate", str(_TEMPO_RATE_HZ)))
    chain.append(graph.add("aresample", str(output_rate_hz)))
    chain.append(graph.add("aformat", f"sample_fmts={_FORMAT}:channel_layouts={layout}"))
    chain.append(graph.add("abuffersink"))
    for one, following in pairwise(chain):
        one.link_to(following)
    graph.configure()
    return graph
