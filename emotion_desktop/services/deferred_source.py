"""A source that is made only when it starts: its decoders take a second to import."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import OnBlock, OnEnd, OnNotice, Source


class DeferredSource:
    """Stands for a source until it starts, and in front of it from then on.

    Parameters
    ----------
    open_source : callable
        Makes the source; called by `start`, on its thread.
    """

    def __init__(self, open_source: "Callable[[], Source]") -> None:
        self._open_source = open_source
        self._source: Source | None = None

    @property
    def name(self) -> str:
        """For people; empty before the start."""
        return self._source.name if self._source is not None else ""

    @property
    def dropped_samples(self) -> int:
        """Lost so far."""
        return self._source.dropped_samples if self._source is not None else 0

    def start(self, on_block: "OnBlock", on_end: "OnEnd", on_notice: "OnNotice") -> None:
        """Make the source and start it.

        Raises
        ------
        UserFacingError
            Where the source cannot be made.
        """
        self._source = self._open_source()
        self._source.start(on_block, on_end, on_notice)

    def stop(self) -> None:
        """Stop the source where there is one."""
        if self._source is not None:
            self._source.stop()
