"""How many acted utterances voice activity misses, by emotion and level."""

from collections import Counter
from pathlib import Path

import numpy as np

from emotion_desktop.audio.voice_activity import Segmenter
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from tests.bench.clips import Clip, balanced

N_PER_EMOTION = 200
LEVELS_DB = (0, -20, -30)
#: The most that may be missed of any emotion.
MOST_MISSED = {0: 0.01, -20: 0.03}
SILENCE = np.zeros(SAMPLE_RATE_HZ, np.float32)


def is_heard(clip: FloatArray, level_db: float) -> bool:
    """Whether any utterance is found, with a second of silence around, in 16 bits."""
    sound = np.concatenate([SILENCE, clip * np.float32(10 ** (level_db / 20)), SILENCE])
    stored = (np.round(sound * 32767) / 32768).astype(np.float32)
    segmenter = Segmenter()
    return bool(segmenter.feed(AudioBlock(stored, SAMPLE_RATE_HZ, 0)) or segmenter.flush())


def count_missed(clips: list[Clip]) -> dict[int, Counter[str]]:
    missed: dict[int, Counter[str]] = {level_db: Counter() for level_db in LEVELS_DB}
    for clip in clips:
        samples = clip.read()
        for level_db in LEVELS_DB:
            if not is_heard(samples, level_db):
                missed[level_db][clip.emotion] += 1
                print(f"missed at {level_db} dB: {clip.path.parent.name}/{clip.path.name}")
    return missed


def test_hardly_a_voice_is_missed_whatever_it_expresses(shared_data: Path) -> None:
    clips = balanced(shared_data, N_PER_EMOTION)
    drawn = Counter(clip.emotion for clip in clips)
    print()
    missed = count_missed(clips)
    for emotion, n in drawn.items():
        shares = (f"{missed[level_db][emotion] / n:.1%} at {level_db} dB" for level_db in LEVELS_DB)
        print(f"{emotion}: of {n} missed {', '.join(shares)}")
    for level_db, most in MOST_MISSED.items():
        for emotion, n in drawn.items():
            assert missed[level_db][emotion] / n < most, f"{emotion} at {level_db} dB"
