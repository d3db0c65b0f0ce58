"""What it costs in accuracy that neighbouring utterances share one run of the encoder.

The same clips of unseen speakers, each encoded by itself and joined with others. The bundle
that ships has heard these speakers, so its twin is asked, which `make train` leaves in `runs`.
"""

from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.audio import Segment
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.figures import figures
from model_training.speech_corpora import read_clip, read_manifest
from model_training.splits import clips_of

MEASURED = Path(__file__).resolve().parents[2] / "runs" / "measured"
N_CLIPS = 600


@pytest.mark.skipif(not MEASURED.is_dir(), reason="`make train` was not run")
def test_sharing_the_encoder_costs_no_accuracy(shared_data: Path) -> None:
    clips = clips_of(read_manifest(shared_data / "speech" / "manifest.csv"), "test")
    clips = [clips[i] for i in np.random.default_rng(0).permutation(len(clips))[:N_CLIPS]]
    engine = EmotionEngine.load(device="cpu", transcribe=False, bundle=MEASURED)
    sounds = [read_clip(clip) for clip in clips]
    emotions = [(clip.emotion,) for clip in clips]
    alone = np.stack([opinion.estimate.probabilities for opinion in engine.hear(sounds)])
    by_speaker = sorted(range(len(clips)), key=lambda i: clips[i].speaker)
    uar = {"alone": float(str(figures(alone, emotions, 1.0)["uar"]))}
    for name, order in (("strangers", range(len(clips))), ("own voice", by_speaker)):
        joined = np.zeros_like(alone)
        for utterance in engine.utterances([Segment(i, 0, sounds[i]) for i in order]):
            assert utterance.estimate.speech is not None
            joined[utterance.segment_id] = utterance.estimate.speech.probabilities
        uar[name] = float(str(figures(joined, emotions, 1.0)["uar"]))
        same = np.mean(alone.argmax(axis=1) == joined.argmax(axis=1))
        print(f"\nUAR alone {uar['alone']:.3f}, joined with {name} {uar[name]:.3f}; ", end="")
        print(f"same label {same:.3f}")
    assert min(uar.values()) > uar["alone"] - 0.03
