"""Opens the configured streams."""

from emotion_desktop.streaming.options import OutletOptions
from emotion_desktop.streaming.sink import Outlet


def open_outlets(options: OutletOptions) -> list[Outlet]:
    """Open every stream that is turned on; each is a `services.live.sinks.LiveSink`.

    Looks up hosts, so not to be called on the GUI thread. Nothing of an outlet that is
    off is imported.

    Raises
    ------
    UserFacingError
        If one cannot be opened; those already open are closed.
    """
    opened: list[Outlet] = []
    try:
        if options.osc is not None:
            from emotion_desktop.streaming.osc import OscOutlet  # noqa: PLC0415

            opened.append(OscOutlet(options.osc))
        if options.websocket is not None:
            from emotion_desktop.streaming.websocket import WebSocketOutlet  # noqa: PLC0415

            opened.append(WebSocketOutlet(options.websocket))
        if options.lsl or options.lsl_network:
            from emotion_desktop.streaming.lsl import LslOutlet  # noqa: PLC0415

            opened.append(LslOutlet(network=options.lsl_network))
    except BaseException:
        for outlet in opened:
            outlet.close()
        raise
    return opened
