"""The demo without a display: the live pipeline in the terminal."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import (
    Failed,
    LiveEvent,
    ModelsLoaded,
    SegmentSkipped,
    SourceEnded,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.inference_worker import LiveEngine
from emotion_desktop.services.live.pipeline import LivePipeline
from emotion_desktop.services.live.sinks import LiveSink
from emotion_desktop.services.source_choice import AudioFileChoice, open_source
from emotion_desktop.ui.widgets.clock import clock

_COLORS = dict(
    zip(
        EMOTIONS,
        ("red", "dark_olive_green3", "purple", "green", "grey62", "dodger_blue1", "yellow"),
        strict=True,
    )
)
_REFRESH_S = 0.1
_NOTICE = "Expressed emotion, estimated by a computer model: not what a person feels."


def run_demo(
    load_engine: Callable[[], LiveEngine], recording: Path, sinks: Sequence[LiveSink] = ()
) -> int:
    """Play an audio file as if it were live and show what it expresses.

    Parameters
    ----------
    load_engine : callable
        Loads the models; called on the inference thread.
    recording : Path
        The audio file, played in real time.
    sinks : sequence of LiveSink
        Receive the session besides the terminal.

    Returns
    -------
    int
        Exit status.

    Raises
    ------
    UserFacingError
        If the models cannot be loaded.
    """
    console = Console(highlight=False)
    console.print(f"Playing {recording.name} as if it were live. {_NOTICE}", soft_wrap=True)
    choice = AudioFileChoice(recording, recording.name)
    events: SimpleQueue[LiveEvent] = SimpleQueue()
    models = EngineCache(load_engine).request(Message("live listening"))
    pipeline = LivePipeline(lambda: open_source(choice), models, on_event=events.put, sinks=sinks)
    view = _ScreenView(console, pipeline) if console.is_terminal else _LineView(console)
    pipeline.start()
    try:
        with view:
            reason = _follow(events, view)
    finally:
        pipeline.stop(drain=False)
    view.summarise()
    if reason is not None:
        console.print(reason, soft_wrap=True)
    return 0 if reason is None else 1


def _follow(events: SimpleQueue[LiveEvent], view: "_LineView") -> str | None:
    """Show events until the source ends; return the reason if it did not end normally."""
    while True:
        try:
            event = events.get(timeout=_REFRESH_S)
        except Empty:
            view.tick()
            continue
        if isinstance(event, Failed):
            raise event.error
        if isinstance(event, SourceEnded):
            return event.reason
        view.show(event)


class _LineView:
    """One line per utterance, for pipes and logs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._labels: Counter[str] = Counter()
        self._uncertain = 0
        self._skipped = 0

    def __enter__(self) -> "_LineView":
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def tick(self) -> None:
        """Do nothing: lines are not animated."""

    def show(self, event: LiveEvent) -> None:
        """Print an event that is worth a line."""
        if isinstance(event, ModelsLoaded):
            self._print("Models loaded. Listening.")
        elif isinstance(event, UtteranceReady):
            self._count(event.utterance)
            self._print(_line(event.utterance))
        elif isinstance(event, SegmentSkipped):
            self._skipped += 1
            self._print(f"{clock(event.start_s)}  skipped: this computer is too slow")

    def summarise(self) -> None:
        """Print a summary of the session."""
        total = self._labels.total()
        shares = ", ".join(f"{name} {count}" for name, count in self._labels.most_common())
        self._print(
            f"{total} utterance{'' if total == 1 else 's'} ({shares or 'none'}); "
            f"{self._uncertain} unclear, {self._skipped} skipped."
        )

    def _count(self, utterance: Utterance) -> None:
        self._labels[utterance.estimate.label] += 1
        self._uncertain += utterance.estimate.uncertain

    def _print(self, line: str) -> None:
        self._console.print(line, soft_wrap=True, markup=False)


class _ScreenView(_LineView):
    """Animated bars for a terminal, with the latest utterances above them."""

    def __init__(self, console: Console, pipeline: LivePipeline) -> None:
        super().__init__(console)
        self._pipeline = pipeline
        self._sound: Estimate | None = None
        self._newest: Utterance | None = None
        self._status = "Loading the models..."
        self._live = Live(console=console, auto_refresh=False, transient=False)

    def __enter__(self) -> "_ScreenView":
        self._live.start()
        self.tick()
        return self

    def __exit__(self, *_error: object) -> None:
        self._status = "Ended"
        self.tick()
        self._live.stop()

    def tick(self) -> None:
        """Redraw the view."""
        self._live.update(self._render(), refresh=True)

    def show(self, event: LiveEvent) -> None:
        """Update the view with an event."""
        if isinstance(event, ModelsLoaded):
            self._status = "Listening"
        elif isinstance(event, WindowReady):
            self._sound = event.window.estimate
        elif isinstance(event, UtteranceReady):
            self._count(event.utterance)
            self._newest = event.utterance
            self._print(_line(event.utterance))
        elif isinstance(event, SegmentSkipped):
            self._skipped += 1
        self.tick()

    def _render(self) -> RenderableType:
        sound = self._pipeline.snapshot().sound
        voice = "speech" if sound.speaking else "no speech"
        parts: list[RenderableType] = [
            Text(f"{self._status}   {clock(sound.end_s)}   {voice}", style="bold"),
            _bars(self._sound, self._newest.estimate if self._newest else None),
        ]
        if self._newest is not None:
            parts.append(
                Text(f"Transcript: {self._newest.transcript.text.strip() or '(no words)'}")
            )
            parts.append(Text(f"Modality weights: {_weights(self._newest.estimate)}"))
        return Group(*parts)


def _bars(sound: Estimate | None, fused: FusedEstimate | None) -> Table:
    """Draw the current estimate from speech, and text and fused of the latest utterance."""
    table = Table(box=None, padding=(0, 1))
    for title in ("", "Speech now", "", "Text", "", "Fused", ""):
        table.add_column(title, justify="left" if title else "right")
    text = fused.text if fused is not None else None
    for index, name in enumerate(EMOTIONS):
        row: list[RenderableType] = [Text(name.capitalize())]
        for prediction in (sound, text, fused):
            share = 0.0 if prediction is None else float(prediction.probabilities[index])
            style = _COLORS[name]
            bar = ProgressBar(100, 100 * share, 16, complete_style=style, finished_style=style)
            row += [bar, Text("-" if prediction is None else f"{share:4.0%}")]
        table.add_row(*row)
    return table


def _line(utterance: Utterance) -> str:
    """Format an utterance and its predictions in one line."""
    estimate = utterance.estimate
    predictions = [
        f"{title} {_top(prediction)}"
        for title, prediction in (("speech", estimate.speech), ("text", estimate.text))
        if prediction is not None
    ]
    doubt = ", unclear" if estimate.uncertain else ""
    return (
        f"{clock(utterance.start_s)}-{clock(utterance.end_s)}  {_top(estimate)}{doubt}  "
        f'"{utterance.transcript.text.strip()}"  [{"; ".join(predictions)}; weights: '
        f"{_weights(estimate)}]"
    )


def _top(prediction: Estimate | FusedEstimate) -> str:
    index = int(prediction.probabilities.argmax())
    return f"{EMOTIONS[index]} {float(prediction.probabilities[index]):.0%}"


def _weights(estimate: FusedEstimate) -> str:
    return f"speech {estimate.gate.speech:.0%}, text {estimate.gate.text:.0%}"
