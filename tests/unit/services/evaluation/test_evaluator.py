from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy.special import log_softmax

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.inference.prediction import ModalityPrediction
from emotion_desktop.inference.speaker_normalisation import NormalisationModel, SpeakerNormaliser
from emotion_desktop.services.evaluation.evaluator import BySpeaker, evaluate
from tests.engine_double import EVEN

MIN_UTTERANCES = 3
NORMALISATION = NormalisationModel(
    np.zeros(7, np.float32),
    np.ones(7, np.float32),
    np.zeros(7, np.float32),
    0.3,
    1.0,
    MIN_UTTERANCES,
    1.0,
)


@dataclass
class Fused:
    probabilities: FloatArray


def prediction(logits: FloatArray) -> ModalityPrediction:
    logs = log_softmax(logits, axis=-1)
    return ModalityPrediction(logs, EVEN.attention, logs[np.newaxis], np.zeros(4, np.float32))


class Double:
    """Hears a sound's own number, and remembers what it was given to read and to fuse."""

    several_labels_from = uncertain_below = 0.5

    def __init__(self, *, normalises: bool = True, translates: bool = False) -> None:
        self.translates = translates
        self.given: list[tuple[str, tuple[str, ...]]] = []
        self.fused: list[tuple[ModalityPrediction | None, ModalityPrediction | None]] = []
        self._normalises = normalises

    def describe(self) -> dict[str, object]:
        return {}

    def speaker_normaliser(self) -> SpeakerNormaliser | None:
        return SpeakerNormaliser(NORMALISATION) if self._normalises else None

    def hear(self, sounds: list[FloatArray]) -> list[ModalityPrediction]:
        numbers = [round(100 * float(sound.std())) for sound in sounds]
        return [
            prediction(np.random.default_rng(number).normal(size=7).astype(np.float32))
            for number in numbers
        ]

    def transcribe(self, sounds: list[FloatArray]) -> list[Transcript]:
        translation = "translated" if self.translates else None
        return [Transcript("heard", (Word("heard", 0, 0.1, 0.99),), translation) for _ in sounds]

    def read(
        self, texts: Sequence[str], contexts: Sequence[tuple[str, ...]]
    ) -> list[ModalityPrediction | None]:
        self.given += zip(texts, contexts, strict=True)
        return [prediction(np.zeros(7, np.float32)) if text else None for text in texts]

    def fuse(
        self, speech: Sequence[ModalityPrediction | None], text: Sequence[ModalityPrediction | None]
    ) -> list[Fused]:
        self.fused += zip(speech, text, strict=True)
        return [Fused(EVEN.probabilities) for _ in speech]


def test_rows_of_a_dialogue_are_read_with_those_before_it_and_others_alone(tmp_path: Path) -> None:
    rows = ["a,1", "b,2", "c,1", "d,", "e,", *(f"f{i},1" for i in range(80))]
    manifest = tmp_path / "m.csv"
    lines = "".join(f",x,neutral,{row}\n" for row in rows)
    manifest.write_text("path,corpus,emotion,text,dialogue\n" + lines, encoding="utf-8")
    reader = Double()
    evaluate(manifest, reader, uses=["text"])  # type: ignore[arg-type]
    given = dict(reader.given)
    assert [given[text] for text in "abcde"] == [(), (), ("a",), (), ()]
    assert given["f1"] == ("a", "c", "f0")
    assert given["f70"] == ("f67", "f68", "f69")  # the rows come in batches


#: Of people and, in "b", of somebody else with a name from "a"; numbers of their sounds.
SAID = ("a/anna", "a/bert", "b/anna", "a/", "a/anna", "a/anna", "a/bert", "a/anna", "a/anna")


