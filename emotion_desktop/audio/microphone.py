"""A microphone whose return is awaited after it disappears."""

import queue
import time
from typing import Final

from emotion_desktop.audio.capture import Capture, Wanted
from emotion_desktop.audio.sources import OnBlock, OnNotice, ThreadedSource
from emotion_desktop.audio.timeline import Timeline
from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import SourceNotice
from emotion_desktop.domain.translatable import Message

#: A microphone that gives nothing for this long is lost.
SILENT_DEVICE_S: Final[float] = 1.4
#: After this much of it, the sound server is asked whether it moved the stream ...
ASK_AFTER_S: Final[float] = 0.5
#: ... to another microphone, which PulseAudio takes one to two seconds for.
MOVING_S: Final[float] = 4.0
#: A healthy sound system opens a device in less than this.
OPENING_S: Final[float] = 10.0
#: The first block may come as late as this after the stream's start.
FIRST_BLOCK_S: Final[float] = 5.0
#: Between two attempts to open a lost microphone.
RETRY_S: Final[float] = 1.0
_POLL_S: Final[float] = 0.1
#: `stop` promises 2 s in all.
_CLOSE_S: Final[float] = 1.0


class MicrophoneSource(ThreadedSource):
    """A microphone through PortAudio.

    It ends with a reason if it cannot be opened at the start. Once audio has arrived, a
    microphone that is unplugged, falls silent or hangs is `lost` and reopened as
    soon as one of the same name and host is available; the time in between is a gap. `moved`
    reports that the sound server switched to another microphone; without a
    PulseAudio or PipeWire that `pactl` reaches, this cannot be known.

    Parameters
    ----------
    name, host : str or None
        As `devices.microphones` gives them; without a name the system's default,
        without a host any of that name.
    channel : int or None
        Counted from 0; None mixes all channels.
    """

    def __init__(
        self, name: str | None = None, host: str | None = None, *, channel: int | None = None
    ) -> None:
        super().__init__(Message("default microphone") if name is None else name)
        self._wanted = Wanted(name, host, channel)
        self._timeline = Timeline()
        self._capture: Capture | None = None

    def _deliver(self, on_block: OnBlock, on_notice: OnNotice) -> str | None:
        capture = self._begin()
        while capture is not None:
            lost = self._hear(capture, on_block, on_notice)
            if lost is None:
                break
            capture.release()
            self._pass_on(self._timeline.interrupt(), on_block)
            on_notice(SourceNotice("lost", lost, self._timeline.end_s))
            capture = self._wait_for_return()
            if capture is not None:
                self._place(capture)
                on_notice(self._tell_return(capture))
        return None

    def _begin(self) -> Capture | None:
        """Open the microphone for the first time; None if stopped meanwhile."""
        capture = self._capture = Capture(self._wanted)
        if not self._gives_sound(capture, opening_s=OPENING_S):
            if self._stopping.is_set():
                return None
            raise capture.error or UserFacingError(
                "{name} does not respond",
                "Check that it is connected, or choose another microphone.",
                name=self.name,
            )
        self.name = capture.microphone.name
        self._place(capture)
        return capture

    def _wait_for_return(self) -> Capture | None:
        """Try to open it until it delivers audio again; None if stopped meanwhile."""
        while not self._stopping.wait(RETRY_S):
            capture = self._capture = Capture(self._wanted, refresh=True)
            if self._gives_sound(capture):
                return capture
            capture.release()
            if capture.error is not None and not isinstance(capture.error, UserFacingError):
                raise capture.error
        return None

    def _tell_return(self, capture: Capture) -> SourceNotice:
        """Report that audio is back, and from which device, as the default may have changed."""
        before, self.name = self.name, capture.microphone.name
        if self._wanted.name is None and self.name != before:
            return self._moved(before, self.name)
        return SourceNotice(
            "returned", Message("{name} is back", name=self.name), self._timeline.end_s
        )

    def _moved(self, old: str, new: str) -> SourceNotice:
        message = Message("The audio now comes from {new} instead of {old}", new=new, old=old)
        return SourceNotice("moved", message, self._timeline.end_s)

    def _gives_sound(self, capture: Capture, *, opening_s: float = float("inf")) -> bool:
        """Wait for the first block, allowing time to open and to start."""
        deadline_s = time.monotonic() + opening_s
        opened = False
        while not capture.heard.wait(_POLL_S):
            if capture.opened.is_set() and not opened:
                opened = True
                deadline_s = time.monotonic() + FIRST_BLOCK_S
            over = self._stopping.is_set() or capture.over.is_set()
            if over or time.monotonic() > deadline_s:
                return False
        return True

    def _place(self, capture: Capture) -> None:
        self._timeline.begin(capture.microphone.default_rate_hz, capture.began_s)
        self.dropped_samples = self._timeline.dropped_samples

    def _hear(self, capture: Capture, on_block: OnBlock, on_notice: OnNotice) -> str | None:
        """Pass on audio until it stops; return the reason, or None if stopped."""
        silent_s, patience_s = 0.0, SILENT_DEVICE_S
        while not self._stopping.is_set():
            if self._tell_move(capture, on_notice):
                patience_s = MOVING_S
            try:
                chunk = capture.take(_POLL_S)
            except queue.Empty:
                # Counted in our own waits: a busy process is not a silent device.
                silent_s += _POLL_S
                if silent_s > ASK_AFTER_S:
                    capture.look()
                if silent_s > patience_s:
                    return Message("{name} has stopped sending audio", name=self.name)
                continue
            if chunk is None:
                if capture.released:
                    return None
                return Message("{name} was disconnected", name=self.name)
            silent_s, patience_s = 0.0, SILENT_DEVICE_S
            self._pass_on(self._timeline.place(*chunk), on_block)
            for message in capture.take_notices():
                on_notice(SourceNotice("channels", message, self._timeline.end_s))
        return None

    def _tell_move(self, capture: Capture, on_notice: OnNotice) -> bool:
        """Report if the sound server moved the stream."""
        move = capture.take_move()
        if move is None:
            return False
        if move.back:
            on_notice(
                SourceNotice(
                    "returned", Message("{name} is back", name=move.new), self._timeline.end_s
                )
            )
        else:
            on_notice(self._moved(move.old, move.new))
        return True

    def _pass_on(self, blocks: list[AudioBlock], on_block: OnBlock) -> None:
        self.dropped_samples = self._timeline.dropped_samples
        for block in blocks:
            on_block(block)

    def _close(self) -> None:
        if self._capture is not None:
            self._capture.release(_CLOSE_S)
