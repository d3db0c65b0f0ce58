"""A voice becomes a profile on disk, or none where somebody gave up."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.calibration.make_profile import make_profile
from emotion_desktop.services.calibration.measure_voice import VoiceMeasuring
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.storage.voice_profiles import VoiceProfiles
from tests.engine_double import EngineDouble
from tests.live_doubles import HandFedSource, VoiceActivityDouble


@pytest.fixture
def source() -> HandFedSource:
    return HandFedSource()


@pytest.fixture
def profiles(tmp_path: Path) -> VoiceProfiles:
    return VoiceProfiles(tmp_path / "voices")


def measuring_of(source: HandFedSource, engine: EngineDouble) -> VoiceMeasuring:
    lease = EngineCache(lambda: engine).request(Message("calibration"))
    return VoiceMeasuring(
        lambda: source, lease, lambda _phase: None, lambda: VoiceActivityDouble(4.0)
    )


def stored(profiles: VoiceProfiles) -> list:
    return profiles.read(lambda problem: pytest.fail(str(problem)))


def test_what_was_heard_is_stored_under_its_name(
    source: HandFedSource, profiles: VoiceProfiles
) -> None:
    measuring = measuring_of(source, EngineDouble())
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(make_profile, measuring, "Änne", profiles)
        assert source.started.wait(20)
        source.feed(12.0)
        measuring.finish()
        profile = running.result(20)
    assert profile is not None
    assert (profile.name, profile.speech_s, profile.bundle) == ("Änne", 12.0, "double")
    assert stored(profiles) == [profile]


def test_nothing_is_stored_of_too_little_speech_and_of_what_is_given_up(
    source: HandFedSource, profiles: VoiceProfiles, tmp_path: Path
) -> None:
    measuring = measuring_of(source, EngineDouble())
    measuring.finish()
    with pytest.raises(UserFacingError, match="of speech were heard"):
        make_profile(measuring, "Anna", profiles)
    given_up = measuring_of(source, EngineDouble())
    given_up.cancel()
    assert make_profile(given_up, "Anna", profiles) is None
    assert not (tmp_path / "voices").exists()


def test_models_that_fail_after_somebody_gave_up_are_no_failure(
    source: HandFedSource, profiles: VoiceProfiles
) -> None:
    at_work, go_on = threading.Event(), threading.Event()

    class Failing(EngineDouble):
        def voice_offset(self, sounds: object) -> tuple[float, ...]:
            at_work.set()
            assert go_on.wait(20)
            raise RuntimeError("the sound was odd")

    measuring = measuring_of(source, Failing())
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(make_profile, measuring, "Anna", profiles)
        assert source.started.wait(20)
        source.feed(12.0)
        measuring.finish()
        assert at_work.wait(20)
        measuring.cancel()
        go_on.set()
        assert running.result(20) is None
