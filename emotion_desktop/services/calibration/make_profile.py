"""Makes and stores a voice profile."""

from datetime import UTC, datetime

from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.services.calibration.measure_voice import VoiceMeasuring
from emotion_desktop.storage.voice_profiles import VoiceProfiles, new_profile_id


def make_profile(
    measuring: VoiceMeasuring, name: str, profiles: VoiceProfiles
) -> VoiceProfile | None:
    """Listen, measure, and store the profile.

    Parameters
    ----------
    measuring : VoiceMeasuring
        Not run yet.
    name : str
        For people.
    profiles : VoiceProfiles
        Folder for the profile.

    Returns
    -------
    VoiceProfile or None
        None if measuring was cancelled; nothing is stored then, even if the
        cancelled measurement fails while ending.

    Raises
    ------
    UserFacingError
        If the voice cannot be measured, or the profile cannot be written.
    """
    try:
        voice = measuring.run()
    except Exception:
        if measuring.cancelled:
            return None
        raise
    if voice is None:
        return None
    profile = VoiceProfile(
        id=new_profile_id(),
        name=name,
        made_at=datetime.now(UTC),
        speech_s=round(voice.speech_s, 1),
        bundle=voice.bundle,
        logit_offset=voice.logit_offset,
    )
    profiles.write(profile)
    return profile
