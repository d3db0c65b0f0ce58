"""The recognisers that an engine uses: the chosen one, and a smaller one for busy computers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.heard_languages import HeardLanguages
from emotion_desktop.domain.spoken_language import DEFAULT_LANGUAGE, SpokenLanguage
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.inference.asr import (
    DEFAULT_MODEL,
    Recognised,
    Recogniser,
    default_model,
    recognise,
    resolve_model,
)
from emotion_desktop.inference.compute_device import Device
from emotion_desktop.inference.pieces import MAX_PIECE_S, batches, cut
from emotion_desktop.inference.whisper import load_whisper
from emotion_desktop.system.cores import usable_cores


@dataclass(frozen=True, slots=True)
class Recognisers:
    """Loaded recognisers.

    Attributes
    ----------
    name : str or None
        Name or folder of the chosen one; None if nothing is transcribed.
    language : SpokenLanguage or None
        What it expects to hear.
    chosen : Recogniser or None
        Transcribes utterances.
    smaller : Recogniser or None
        The included one, if another was chosen and English is spoken.
    n_threads : int or None
        On the CPU; None uses all cores.
    """

    name: str | None = None
    language: SpokenLanguage | None = None
    chosen: Recogniser | None = None
    smaller: Recogniser | None = None
    n_threads: int | None = None

    @classmethod
    def load(
        cls,
        name: str | None,
        language: SpokenLanguage,
        device: Device,
        on_join: Callable[[], None],
        n_threads: int | None = None,
    ) -> Self:
        """Load the recogniser of a name, or the one for a language; see `EmotionEngine.load`."""

        def loaded(name: str, language: SpokenLanguage) -> Recogniser:
            whisper = load_whisper(
                resolve_model(name, on_join),
                device=device.recogniser,
                compute_type=device.whisper_type,
                threads=n_threads or usable_cores(),  # the networks and it take turns
            )
            return Recogniser(whisper, language)

        name = name or default_model(language)
        chosen = loaded(name, language)
        smaller = None
        if name != DEFAULT_MODEL and language == DEFAULT_LANGUAGE:
            smaller = loaded(DEFAULT_MODEL, language)
        return cls(name, language, chosen, smaller, n_threads)

    def moved_to(self, device: Device) -> "Recognisers":
        """Return the same recognisers, loaded on another device."""
        if self.name is None or self.language is None:
            return self
        return Recognisers.load(self.name, self.language, device, lambda: None, self.n_threads)

    @property
    def translate(self) -> bool:
        """Whether something else than English may be spoken, which is translated, too."""
        return self.chosen is not None and self.chosen.translates

    def one(self, *, small: bool) -> Recogniser | None:
        """Return the chosen one, or the smaller one if there is one."""
        return (small and self.smaller) or self.chosen

    def draft(self, sound: FloatArray, heard: HeardLanguages) -> str:
        """Transcribe an ongoing utterance quickly; if it is long, only its end."""
        recogniser = self.one(small=True)
        if recogniser is None:
            return ""
        return recogniser.draft(sound[-round(MAX_PIECE_S * SAMPLE_RATE_HZ) :], heard)

    def transcribe(self, sounds: Sequence[FloatArray]) -> list[Transcript]:
        """Transcribe sounds of any length, each on its own."""
        pieces = [piece for sound in sounds for piece in cut(sound)]
        heard = [Recognised([]) for _ in pieces]
        for batch, n_padded in batches([len(piece) for piece in pieces]):
            recognised = recognise(self.chosen, [pieces[i] for i in batch], n_padded)
            for i, said in zip(batch, recognised, strict=True):
                heard[i] = said
        of_pieces = iter(heard)
        return [_joined([next(of_pieces) for _ in cut(sound)]) for sound in sounds]


def _joined(pieces: Sequence[Recognised]) -> Transcript:
    words = tuple(word for piece in pieces for word in piece.words)
    translations = [piece.translation for piece in pieces if piece.translation is not None]
    return Transcript(
        pieces[0].gap.join(word.text for word in words).strip(),
        words,
        " ".join(translations).strip() if translations else None,
        doubtful=any(piece.doubtful for piece in pieces),
    )
