"""How the program compares voices: fitted on speakers who express all emotions.

Embeddings of speakers are made to part people who talk as usual; one person who shouts and
whispers lies far apart in them. A two-covariance model (Brümmer and de Villiers, 2010) of
acted speech knows which differences are a speaker's own. Some speakers and corpora are kept
out of it, so that the proposals can be measured on them.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from librosa.effects import trim
from safetensors.numpy import save_file
from scipy.linalg import eigh
from tqdm import tqdm

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.diarisation import COMPARISON_FILE
from emotion_desktop.inference.speaker_embedding import SpeakerEmbedder
from model_training.speech_corpora import Clip, read_clip

#: Corpora that nothing of the speaker proposals is fitted on.
UNUSED_CORPORA: Final = frozenset({"emovo", "nemo", "aesdd", "meld"})
UNUSED_FILE: Final = "unused-speakers.csv"

#: Of corpora with fewer speakers all are learnt from, of others every second.
_FEW_SPEAKERS: Final = 7
_MOST_SPEAKERS: Final = 15
_CLIPS_OF_SPEAKER: Final = 24
_DIMENSIONS: Final = 48
#: Share of the mean variance within speakers that every direction gets: more than a few
#: speakers of a few languages can tell.
_SHRINKAGE: Final = 0.5
_SILENCE_DB: Final = 35
_BATCH_CLIPS: Final = 64
_FIRST: Final = ("", "", 0, "")

_DoubleArray = npt.NDArray[np.float64]


def is_learnt_from(clip: Clip, speakers: Sequence[str]) -> bool:
    """Whether a clip's speaker, one of the sorted `speakers` of its corpus, is learnt from."""
    if clip.corpus in UNUSED_CORPORA:
        return False
    return len(speakers) < _FEW_SPEAKERS or speakers.index(clip.speaker) % 2 == 0


def parted(clips: Sequence[Clip]) -> tuple[list[Clip], list[Clip]]:
    """Part clips into those whose speakers are learnt from and all others."""
    speakers: dict[str, list[str]] = defaultdict(list)
    for corpus, speaker in sorted({(clip.corpus, clip.speaker) for clip in clips}):
        speakers[corpus].append(speaker)
    learnt = [is_learnt_from(clip, speakers[clip.corpus]) for clip in clips]
    return (
        [clip for clip, used in zip(clips, learnt, strict=True) if used],
        [clip for clip, used in zip(clips, learnt, strict=True) if not used],
    )


def fit_voices(clips: Sequence[Clip], folder: Path) -> None:
    """Fit the comparison of voices and write it, with the list of clips that had no part in it.

    Parameters
    ----------
    clips : sequence of Clip
        Of all corpora.
    folder : Path
        Where both files go.
    """
    learnt, unused = parted(clips)
    chosen = list(_chosen(learnt))
    embeddings = _embedded(chosen)
    heard = np.flatnonzero(embeddings.any(axis=1))
    save_file(
        fit_comparison(
            embeddings[heard],
            [chosen[i].corpus for i in heard],
            [chosen[i].speaker for i in heard],
        ),
        folder / COMPARISON_FILE,
    )
    _write_manifest(sorted(unused, key=_place), folder / UNUSED_FILE)


def _place(clip: Clip) -> tuple[str, str, int, str]:
    """Sort the lines of a dialogue by their numbers; other clips stay in their order."""
    return (clip.corpus, clip.dialogue, len(clip.line), clip.line) if clip.dialogue else _FIRST


def fit_comparison(
    embeddings: FloatArray, corpora: Sequence[str], speakers: Sequence[str]
) -> dict[str, FloatArray]:
    """Fit the two covariances and make both diagonal.

    Corpora count alike, and speakers are compared within their corpus: otherwise rooms and
    microphones would pass for voices.

    Parameters
    ----------
    embeddings : FloatArray
        Shape (n, 256), length 1.
    corpora, speakers : sequence of str
        Of each embedding.

    Returns
    -------
    dict
        The fields of `inference.diarisation.VoiceComparison`.
    """
    corpus_of, speaker_of = np.array(corpora), np.array(speakers)
    width = embeddings.shape[1]
    names = sorted(set(corpora))
    mean = np.mean([embeddings[corpus_of == name].mean(axis=0) for name in names], axis=0)
    centred = (embeddings - mean).astype(np.float64)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    within, between, n_between = np.zeros((width, width)), np.zeros((width, width)), 0
    for name in names:
        own = [
            centred[speaker_of == speaker] for speaker in sorted(set(speaker_of[corpus_of == name]))
        ]
        within += _scatter([voice - voice.mean(axis=0) for voice in own], -len(own)) / len(names)
        if len(own) > 1:
            means = np.stack([voice.mean(axis=0) for voice in own])
            between += (means - means.mean(axis=0)).T @ (means - means.mean(axis=0))
            n_between += len(own) - 1
    even = np.trace(within) / width * np.eye(width)
    variances, directions = eigh(between / n_between, (1 - _SHRINKAGE) * within + _SHRINKAGE * even)
    largest = np.argsort(-variances)[:_DIMENSIONS]
    return {
        "mean": mean.astype(np.float32),
        "projection": np.ascontiguousarray(directions[:, largest], np.float32),
        "between": variances[largest].astype(np.float32),
    }


def _scatter(groups: Sequence[_DoubleArray], lost: int) -> _DoubleArray:
    """Covariance of centred groups; `lost` degrees of freedom went into their means."""
    rows = np.concatenate(groups)
    covariance: _DoubleArray = rows.T @ rows / (len(rows) + lost)
    return covariance


def _chosen(clips: Sequence[Clip]) -> Iterator[Clip]:
    """Draw clips of a bounded number of speakers, so that no corpus takes hours."""
    rng = random.Random(0)  # noqa: S311
    of_speakers: dict[tuple[str, str], list[Clip]] = defaultdict(list)
    for clip in clips:
        of_speakers[clip.corpus, clip.speaker].append(clip)
    n_taken: dict[str, int] = defaultdict(int)
    for corpus, speaker in sorted(of_speakers):
        n_taken[corpus] += 1
        if n_taken[corpus] <= _MOST_SPEAKERS:
            own = of_speakers[corpus, speaker]
            yield from rng.sample(own, min(_CLIPS_OF_SPEAKER, len(own)))


def _embedded(clips: Sequence[Clip]) -> FloatArray:
    """Embeddings (n, 256) of what is said in clips, without the silence around it."""
    embedder = SpeakerEmbedder.load()
    found = []
    for first in tqdm(range(0, len(clips), _BATCH_CLIPS), desc="voices", unit="batch"):
        sounds = [read_clip(clip) for clip in clips[first : first + _BATCH_CLIPS]]
        found.append(embedder.embed([trim(s, top_db=_SILENCE_DB)[0] for s in sounds]))
    return np.concatenate(found)


def _write_manifest(clips: Sequence[Clip], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "corpus", "speaker", "emotion", "text", "sex", "dialogue"])
        for clip in clips:
            writer.writerow(
                [
                    clip.path.resolve(),
                    clip.corpus,
                    clip.speaker,
                    EMOTIONS[clip.emotion],
                    clip.text,
                    clip.sex,
                    clip.dialogue,
                ]
            )
