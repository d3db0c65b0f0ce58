from collections.abc import Callable
from pathlib import Path

import pytest

from emotion_desktop.services import diagnostics as doctor
from emotion_desktop.services.diagnostics import Check, checks
from emotion_desktop.system import requirements

#: What loads libraries, and therefore takes seconds.
SLOW = {"Emotion models": "_bundle", "Speech recogniser": "_recogniser"} | {
    "Speaker models": "_speakers",
    "GPU": "_gpu",
    "Microphones": "_microphones",
}


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Check]:
    """Run all checks and return one; the others of those that are slow find all in order."""
    monkeypatch.setattr(doctor, "default_data_folder", lambda: tmp_path)

    def run(name: str) -> Check:
        for other, look in SLOW.items():
            if other != name:
                monkeypatch.setattr(doctor, look, lambda: "in order")
        [found] = [one for one in checks() if one.name == name]
        return found

    return run


def test_what_is_wrong_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(requirements, "requires", lambda _: ["no-such-package>=1"])
    monkeypatch.setattr(doctor, "_bundle", lambda: "folder")
    monkeypatch.setattr(doctor, "_microphones", lambda: "one")
    states = [check.state for check in checks()]
    assert states[:2] == ["broken", "missing"]
    assert set(states[2:]) == {"ok"}


def test_a_package_of_the_wrong_version_or_none_is_named(
    check: Callable[[str], Check], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ["numpy<1", "no-such-package>=1", "pytest>=8"]
    monkeypatch.setattr(requirements, "requires", lambda _: wanted)
    packages = check("Packages")
    assert not packages.ok
    assert packages.essential
    assert "numpy is 2" in packages.detail
    assert "no-such-package is missing" in packages.detail
    assert "pytest" not in packages.detail


def test_extras_are_not_asked_for(
    check: Callable[[str], Check], monkeypatch: pytest.MonkeyPatch
) -> None:
    extra = 'no-such-package>=1; extra == "dev"'
    monkeypatch.setattr(requirements, "requires", lambda _: [extra])
    assert check("Packages").ok


def test_a_missing_bundle_is_broken_with_its_remedy(
    check: Callable[[str], Check], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "default_bundle_folder", lambda: tmp_path)
    models = check("Emotion models")
    assert models.state == "broken"
    assert str(tmp_path) in models.detail
    assert "\n" not in models.detail


def test_the_installed_recogniser_is_the_one_that_was_tested(
    check: Callable[[str], Check],
) -> None:
    recogniser = check("Speech recogniser")
    assert recogniser.ok, recogniser.detail
    assert "tiny.en" in recogniser.detail


def test_the_models_that_tell_speakers_apart_are_checked_but_not_essential(
    check: Callable[[str], Check], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = check("Speaker models")
    assert found.ok, found.detail
    assert "speaker_embedding.safetensors" in found.detail
    monkeypatch.setattr(
        "emotion_desktop.inference.speaker_embedding.weights_folder", lambda: tmp_path
    )
    found = check("Speaker models")
    assert found.state == "missing"
    assert str(tmp_path) in found.detail


def test_a_missing_library_is_a_finding_and_no_crash(
    check: Callable[[str], Check], monkeypatch: pytest.MonkeyPatch
) -> None:
    def look() -> str:
        raise OSError("PortAudio library not found")

    monkeypatch.setattr(doctor, "_microphones", look)
    found = check("Microphones")
    assert found == Check("Microphones", False, "PortAudio library not found", essential=False)
    assert found.state == "missing"


def test_the_log_of_errors_is_named_whether_or_not_there_is_one(
    check: Callable[[str], Check], tmp_path: Path
) -> None:
    log = check("Error log")
    assert log.ok
    path = tmp_path / "logs" / "emotion-desktop.log"
    assert log.detail == f"{path} (not created yet: no errors)"
    path.parent.mkdir()
    path.touch()
    assert check("Error log").detail == str(path)
