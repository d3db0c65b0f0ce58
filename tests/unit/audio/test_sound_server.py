import json
import os
from pathlib import Path

import pytest

from emotion_desktop.audio import sound_server
from emotion_desktop.audio.sound_server import Move, StreamFollower, server_sources


class ServerDouble:
    """Answers as `pactl` does; sources are {index: name}, our stream is on one of them."""

    def __init__(self) -> None:
        self.sources = {1: "usb", 2: "desk"}
        self.place = 1
        self.sent_back: list[str] = []

    def run(self, *arguments: str) -> str | None:
        if arguments[-1] == "sources":
            return json.dumps([self._source(*source) for source in self.sources.items()])
        if arguments[-1] == "source-outputs":
            ours = {"application.process.id": str(os.getpid())}
            other = {"index": 9, "source": 2, "properties": {}}
            return json.dumps([other, {"index": 5, "source": self.place, "properties": ours}])
        assert arguments[:2] == ("move-source-output", "5")
        self.sent_back.append(arguments[2])
        return ""

    def _source(self, index: int, name: str) -> dict[str, object]:
        spec = "s16le 2ch 44100Hz"
        return {
            "index": index,
            "name": name,
            "description": name.upper(),
            "monitor_source": "",
            "sample_specification": spec,
        }


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> ServerDouble:
    double = ServerDouble()
    monkeypatch.setattr(sound_server, "_run", double.run)
    return double


def test_the_server_tells_channels_and_rate(server: ServerDouble) -> None:
    assert [(s.title, s.channels, s.rate_hz) for s in server_sources() or []] == [
        ("USB", 2, 44_100),
        ("DESK", 2, 44_100),
    ]


def test_a_stream_goes_back_when_its_microphone_is_plugged_in_again(server: ServerDouble) -> None:
    follower = StreamFollower("usb")
    assert follower.check() is None
    del server.sources[1]
    server.place = 2
    assert follower.check() == Move("USB", "DESK", back=False)
    assert follower.check() is None
    assert server.sent_back == []
    server.sources[3] = "usb"
    assert follower.check() is None
    assert server.sent_back == ["usb"]
    server.place = 3
    assert follower.check() == Move("DESK", "USB", back=True)
    assert follower.check() is None


def test_a_stream_that_somebody_moved_by_hand_is_left_there(server: ServerDouble) -> None:
    follower = StreamFollower("usb")
    follower.check()
    server.place = 2
    assert follower.check() == Move("USB", "DESK", back=False)
    assert follower.check() is None
    assert server.sent_back == []


def test_the_default_microphone_follows_the_server(server: ServerDouble) -> None:
    follower = StreamFollower(None)
    assert follower.check() is None
    del server.sources[1]
    server.place = 2
    assert follower.check() == Move("USB", "DESK", back=False)
    server.sources[3] = "usb"
    assert follower.check() is None
    assert server.sent_back == []


@pytest.mark.parametrize("answer", [None, "no JSON"])
def test_without_an_answer_nothing_is_known(
    answer: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_server, "_run", lambda *_: answer)

    assert server_sources() is None
    assert StreamFollower("usb").check() is None


@pytest.mark.skipif(os.name != "posix", reason="it stands in for a program of Unix")
def test_a_name_that_is_no_text_hides_no_other_microphone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = '"sample_specification": "s16le 1ch 48000Hz", "monitor_source": ""'
    listed = (
        f'[{{"index": 3, "name": "usb", "description": "M\udcfcic", {spec}}},'
        f' {{"index": 4, "name": "desk", "description": "Tisch-Mikrofön", {spec}}}]'
    )
    (tmp_path / "answer").write_bytes(listed.encode("utf-8", "surrogateescape"))
    pactl = tmp_path / "pactl"
    pactl.write_text(f"#!/bin/sh\nexec /bin/cat '{tmp_path / 'answer'}'\n")
    pactl.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = server_sources()
    assert found is not None
    assert [(one.name, one.title) for one in found] == [
        ("usb", "microphone 3"),
        ("desk", "Tisch-Mikrofön"),
    ]
