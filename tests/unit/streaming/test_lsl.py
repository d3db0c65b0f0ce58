import socket
import time
from collections.abc import Iterator
from uuid import uuid4

import numpy as np
import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import SessionStarted
from emotion_desktop.streaming import lsl
from emotion_desktop.streaming.lsl import MARKERS, STREAM, LslOutlet
from tests.unit.streaming.live_events import (
    FAILED,
    MODELS,
    SESSION,
    SPOKEN,
    STARTED,
    STARTED_AT,
    WORDLESS,
    wait_until,
    window,
)

pylsl = pytest.importorskip("pylsl", reason="liblsl is not on this machine", exc_type=RuntimeError)

#: liblsl's multicast group and port, where it looks for streams on the local network.
GROUP, MULTICAST_PORT = "224.0.0.183", 16_571


@pytest.fixture
def outlet(monkeypatch: pytest.MonkeyPatch) -> Iterator[LslOutlet]:
    run = uuid4().hex  # other programs of this machine may stream, other tests too
    monkeypatch.setattr(lsl, "source_id", lambda stream: f"{stream}@{run}")
    outlet = LslOutlet()
    yield outlet
    outlet.close()


def inlet_of(outlet: LslOutlet, stream: str) -> "pylsl.StreamInlet":
    found = pylsl.resolve_byprop("source_id", lsl.source_id(stream), timeout=20)
    assert [info.name() for info in found] == [stream]
    inlet = pylsl.StreamInlet(found[0])
    inlet.open_stream(timeout=20)
    sending = outlet.estimates if stream == STREAM else outlet.markers
    assert sending is not None
    assert sending.wait_for_consumers(20)
    return inlet


def started_now() -> tuple[SessionStarted, float]:
    """Return the start of a session, a minute ago, and the same moment on LSL's clock."""
    ago_s = 60.0
    started = SessionStarted("Desk microphone", STARTED_AT, time.monotonic() - ago_s, MODELS)
    return started, pylsl.local_clock() - ago_s


def test_estimates_arrive_labelled_and_stamped_with_the_moment_of_their_sound(
    outlet: LslOutlet,
) -> None:
    inlet = inlet_of(outlet, STREAM)
    info = inlet.info(timeout=20)
    assert (info.type(), info.channel_count(), info.nominal_srate()) == ("Emotion", 21, 0.0)
    assert info.channel_format() == pylsl.cf_float32
    assert info.get_channel_labels() == [
        f"{modality}_{emotion}" for modality in ("speech", "text", "fused") for emotion in EMOTIONS
    ]
    assert info.get_channel_units() == ["probability"] * 21

    started, started_lsl_s = started_now()
    for event in (started, window(3.0), SPOKEN, WORDLESS):
        outlet.take(event)
    rows, stamps = zip(*(inlet.pull_sample(timeout=20) for _ in range(3)), strict=True)
    np.testing.assert_allclose(np.array(stamps) - started_lsl_s, [3.0, 2.5, 5.0], atol=0.005)
    heard, spoken, wordless = np.reshape(np.array(rows, np.float32), (3, 3, 7))
    np.testing.assert_array_equal(heard[0], window().window.estimate.probabilities)
    assert np.isnan(heard[1:]).all()
    estimate = SPOKEN.utterance.estimate
    assert estimate.speech is not None
    assert estimate.text is not None
    predictions = [e.probabilities for e in (estimate.speech, estimate.text, estimate)]
    np.testing.assert_array_equal(spoken, predictions)
    assert np.isnan(wordless).any(axis=1).tolist() == [False, True, False]


def test_markers_tell_the_session_in_words(outlet: LslOutlet) -> None:
    inlet = inlet_of(outlet, MARKERS)
    assert inlet.info(timeout=20).type() == "Markers"
    started, started_lsl_s = started_now()
    for event in SESSION:
        outlet.take(started if event is STARTED else event)
    told = [inlet.pull_sample(timeout=20) for _ in range(9)]
    spoken, wordless = (e.utterance.estimate.label for e in (SPOKEN, WORDLESS))
    assert [text for (text,), _ in told] == [
        "session/start: Desk microphone",
        "utterance/start",
        f"utterance/{spoken}: Grüße you",
        "marker: door slams",
        "correction/anger: utterance 7",
        "utterance/start",
        f"utterance/{wordless}/uncertain",
        "notice/lost: “Desk microphone” was unplugged",
        "session/end: unplugged",
    ]
    moments = np.array([stamp - started_lsl_s for _, stamp in told])
    timed = [0, 1, 2, 3, 5, 6, 7]
    np.testing.assert_allclose(moments[timed], [0, 0.5, 2.5, 3.5, 4, 5, 6], atol=0.005)
    assert (moments[[4, 8]] >= 60).all()  # what has no moment of its own: now


def test_a_receiver_finds_the_stream_again_when_the_program_comes_back(outlet: LslOutlet) -> None:
    inlet = inlet_of(outlet, STREAM)
    outlet.take(STARTED)
    outlet.take(window(3.0))
    assert inlet.pull_sample(timeout=20)[0] is not None
    outlet.close()
    again = LslOutlet()
    try:
        assert again.estimates is not None
        assert again.estimates.wait_for_consumers(60)
        again.take(STARTED)
        again.take(window(4.0, seed=9))
        row, _ = inlet.pull_sample(timeout=20)
        np.testing.assert_array_equal(
            np.array(row[:7], np.float32), window(4.0, seed=9).window.estimate.probabilities
        )
    finally:
        again.close()


def test_the_network_does_not_learn_of_the_streams(outlet: LslOutlet) -> None:
    def query(sender: socket.socket) -> bytes:
        port = sender.getsockname()[1]
        return f"LSL:shortinfo\r\nsource_id='{lsl.source_id(STREAM)}'\r\n{port} 1\r\n".encode()

    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as member,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker,
    ):
        member.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        member.bind(("", MULTICAST_PORT))
        asker.bind(("", 0))
        try:
            group = socket.inet_aton(GROUP) + socket.inet_aton("0.0.0.0")
            member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
            asker.sendto(query(asker), (GROUP, MULTICAST_PORT))
            member.settimeout(2)
            while member.recv(4_096) != query(asker):
                pass
        except OSError as error:
            pytest.skip(f"multicast does not work on this machine: {error}")
        asker.settimeout(1)
        with pytest.raises(TimeoutError):
            asker.recv(4_096)
    assert inlet_of(outlet, STREAM)  # while this machine does


def test_the_reach_cannot_change_behind_the_back_of_who_asked_for_privacy(
    outlet: LslOutlet,
) -> None:
    with pytest.raises(UserFacingError, match="network scope"):
        LslOutlet(network=True)


def test_sessions_follow_each_other_and_nothing_is_told_between_them(outlet: LslOutlet) -> None:
    inlet = inlet_of(outlet, STREAM)
    for event in (window(1.0), STARTED, FAILED, window(2.0), STARTED, window(3.0)):
        outlet.take(event)
    wait_until(outlet, lambda counters: counters.told == 6)
    row, _ = inlet.pull_sample(timeout=20)
    assert row is not None
    assert inlet.pull_sample(timeout=0.2) == (None, None)
