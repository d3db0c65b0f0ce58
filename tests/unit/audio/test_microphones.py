import builtins
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from emotion_desktop.audio import microphones as devices
from emotion_desktop.audio import sound_server
from emotion_desktop.audio.microphones import Microphone, find_microphone, microphones
from emotion_desktop.audio.portaudio import library
from emotion_desktop.audio.sound_server import ServerSource
from emotion_desktop.domain.errors import UserFacingError
from tests.unit.audio.sound_double import SoundDouble


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SoundDouble:
    double = SoundDouble()
    monkeypatch.setattr(library, "_sounddevice", double)
    monkeypatch.setattr(sound_server, "_run", lambda *_: None)
    monkeypatch.setattr(devices, "_CARDS", tmp_path / "no cards listed here")
    return double


def test_only_devices_with_inputs_are_microphones(sound: SoundDouble) -> None:
    sound.plugged = [("Speakers", 0), ("Headset", 2)]

    assert microphones(refresh=True) == [Microphone(1, "Headset", "Core Audio", 48_000, 2)]


def test_a_machine_without_a_sound_system_has_no_microphones(sound: SoundDouble) -> None:
    sound.plugged = []

    assert microphones(refresh=True) == []
    with pytest.raises(UserFacingError, match="No microphone"):
        find_microphone(None, None)


class Stream:
    """Stands for an open stream of sounddevice."""

    def abort(self, *, ignore_errors: bool) -> None:
        """Do nothing."""

    close = abort


def test_portaudio_looks_again_only_while_no_stream_is_open(sound: SoundDouble) -> None:
    stream = Stream()
    with library.held():
        library.opened(stream, ask_to_close=lambda: None)
    sound.plugged = [("Headset", 1)]
    try:
        assert [found.name for found in microphones(refresh=True)] == ["Fake"]
    finally:
        library.close(stream)
    assert [found.name for found in microphones(refresh=True)] == ["Headset"]


def test_the_same_name_is_found_behind_its_own_host_only(sound: SoundDouble) -> None:
    assert find_microphone("Fake", "Core Audio").index == 0
    with pytest.raises(UserFacingError, match="Fake is not connected"):
        find_microphone("Fake", "ALSA")


def test_a_twin_that_is_plugged_in_does_not_hide_a_microphone(
    sound: SoundDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = ({"name": "ALSA"},)
    sound.query_hostapis = lambda index=None: hosts
    sound.plugged = [("pulse", 32)]
    library.look_again()
    usb, twin = (ServerSource(i, f"usb.{i}", "USB", 1, 48_000, False) for i in (4, 7))
    monkeypatch.setattr(devices, "server_sources", lambda: [usb])
    alone = microphones()[0]
    monkeypatch.setattr(devices, "server_sources", lambda: [usb, twin])
    names = [found.name for found in microphones()[:2]]

    assert alone.name == "USB"
    assert names == ["USB [usb.4]", "USB [usb.7]"]
    assert find_microphone("USB", "PulseAudio").server_source == "usb.4"
    assert find_microphone("USB [usb.7]", "PulseAudio").server_source == "usb.7"
    monkeypatch.setattr(devices, "server_sources", lambda: [twin])
    assert find_microphone("USB [usb.7]", "PulseAudio").server_source == "usb.7"
    with pytest.raises(UserFacingError):
        find_microphone("USB [usb.4]", "PulseAudio")


def test_the_list_of_last_time_serves_while_portaudio_hangs(
    sound: SoundDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "_BUSY_S", 0.05)
    known = microphones()
    hanging, go_on = threading.Event(), threading.Event()

    def hang() -> None:
        with library.held():
            hanging.set()
            assert go_on.wait(10)

    thread = threading.Thread(target=hang)
    thread.start()
    assert hanging.wait(5)
    try:
        assert microphones(refresh=True) == known != []
    finally:
        go_on.set()
        thread.join()


def test_a_missing_portaudio_names_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real_import = builtins.__import__

    def without_portaudio(name: str, *args: object, **kwargs: object) -> object:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(library, "_sounddevice", None)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_portaudio)

    with pytest.raises(UserFacingError, match="libportaudio2"):
        microphones()


def test_a_microphone_whose_name_is_no_text_is_shown_by_its_number_and_can_be_opened(
    tmp_path: Path,
) -> None:
    (tmp_path / ".asoundrc").write_bytes(
        b"pcm.!default { type null }\nctl.!default { type null }\n"
        b'pcm.good { type null hint { show on description "good" } }\n'
        b'pcm."M\xfcic" { type null hint { show on description "bad" } }\n'
    )
    program = """
from emotion_desktop.audio.microphones import Microphone, find_microphone, microphones
from emotion_desktop.audio.portaudio import library
found = microphones(refresh=True)
print([one.name for one in found])
[bad] = [one for one in found if one.name == f"microphone {one.index}"]
assert find_microphone(bad.name, bad.host) == bad
with library.held() as sounddevice:
    sounddevice.InputStream(device=bad.index, samplerate=48_000, channels=1).close()
print("opened")
"""
    if sys.platform != "linux":
        pytest.skip("ALSA's names come from a file on Linux only")
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        env={**os.environ, "HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    if "good" not in done.stdout and "PortAudio" in done.stderr:
        pytest.skip("there is no PortAudio, or it was made without ALSA")
    assert "'good'" in done.stdout, done.stderr
    assert "opened" in done.stdout, done.stderr
