"""What the emotion networks cost on top of recognition, utterance by utterance."""

import time

import numpy as np

from emotion_desktop.audio.voice_activity import Segmenter
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from emotion_desktop.inference.asr import Recogniser, resolve_model
from emotion_desktop.inference.bundle import load_bundle
from emotion_desktop.inference.choose_runner import runner_for
from emotion_desktop.inference.predictions import ModalityPredictors
from emotion_desktop.inference.whisper import load_whisper, padded_samples
from emotion_desktop.system.paths import resources_dir
from model_training.robustness import read_sound

N_ROUNDS = 20


def utterances_of_the_demo() -> list[FloatArray]:
    sound = read_sound(resources_dir() / "demo" / "demo.flac")
    segmenter = Segmenter()
    found = [*segmenter.feed(AudioBlock(sound, SAMPLE_RATE_HZ, 0)), *segmenter.flush()]
    return [segment.samples for segment in found]


def test_the_networks_take_a_quarter_of_the_recognisers_time() -> None:
    whisper = load_whisper(resolve_model(None), device="cpu", compute_type="int8", threads=2)
    recogniser = Recogniser(whisper)
    bundle = load_bundle()
    predictors = ModalityPredictors(bundle, runner_for(bundle, "cpu", 2))
    sounds = utterances_of_the_demo()
    recognition_s, networks_s = [], []
    for _ in range(N_ROUNDS):
        for sound in sounds:
            began_s = time.perf_counter()
            [heard] = recogniser.transcribe([sound], padded_samples(len(sound)))
            text = " ".join(word.text for word in heard.words)
            heard_s = time.perf_counter()
            predictors.fuse(predictors.of_utterances([sound]), predictors.of_texts([text]))
            recognition_s.append(heard_s - began_s)
            networks_s.append(time.perf_counter() - heard_s)
    ratio = float(np.sum(networks_s) / np.sum(recognition_s))
    print(
        f"\n{len(sounds)} utterances, {N_ROUNDS} times: recognition "
        f"{1000 * np.median(recognition_s):.0f} ms, networks {1000 * np.median(networks_s):.0f} ms "
        f"(medians); ratio {ratio:.2f}"
    )
    assert ratio <= 0.25
