"""The status of the live page, in one line."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot

from emotion_desktop.domain.live_events import (
    LOADING_STEPS,
    Failed,
    LoadChanged,
    ModelsLoaded,
    ModelsLoading,
    SessionStarted,
    SinkFailed,
    SourceEnded,
    SourceNotice,
)
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.services.source_choice import AudioFileChoice, SourceChoice

StatusKind = Literal["idle", "busy", "good", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Status:
    """The current status.

    Attributes
    ----------
    kind : str
        `idle`, `busy` (the user waits), `good`, `warning` (it continues with problems), `error`.
    text : str
        For people.
    progress : float or None
        Progress in [0, 1] of a running task; None if there is none.
    """

    kind: StatusKind
    text: str
    progress: float | None = None


class LiveStatus(QObject):
    """Follows a bridge and emits a signal when the status changes.

    Parameters
    ----------
    bridge : LiveBridge
        Runs the pipeline.
    """

    changed = Signal(Status)

    def __init__(self, bridge: LiveBridge) -> None:
        super().__init__()
        self._models_ready = False
        self._asked = False  # the user wants to listen
        self._recording: str | None = None  # its title for people
        self._source: str | None = None  # the current source
        self._notice: SourceNotice | None = None
        self._load: LoadChanged | None = None
        self._sink: SinkFailed | None = None
        self.status = Status("busy", self.tr("Loading the models…"), 0.0)
        bridge.models_awaited.connect(self._on_awaited)
        bridge.models_progress.connect(self._on_progress)
        bridge.models_loaded.connect(self._on_models)
        bridge.models_failed.connect(self._on_failed)
        bridge.session_started.connect(self._on_session)
        bridge.source_noticed.connect(self._on_notice)
        bridge.load_changed.connect(self._on_load)
        bridge.sink_failed.connect(self._on_sink)
        bridge.ended.connect(self._on_ended)
        bridge.failed.connect(self._on_failed)

    def started(self, choice: SourceChoice) -> None:
        """Note that the user wants to listen to `choice`."""
        self._asked = True
        self._recording = choice.title if isinstance(choice, AudioFileChoice) else None
        self._source = self._notice = self._load = self._sink = None
        if self._models_ready:
            self._say("busy", self.tr("Opening the audio source…"))
        else:
            self._say("busy", self.tr("Loading the models…"), 0.0)

    def stopping(self) -> None:
        """Note that the last utterance is still being finished."""
        self._asked = False
        self._say("busy", self.tr("Finishing the last utterance…"))

    @Slot(object)
    def _on_awaited(self, holder: Message) -> None:
        text = self.tr("Waiting for the models (in use: {holder})…")
        self._say("busy", text.format(holder=translated(holder)))

    @Slot(ModelsLoading)
    def _on_progress(self, event: ModelsLoading) -> None:
        done = LOADING_STEPS.index(event.step)
        step = {
            "libraries": self.tr("libraries"),
            "networks": self.tr("emotion models"),
            "recogniser": self.tr("speech recogniser"),
            "joining": self.tr("preparing the multilingual speech recogniser, once"),
        }[event.step]
        text = self.tr("Loading the models: {step}").format(step=step)
        self._say("busy", text, (done + 0.5) / len(LOADING_STEPS))

    @Slot(ModelsLoaded)
    def _on_models(self, _event: ModelsLoaded) -> None:
        self._models_ready = True
        if self._asked and self._source is None:
            self._say("busy", self.tr("Opening the audio source…"))
        elif not self._asked:
            self._say("idle", self.tr("Ready. Press Space to start."))

    @Slot(SessionStarted)
    def _on_session(self, event: SessionStarted) -> None:
        self._source = self._recording or translated(event.source)
        self._say_listening()

    @Slot(SourceNotice)
    def _on_notice(self, notice: SourceNotice) -> None:
        self._notice = notice
        self._say_listening()

    @Slot(LoadChanged)
    def _on_load(self, event: LoadChanged) -> None:
        self._load = event
        self._say_listening()

    @Slot(SinkFailed)
    def _on_sink(self, event: SinkFailed) -> None:
        self._sink = event
        self._say_listening()

    def _say_listening(self) -> None:
        """Report what is wrong, the worst first, or that all is well."""
        if not self._asked:
            return
        parts = [self._told_of_source(), self._told_of_sink(), self._told_of_load()]
        troubles = [part for part in parts if part]
        if troubles:
            self._say("warning", " ".join(troubles))
        elif self._source is not None:
            self._say("good", self.tr("Listening to {source}").format(source=self._source))

    def _told_of_source(self) -> str:
        if self._notice is None or self._notice.kind == "returned":
            return ""
        message = translated(self._notice.message).rstrip(".") + "."
        if self._notice.kind == "lost":
            return message + " " + self.tr("Listening resumes when the microphone is back.")
        return message

    def _told_of_sink(self) -> str:
        return "" if self._sink is None else text_of(self._sink.error)

    def _told_of_load(self) -> str:
        if self._load is None or self._load.level == "full":
            return ""
        what = {
            "no provisional words": self.tr("transcripts appear only after each utterance."),
            "longer hop": self.tr("estimates are less frequent and transcripts are delayed."),
            "smaller recogniser": self.tr("transcripts are delayed and use a smaller model."),
            "no words": self.tr("there are no transcripts."),
        }[self._load.level]
        return self.tr("Reduced quality on this computer:") + " " + what

    @Slot(SourceEnded)
    def _on_ended(self, event: SourceEnded) -> None:
        self._asked = False
        if event.reason is None:
            self._say("idle", self.tr("Stopped. Press Space to start again."))
        else:
            again = self.tr("Press Space to start again.")
            self._say("error", f"{translated(event.reason).rstrip('.')}. {again}")

    @Slot(Failed)
    def _on_failed(self, event: Failed) -> None:
        self._asked = False
        self._say("error", text_of(event.error))

    def _say(self, kind: StatusKind, text: str, progress: float | None = None) -> None:
        self.status = Status(kind, text, progress)
        self.changed.emit(self.status)
