"""The emotion engine: everything from audio to an estimate, behind one object."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import FloatArray, Segment
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Utterance
from emotion_desktop.domain.heard_languages import HeardLanguages
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import LoadingStep
from emotion_desktop.domain.spoken_language import DEFAULT_LANGUAGE, SpokenLanguage
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.inference.adaptation import VoiceAdaptation, learn_voice
from emotion_desktop.inference.bundle import Bundle, load_bundle
from emotion_desktop.inference.choose_runner import runner_for
from emotion_desktop.inference.compute_device import CPU, Device, choose_device
from emotion_desktop.inference.context import contexts_of
from emotion_desktop.inference.pieces import Between, cut
from emotion_desktop.inference.prediction import AnalysedUtterance, ModalityPrediction
from emotion_desktop.inference.predictions import ModalityPredictors
from emotion_desktop.inference.recognisers import Recognisers
from emotion_desktop.inference.sound_traits import sound_traits
from emotion_desktop.inference.speaker_normalisation import SpeakerNormaliser
from emotion_desktop.inference.speech_encoder import first_state, n_states
from emotion_desktop.inference.transcripts import transcripts_of
from emotion_desktop.inference.voice_offset import voice_offset

_NETWORK_BATCH: Final = 256
_TEXT_BATCH: Final = 32

#: Neutral speech is cut to the length of what the live view estimates.
_VOICE_PIECE_S: Final = 3.0


class EmotionEngine:
    """The speech, text and fusion networks and the recogniser; used by one thread at a time.

    Use `load`. All audio is mono float32 at 16 kHz.
    """

    def __init__(
        self, bundle: Bundle, device: Device, recognisers: Recognisers, n_threads: int | None = None
    ) -> None:
        self._bundle = bundle
        self._device = device
        self._n_threads = n_threads
        self._runner = runner_for(bundle, device.networks, n_threads)
        self._predictors = ModalityPredictors(bundle, self._runner)
        self._recognisers = recognisers
        self._normaliser: SpeakerNormaliser | None = None

    def fall_back_to_cpu(self) -> bool:
        """Move the models from the GPU to the CPU, calibrated as before; a voice's adaptation ends.

        Returns False if they are on the CPU already.
        """
        if self._device == CPU:
            return False
        offset = self._predictors.voice_offset
        self._runner.release()
        self._device = CPU
        self._runner = runner_for(self._bundle, CPU.networks, self._n_threads)
        self._predictors = ModalityPredictors(self._bundle, self._runner)
        self._predictors.voice_offset = offset
        self._recognisers = self._recognisers.moved_to(CPU)
        return True

    @classmethod
    def load(
        cls,
        *,
        device: str = "auto",
        asr_model: str | None = None,
        language: SpokenLanguage = DEFAULT_LANGUAGE,
        transcribe: bool = True,
        bundle: Path | None = None,
        uncertain_below: float | None = None,
        n_threads: int | None = None,
        on_step: Callable[[LoadingStep], None] = lambda _step: None,
    ) -> "EmotionEngine":
        """Load all models.

        Parameters
        ----------
        device : str
            `auto` (CUDA where the recogniser can use it, too), `cpu` or `cuda`.
        asr_model : str or None
            Name or folder of a recogniser; None uses the installed one for the language.
        language : SpokenLanguage
            What is spoken. If it is not English, the text network reads a translation.
        transcribe : bool
            False skips the words: only speech is judged.
        bundle : Path or None
            Folder of another bundle of emotion models.
        uncertain_below : float or None
            Confidence below which a fused estimate is uncertain; None takes the bundle's.
        n_threads : int or None
            For each model on the CPU; None uses all cores.
        on_step : callable
            Called when "networks" and then "recogniser" start loading; "joining" where the
            multilingual recogniser has to be put together first.

        Raises
        ------
        UserFacingError
            If a model is missing, damaged or too new, or the requested GPU is not available.
        """
        on_step("networks")
        networks = load_bundle(bundle)
        if uncertain_below is not None:
            networks = replace(networks, uncertain_below=uncertain_below)
        on_step("recogniser")
        chosen = choose_device(device)
        if not transcribe:
            return cls(networks, chosen, Recognisers(), n_threads)
        on_join = partial(on_step, "joining")
        recognisers = Recognisers.load(asr_model, language, chosen, on_join, n_threads)
        return cls(networks, chosen, recognisers, n_threads)

    @property
    def has_smaller_recogniser(self) -> bool:
        """Whether the bundled recogniser can replace a larger one."""
        return self._recognisers.smaller is not None

    @property
    def translates(self) -> bool:
        """Whether the text network reads a translation of what is not English."""
        return self._recognisers.translate

    @property
    def several_labels_from(self) -> float:
        """Probability above which a further emotion counts as expressed by a text."""
        return self._bundle.several_labels_from

    @property
    def uncertain_below(self) -> float:
        """Confidence below which a fused estimate is uncertain."""
        return self._bundle.uncertain_below

    def describe(self) -> dict[str, object]:
        """Names and versions of the models, ready for JSON."""
        return {
            "bundle": self._bundle.manifest["name"],
            "bundle_files": self._bundle.manifest["files"],
            "encoder": self._bundle.manifest["preprocessing"]["encoder"],
            "asr": self._recognisers.name,
            "language": self._recognisers.language,
            "device": self._device.networks,
            "number_type": self._device.whisper_type,
        }

    @property
    def bundle_id(self) -> str:
        """The bundle that voice profiles refer to."""
        return self._bundle.id

    @property
    def can_calibrate(self) -> bool:
        """Whether the bundle supports voice calibration."""
        return self._bundle.neutral_logits is not None

    def use_voice(self, profile: VoiceProfile | None) -> bool:
        """Calibrate subsequent estimates to a voice, or to none.

        Returns whether the profile is used: one that was made with other models is not.
        """
        fits = profile is not None and profile.bundle == self.bundle_id
        offset = profile.logit_offset if profile and fits else [0.0] * len(EMOTIONS)
        self._predictors.voice_offset = np.array(offset, np.float32)
        return fits

    def voice_offset(self, sounds: Sequence[FloatArray]) -> tuple[float, ...]:
        """Measure a voice from neutral speech; only if `can_calibrate`."""
        if self._bundle.neutral_logits is None:
            raise ValueError("the bundle does not support voice calibration")
        pieces = [piece for sound in sounds for piece in cut(sound, _VOICE_PIECE_S)]
        offset = voice_offset(
            self._predictors.speech_logits(self._predictors.states(pieces)),
            np.array([len(piece) for piece in pieces], np.float32),
            np.array(self._bundle.neutral_logits, np.float32),
        )
        return tuple(offset.tolist())

    def speaker_normaliser(self) -> SpeakerNormaliser | None:
        """Return a new normaliser, or None if the bundle does not support it."""
        model = self._bundle.speaker_normalisation
        return None if model is None else SpeakerNormaliser(model)

    def normalise_speakers(self, on: bool) -> bool:
        """Turn on speaker normalisation for later calls of `window` and `utterances`.

        Speakers are distinguished by the name of their channel. Earlier utterances
        are forgotten. Returns whether it is available: not every bundle has a model for it.
        """
        self._normaliser = self.speaker_normaliser() if on else None
        return self._normaliser is not None

    def learn_voice(
        self, sounds: Sequence[FloatArray], labels: Sequence[str]
    ) -> VoiceAdaptation | None:
        """Fit an adaptation to a person's corrected utterances; takes seconds.

        Parameters
        ----------
        sounds : sequence of FloatArray
            Utterances of one person, shape (n,) each.
        labels : sequence of str
            What each expresses, of `EMOTIONS`.

        Returns
        -------
        VoiceAdaptation or None
            For `use_adaptation`; None if it would not help, see `adaptation.learn_voice`.
        """
        pieces = [cut(sound)[0] for sound in sounds]
        return learn_voice(
            self._predictors.embeddings(self._predictors.states(pieces)),
            [EMOTIONS.index(label) for label in labels],
            *self._predictors.last_layer,
            temperature=self._bundle.calibration["speech"].temperature,
            bundle=self.bundle_id,
        )

    def use_adaptation(self, adaptation: VoiceAdaptation | None) -> bool:
        """Apply an adaptation to subsequent estimates; return whether it fits. None removes it."""
        weight, bias = (np.zeros_like(part) for part in self._predictors.last_layer)
        fits = adaptation is not None and adaptation.fits(self.bundle_id, weight)
        if adaptation is not None and fits:
            weight, bias = adaptation.weight, adaptation.bias
        self._predictors.adapt(weight, bias)
        return fits

    def window(self, samples: FloatArray) -> Estimate:
        """Estimate one window of audio, shape (n,)."""
        [prediction] = self._predictors.of_sounds([samples])
        if self._normaliser is not None:
            prediction = self._normaliser.normalise("", prediction)
        return prediction.estimate

    def windows(
        self,
        stretches: Sequence[FloatArray],
        starts: Sequence[Sequence[int]],
        length: int,
        between: Between = None,
    ) -> list[list[ModalityPrediction]]:
        """Predict windows of longer sections, each section encoded once.

        Parameters
        ----------
        stretches : sequence of FloatArray
            Shape (n,) each, at most 30 s.
        starts : sequence of sequence of int
            First sample of each window within its stretch.
        length : int
            Samples of a window.
        between : callable, optional
            As for `understand`.
        """
        encoded = self._predictors.states(stretches, between)
        windows = [
            (states[first_state(first) :][: n_states(length)], sound[first : first + length])
            for states, sound, firsts in zip(encoded, stretches, starts, strict=True)
            for first in firsts
        ]
        predictions = iter(
            self._predictors.of_states(
                [states for states, _ in windows], [sound_traits(sound) for _, sound in windows]
            )
        )
        return [[next(predictions) for _ in firsts] for firsts in starts]

    def hear(
        self, sounds: Sequence[FloatArray], between: Between = None
    ) -> list[ModalityPrediction]:
        """Predict emotions from the audio of utterances of any length; `between` as above."""
        return self._predictors.of_utterances(sounds, between)

    def read(
        self, texts: Sequence[str], contexts: Sequence[Sequence[str]] | None = None
    ) -> list[ModalityPrediction | None]:
        """Predict emotions from texts; None for those without words.

        The utterances before each may be given as `contexts`, oldest first.
        """
        predictions: list[ModalityPrediction | None] = [None] * len(texts)
        rows = sorted(
            (i for i, text in enumerate(texts) if text.split()), key=lambda i: len(texts[i])
        )
        for start in range(0, len(rows), _TEXT_BATCH):
            batch = rows[start : start + _TEXT_BATCH]
            before = [contexts[i] for i in batch] if contexts is not None else None
            read = self._predictors.of_texts([texts[i] for i in batch], before)
            for i, prediction in zip(batch, read, strict=True):
                predictions[i] = prediction
        return predictions

    def transcribe(self, sounds: Sequence[FloatArray]) -> list[Transcript]:
        """Transcribe utterances of any length; empty without a recogniser."""
        return self._recognisers.transcribe(sounds)

    def fuse(
        self, speech: Sequence[ModalityPrediction | None], text: Sequence[ModalityPrediction | None]
    ) -> list[FusedEstimate]:
        """Fuse predictions pair by pair; one of each pair may be absent."""
        fused: list[FusedEstimate] = []
        for start in range(0, len(speech), _NETWORK_BATCH):
            part = slice(start, start + _NETWORK_BATCH)
            fused += self._predictors.fuse(speech[part], text[part])
        return fused

    def draft(self, sound: FloatArray, heard: HeardLanguages | None = None) -> str:
        """Transcribe the end of an ongoing utterance quickly; see `understand` for `heard`."""
        return self._recognisers.draft(sound, heard or HeardLanguages())

    def utterances(
        self,
        segments: Sequence[Segment],
        *,
        previous: Sequence[Utterance] = (),
        words: bool = True,
        small_recogniser: bool = False,
        heard: HeardLanguages | None = None,
    ) -> list[Utterance]:
        """Transcribe and estimate utterances, in order."""
        understood = self.understand(
            segments,
            previous=previous,
            words=words,
            small_recogniser=small_recogniser,
            heard=heard,
        )
        return [one.utterance for one in understood]

    def understand(
        self,
        segments: Sequence[Segment],
        *,
        previous: Sequence[Utterance] = (),
        words: bool = True,
        small_recogniser: bool = False,
        heard: HeardLanguages | None = None,
        between: Between = None,
    ) -> list[AnalysedUtterance]:
        """Like `utterances`, with the unimodal predictions.

        Consecutive utterances are recognised together (see `packing`). Words are
        read together with what was said shortly before, also in `previous` (see `context`);
        words that the recogniser is unsure of are not used.
        Without `words`, only speech is judged. With `small_recogniser`, the
        words come from the smaller recogniser, if there is one. `heard` is what was heard of
        the languages of the recording, to which these utterances add.

        `between` is called about every second; others may use the models until it returns.
        The work is then done in small pieces, which costs some speed.
        """
        recogniser = self._recognisers.one(small=small_recogniser) if words else None
        transcripts = transcripts_of(segments, recogniser, between, heard)
        speech = self.hear([segment.samples for segment in segments], between)
        compared, n_used = self._compare(segments, speech)
        text = self._read_transcripts(transcripts, contexts_of(segments, transcripts, previous))
        estimates = [
            replace(estimate, normalised_to_speaker=n)
            for estimate, n in zip(self.fuse(compared, text), n_used, strict=True)
        ]
        return [
            AnalysedUtterance(
                Utterance(s.id, s.start_s, s.end_s, s.speaker, said, estimate), heard, read
            )
            for s, said, estimate, heard, read in zip(
                segments, transcripts, estimates, speech, text, strict=True
            )
        ]

    def _read_transcripts(
        self, transcripts: Sequence[Transcript], contexts: Sequence[Sequence[str]]
    ) -> list[ModalityPrediction | None]:
        """Predict emotions from what was said; None where the recogniser is unsure of it."""
        texts = [said.english if said.is_sure else "" for said in transcripts]
        return [
            prediction and replace(prediction, is_of_translation=said.translation is not None)
            for prediction, said in zip(self.read(texts, contexts), transcripts, strict=True)
        ]

    def _compare(
        self, segments: Sequence[Segment], speech: Sequence[ModalityPrediction]
    ) -> tuple[list[ModalityPrediction], list[int]]:
        """Apply speaker normalisation if it is on; return the number of utterances compared."""
        if self._normaliser is None:
            return list(speech), [0] * len(speech)
        return self._normaliser.follow([segment.speaker for segment in segments], speech)
