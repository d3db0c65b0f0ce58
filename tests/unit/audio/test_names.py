"""Names that are no text in the system's encoding are names all the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.audio.files import read_all
from tests.unit.audio.made_sounds import WriteSound, level_of, tone
from tests.unit.audio.source_listener import Listener

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names are always text there")


@pytest.mark.parametrize("suffix", [".wav", ".mp3"])  # libsndfile reads one, FFmpeg the other
def test_a_name_that_is_not_utf_8_is_read(suffix: str, write_sound: WriteSound) -> None:
    path = write_sound(f"talk{suffix}", tone(300, seconds=1))
    latin = path.with_name(os.fsdecode(b"latin1_\xe4\xf6") + suffix)
    path.rename(latin)
    assert level_of(read_all(latin), 300) == pytest.approx(0.3, rel=0.1)


def test_a_recording_that_is_played_has_a_name_that_is_text(write_sound: WriteSound) -> None:
    path = write_sound("talk.wav", tone(300, seconds=1))
    latin = path.with_name(os.fsdecode(b"latin1_\xe4\xf6.wav"))
    path.rename(latin)
    source, listener = FileSource(latin, speed=None), Listener()
    assert source.name == r"latin1_\xe4\xf6.wav"
    listener.listen_to_the_end_of(source)
    assert listener.reasons == [None]
    assert len(listener.sound()) == pytest.approx(16_000, abs=100)


@pytest.mark.parametrize("suffix", [".wav", ".mp3"])
def test_a_locale_that_is_ascii_changes_nothing(
    suffix: str, write_sound: WriteSound, tmp_path: Path
) -> None:
    write_sound(f"grün{suffix}", tone(300, seconds=1))
    code = (
        "import pathlib; from emotion_desktop.audio.files import read_all\n"
        f"[path] = pathlib.Path({str(tmp_path)!r}).glob('*{suffix}')\n"
        "print(len(read_all(path)))"
    )
    ascii_only = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **ascii_only},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == pytest.approx(16_000, abs=1_000)
