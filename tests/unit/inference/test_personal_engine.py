"""What the engine hears depends on a person only where it was asked to."""

from dataclasses import replace

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray, Segment
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.engine import EmotionEngine
from tests.tiny_bundle import MIN_UTTERANCES, tiny_engine


@pytest.fixture
def engine() -> EmotionEngine:
    return tiny_engine()


def tone(pitch_hz: float, seconds: float = 1.0, seed: int = 0) -> FloatArray:
    time = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    noise = np.random.default_rng(seed).normal(0, 0.005, len(time))
    return (0.1 * np.sin(2 * np.pi * pitch_hz * time) + noise).astype(np.float32)


def segments(n: int, speaker: str = "") -> list[Segment]:
    pitches = 150 * 1.2 ** np.arange(n)
    return [
        Segment(i, 2 * i * SAMPLE_RATE_HZ, tone(pitch, seed=i), speaker)
        for i, pitch in enumerate(pitches)
    ]


def test_utterances_are_compared_once_there_are_enough_of_the_speaker(
    engine: EmotionEngine,
) -> None:
    said = segments(6)
    plain = engine.utterances(said)
    assert {u.estimate.normalised_to_speaker for u in plain} == {0}
    assert engine.normalise_speakers(True)
    compared = [u for one in said for u in engine.utterances([one])]
    assert [u.estimate.normalised_to_speaker for u in compared] == [0, 0, 0, MIN_UTTERANCES, 5, 6]
    for before, after in zip(plain, compared, strict=True):
        unchanged = np.allclose(
            before.estimate.probabilities, after.estimate.probabilities, atol=1e-3
        )
        assert unchanged == (after.estimate.normalised_to_speaker == 0)
        assert after.estimate.speech is not None
        assert after.estimate.probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_speakers_are_told_apart_by_their_channel(engine: EmotionEngine) -> None:
    engine.normalise_speakers(True)
    first = engine.utterances(segments(4, "channel 1"))
    second = engine.utterances(segments(3, "channel 2"))
    assert first[-1].estimate.normalised_to_speaker == 4
    assert second[-1].estimate.normalised_to_speaker == 0


def test_windows_are_compared_with_the_utterances_and_are_none_themselves(
    engine: EmotionEngine,
) -> None:
    sound = tone(400, 3.0)
    plain = engine.window(sound).probabilities
    engine.normalise_speakers(True)
    for _ in range(2 * MIN_UTTERANCES):
        assert np.array_equal(engine.window(sound).probabilities, plain)
    engine.utterances(segments(MIN_UTTERANCES))
    assert not np.allclose(engine.window(sound).probabilities, plain, atol=1e-3)


@pytest.mark.parametrize("on", [True, False])
def test_who_was_heard_before_is_forgotten_when_it_is_asked_for_anew(
    engine: EmotionEngine, on: bool
) -> None:
    engine.normalise_speakers(True)
    engine.utterances(segments(MIN_UTTERANCES))
    assert engine.normalise_speakers(on) == on
    (utterance,) = engine.utterances(segments(1))
    assert utterance.estimate.normalised_to_speaker == 0


def test_a_bundle_without_a_model_for_it_compares_nobody() -> None:
    engine = tiny_engine(normalises=False)
    assert engine.speaker_normaliser() is None
    assert not engine.normalise_speakers(True)
    assert {u.estimate.normalised_to_speaker for u in engine.utterances(segments(6))} == {0}


def corrected() -> tuple[list[FloatArray], list[str]]:
    """Four utterances of each emotion, which somebody tells by the pitch."""
    pitches = 120 * 1.6 ** np.arange(len(EMOTIONS))
    sounds = [tone(pitch, seed=take) for take in range(4) for pitch in pitches]
    return sounds, list(EMOTIONS) * 4


def test_corrections_are_learnt_used_and_taken_back(engine: EmotionEngine) -> None:
    sounds, labels = corrected()
    before = [prediction.estimate.probabilities for prediction in engine.hear(sounds)]
    learnt = engine.learn_voice(sounds, labels)
    assert learnt is not None
    assert (learnt.bundle, learnt.n_corrections) == (engine.bundle_id, len(labels))
    assert np.allclose(engine.hear(sounds[:1])[0].estimate.probabilities, before[0], atol=1e-5)

    assert engine.use_adaptation(learnt)
    after = [prediction.estimate.probabilities for prediction in engine.hear(sounds)]
    wanted = [EMOTIONS.index(label) for label in labels]

    def right(rows: list[FloatArray]) -> int:
        return sum(int(row.argmax()) == label for row, label in zip(rows, wanted, strict=True))

    assert right(after) > right(before) + 5
    again = engine.learn_voice(sounds, labels)  # from the bundle's own layer, whatever is used
    assert again is not None
    assert np.allclose(again.weight, learnt.weight, atol=1e-4)

    for other in (
        replace(learnt, bundle="different models"),
        replace(learnt, weight=learnt.weight[:, 1:]),
        None,
    ):
        assert not engine.use_adaptation(other)
        assert np.allclose(engine.hear(sounds[:1])[0].estimate.probabilities, before[0], atol=1e-5)


def test_an_estimate_tells_what_fusion_may_know_of_the_sound_and_the_words(
    engine: EmotionEngine,
) -> None:
    loud, quiet = tone(300, 2.0), 0.1 * tone(300, 2.0)
    heard = engine.hear([loud, quiet, tone(300, 40.0)])
    levels = [prediction.traits[0].item() for prediction in heard]
    assert levels[0] - levels[1] == pytest.approx(20, abs=0.2)
    # What is longer than a piece is cut evenly: the length is that of a piece.
    assert [np.exp(prediction.traits[2]).item() for prediction in heard] == pytest.approx(
        [2, 2, 40 / 3]
    )
    read = engine.read(["what a day", "oh", ""])
    assert [
        np.exp(prediction.traits[0]).item() for prediction in read if prediction
    ] == pytest.approx([3, 1])
    assert read[2] is None
