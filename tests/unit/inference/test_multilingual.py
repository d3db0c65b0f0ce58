"""Languages other than English: a recogniser in two packages, and what it hears."""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio.files import read_all
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray, Segment
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.heard_languages import HeardLanguages
from emotion_desktop.domain.spoken_language import SPOKEN_LANGUAGES, UNSPACED, spoken_language
from emotion_desktop.domain.transcript import Word
from emotion_desktop.inference import multilingual
from emotion_desktop.inference.asr import (
    EncodedSound,
    Recognised,
    Recogniser,
    _to_words,
    resolve_model,
)
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.inference.multilingual import cache_folder, is_installed, multilingual_model
from emotion_desktop.inference.transcripts import transcripts_of

FILES = {
    "model.bin": b"first half, second half",
    "config.json": b"{}",
    "tokenizer.json": b"[]",
    "vocabulary.json": b'["a"]',
}
installed = pytest.mark.skipif(
    not is_installed(), reason="the extra packages of the multilingual recogniser are missing"
)


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two packages that carry a small model; returns the folder of the second."""
    names = ("double_of_whisper_base_1", "double_of_whisper_base_2")
    for name in names:
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
    first, second = (tmp_path / name / "data" for name in names)
    (first / "model.bin.part1").write_bytes(FILES["model.bin"][:11])
    (second / "model.bin.part2").write_bytes(FILES["model.bin"][11:])
    for name in list(FILES)[1:]:
        (second / name).write_bytes(FILES[name])
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    monkeypatch.setattr(multilingual, "PACKAGES", names)
    monkeypatch.setattr(multilingual, "_SHA256", hashes)
    monkeypatch.syspath_prepend(tmp_path)
    yield second
    for name in names:
        sys.modules.pop(name, None)


def test_the_parts_are_joined_once_and_found_again(packages: Path, tmp_path: Path) -> None:
    told: list[str] = []
    folder = tmp_path / "cache" / "base"
    assert multilingual_model(folder, lambda: told.append("joining")) == folder
    assert {name: (folder / name).read_bytes() for name in FILES} == FILES
    multilingual_model(folder, lambda: told.append("again"))
    assert told == ["joining"]


def test_a_damaged_copy_is_made_anew(packages: Path, tmp_path: Path) -> None:
    folder = multilingual_model(tmp_path / "base")
    (folder / "model.bin").write_bytes(b"something else")
    multilingual_model(folder)
    assert (folder / "model.bin").read_bytes() == FILES["model.bin"]


def test_damaged_packages_are_told_and_leave_no_model(packages: Path, tmp_path: Path) -> None:
    (packages / "model.bin.part2").write_bytes(b"something else")
    with pytest.raises(UserFacingError, match=r"are damaged.*Reinstall"):
        multilingual_model(tmp_path / "base")
    assert [path.name for path in (tmp_path / "base").glob("*model*")] == []


def test_a_cache_that_cannot_be_written_is_told(packages: Path, tmp_path: Path) -> None:
    (tmp_path / "base").write_text("a file where the folder should be")
    with pytest.raises(UserFacingError, match=r"could not be written to .*base"):
        multilingual_model(tmp_path / "base")


def test_a_missing_package_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(multilingual, "PACKAGES", ("no_such_package",))
    assert not is_installed()
    with pytest.raises(UserFacingError, match=r"is not installed.*pip install"):
        multilingual_model(tmp_path / "base")


def test_only_whispers_languages_are_languages() -> None:
    assert spoken_language("it") == "it"
    assert set(SPOKEN_LANGUAGES) > UNSPACED | {"auto", "en"}
    with pytest.raises(ValueError, match="klingon"):
        spoken_language("klingon")


def test_a_recogniser_of_english_refuses_another_language() -> None:
    class English:
        class model:  # noqa: N801 (as faster-whisper calls it)
            is_multilingual = False

    with pytest.raises(UserFacingError, match="knows only English"):
        Recogniser(English(), "it")  # type: ignore[arg-type]
    assert not Recogniser(English()).translates  # type: ignore[arg-type]


def test_without_blanks_each_character_is_a_word() -> None:
    alignment = [
        {"word": one, "tokens": [1], "start": i, "end": i + 1, "probability": 0.9}
        for i, one in enumerate("你好。")
    ]
    assert [word.text for word in _to_words([dict(one) for one in alignment], 3.0, "")] == [
        "你",
        "好。",
    ]


class TranslatorDouble:
    """Hears one Chinese sentence in everything, and says how long what it got was."""

    translates = True
    language = "zh"

    def __init__(self) -> None:
        self.lengths_s: list[float] = []

    def transcribe(self, sounds: Sequence[FloatArray], n_padded: int) -> list[Recognised]:
        self.lengths_s += [len(sound) / SAMPLE_RATE_HZ for sound in sounds]
        words = [Word("你", 0.2, 0.4, 0.9), Word("好", 0.4, 0.7, 0.9)]
        return [Recognised(words, "Hello", "") for _ in sounds]


def test_what_is_translated_is_heard_one_by_one_and_keeps_its_translation() -> None:
    recogniser = TranslatorDouble()
    sound = np.full(2 * SAMPLE_RATE_HZ, 0.1, np.float32)
    segments = [Segment(i, 3 * i * SAMPLE_RATE_HZ, sound) for i in range(2)]
    said = transcripts_of(segments, recogniser)  # type: ignore[arg-type]
    assert recogniser.lengths_s == [2.0, 2.0]
    assert [(one.text, one.translation, one.english) for one in said] == [
        ("你好", "Hello", "Hello")
    ] * 2
    assert [word.start_s for word in said[1].words] == [3.2, 3.4]


class GuessingDouble:
    """Guesses German, and of a soft sound Dutch; says in which language it was asked for words."""

    translates = True
    language = "auto"

    def listen(self, sound: FloatArray) -> EncodedSound:
        german = 0.97 if sound.max() > 0.05 else 0.3
        guesses = {"de": german, "nl": 0.99 - german}
        return EncodedSound(None, len(sound), guesses)  # type: ignore[arg-type]

    def transcribe_in(self, language: str, encoded: EncodedSound) -> Recognised:
        return Recognised([Word(language, 0.2, 0.4, 0.9)], "")


def test_the_language_is_decided_from_the_whole_recording() -> None:
    soft, loud = (np.full(2 * SAMPLE_RATE_HZ, level, np.float32) for level in (0.01, 0.1))
    segments = [
        Segment(i, 3 * i * SAMPLE_RATE_HZ, sound) for i, sound in enumerate((soft, loud, loud))
    ]
    heard = HeardLanguages()
    recogniser = GuessingDouble()
    said = transcripts_of(segments, recogniser, heard=heard)  # type: ignore[arg-type]
    assert [one.text for one in said] == ["de", "de", "de"]
    [later] = transcripts_of(segments[:1], recogniser, heard=heard)  # type: ignore[arg-type]
    assert later.text == "de"
    [alone] = transcripts_of(segments[:1], recogniser)  # type: ignore[arg-type]
    assert alone.text == "nl"


@pytest.mark.parametrize(("translation", "read"), [("what joy", True), ("", False), (None, True)])
def test_the_text_network_reads_the_translation(
    translation: str | None, read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EmotionEngine.load()
    words = [Word("che", 0, 0.5, 0.9), Word("gioia", 0.5, 1, 0.9)]
    monkeypatch.setattr(Recogniser, "transcribe", lambda *_: [Recognised(words, translation)])
    noise = np.random.default_rng(0).normal(0, 0.05, 2 * SAMPLE_RATE_HZ).astype(np.float32)
    (utterance,) = engine.utterances([Segment(0, 0, noise)])
    assert utterance.transcript.text == "che gioia"
    assert utterance.transcript.translation == translation
    text = utterance.estimate.text
    assert (text is not None) == read
    if text is not None:  # attention to words that nobody said is not shown
        assert len(text.attention) == (2 if translation is None else 0)
    assert (utterance.estimate.cross_attention is not None) == (translation is None)


@installed
def test_italian_is_recognised_and_translated(shared_data: Path) -> None:
    sound = read_all(shared_data / "speech" / "emovo" / "f2" / "dis-f2-d2.opus")
    steps: list[str] = []
    engine = EmotionEngine.load(language="auto", on_step=steps.append)
    assert resolve_model("base") == cache_folder()
    (utterance,) = engine.utterances([Segment(0, 0, sound)])
    assert "casa" in utterance.transcript.text
    assert "house" in (utterance.transcript.translation or "")
    assert utterance.estimate.text is not None
    assert engine.describe()["asr"] == "base"
    assert engine.describe()["language"] == "auto"
    assert not engine.has_smaller_recogniser
