"""What may listen to a live session besides the window: a recorder, other programs."""

from collections.abc import Sequence
from typing import Protocol

from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.live import LiveEvent


class LiveSink(Protocol):
    """Takes the sound and the events of live sessions.

    Both methods are called on the pipeline's threads and must never wait: whoever
    writes or sends does so on a thread of its own. `SessionStarted` comes before the
    first block, `SourceEnded` or `Failed` is the last event of a session. No two calls
    for one session overlap. A sink that cannot go on raises (a `UserFacingError` where
    people can act on it) from its next `hear` or `take`: it then hears nothing more of
    this session, which goes on without it.
    """

    def hear(self, block: AudioBlock) -> None:
        """Take a block at `SAMPLE_RATE_HZ`; a gap in `first_sample` is lost sound."""
        ...

    def take(self, event: LiveEvent) -> None:
        """Take an event."""
        ...

    def close(self) -> None:
        """End, and wait for what is still to be written; called off the GUI thread."""
        ...


class ResultSink(LiveSink, Protocol):
    """Hands events on to another program, and knows what did not arrive there."""

    @property
    def troubles(self) -> Sequence[str]:
        """A sentence for each; for any thread."""
        ...
