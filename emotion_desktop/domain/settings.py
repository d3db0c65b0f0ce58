"""What people choose once and the program remembers."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Literal

from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.domain.live_options import MAX_HOP_S, MIN_HOP_S, LiveOptions

SourceKind = Literal["microphone", "recording", "demo"]
Device = Literal["auto", "cpu", "cuda"]
Language = Literal["system", "en", "de"]
ThemeName = Literal["system", "light", "dark"]
LslReach = Literal["off", "machine", "network"]

#: Limits of the sliding window in seconds; never shorter than the longest hop.
MIN_WINDOW_S: Final = MAX_HOP_S
MAX_WINDOW_S: Final = 6.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice, with the value that holds until somebody chooses.

    Attributes
    ----------
    source : str
        What the live view listens to at the start: `microphone`, `recording` or `demo`.
    microphone : tuple of str or None
        Name and host interface; None takes the first one found.
    recording : str
        Path of the recording that was opened last; empty where none was.
    channel : int or None
        Channel of the microphone, from 0; None mixes all of them.
    window_s, hop_s : float
        Length and step of the sliding window in seconds.
    provisional_words : bool
        Whether words are shown while an utterance still goes on.
    compare_with_speaker : bool
        Whether the sound is compared with how this person usually sounds.
    voice_profile : str
        Id of the voice profile that estimates are calibrated to; empty for none.
    smoothing : bool
        Whether curves are drawn smoothed; estimates themselves never are.
    device : str
        Where the models run: `auto`, `cpu` or `cuda`.
    asr_model : str
        Folder or name of a speech recogniser; empty for the installed one.
    uncertain_below : float or None
        Confidence in (0, 1) below which a result counts as uncertain; None leaves it to
        the models.
    data_folder : str
        Where recorded sessions go; empty for the system's place for such data.
    language : str
        Of what is on screen.
    theme : str
        `system`, `light` or `dark`.
    lsl : str
        Lab Streaming Layer: `off`, `machine` (programs on this machine only) or `network`.
    osc, websocket : bool
        Whether results are sent by OSC, and offered on a WebSocket.
    osc_address : str
        `HOST:PORT` or `PORT` that receives OSC.
    websocket_port : int
        Port on this machine that the WebSocket is offered on.
    kiosk_microphone : tuple of str or None
        As `microphone`, for exhibition mode.
    kiosk_threshold_dbfs : float or None
        Exhibition mode ignores sound quieter than this; None ignores none.
    kiosk_pin_hash : str
        Of the operator's PIN, from `domain.pin.hash_pin`; empty where there is none.

    Raises
    ------
    ValueError
        Where a value is not one of those that its field allows; names the field.
    """

    source: SourceKind = "microphone"
    microphone: tuple[str, str] | None = None
    recording: str = ""
    channel: int | None = None
    window_s: float = 3.0
    hop_s: float = 0.5
    provisional_words: bool = True
    compare_with_speaker: bool = True
    voice_profile: str = ""
    smoothing: bool = False
    device: Device = "auto"
    asr_model: str = ""
    uncertain_below: float | None = None
    data_folder: str = ""
    language: Language = "system"
    theme: ThemeName = "system"
    lsl: LslReach = "off"
    osc: bool = False
    osc_address: str = "127.0.0.1:9000"
    websocket: bool = False
    websocket_port: int = 8765
    kiosk_microphone: tuple[str, str] | None = None
    kiosk_threshold_dbfs: float | None = None
    kiosk_pin_hash: str = ""

    def __post_init__(self) -> None:
        for name, is_allowed in _ALLOWED.items():
            value = getattr(self, name)
            if not is_allowed(value):
                raise ValueError(f"{value!r} is no value for {name}")

    @property
    def live(self) -> LiveOptions:
        """How a live session estimates."""
        return LiveOptions(
            self.window_s, self.hop_s, self.provisional_words, self.compare_with_speaker
        )

    @property
    def kiosk(self) -> KioskOptions:
        """How exhibition mode listens."""
        threshold = self.kiosk_threshold_dbfs
        return KioskOptions(
            microphone=self.kiosk_microphone,
            threshold_dbfs=-math.inf if threshold is None else threshold,
            pin_hash=self.kiosk_pin_hash,
        )

    def with_kiosk(self, options: KioskOptions) -> "Settings":
        """Return a copy that remembers what the operator chose."""
        threshold = options.threshold_dbfs
        return replace(
            self,
            kiosk_microphone=options.microphone,
            kiosk_threshold_dbfs=threshold if math.isfinite(threshold) else None,
            kiosk_pin_hash=options.pin_hash,
        )

    def to_stored(self) -> dict[str, str]:
        """Write every field as JSON."""
        return {name: json.dumps(value) for name, value in asdict(self).items()}


def settings_from(stored: Mapping[str, object]) -> Settings:
    """Read settings that `Settings.to_stored` wrote, perhaps of another version.

    Parameters
    ----------
    stored : mapping
        JSON text by field; may hold too little, too much, and what somebody broke.

    Returns
    -------
    Settings
        Each field that is missing or cannot be read has its default.
    """
    settings = Settings()
    for field in fields(Settings):
        try:
            value = json.loads(str(stored[field.name]))
            change: dict[str, Any] = {
                field.name: tuple(value) if isinstance(value, list) else value
            }
            settings = replace(settings, **change)
        # A JSON error is a ValueError; too many brackets are a RecursionError.
        except (KeyError, ValueError, RecursionError):
            continue
    return settings


def _one_of(*allowed: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in allowed


def _number(low: float, high: float) -> Callable[[Any], bool]:
    def is_allowed(value: Any) -> bool:
        return (
            isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        )

    return is_allowed


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and _number(low, high)(value)


def _or_none(is_allowed: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or is_allowed(value)


def _is_microphone(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(map(_is_text, value))


def _is_text(value: Any) -> bool:
    if not isinstance(value, str) or "\0" in value:
        return False
    try:  # a path may hold bytes that are no UTF-8; half a character of UTF-16 is nothing
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


_ALLOWED: Final[dict[str, Callable[[Any], bool]]] = {
    "source": _one_of("microphone", "recording", "demo"),
    "microphone": _or_none(_is_microphone),
    "recording": _is_text,
    "channel": _or_none(_whole(0, 63)),
    "window_s": _number(MIN_WINDOW_S, MAX_WINDOW_S),
    "hop_s": _number(MIN_HOP_S, MAX_HOP_S),
    "provisional_words": _is_switch,
    "compare_with_speaker": _is_switch,
    "voice_profile": _is_text,
    "smoothing": _is_switch,
    "device": _one_of("auto", "cpu", "cuda"),
    "asr_model": _is_text,
    "uncertain_below": _or_none(_number(0.01, 0.99)),
    "data_folder": _is_text,
    "language": _one_of("system", "en", "de"),
    "theme": _one_of("system", "light", "dark"),
    "lsl": _one_of("off", "machine", "network"),
    "osc": _is_switch,
    "osc_address": _is_text,
    "websocket": _is_switch,
    "websocket_port": _whole(1, 65_535),
    "kiosk_microphone": _or_none(_is_microphone),
    "kiosk_threshold_dbfs": _or_none(_number(-120.0, 0.0)),
    "kiosk_pin_hash": _is_text,
}
