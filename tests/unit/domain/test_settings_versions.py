import logging

import pytest

from emotion_desktop.domain.settings_versions import VERSION_KEY, Stored, migrated


def rename(stored: Stored) -> Stored:
    stored["hop_s"] = stored.pop("step_s")
    return stored


def halve(stored: Stored) -> Stored:
    return stored | {"hop_s": str(float(stored["hop_s"]) / 2)}


def test_migrations_run_in_order_from_the_stored_version() -> None:
    assert migrated({"step_s": "1.0"}, [rename, halve]) == {"hop_s": "0.5", VERSION_KEY: "3"}
    assert migrated({"hop_s": "1.0", VERSION_KEY: "2"}, [rename, halve])["hop_s"] == "0.5"
    assert migrated({"hop_s": "1.0", VERSION_KEY: "3"}, [rename, halve])["hop_s"] == "1.0"


def test_where_one_fails_the_old_values_stay_and_the_next_one_runs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(stored: Stored) -> Stored:
        stored.clear()
        raise KeyError("nobody foresaw this")

    with caplog.at_level(logging.ERROR):
        found = migrated({"step_s": "1.0", "theme": '"dark"'}, [fail, rename, halve])
    assert found == {"hop_s": "0.5", "theme": '"dark"', VERSION_KEY: "4"}
    assert "to version 2" in caplog.text


@pytest.mark.parametrize("version", ["", "one", "-1", "1.5", "9" * 400, "²"])
def test_a_version_that_is_none_counts_as_the_first(version: str) -> None:
    assert migrated({"step_s": "1.0", VERSION_KEY: version}, [rename])["hop_s"] == "1.0"


def test_settings_of_a_newer_version_stay_as_they_are() -> None:
    newer = {"hop_s": "1.0", VERSION_KEY: "7"}
    assert migrated(newer, [rename]) == newer
