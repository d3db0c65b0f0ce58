import numpy as np
import pytest
from scipy.signal import fftconvolve

from emotion_desktop.audio.band_levels import HOP_SAMPLES, BandLevels
from emotion_desktop.audio.crosstalk import Crosstalk, find_crosstalk
from emotion_desktop.audio.voice_activity import Segmenter
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray
from tests.unit.audio.demo_speech import said
from tests.unit.audio.made_sounds import noise, tone

#: Where the first and the second speaker of `conversation` speak, in seconds.
FIRST = [(1.0, 5.0), (11.0, 15.0), (18.0, 21.0)]
SECOND = [(6.0, 10.0), (19.5, 23.0)]  # the last one into the other's sentence
LENGTH_S = 24.0


def at(extents: list[tuple[float, float]], first_s: float) -> FloatArray:
    channel = np.zeros(round(LENGTH_S * SAMPLE_RATE_HZ), np.float32)
    for number, (start_s, end_s) in enumerate(extents):
        begin_s = first_s + 5 * number
        part = said(begin_s, begin_s + end_s - start_s)
        start = round(start_s * SAMPLE_RATE_HZ)
        channel[start : start + len(part)] = part
    return channel


ONE, TWO = at(FIRST, 0.3), at(SECOND, 16.0)