def sound_of(number: int) -> FloatArray:
    return np.tile(np.array([1, -1], np.float32) * number / 100, SAMPLE_RATE_HZ // 20)


def manifest_of(folder: Path, said: Sequence[str]) -> Path:
    rows = ["path,corpus,speaker,emotion,text"]
    for number, who in enumerate(said):
        soundfile.write(folder / f"{number}.wav", sound_of(number), SAMPLE_RATE_HZ, "FLOAT")
        corpus, _, speaker = who.partition("/")
        rows.append(f"{number}.wav,{corpus},{speaker},{EMOTIONS[number % 7]},said")
    path = folder / f"{len(said)}.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def heard_of(folder: Path, said: Sequence[str], by_speaker: BySpeaker) -> list[FloatArray]:
    """Log-probabilities of the sounds as they came to be fused."""
    double = Double()
    evaluate(
        manifest_of(folder, said),
        double,  # type: ignore[arg-type]
        uses=["fused"],
        by_speaker=by_speaker,
    )
    return [heard.log_probabilities for heard, _ in double.fused if heard]


def alone(numbers: Sequence[int]) -> list[ModalityPrediction]:
    return Double().hear([sound_of(number) for number in numbers])


def compared(number: int, with_numbers: Sequence[int]) -> FloatArray:
    normaliser = SpeakerNormaliser(NORMALISATION)
    for other in alone(with_numbers):
        normaliser.add("", other)
    [own] = alone([number])
    return normaliser.normalise("", own).log_probabilities


ANNA, BERT = [0, 4, 5, 7, 8], [1, 6]


@pytest.mark.parametrize("by_speaker", ["off", "causal", "whole"])
def test_sounds_are_compared_with_those_of_the_same_person_in_the_same_corpus(
    tmp_path: Path, by_speaker: BySpeaker
) -> None:
    found = heard_of(tmp_path, SAID, by_speaker)
    for number, logs in enumerate(found):
        others = {"off": [], "causal": [n for n in ANNA if n <= number], "whole": ANNA}[by_speaker]
        # Bert and the other Anna say too little, and a row without a name is of nobody.
        expected = compared(number, others if number in ANNA else [])
        np.testing.assert_allclose(logs, expected, atol=1e-5)
        changed = not np.array_equal(logs, alone([number])[0].log_probabilities)
        assert changed == (number in ANNA and len(others) >= MIN_UTTERANCES)


def test_what_comes_later_counts_for_the_whole_only(tmp_path: Path) -> None:
    first = 6
    for by_speaker, same in (("causal", True), ("whole", False)):
        all_rows = heard_of(tmp_path, SAID, by_speaker)  # type: ignore[arg-type]
        first_rows = heard_of(tmp_path, SAID[:first], by_speaker)  # type: ignore[arg-type]
        pairs = list(zip(all_rows[:first], first_rows, strict=True))
        assert all(np.allclose(ours, theirs) for ours, theirs in pairs) == same, by_speaker


def test_how_speakers_were_compared_is_told_with_the_figures(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, SAID)
    plain = evaluate(manifest, Double(), uses=["speech"])  # type: ignore[arg-type]
    whole = evaluate(manifest, Double(), uses=["speech"], by_speaker="whole")  # type: ignore[arg-type]
    assert "by_speaker" not in plain
    assert whole["by_speaker"] == "whole"
    assert plain["use"] != whole["use"]


def test_models_that_cannot_compare_speakers_say_so(tmp_path: Path) -> None:
    double = Double(normalises=False)
    with pytest.raises(UserFacingError, match="do not support speaker normalisation"):
        evaluate(manifest_of(tmp_path, SAID), double, by_speaker="causal")  # type: ignore[arg-type]
    evaluate(manifest_of(tmp_path, SAID), double)  # type: ignore[arg-type]


def test_words_of_another_language_do_not_count_in_what_is_fused(tmp_path: Path) -> None:
    languages = ["en", "", "en-GB", "English", "it", "ko"]
    manifest_of(tmp_path, ["a/anna"] * len(languages))
    rows = [
        f"{i}.wav,a,anna,fear,{text},{language}\n"
        for text in ("said", "")
        for i, language in enumerate(languages)
    ]
    manifest = tmp_path / "m.csv"
    manifest.write_text("path,corpus,speaker,emotion,text,language\n" + "".join(rows), "utf-8")
    double = Double()
    evaluate(manifest, double, uses=["fused"])  # type: ignore[arg-type]
    assert all(heard is not None for heard, _ in double.fused)
    assert [read is not None for _, read in double.fused] == [*[True] * 4, *[False] * 2] * 2


def test_with_a_translating_recogniser_another_language_counts_in_translation(
    tmp_path: Path,
) -> None:
    manifest_of(tmp_path, ["a/anna"] * 3)
    manifest = tmp_path / "m.csv"
    rows = ["0.wav,a,anna,fear,said,en", "1.wav,a,anna,fear,detto,it", "2.wav,a,anna,fear,,it"]
    manifest.write_text("path,corpus,speaker,emotion,text,language\n" + "\n".join(rows), "utf-8")
    double = Double(translates=True)
    evaluate(manifest, double, uses=["fused"])  # type: ignore[arg-type]
    assert [text for text, _ in double.given] == ["said", "translated", "translated"]
    assert all(read is not None for _, read in double.fused)
