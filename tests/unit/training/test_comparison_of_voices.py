"""What fits the comparison of voices: speakers, not rooms and not emotions."""

from pathlib import Path

import numpy as np

from emotion_desktop.inference.diarisation import VoiceComparison
from emotion_desktop.inference.speaker_embedding import EMBEDDING_WIDTH
from model_training.speech_corpora import Clip
from model_training.voices import fit_comparison, parted

VOICE, EMOTION, ROOM, ALWAYS = 3, 7, 11, 200


def made_up() -> tuple[np.ndarray, list[str], list[str]]:
    """Embeddings of two corpora in their rooms, eight speakers each, in two emotions."""
    rng = np.random.default_rng(0)
    rows, corpora, speakers = [], [], []
    for corpus in range(2):
        for speaker in range(8):
            voice = rng.normal()
            for i in range(12):
                row = rng.normal(0, 0.02, EMBEDDING_WIDTH)
                row[VOICE] += 0.4 * voice
                row[EMOTION] += 1.0 * (i % 2)
                row[ROOM] += 1.0 * corpus
                row[ALWAYS] += 1.0
                rows.append(row / np.linalg.norm(row))
                corpora.append(str(corpus))
                speakers.append(f"{corpus}-{speaker}")
    return np.array(rows, np.float32), corpora, speakers


def test_what_differs_between_speakers_counts_and_their_emotions_and_rooms_do_not() -> None:
    comparison = VoiceComparison(**fit_comparison(*made_up()))
    assert comparison.between[0] > 5 * comparison.between[1]
    first = np.abs(comparison.projection[:, 0])
    assert first.argmax() == VOICE
    assert max(first[EMOTION], first[ROOM]) < 0.3 * first[VOICE]


def test_speakers_are_kept_out_as_a_whole() -> None:
    def clips(corpus: str, n_speakers: int) -> list[Clip]:
        return [Clip(Path(), corpus, f"{s:02}", 0, "") for s in range(n_speakers) for _ in "ab"]

    learnt, unused = parted([*clips("many", 8), *clips("few", 6), *clips("emovo", 6)])
    assert {(one.corpus, one.speaker) for one in learnt} == {
        *(("many", f"{s:02}") for s in (0, 2, 4, 6)),
        *(("few", f"{s:02}") for s in range(6)),
    }
    assert not {(c.corpus, c.speaker) for c in learnt} & {(c.corpus, c.speaker) for c in unused}
    assert len(learnt) + len(unused) == 2 * (8 + 6 + 6)