def room(samples: FloatArray, loss_db: float) -> FloatArray:
    """Let a voice arrive through a room, 5 ms later and with 0.3 s of reverberation."""
    time_s = np.arange(round(0.3 * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    answer = np.random.default_rng(0).standard_normal(len(time_s)) * 10 ** (-3 * time_s / 0.3)
    answer[0] = 4
    answer *= 10 ** (-loss_db / 20) / np.sqrt(np.sum(answer**2))
    heard = np.concatenate([np.zeros(80), fftconvolve(samples, answer)])[: len(samples)]
    return heard.astype(np.float32)


def softer(samples: FloatArray, loss_db: float, late_s: float = 0.0) -> FloatArray:
    n = round(late_s * SAMPLE_RATE_HZ)
    given = samples * np.float32(10 ** (-loss_db / 20))
    return np.concatenate([np.zeros(n, np.float32), given[: len(given) - n]])


def crosstalk_of(*channels: FloatArray) -> list[Crosstalk | None]:
    levels = []
    for channel in channels:
        track = BandLevels()
        for start in range(0, len(channel), 7001):
            track.feed(channel[start : start + 7001])
        levels.append(track.levels_db())
    return find_crosstalk(levels)


def utterances(channel: FloatArray) -> list[tuple[float, float]]:
    segmenter = Segmenter()
    found = segmenter.feed(AudioBlock(channel, SAMPLE_RATE_HZ, 0)) + segmenter.flush()
    return [(segment.start_s, segment.end_s) for segment in found]


def silenced(channel: FloatArray, crosstalk: Crosstalk | None) -> FloatArray:
    block = AudioBlock(channel, SAMPLE_RATE_HZ, 0)
    return (crosstalk.silence(block) if crosstalk else block).samples


def covered(extents: list[tuple[float, float]]) -> set[int]:
    """Tenths of a second that extents cover."""
    return {tenth for start, end in extents for tenth in range(round(start * 10), round(end * 10))}


@pytest.mark.parametrize(
    "give",
    [
        lambda voice: softer(voice, 12),
        lambda voice: softer(voice, 25),
        lambda voice: softer(voice, 7),
        lambda voice: softer(voice, 4),
        lambda voice: softer(voice, 3, late_s=0.005),
        lambda voice: softer(voice, 3, late_s=0.1),
        lambda voice: softer(voice, 15, late_s=0.25),
        lambda voice: room(voice, 12),
        lambda voice: room(voice, 3),
    ],
    ids=["12 dB", "25 dB", "7 dB", "4 dB", "3 dB", "near echo", "echo", "room", "small room"],
)
def test_each_channel_keeps_its_own_sentences_alone(give) -> None:
    rng = noise(LENGTH_S, 3e-4)
    channels = ONE + give(TWO) + rng, TWO + give(ONE) + rng[::-1]
    found = crosstalk_of(*channels)
    for own, channel, crosstalk, source in zip((ONE, TWO), channels, found, (1, 0), strict=True):
        assert crosstalk is not None
        assert crosstalk.sources == (source,)
        assert crosstalk.left_out_s > 2
        kept, right = covered(utterances(silenced(channel, crosstalk))), covered(utterances(own))
        assert len(right - kept) <= 0.1 * len(right)  # nothing of its own is lost
        assert len(kept - right) <= 0.1 * len(right)  # and nothing of the other's is left


@pytest.mark.parametrize("loss_db", [0.0, 1.0, 3.0, 5.0])
@pytest.mark.parametrize("first", [0, 1])
def test_a_voice_that_two_microphones_hear_is_given_once(loss_db: float, first: int) -> None:
    rng = noise(LENGTH_S, 3e-4)
    nearer, farther = ONE + rng, softer(ONE, loss_db, late_s=0.01) + rng[::-1]
    channels = (nearer, farther) if first == 0 else (farther, nearer)

    found = crosstalk_of(*channels)

    kept = [
        covered(utterances(silenced(channel, crosstalk)))
        for channel, crosstalk in zip(channels, found, strict=True)
    ]
    right = covered(utterances(ONE))
    assert len(right - kept[first]) <= 0.05 * len(right)  # where it is louder, or else first
    assert kept[1 - first] == set()
    crosstalk = found[1 - first]
    assert crosstalk is not None
    assert crosstalk.sources == (first,)
    assert crosstalk.left_out_s == pytest.approx(8.5, abs=0.5)  # speech without its pauses


def test_what_cannot_be_told_apart_stays_in_the_first_channel() -> None:
    rng = noise(LENGTH_S, 3e-4)
    both = ONE + TWO

    first, second = crosstalk_of(both + rng, both + rng[::-1])

    right = covered(utterances(both))
    assert len(right - covered(utterances(silenced(both, first)))) <= 0.05 * len(right)
    assert utterances(silenced(both, second)) == []


@pytest.mark.parametrize("at", [0.3, 1.0])
def test_people_who_speak_at_once_all_the_time_keep_their_words(at: float) -> None:
    one, two = said(0.3, 13.3), said(14.0, 27.0) * np.float32(at)
    length = min(len(one), len(two))
    rng = noise(13.0, 3e-4)[:length]
    assert crosstalk_of(one[:length] + rng, two[:length] + rng[::-1]) == [None, None]


def test_people_who_read_the_same_words_at_once_keep_them() -> None:
    one = said(0.3, 13.3)
    slower = np.interp(np.arange(len(one)) / 1.03, np.arange(len(one)), one).astype(np.float32)
    rng = noise(13.0, 3e-4)[: len(one)]
    assert crosstalk_of(one + rng, slower + rng[::-1]) == [None, None]


def test_a_voice_in_the_sentence_of_a_near_one_is_kept() -> None:
    """Both are in both channels, 3 dB apart: nothing of either gets lost where they overlap."""
    rng = noise(LENGTH_S, 3e-4)
    channels = ONE + softer(TWO, 3) + rng, TWO + softer(ONE, 3) + rng[::-1]
    found = crosstalk_of(*channels)
    overlap = covered([(19.7, 20.8)])
    for channel, crosstalk in zip(channels, found, strict=True):
        kept = covered(utterances(silenced(channel, crosstalk)))
        assert len(overlap - kept) <= 3


@pytest.mark.parametrize("floor", [0.0, 3e-4, 3e-3])
def test_people_who_speak_at_once_owe_each_other_nothing(floor: float) -> None:
    rng = noise(LENGTH_S, floor) if floor else np.zeros_like(ONE)
    assert crosstalk_of(ONE + rng, TWO * 0.3 + rng[::-1]) == [None, None]


def test_an_empty_channel_owes_nothing_and_gives_nothing() -> None:
    assert crosstalk_of(ONE, np.zeros_like(ONE), noise(LENGTH_S, 0.01)) == [None, None, None]


def test_a_shorter_channel_ends_in_silence() -> None:
    found = crosstalk_of(ONE, softer(ONE, 12)[: len(ONE) // 2])
    assert found[0] is None
    assert found[1] is not None
    assert len(found[1].open) == (len(ONE) - 512) // HOP_SAMPLES + 1


def test_silencing_does_not_depend_on_how_the_sound_is_cut() -> None:
    channel = softer(ONE, 12)
    crosstalk = crosstalk_of(ONE, channel)[1]
    assert crosstalk is not None
    whole = silenced(channel, crosstalk)
    parts = [
        crosstalk.silence(AudioBlock(channel[start : start + 1234], SAMPLE_RATE_HZ, start)).samples
        for start in range(0, len(channel), 1234)
    ]
    np.testing.assert_array_equal(np.concatenate(parts), whole)
    assert np.abs(np.diff(whole)).max() <= np.abs(np.diff(channel)).max() * 1.1  # no clicks


def test_a_level_is_that_of_its_band() -> None:
    track = BandLevels()
    track.feed(tone(1000, seconds=1, level=0.5))
    levels = track.levels_db()
    assert len(levels) == (SAMPLE_RATE_HZ - 512) // HOP_SAMPLES + 1
    assert np.argmax(levels, axis=1).tolist() == [2] * len(levels)  # 800 to 1500 Hz
