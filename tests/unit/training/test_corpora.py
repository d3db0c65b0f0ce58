import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from model_training.corpora import read_corpus
from model_training.download_layout import gather, parse_corpora
from model_training.speech_corpora import read_clip, read_manifest


def make_clips(folder: Path, *names: str, rate_hz: int = 22_050) -> None:
    tone = 0.1 * np.sin(np.arange(rate_hz // 2) * 0.1)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(folder / name, tone, rate_hz)


@pytest.mark.parametrize(
    ("corpus", "file", "told"),
    [
        ("tess", "YAF_pleasant_surprised/YAF_bar_ps.wav", ("YAF", "surprise", "bar", "female")),
        ("tess", "OAF_neutral/OA_bite_neutral.wav", ("OAF", "neutral", "bite", "female")),
        ("ravdess", "Actor_12/03-01-02-01-02-01-12.wav", ("12", "neutral", "Dogs", "female")),
        ("ravdess", "Actor_05/03-01-06-02-01-02-05.wav", ("05", "fear", "Kids", "male")),
        ("crema-d", "AudioWAV/1001_IEO_ANG_HI.wav", ("1001", "anger", "eleven o'clock", "")),
        ("emovo", "EMOVO/m2/pau-m2-n3.wav", ("m2", "fear", "", "male")),
        ("emodb", "wav/08a01Wa.wav", ("08", "anger", "", "female")),
        ("savee", "AudioData/JK/sa03.wav", ("JK", "sadness", "", "male")),
        ("savee", "ALL/DC_su15.wav", ("DC", "surprise", "", "male")),
    ],
)
def test_a_file_name_tells_speaker_emotion_words_and_sex(
    tmp_path: Path, corpus: str, file: str, told: tuple[str, ...]
) -> None:
    make_clips(tmp_path, file)
    (clip,) = read_corpus(corpus, tmp_path)
    speaker, emotion, text, sex = told
    assert (clip.corpus, clip.speaker) == (corpus, f"{corpus}-{speaker}")
    assert (EMOTIONS[clip.emotion], clip.sex) == (emotion, sex)
    assert text in clip.text
    assert bool(text) == bool(clip.text)


def test_songs_videos_boredom_and_second_copies_are_left_out(tmp_path: Path) -> None:
    make_clips(
        tmp_path / "ravdess",
        "Actor_01/03-02-05-01-01-01-01.wav",  # sung
        "Actor_01/01-01-05-01-01-01-01.wav",  # the sound of a video
        "Actor_01/03-01-05-01-01-01-01.wav",
        "copy/Actor_01/03-01-05-01-01-01-01.wav",
    )
    make_clips(tmp_path / "emodb", "03a01La.wav", "03a01Fa.wav")
    assert len(read_corpus("ravdess", tmp_path / "ravdess")) == 1
    assert [EMOTIONS[c.emotion] for c in read_corpus("emodb", tmp_path / "emodb")] == ["happiness"]


def test_the_sex_of_crema_d_comes_from_its_table(tmp_path: Path) -> None:
    make_clips(tmp_path, "AudioWAV/1001_DFA_SAD_XX.wav", "AudioWAV/1002_DFA_SAD_XX.wav")
    table = (
        "ActorID,Age,Sex,Race,Ethnicity\n1001,51,Male,Caucasian,Not Hispanic\n1002,21,Female,A,B\n"
    )
    (tmp_path / "VideoDemographics.csv").write_text(table, encoding="utf-8")
    assert [clip.sex for clip in read_corpus("crema-d", tmp_path)] == ["male", "female"]


def test_gathered_corpora_become_one_manifest_of_16_khz_mono(tmp_path: Path) -> None:
    make_clips(tmp_path / "a", "03-01-05-01-01-01-01.wav", "03-01-05-01-01-01-02.wav")
    make_clips(tmp_path / "b", "x/1.wav")
    own = tmp_path / "b" / "own.csv"
    own.write_text("path,corpus,speaker,emotion,text\nx/1.wav,mine,ada,fear,Oh no\n", "utf-8")
    sources = parse_corpora([f"ravdess={tmp_path / 'a'}", f"mine={own}"])
    assert gather(sources, tmp_path / "data", workers=1) == 3
    gather({"ravdess": tmp_path / "a"}, tmp_path / "data", workers=1)  # replaces, adds nothing

    clips = read_manifest(tmp_path / "data" / "speech" / "manifest.csv")
    assert Counter(clip.corpus for clip in clips) == {"ravdess": 2, "mine": 1}
    assert all(len(read_clip(clip)) == 8_000 for clip in clips)
    (mine,) = [clip for clip in clips if clip.corpus == "mine"]
    assert (mine.speaker, mine.text, EMOTIONS[mine.emotion]) == ("ada", "Oh no", "fear")


def test_languages_and_dialogues_of_what_is_there_stay_when_more_is_gathered(
    tmp_path: Path,
) -> None:
    make_clips(tmp_path / "a", "03-01-05-01-01-01-01.wav")
    manifest = tmp_path / "data" / "speech" / "manifest.csv"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(
        "path,corpus,speaker,emotion,text,language,dialogue\n"
        "x.wav,mine,ada,fear,Oh no,en,d1\ny.wav,mine,ugo,fear,Oddio,it,d2\n",
        "utf-8",
    )
    gather({"ravdess": tmp_path / "a"}, tmp_path / "data", workers=1)
    clips = {clip.speaker: clip for clip in read_manifest(manifest) if clip.corpus == "mine"}
    assert {name: clip.language for name, clip in clips.items()} == {"ada": "en", "ugo": "it"}
    assert {name: clip.text for name, clip in clips.items()} == {"ada": "Oh no", "ugo": ""}
    assert {name: clip.dialogue for name, clip in clips.items()} == {"ada": "d1", "ugo": "d2"}


def test_what_cannot_be_gathered_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="NAME=PATH"):
        parse_corpora(["ravdess"])
    with pytest.raises(UserFacingError, match="no clips of tess"):
        read_corpus("tess", tmp_path)
    with pytest.raises(UserFacingError, match="unknown"):
        read_corpus("iemocap", tmp_path)


def test_the_shared_clips_are_told_by_their_names_as_their_manifest_says(
    shared_data: Path,
) -> None:
    manifest = shared_data / "speech" / "manifest.csv"
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = {row["path"]: row for row in csv.DictReader(file)}
    for corpus in ("tess", "ravdess", "crema-d", "emovo"):
        clips = read_corpus(corpus, shared_data / "speech" / corpus)
        assert len(clips) == sum(row["corpus"] == corpus for row in rows.values())
        for clip in clips:
            row = rows[clip.path.relative_to(shared_data / "speech").as_posix()]
            assert (clip.speaker, EMOTIONS[clip.emotion]) == (row["speaker"], row["emotion"])
            assert clip.text == row["text"]
