"""Voice profiles: the voice that estimates from speech are calibrated to."""

import json
import math
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from emotion_desktop.domain.labels import EMOTIONS

#: Limits of the neutral speech, in seconds: less says too little about a voice, more
#: brings nothing.
MIN_SPEECH_S: Final = 10.0
MAX_SPEECH_S: Final = 30.0
#: Longest audio that is searched for that speech.
MAX_LISTENING_S: Final = 180.0
#: Characters of a profile's name.
MAX_NAME: Final = 30


@dataclass(frozen=True, slots=True)
class VoiceProfile:
    """How a voice sounds to the speech network when it is neutral.

    Attributes
    ----------
    id : str
        Id of the profile; stays the same when it is renamed.
    name : str
        Name given by the user.
    made_at : datetime
        With its time zone.
    speech_s : float
        Duration of the speech it was made from, in seconds.
    bundle : str
        `bundle_id` of the models it was made with; it is meaningless to others.
    logit_offset : tuple of float
        Seven numbers, in the order of `EMOTIONS`, to subtract from the speech
        network's logits before they are calibrated.

    Raises
    ------
    ValueError
        If there are not seven finite numbers, or the name is empty or too long.
    """

    id: str
    name: str
    made_at: datetime
    speech_s: float
    bundle: str
    logit_offset: tuple[float, ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.name.strip()) <= MAX_NAME:
            raise ValueError(f"a name has 1 to {MAX_NAME} characters, not {len(self.name)}")
        numbers = (*self.logit_offset, self.speech_s)
        if len(numbers) != len(EMOTIONS) + 1 or not all(map(math.isfinite, numbers)):
            raise ValueError("a profile needs seven finite numbers and seconds of speech")

    def to_json(self) -> str:
        """Write the form that `voice_profile_from` reads."""
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat()}, indent=2) + "\n"


def voice_profile_from(text: str) -> VoiceProfile:
    """Read a profile written by `VoiceProfile.to_json`.

    Raises
    ------
    ValueError
        If it is not a voice profile, or damaged.
    """
    try:
        stored: dict[str, Any] = json.loads(text)
        return VoiceProfile(
            id=str(stored["id"]),
            name=str(stored["name"]),
            made_at=datetime.fromisoformat(stored["made_at"]),
            speech_s=float(stored["speech_s"]),
            bundle=str(stored["bundle"]),
            logit_offset=tuple(map(float, stored["logit_offset"])),
        )
    except (KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError(f"not a voice profile ({error!r})") from error


@dataclass(frozen=True, slots=True)
class VoiceProgress:
    """Progress of listening to a voice.

    Attributes
    ----------
    speech_s : float
        Seconds of speech so far, by voice activity.
    level_dbfs : float
        RMS level of the latest audio in dBFS.
    clipping : bool
        Whether the latest audio reached full scale.
    """

    speech_s: float = 0.0
    level_dbfs: float = -math.inf
    clipping: bool = False

    @property
    def enough(self) -> bool:
        """Whether there is enough speech for a profile."""
        return self.speech_s >= MIN_SPEECH_S
