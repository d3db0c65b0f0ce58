"""The settings that the program remembers."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Final, Literal

from emotion_desktop.domain.field_kinds import Limits, kinds_of
from emotion_desktop.domain.kiosk import LOUDEST_DBFS, QUIETEST_DBFS, KioskOptions
from emotion_desktop.domain.live_options import (
    DEFAULT_HOP_S,
    DEFAULT_WINDOW_S,
    MAX_HOP_S,
    MIN_HOP_S,
    LiveOptions,
)
from emotion_desktop.domain.microphone import MicrophoneId
from emotion_desktop.domain.spoken_language import DEFAULT_LANGUAGE, SpokenLanguage

SourceKind = Literal["microphone", "recording", "demo"]
Device = Literal["auto", "cpu", "cuda"]
Language = Literal["system", "en", "de"]
ThemeName = Literal["system", "light", "dark"]
LslReach = Literal["off", "machine", "network"]

#: A century.
LONGEST_KEPT_DAYS: Final = 36_500
#: A working day.
LONGEST_IDLE_MIN: Final = 480


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults.

    The type of a field states what it allows; the settings page offers exactly that.

    Attributes
    ----------
    source : str
        Initial source of the live view: `microphone`, `recording` or `demo`.
    microphone : MicrophoneId or None
        None uses the first one found.
    recording : str
        Path of the audio file that was opened last; empty if there is none.
    channel : int or None
        Channel of the microphone, from 0; None mixes all of them.
    window_s, hop_s : float
        Length and hop of the sliding window in seconds; it is never shorter than the
        longest hop.
    provisional_words : bool
        Whether to show provisional words during an utterance.
    compare_with_speaker : bool
        Whether to normalise speech to the speaker's usual voice.
    two_speakers : bool
        Whether the live view proposes which of two people speaks.
    voice_profile : str
        Id of the voice profile that estimates are calibrated to; empty for none.
    smoothing : bool
        Whether curves are drawn smoothed; estimates themselves never are.
    device : str
        Where the models run: `auto`, `cpu` or `cuda`.
    asr_model : str
        Folder or name of a speech recogniser; empty for an included one.
    spoken_language : str
        What the recogniser expects to hear.
    uncertain_below : float or None
        Confidence in (0, 1) below which a result counts as uncertain; None leaves it to
        the models.
    data_folder : str
        Where recorded sessions are stored; empty for the system default.
    copies_audio : bool
        Whether the library keeps a copy of the audio of analysed files.
    keep_days : int or None
        Sessions older than this are deleted when the program starts; None keeps them for ever.
    lock_after_min : int or None
        The program locks an encrypted data folder after so many minutes without a key or the
        mouse; None never does.
    language : str
        Language of the user interface.
    theme : str
        `system`, `light` or `dark`.
    lsl : str
        Lab Streaming Layer: `off`, `machine` (this computer only) or `network`.
    osc, websocket : bool
        Whether to send results over OSC, and to serve them on a WebSocket.
    osc_address : str
        `HOST:PORT` or `PORT` that receives OSC.
    websocket_port : int
        Port on this computer on which the WebSocket is served.
    kiosk_microphone : MicrophoneId or None
        As `microphone`, for kiosk mode.
    kiosk_threshold_dbfs : float or None
        Kiosk mode ignores sound quieter than this; None ignores nothing.
    kiosk_pin_hash : str
        Hash of the operator PIN, from `domain.pin.hash_pin`; empty if there is none.
    rater : str
        Name of the rater chosen last; empty if there was none.
    prosody : bool
        Whether the Review page shows pitch, level and speech rate.

    Raises
    ------
    ValueError
        If a value is not one of those that its field allows; names the field.
    """

    source: SourceKind = "microphone"
    microphone: MicrophoneId | None = None
    recording: str = ""
    channel: Annotated[int, Limits(0, 63)] | None = None
    window_s: Annotated[float, Limits(MAX_HOP_S, 6.0)] = DEFAULT_WINDOW_S
    hop_s: Annotated[float, Limits(MIN_HOP_S, MAX_HOP_S)] = DEFAULT_HOP_S
    provisional_words: bool = True
    compare_with_speaker: bool = True
    two_speakers: bool = False
    voice_profile: str = ""
    smoothing: bool = False
    device: Device = "auto"
    asr_model: str = ""
    spoken_language: SpokenLanguage = DEFAULT_LANGUAGE
    uncertain_below: Annotated[float, Limits(0.01, 0.99)] | None = None
    data_folder: str = ""
    copies_audio: bool = False
    keep_days: Annotated[int, Limits(1, LONGEST_KEPT_DAYS)] | None = None
    lock_after_min: Annotated[int, Limits(1, LONGEST_IDLE_MIN)] | None = 15
    language: Language = "system"
    theme: ThemeName = "system"
    lsl: LslReach = "off"
    osc: bool = False
    osc_address: str = "127.0.0.1:9000"
    websocket: bool = False
    websocket_port: Annotated[int, Limits(1, 65_535)] = 8765
    kiosk_microphone: MicrophoneId | None = None
    kiosk_threshold_dbfs: Annotated[float, Limits(QUIETEST_DBFS, LOUDEST_DBFS)] | None = None
    kiosk_pin_hash: str = ""
    rater: str = ""
    prosody: bool = False

    def __post_init__(self) -> None:
        for name, kind in KINDS.items():
            value = getattr(self, name)
            if not kind.allows(value):
                raise ValueError(f"{value!r} is not a valid value for {name}")

    @property
    def live(self) -> LiveOptions:
        """Options for live sessions."""
        return LiveOptions(
            self.window_s,
            self.hop_s,
            self.provisional_words,
            self.compare_with_speaker,
            self.two_speakers,
        )

    @property
    def kiosk(self) -> KioskOptions:
        """Options for kiosk mode."""
        threshold = self.kiosk_threshold_dbfs
        return KioskOptions(
            microphone=self.kiosk_microphone,
            threshold_dbfs=-math.inf if threshold is None else threshold,
            pin_hash=self.kiosk_pin_hash,
        )

    def with_kiosk(self, options: KioskOptions) -> "Settings":
        """Return a copy with the options that the kiosk operator chose."""
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
    """Read settings written by `Settings.to_stored`, possibly of another version.

    Parameters
    ----------
    stored : mapping
        JSON text by field; may be incomplete, contain unknown fields, or be damaged.

    Returns
    -------
    Settings
        Each field that is missing or cannot be read has its default.
    """
    settings = Settings()
    for name, kind in KINDS.items():
        try:
            settings = replace(settings, **{name: kind.from_json(str(stored[name]))})
        # A JSON error is a ValueError; too many brackets are a RecursionError.
        except (KeyError, ValueError, TypeError, RecursionError):
            continue
    return settings


#: By name of the field, in the order of the fields.
KINDS: Final = kinds_of(Settings)
