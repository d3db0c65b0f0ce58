"""What it costs in accuracy that neighbouring utterances share one run of the encoder.

The same clips of unseen speakers, each encoded by itself and joined with others.
"""

from pathlib import Path

import numpy as np

from emotion_desktop.domain.audio import Segment
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.figures import figures
from model_training.speech_corpora import read_clip, read_manifest
from model_training.splits import clips_of

N_CLIPS = 600


def test_sharing_the_encoder_costs_no_accuracy(shared_data: Path) -> None:
    clips = clips_of(read_manifest(shared_data / "speech" / "manifest.csv"), "test")
    clips = [clips[i] for i in np.random.default_rng(0).permutation(len(clips))[:N_CLIPS]]
    engine = EmotionEngine.load(device="cpu", transcribe=False)
    sounds = [read_clip(clip) for clip in clips]
    alone = [opinion.estimate.probabilities for opinion in engine.hear(sounds)]
    segments = [Segment(i, 0, sound) for i, sound in enumerate(sounds)]
    joined = [
        utterance.estimate.speech.probabilities
        for utterance in engine.utterances(segments)
        if utterance.estimate.speech is not None
    ]
    emotions = [(clip.emotion,) for clip in clips]
    uar = {
        name: float(str(figures(np.stack(rows), emotions, 1.0)["uar"]))
        for name, rows in (("alone", alone), ("joined", joined))
    }
    same = np.mean(np.argmax(alone, axis=1) == np.argmax(joined, axis=1))
    print(f"\nUAR alone {uar['alone']:.3f}, joined {uar['joined']:.3f}; same label {same:.3f}")
    assert uar["joined"] > uar["alone"] - 0.03
