from pathlib import Path

import pytest

from emotion_desktop.services import diagnostics as doctor
from emotion_desktop.services.diagnostics import Check, checks
from emotion_desktop.system import requirements


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


def test_a_package_of_the_wrong_version_or_none_is_named() -> None:
    check = doctor._packages(["numpy<1", "no-such-package>=1", "pytest>=8"])
    assert not check.ok
    assert check.essential
    assert "numpy is 2" in check.detail
    assert "no-such-package is missing" in check.detail
    assert "pytest" not in check.detail


def test_extras_are_not_asked_for() -> None:
    assert doctor._packages(['no-such-package>=1; extra == "dev"']).ok


def test_a_missing_bundle_is_broken_with_its_remedy(tmp_path: Path) -> None:
    check = doctor._checked("Emotion models", lambda: doctor._bundle(tmp_path))
    assert check.state == "broken"
    assert str(tmp_path) in check.detail
    assert "\n" not in check.detail


def test_the_installed_recogniser_is_the_one_that_was_tested() -> None:
    check = doctor._checked("Speech recogniser", doctor._recogniser)
    assert check.ok, check.detail
    assert "tiny.en" in check.detail


def test_a_missing_library_is_a_finding_and_no_crash() -> None:
    def look() -> str:
        raise OSError("PortAudio library not found")

    check = doctor._checked("Microphones", look, essential=False)
    assert check == Check("Microphones", False, "PortAudio library not found", essential=False)
    assert check.state == "missing"


def test_the_log_of_errors_is_named_whether_or_not_there_is_one(tmp_path: Path) -> None:
    check = doctor._log_file(tmp_path)
    assert check.ok
    path = tmp_path / "logs" / "emotion-desktop.log"
    assert check.detail == f"{path} (not created yet: no errors)"
    path.parent.mkdir()
    path.touch()
    assert doctor._log_file(tmp_path).detail == str(path)
