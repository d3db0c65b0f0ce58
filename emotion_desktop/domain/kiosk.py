"""What the operator of an exhibition can choose."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KioskOptions:
    """How exhibition mode listens.

    Attributes
    ----------
    microphone : tuple of str or None
        Name and host interface of the microphone; None takes the first one found.
    threshold_dbfs : float
        Quieter sound is ignored; -inf ignores none.
    pin_hash : str
        From `emotion_desktop.domain.pin.hash_pin`; empty where no PIN was set, and then
        the operator page stays shut.
    """

    microphone: tuple[str, str] | None = None
    threshold_dbfs: float = -math.inf
    pin_hash: str = ""
