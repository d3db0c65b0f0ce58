"""Evaluates the models on utterances with known labels."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import numpy as np

from emotion_desktop.audio.files import read_all
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.context import CONTEXT_UTTERANCES
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.inference.prediction import ModalityPrediction
from emotion_desktop.inference.speaker_normalisation import SpeakerNormaliser
from emotion_desktop.metrics.classification import correct_of, figures, reliability, risk_coverage
from emotion_desktop.metrics.manifest import Row, read_manifest
from emotion_desktop.metrics.noise import babble, mix_at_snr

USES: Final = ("speech", "text", "fused")

_BATCH_ROWS: Final = 64
_BABBLE_VOICES: Final = 6
_NOISE_SEED: Final = 0

BySpeaker = Literal["off", "causal", "whole"]

#: A row's place in the manifest with the probabilities (7,) of one output.
_Found = dict[str, list[tuple[int, FloatArray]]]


@dataclass(frozen=True, slots=True)
class _Judged:
    """The predictions for each row: from speech, from text, and from text that is used."""

    speech: list[ModalityPrediction | None]
    text: list[ModalityPrediction | None]
    counted: list[ModalityPrediction | None]


def evaluate(
    manifest: Path,
    engine: EmotionEngine,
    *,
    root: Path | None = None,
    uses: Sequence[str] = USES,
    noise_snr_db: float | None = None,
    by_speaker: BySpeaker = "off",
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, object]:
    """Estimate every row of a manifest and compare it with its label.

    Parameters
    ----------
    manifest : Path
        CSV, see `metrics.manifest.read_manifest`. Rows without a path are text only; rows
        without text use the recogniser's if an output needs text.
    engine : EmotionEngine
        Loaded models.
    root : Path or None
        Folder that paths are relative to; None uses the manifest's.
    uses : sequence of str
        Outputs to report, from `USES`. A row counts for `speech` if it has audio, for
        `text` if it has text or recognised words, and always for `fused`.
    noise_snr_db : float or None
        Signal-to-noise ratio of added babble: six recordings of other speakers of the
        same manifest, drawn with a fixed seed. None adds none.
    by_speaker : str
        Whether speech is judged relative to other rows of the same speaker and corpus:
        `causal` uses the rows up to this one, `whole` all of them.
    on_progress : callable
        Called with rows done and rows in total.

    Raises
    ------
    UserFacingError
        If a file cannot be read, or the models do not support speaker normalisation.
    """
    rows = read_manifest(manifest, root)
    normaliser = None if by_speaker == "off" else _normaliser_of(engine)
    judged = _judge_all(rows, engine, uses, _Babble(rows, noise_snr_db), on_progress)
    if normaliser is not None:
        judged = replace(
            judged, speech=_compared(rows, judged.speech, normaliser, causal=by_speaker == "causal")
        )
    noise = None if noise_snr_db is None else {"kind": "babble", "snr_db": noise_snr_db}
    conditions: dict[str, object] = {"noise": noise}
    if by_speaker != "off":
        conditions["by_speaker"] = by_speaker
    return _document(rows, _scored(judged, engine, uses), engine, conditions)


def _normaliser_of(engine: EmotionEngine) -> SpeakerNormaliser:
    normaliser = engine.speaker_normaliser()
    if normaliser is None:
        raise UserFacingError(
            "These models do not support speaker normalisation",
            "Omit --by-speaker, or choose another model bundle.",
        )
    return normaliser


def _document(
    rows: Sequence[Row], found: _Found, engine: EmotionEngine, conditions: dict[str, object]
) -> dict[str, object]:
    return {
        "format": "emotion-desktop/evaluation",
        "version": 1,
        "n": len(rows),
        **conditions,
        "models": engine.describe(),
        "use": {
            use: _report([rows[i] for i, _ in results], [p for _, p in results], engine)
            for use, results in found.items()
        },
    }


def _judge_all(
    rows: Sequence[Row],
    engine: EmotionEngine,
    uses: Sequence[str],
    babble: "_Babble",
    on_progress: Callable[[int, int], None],
) -> _Judged:
    judged = _Judged([], [], [])
    dialogues = _Dialogues()
    for start in range(0, len(rows), _BATCH_ROWS):
        batch = rows[start : start + _BATCH_ROWS]
        sounds = {
            i: babble.added_to(row, start + i)
            for i, row in enumerate(batch)
            if row.path is not None
        }
        heard = dict(zip(sounds, engine.hear(list(sounds.values())), strict=True))
        judged.speech.extend(heard.get(i) for i in range(len(batch)))
        text: list[ModalityPrediction | None] = [None] * len(batch)
        counted = text
        if "text" in uses or "fused" in uses:
            text, counted = _read(batch, sounds, engine, dialogues)
        judged.text.extend(text)
        judged.counted.extend(counted)
        on_progress(min(start + _BATCH_ROWS, len(rows)), len(rows))
    return judged


def _compared(
    rows: Sequence[Row],
    speech: Sequence[ModalityPrediction | None],
    normaliser: SpeakerNormaliser,
    *,
    causal: bool,
) -> list[ModalityPrediction | None]:
    """Normalise each sound to its speaker; rows without a speaker are unchanged."""
    names = [f"{row.corpus}/{row.speaker}" if row.speaker else "" for row in rows]
    spoken = [(name, prediction) for name, prediction in zip(names, speech, strict=True)]
    if not causal:
        for name, prediction in spoken:
            if name and prediction is not None:
                normaliser.add(name, prediction)
    compared: list[ModalityPrediction | None] = []
    for name, prediction in spoken:
        if name and prediction is not None:
            if causal:
                normaliser.add(name, prediction)
            compared.append(normaliser.normalise(name, prediction))
        else:
            compared.append(prediction)
    return compared


def _scored(judged: _Judged, engine: EmotionEngine, uses: Sequence[str]) -> _Found:
    found: _Found = {use: [] for use in uses}
    for use, predictions in (("speech", judged.speech), ("text", judged.text)):
        if use in uses:
            found[use] = [
                (i, prediction.estimate.probabilities)
                for i, prediction in enumerate(predictions)
                if prediction is not None
            ]
    if "fused" in uses:
        pairs = list(zip(judged.speech, judged.counted, strict=True))
        present = [i for i, (heard, read) in enumerate(pairs) if heard or read]
        for start in range(0, len(present), _BATCH_ROWS):
            batch = present[start : start + _BATCH_ROWS]
            fused = engine.fuse([pairs[i][0] for i in batch], [pairs[i][1] for i in batch])
            found["fused"] += [
                (i, estimate.probabilities) for i, estimate in zip(batch, fused, strict=True)
            ]
    return found


def _read(
    rows: Sequence[Row],
    sounds: dict[int, FloatArray],
    engine: EmotionEngine,
    dialogues: "_Dialogues",
) -> tuple[list[ModalityPrediction | None], list[ModalityPrediction | None]]:
    """Return predictions from given or recognised text, and those that fusion uses."""
    texts = [row.text for row in rows]
    unsure = {i for i, row in enumerate(rows) if not row.is_english}
    recognised = [i for i in sounds if (engine.translates if i in unsure else not texts[i])]
    for i, said in zip(recognised, engine.transcribe([sounds[i] for i in recognised]), strict=True):
        texts[i] = said.english
        if said.is_sure:
            unsure.discard(i)
        else:
            unsure.add(i)
    text = engine.read(texts, dialogues.contexts_of(rows, texts))
    return text, [None if i in unsure else prediction for i, prediction in enumerate(text)]


def _report(
    rows: Sequence[Row], probabilities: Sequence[FloatArray], engine: EmotionEngine
) -> dict[str, object] | None:
    if not rows:
        return None
    stacked = np.stack(probabilities)

    def of(members: Sequence[int]) -> dict[str, object]:
        return figures(
            stacked[members],
            [rows[i].emotions for i in members],
            engine.several_labels_from,
            [rows[i].speaker for i in members],
        )

    def by(names: Sequence[str]) -> dict[str, object]:
        return {
            name: of([i for i, value in enumerate(names) if value == name])
            for name in sorted(set(names) - {""})
        }

    confidence = stacked.max(axis=1)
    correct = correct_of(stacked, [row.emotions for row in rows])
    whole = of(range(len(rows)))
    whole["reliability"] = reliability(confidence, correct)
    whole["risk_coverage"] = risk_coverage(confidence, correct, engine.uncertain_below)
    whole["per_corpus"] = by([row.corpus for row in rows])
    whole["per_sex"] = by([row.sex for row in rows])
    return whole


class _Dialogues:
    """Keeps the previous utterances of each conversation."""

    def __init__(self) -> None:
        self._said: dict[str, deque[str]] = {}

    def contexts_of(self, rows: Sequence[Row], texts: Sequence[str]) -> list[tuple[str, ...]]:
        contexts = []
        for row, text in zip(rows, texts, strict=True):
            said = self._said.setdefault(row.dialogue, deque(maxlen=CONTEXT_UTTERANCES))
            contexts.append(tuple(said))
            if row.dialogue and text.strip():
                said.append(text)
        return contexts


class _Babble:
    """Adds voices of other speakers in the manifest at a signal-to-noise ratio."""

    def __init__(self, rows: Sequence[Row], snr_db: float | None) -> None:
        self._rows = [row for row in rows if row.path is not None]
        self._snr_db = snr_db

    def added_to(self, row: Row, index: int) -> FloatArray:
        assert row.path is not None
        sound = read_all(row.path)
        if self._snr_db is None:
            return sound
        rng = np.random.default_rng([_NOISE_SEED, index])
        others = [other for other in self._rows if other.speaker != row.speaker] or self._rows
        chosen = [others[i] for i in rng.integers(len(others), size=_BABBLE_VOICES)]
        voices = [read_all(other.path) for other in chosen if other.path is not None]
        return mix_at_snr(sound, babble(voices, len(sound)), self._snr_db)
