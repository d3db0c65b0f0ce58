"""What the kiosk operator can choose."""

import math
from dataclasses import dataclass
from typing import Final

from emotion_desktop.domain.microphone import MicrophoneId

#: Limits of the threshold: higher ones would be useless, and lower ones would ignore nothing.
QUIETEST_DBFS: Final = -59.0
LOUDEST_DBFS: Final = -10.0


@dataclass(frozen=True, slots=True)
class KioskOptions:
    """How kiosk mode listens.

    Attributes
    ----------
    microphone : MicrophoneId or None
        None uses the first one found.
    threshold_dbfs : float
        Quieter sound is ignored; -inf ignores nothing.
    pin_hash : str
        From `emotion_desktop.domain.pin.hash_pin`; empty if no PIN was set, in which case
        the operator page stays locked.
    """

    microphone: MicrophoneId | None = None
    threshold_dbfs: float = -math.inf
    pin_hash: str = ""
