"""The live pipeline: a source that is heard on its own thread, models that run on another.

The thread of the source (never PortAudio's callback) cuts the sound and
publishes what the plots draw; the inference thread loads the models and works
off the backlog. Neither waits for the other, and no thread of this module
touches Qt.
"""

import logging
from collections.abc import Callable
from threading import Lock, Thread
from typing import TYPE_CHECKING

from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live import (
    Failed,
    LiveEvent,
    ModelsLoaded,
    SourceEnded,
    SourceNotice,
)
from emotion_desktop.domain.tracks import EstimateTrack, LiveCounters, PlotSnapshot, SoundTrack
from emotion_desktop.services.backlog import Backlog
from emotion_desktop.services.estimator import Estimator, LiveEngine
from emotion_desktop.services.listener import Listener, VoiceActivity
from emotion_desktop.services.windows import WindowCutter

if TYPE_CHECKING:  # its decoders need not be there before the window is painted
    from emotion_desktop.audio.sources import Source

_log = logging.getLogger(__name__)


def silero_voice_activity() -> VoiceActivity:
    """Return the voice activity of the audio room, imported when it is first needed."""
    from emotion_desktop.audio.voice_activity import Segmenter  # noqa: PLC0415 (0.5 s of imports)

    return Segmenter()


class LivePipeline:
    """Listens to one source once, from `start` to `SourceEnded` or `Failed`.

    Sound is taken as soon as the models are there, not before: what came
    earlier would have to be skipped.

    Parameters
    ----------
    source : Source
        Where the sound comes from.
    load_engine : callable
        Called on the inference thread; the engine is used on no other.
    on_event : callable
        Called on the source's or the inference thread; must return quickly.
    window_s, hop_s : float
        Length and step of the speech estimates in seconds.
    make_voice_activity : callable
        Called on the inference thread, before the first block.
    """

    def __init__(
        self,
        source: "Source",
        load_engine: Callable[[], LiveEngine],
        *,
        on_event: Callable[[LiveEvent], None],
        window_s: float = 3.0,
        hop_s: float = 0.5,
        make_voice_activity: Callable[[], VoiceActivity] = silero_voice_activity,
    ) -> None:
        self._source = source
        self._load_engine = load_engine
        self._on_event = on_event
        self._window_s = window_s
        self._hop_s = hop_s
        self._make_voice_activity = make_voice_activity
        self._backlog = Backlog()
        self._listener: Listener | None = None
        self._estimator: Estimator | None = None
        self._gate = Lock()  # guards the three below; held for the length of one block at most
        self._no_more_sound = False
        self._end_reason: str | None = None
        self._error: Exception | None = None
        self._switch = Lock()  # a source is not stopped while it is being started
        self._source_started = False
        self._thread = Thread(target=self._run, name="inference", daemon=True)

    def start(self) -> None:
        """Start to load the models, then to listen; returns at once."""
        self._thread.start()

    def stop(self, timeout_s: float = 10.0, *, drain: bool = True) -> bool:
        """End the source, then the inference; not to be called on the GUI thread.

        Parameters
        ----------
        timeout_s : float
            How long to wait for the inference thread.
        drain : bool
            Whether utterances that wait are still estimated.

        Returns
        -------
        bool
            True when no thread of the pipeline is left.
        """
        self._end_sound(None, discard=not drain)
        self._stop_source()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def snapshot(self) -> PlotSnapshot:
        """Return what the plots draw now; cheap, for any thread."""
        listener, estimator = self._listener, self._estimator
        return PlotSnapshot(
            sound=listener.track if listener else SoundTrack(),
            estimates=estimator.track if estimator else EstimateTrack(),
            counters=LiveCounters(
                dropped_samples=self._source.dropped_samples,
                skipped_segments=listener.skipped_segments if listener else 0,
                speech_only_segments=estimator.speech_only_segments if estimator else 0,
                skipped_windows=self._backlog.skipped_windows,
                window_latency_s=estimator.window_latency_s if estimator else float("nan"),
            ),
        )

    def _run(self) -> None:
        try:
            engine = self._load_engine()
            self._on_event(ModelsLoaded(engine.describe()))
            self._estimator = Estimator(engine, self._on_event)
            self._start_source()
            while (job := self._backlog.take()) is not None:
                self._estimator.do(job)
            if self._error is not None:
                raise self._error
        except Exception as error:  # the edge of a thread: what is not told here is lost
            if not isinstance(error, UserFacingError):
                _log.exception("The live pipeline stopped")
            self._end_sound(None, discard=True)
            self._stop_source()
            self._on_event(Failed(error))
        else:
            self._stop_source()
            self._on_event(SourceEnded(self._end_reason))

    def _start_source(self) -> None:
        windows = WindowCutter(window_s=self._window_s, hop_s=self._hop_s)
        voice_activity = self._make_voice_activity()
        self._listener = Listener(voice_activity, windows, self._backlog, self._on_event)
        with self._switch:
            if self._no_more_sound:  # stopped while the models were loading
                return
            self._source.start(self._hear, self._end_sound, self._notice)
            self._source_started = True

    def _stop_source(self) -> None:
        with self._switch:
            if self._source_started:
                self._source_started = False
                self._source.stop()

    def _hear(self, block: AudioBlock) -> None:
        with self._gate:
            if self._no_more_sound or self._listener is None:
                return
            try:
                self._listener.hear(block)
            except Exception as error:  # on the source's thread nobody would see it
                self._fail(error)

    def _notice(self, notice: SourceNotice) -> None:
        self._on_event(notice)

    def _end_sound(self, reason: str | None, *, discard: bool = False) -> None:
        with self._gate:
            if not self._no_more_sound:
                self._no_more_sound = True
                self._end_reason = reason
                if self._listener is not None and not discard:
                    try:
                        self._listener.finish()
                    except Exception as error:
                        self._fail(error)
            self._backlog.close(discard=discard)

    def _fail(self, error: Exception) -> None:
        self._no_more_sound = True
        self._error = error
        self._backlog.close(discard=True)
