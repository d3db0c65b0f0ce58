from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.inference.bundle import default_bundle_folder
from emotion_desktop.system.paths import resources_dir
from model_training.attention_check import check_attention
from model_training.speech_corpora import read_clip, read_manifest
from model_training.text_corpora import read_texts

WINDOW = 3 * SAMPLE_RATE_HZ


def test_the_frames_attended_to_in_the_demo_count_more_than_others() -> None:
    demo: Path = resources_dir() / "demo" / "demo.flac"
    samples, rate_hz = soundfile.read(demo, dtype="float32")
    assert rate_hz == SAMPLE_RATE_HZ
    windows = [samples[i : i + WINDOW] for i in range(0, len(samples) - WINDOW, WINDOW)]
    spoken = [window for window in windows if np.abs(window).max() > 0.05]
    assert len(spoken) > 3
    found = check_attention(default_bundle_folder(), spoken, ["I am happy that you came"])
    for source in ("speech", "fused"):
        assert found[source]["n"] == len(spoken)
        assert found[source]["attended"] > found[source]["random"]


@pytest.mark.needs_data
def test_frames_and_words_attended_to_count_more_in_all_corpora_and_on_unread_texts(
    shared_data: Path,
) -> None:
    clips = read_manifest(shared_data / "speech" / "manifest.csv")[::300]
    texts = [item.text for item in read_texts(shared_data, "dev")[::20]]
    found = check_attention(default_bundle_folder(), [read_clip(clip) for clip in clips], texts)
    for source, least in (("speech", 30), ("text", 200), ("fused", 30)):
        assert found[source]["n"] >= least
        low, high = found[source]["interval"]
        assert 0 < low < found[source]["difference"] < high, source
