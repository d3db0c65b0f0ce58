import pytest

from emotion_desktop.inference.whisper import padded_samples


@pytest.mark.parametrize(
    ("duration_s", "padded_s"), [(0.05, 10), (6, 10), (6.01, 15), (11, 15), (16, 20), (26, 30)]
)
def test_silence_follows_every_utterance(duration_s: float, padded_s: float) -> None:
    assert padded_samples(round(duration_s * 16_000)) == padded_s * 16_000
