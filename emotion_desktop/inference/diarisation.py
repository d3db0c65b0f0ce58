"""Who speaks which piece of a recording: a proposal by the likeness of voices.

Voices are compared in a space in which what differs within a speaker, from one emotion to
another, is small (see `VoiceComparison`). There, pieces are clustered spectrally (Ng, Jordan and
Weiss, 2002). The number of speakers, where nobody says it, is the one whose clusters have the
greatest evidence by the two-covariance model (Brümmer and de Villiers, 2010, "The speaker
partitioning problem"). How sure each piece is comes from its likeness to the speakers' means.
The pieces before and after it have no say: on joined conversations, with turns of one utterance
and with turns of two to four, a hidden Markov model that expects people to go on told them
apart no better, and was surer of its errors.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from scipy.special import softmax

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.sound_files import MOST_SPEAKERS
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.speaker_embedding import weights_folder
from emotion_desktop.system.hashing import check_sha256

COMPARISON_FILE: Final = "voice_comparison.safetensors"
COMPARISON_SHA256: Final = "b1310e87578a11b344fa13a29ddaf9ee8b7aeeaf6cc83309653cbc749278d194"

_REMEDY: Final = Message("Reinstall Emotion Desktop.")
#: More speakers than this are not looked for.
_MOST_FOUND: Final = 6
#: Pieces that are clustered, the longest; the others only join the clusters.
_MOST_CLUSTERED: Final = 1500
_K_MEANS_RUNS: Final = 20
#: A voice is fully heard in so long a piece: that is what the network hears at once.
FULL_S: Final = 1.6
#: In a shorter piece no voice is heard.
LEAST_S: Final = 0.3

# The rest was chosen on the speakers who fitted the comparison, half of them for the other half.
_AFFINITY_SCALE: Final = 3.0
#: Pieces of one speaker are alike in more than the voice: so much of each is new.
_NEW_SHARE: Final = 0.3
#: And of more pieces than these, all together are as much evidence as so many: otherwise the
#: moods of one speaker would become speakers as a recording grows.
_MOST_EVIDENT: Final = 40
#: A further speaker must add so much log-evidence.
_LEAST_EVIDENCE: Final = 2.0
_LIKENESS_SCALE: Final = 10.0

_DoubleArray = npt.NDArray[np.float64]
_Labels = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class SpeakerProposal:
    """Who speaks a piece: "A" is who speaks first; and the probability among those found."""

    speaker: str
    confidence: float


@dataclass(frozen=True, slots=True)
class VoiceComparison:
    """A two-covariance model of embeddings, with its covariances made diagonal.

    Attributes
    ----------
    mean : FloatArray
        Shape (256,).
    projection : FloatArray
        Shape (256, k): to where the covariance within speakers is the identity.
    between : FloatArray
        Shape (k,), the variance between speakers there, falling.
    """

    mean: FloatArray
    projection: FloatArray
    between: FloatArray

    @classmethod
    def load(cls, folder: Path | None = None) -> "VoiceComparison":
        """Load what `python -m model_training voices` fitted, checking the file first.

        Parameters
        ----------
        folder : Path or None
            None takes the installed one.

        Raises
        ------
        UserFacingError
            Where the file is missing or another than expected.
        """
        path = (folder or weights_folder()) / COMPARISON_FILE
        check_sha256(path, COMPARISON_SHA256, remedy=_REMEDY)
        return cls(**load_file(path))

    def project(self, embeddings: FloatArray) -> _DoubleArray:
        """Bring embeddings (n, 256) into the space of comparison (n, k)."""
        centred = (embeddings - self.mean).astype(np.float64)
        centred /= np.linalg.norm(centred, axis=1, keepdims=True)
        projected: _DoubleArray = centred @ self.projection
        return projected

    def directions(self, projected: _DoubleArray) -> _DoubleArray:
        """Directions (n, k), length 1: what differs between speakers weighs more."""
        weighed = projected * np.sqrt(self.between / (1 + self.between))
        directions: _DoubleArray = weighed / np.linalg.norm(weighed, axis=1, keepdims=True)
        return directions

    def log_evidence(self, projected: _DoubleArray, weights: _DoubleArray) -> float:
        """Log-probability that pieces are one speaker's, against each having its own mean 0.

        Parameters
        ----------
        projected : ndarray
            Shape (n, k).
        weights : ndarray
            Shape (n,), how much each piece counts as one of its own.
        """
        spread = 1 + weights.sum() * self.between
        total = weights @ projected
        return float(np.sum(self.between * total**2 / spread - np.log(spread)) / 2)


def propose_speakers(
    embeddings: FloatArray,
    durations_s: Sequence[float],
    comparison: VoiceComparison,
    *,
    n_speakers: int | None = None,
) -> list[SpeakerProposal]:
    """Propose who speaks each piece of a recording.

    Parameters
    ----------
    embeddings : FloatArray
        Shape (n, 256), in the order of time; a row of zeros is a piece without a voice.
    durations_s : sequence of float
        Length of each piece. What is too short takes its neighbours' speaker.
    comparison : VoiceComparison
        How voices are compared.
    n_speakers : int or None
        How many people speak, from 1 to `MOST_SPEAKERS`; None finds it out. Fewer are
        proposed where there is no piece for each.

    Raises
    ------
    ValueError
        Where `n_speakers` is no such number.
    """
    if n_speakers is not None and not 1 <= n_speakers <= MOST_SPEAKERS:
        raise ValueError(f"{n_speakers} speakers, not 1 to {MOST_SPEAKERS}")
    lengths_s = np.asarray(durations_s, np.float64)
    heard = np.flatnonzero((lengths_s >= LEAST_S) & embeddings.any(axis=1))
    log_likelihood = np.zeros((len(lengths_s), 1))
    if len(heard):
        weights = np.minimum(1.0, lengths_s[heard] / FULL_S)
        projected = comparison.project(embeddings[heard])
        directions = comparison.directions(projected)
        clustered = np.sort(np.argsort(-lengths_s[heard], kind="stable")[:_MOST_CLUSTERED])
        labels = _cluster(
            comparison, projected[clustered], directions[clustered], weights[clustered], n_speakers
        )
        likeness = _likeness(directions, clustered, labels)
        log_likelihood = np.zeros((len(lengths_s), likeness.shape[1]))
        log_likelihood[heard] = _LIKENESS_SCALE * weights[:, np.newaxis] * likeness
    return _named(softmax(log_likelihood, axis=1), heard)


def _cluster(
    comparison: VoiceComparison,
    projected: _DoubleArray,
    directions: _DoubleArray,
    weights: _DoubleArray,
    n_speakers: int | None,
) -> _Labels:
    """Cluster of each piece, 0 to the number of speakers less one."""
    affinity = np.exp(_AFFINITY_SCALE * (directions @ directions.T - 1))
    if n_speakers is not None:
        return _spectral(affinity, n_speakers)
    new = weights * _NEW_SHARE * min(1.0, _MOST_EVIDENT / len(weights))
    best, most = np.zeros(len(weights), np.intp), -np.inf
    for n in range(1, min(_MOST_FOUND, len(weights)) + 1):
        labels = _spectral(affinity, n)
        evidence = sum(
            comparison.log_evidence(projected[labels == one], new[labels == one])
            for one in np.unique(labels)
        )
        if evidence - _LEAST_EVIDENCE * n > most:
            best, most = labels, evidence - _LEAST_EVIDENCE * n
    return best


def _spectral(affinity: _DoubleArray, n_clusters: int) -> _Labels:
    n_pieces = len(affinity)
    if n_clusters == 1:
        return np.zeros(n_pieces, np.intp)
    if n_clusters >= n_pieces:
        return np.arange(n_pieces)
    # Slow to load, and live needs the rest of this module without it.
    from scipy.cluster.vq import ClusterError, kmeans2  # noqa: PLC0415
    from scipy.linalg import eigh  # noqa: PLC0415
    from scipy.sparse.csgraph import laplacian  # noqa: PLC0415

    normed, roots = laplacian(affinity, normed=True, return_diag=True)
    _, vectors = eigh(normed, subset_by_index=[0, n_clusters - 1])
    points = vectors / roots[:, np.newaxis]
    rng = np.random.default_rng(0)
    found = []
    for _ in range(_K_MEANS_RUNS):
        with suppress(ClusterError):  # a cluster lost its last piece
            found.append(kmeans2(points, n_clusters, iter=30, minit="++", missing="raise", rng=rng))
    if not found:
        return _spectral(affinity, n_clusters - 1)
    _, best = min(found, key=lambda one: float(np.square(points - one[0][one[1]]).sum()))
    labels: _Labels = np.unique(best, return_inverse=True)[1]
    return labels


def _likeness(directions: _DoubleArray, clustered: _Labels, labels: _Labels) -> _DoubleArray:
    """Cosine (n, speakers) of each piece with each speaker's mean, itself left out of it."""
    sums = np.stack([directions[clustered[labels == one]].sum(axis=0) for one in np.unique(labels)])
    dots = directions @ sums.T
    squares = np.broadcast_to(np.square(sums).sum(axis=1), dots.shape).copy()
    squares[clustered, labels] += 1 - 2 * dots[clustered, labels]
    dots[clustered, labels] -= 1
    # A speaker of one piece has nothing else to be compared with.
    cosines: _DoubleArray = np.divide(
        dots, np.sqrt(squares.clip(0)), out=np.ones_like(dots), where=squares > 1e-9
    )
    return cosines.clip(-1, 1)


def _named(probabilities: _DoubleArray, heard: _Labels) -> list[SpeakerProposal]:
    """Call the speakers A, B and so on, in the order in which they first speak.

    A piece in which no voice is heard gets the speaker of the nearest one that is heard.
    """
    found = probabilities.argmax(axis=1)
    if len(heard):
        for unheard in np.setdiff1d(np.arange(len(found)), heard):
            found[unheard] = found[heard[np.abs(heard - unheard).argmin()]]
    speakers = found.tolist()
    names = {one: chr(ord("A") + i) for i, one in enumerate(dict.fromkeys(speakers))}
    return [
        SpeakerProposal(names[one], float(row[one]))
        for one, row in zip(speakers, probabilities, strict=True)
    ]
