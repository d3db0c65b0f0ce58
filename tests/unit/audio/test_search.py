import os
from pathlib import Path

import av
import numpy as np
import pytest

from emotion_desktop.audio.files import probe
from emotion_desktop.audio.search import search
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.sound_files import SOUND_SUFFIXES

#: What FFmpeg opens besides by its content: names that its own list of endings lacks.
OTHER_NAMES = {
    *(".wav", ".wave", ".bwf", ".w64", ".rf64", ".aif", ".aiff", ".aifc", ".au", ".snd", ".caf"),
    *(".voc", ".mpga", ".oga", ".opus", ".spx", ".ogx", ".ogv", ".ogm", ".m4r", ".qt", ".3gpp"),
    *(".wma", ".wmv", ".asf", ".divx", ".amr", ".awb", ".ra", ".rm", ".rmvb", ".wv", ".mpg"),
    *(".mpeg", ".vob", ".ts", ".m2ts", ".mts", ".m2t", ".mxf", ".wtv"),
}


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def found_in(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in search(folder).recordings]


def test_a_folder_gives_its_sound_files_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "b.WAV", "a.mp3", "deep/er/c.m4a", "notes.txt", ".hidden/d.wav", "._a.wav")
    assert found_in(tmp_path) == ["a.mp3", "b.WAV", "deep/er/c.m4a"]


def test_all_that_the_decoder_opens_is_found(tmp_path: Path) -> None:
    endings = ["ts", "m2ts", "mts", "mp2", "flv", "spx", "wv", "tta", "dss", "3g2", "awb", "vob"]
    names = [f"x.{ending}" for ending in endings]
    touch(tmp_path, *names)
    assert found_in(tmp_path) == sorted(names)


def test_every_ending_that_a_search_takes_belongs_to_a_decoder() -> None:
    known = set(OTHER_NAMES)
    for name in av.formats_available:
        try:
            known |= {f".{end}" for end in av.ContainerFormat(name, "r").extensions}
        except ValueError:  # one that only writes
            continue
    assert SOUND_SUFFIXES - known == set()


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("talk.ts", "mp2"),
        ("talk.flv", "aac"),
        ("talk.wv", "wavpack"),
        ("talk.tta", "tta"),
        ("talk.mp2", "mp2"),
        ("talk.m2ts", "ac3"),
        ("talk.caf", "pcm_s16le"),
        ("talk.3g2", "aac"),
        ("talk.vob", "mp2"),
    ],
)
def test_what_is_found_can_be_opened(name: str, codec: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=44_100, layout="stereo")
        sound = np.random.default_rng(0).normal(0, 0.1, (2, 44_100)).astype(np.float32)
        whole = av.AudioFrame.from_ndarray(sound, format="fltp", layout="stereo")
        whole.rate = 44_100
        context = stream.codec_context
        context.format = context.codec.audio_formats[0]
        context.open()
        resampler = av.AudioResampler(context.format, "stereo", 44_100, context.frame_size or 1024)
        for frame in [*resampler.resample(whole), *resampler.resample(None)]:
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert found_in(tmp_path) == [name]
    assert probe(path).channels == 2


def test_what_was_left_out_is_counted_by_kind(tmp_path: Path) -> None:
    touch(tmp_path, "a.wav", "1.txt", "2.txt", "photo.jpg", "README", ".secret.wav", "._a.wav")
    touch(tmp_path, "a.wav.emotion.json", "a.wav.emotion.csv")
    (tmp_path / "elsewhere").symlink_to(tmp_path)
    touch(tmp_path, ".trash/b.wav")
    (tmp_path / "source.ts").write_text("export const answer = 42;\n")
    told = search(tmp_path).left_out
    assert told is not None
    for kind in (".txt (2)", ".jpg (1)", "no ending (1)", "hidden files (1)"):
        assert kind in told
    for kind in ("hidden folders (1)", "links to folders (1)", "texts named .ts (1)"):
        assert kind in told
    assert ".json" not in told


def test_where_nothing_was_left_out_nothing_is_told(tmp_path: Path) -> None:
    touch(tmp_path, "a.wav")
    assert search(tmp_path).left_out is None


def test_links_that_lead_nowhere_are_failures(tmp_path: Path) -> None:
    touch(tmp_path, "a.wav")
    (tmp_path / "gone.wav").symlink_to(tmp_path / "nothing.wav")
    (tmp_path / "round.mp3").symlink_to(tmp_path / "round.mp3")
    found = search(tmp_path)
    assert [path.name for path in found.recordings] == ["a.wav"]
    assert sorted(error.what.split("/")[-1] for error in found.unreadable)[0].startswith(
        "gone.wav is a broken link"
    )
    assert len(found.unreadable) == 2


def test_a_folder_below_that_may_not_be_read_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a.wav", "locked/b.wav")
    lock(monkeypatch, tmp_path / "locked")
    found = search(tmp_path)
    assert [path.name for path in found.recordings] == ["a.wav"]
    assert [str(error.what) for error in found.unreadable] == [
        f"You do not have permission to read {tmp_path / 'locked'}"
    ]


def lock(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Refuse a folder as its permissions would; root may read everything."""
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)


def test_a_folder_without_sound_files_is_an_error(tmp_path: Path) -> None:
    touch(tmp_path, "notes.txt")
    with pytest.raises(UserFacingError, match=r"contains no audio files.*\.txt \(1\)"):
        search(tmp_path)
