"""Voice profiles: what is stored, and what becomes of files that are broken."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.storage.voice_profiles import VoiceProfiles

ANNA = VoiceProfile(
    "one", "Änna", datetime(2026, 11, 22, tzinfo=UTC), 24.1, "models", (0.25, -1.0, 0, 0, 0, 0, 0)
)
BERT = replace(ANNA, id="two", name="bert")


def never(problem: UserFacingError) -> None:
    raise problem


def test_profiles_are_read_as_they_were_written_and_renamed(tmp_path: Path) -> None:
    profiles = VoiceProfiles(tmp_path / "new" / "voices")
    assert profiles.read(never) == []
    for profile in (ANNA, BERT, replace(ANNA, name="Zoe")):
        profiles.write(profile)
    assert profiles.read(never) == [BERT, replace(ANNA, name="Zoe")]
    profiles.delete(BERT)
    profiles.delete(BERT)
    assert [profile.name for profile in profiles.read(never)] == ["Zoe"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"name": "x"}', ANNA.to_json().replace("0.25", "NaN"), "\udcff", "[" * 100_000],
)
def test_a_broken_profile_is_named_and_the_others_are_read(tmp_path: Path, text: str) -> None:
    profiles = VoiceProfiles(tmp_path)
    profiles.write(ANNA)
    broken = tmp_path / "broken.voice.json"
    broken.write_bytes(text.encode("utf-8", "surrogateescape"))
    problems: list[UserFacingError] = []
    assert profiles.read(problems.append) == [ANNA]
    assert [str(broken) in problem.what for problem in problems] == [True]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserFacingError, match="cannot be created"):
        VoiceProfiles(tmp_path / "file" / "voices").write(ANNA)
