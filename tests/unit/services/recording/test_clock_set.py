"""The clock of the computer is set while it records: durations and order do not follow it."""

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from emotion_desktop.domain.live_events import SourceEnded
from emotion_desktop.services.live import sound_intake
from emotion_desktop.services.recording.recorder import SessionRecorder
from emotion_desktop.storage.store import SessionStore
from tests.engine_double import EngineDouble
from tests.live_doubles import HandFedSource, Listening

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class SetClock(datetime):
    """A wall clock that a test sets."""

    time = NOON

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.time.astimezone(tz)


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=1)])
def test_sessions_before_and_after_a_jump_are_whole_and_as_long_as_they_were(
    tmp_path: Path, jump: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_intake, "datetime", SetClock)
    monkeypatch.setattr(SetClock, "time", NOON)
    for _ in range(2):
        source = HandFedSource()
        recorder = SessionRecorder(tmp_path)
        recorder.start_recording()
        live = Listening(source, EngineDouble, sinks=[recorder])
        live.pipeline.start()
        assert source.started.wait(20)
        source.feed(2)
        SetClock.time += jump  # in the middle of a session
        source.feed(3)
        assert live.pipeline.stop(20)
        assert live.events[-1] == SourceEnded(None)
        recorder.close()
        assert recorder.state.error is None
    with SessionStore(tmp_path, pytest.fail) as store:
        sessions = store.sessions()
    assert len({session.id for session in sessions}) == 2
    for session in sessions:
        assert session.state == "finished"
        assert session.duration_s == 5
        assert session.ended_at == session.started_at + timedelta(seconds=5)
    starts = sorted(session.started_at for session in sessions)
    assert starts[1] - starts[0] == pytest.approx(abs(jump), abs=timedelta(seconds=1))
