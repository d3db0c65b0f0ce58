"""What it costs the inference thread to tell two speakers apart in the live view.

Run with `pytest tests/bench -s`. It is a ratio within one run, so that it means the same on
every machine.
"""

import time

import numpy as np

from emotion_desktop.audio.files import read_all
from emotion_desktop.audio.voice_activity import Segmenter
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.inference.causal_speakers import CausalSpeakers
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.system.paths import resources_dir


def test_a_voice_costs_less_than_a_quarter_of_what_its_utterance_costs() -> None:
    sound = read_all(resources_dir() / "demo" / "demo.flac")
    segmenter = Segmenter()
    segments = [*segmenter.feed(AudioBlock(sound, SAMPLE_RATE_HZ, 0)), *segmenter.flush()]
    engine, speakers = EmotionEngine.load(), CausalSpeakers.load()
    utterances_s, voices_s = [], []
    for segment in segments:
        began_s = time.process_time()
        speakers.propose(segment.samples)
        voices_s.append(time.process_time() - began_s)
        began_s = time.process_time()
        engine.utterances([segment])
        utterances_s.append(time.process_time() - began_s)
    ratio = float(np.sum(voices_s) / np.sum(utterances_s))
    print(f"\nvoices cost {ratio:.3f} of what utterances cost")
    assert ratio < 0.25
