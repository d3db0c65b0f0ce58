"""Every channel and every track a speaker: the analysis on a double of the models."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray, Segment
from emotion_desktop.domain.estimate import Analysis, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.services.analysis.analyse_file import analyse
from tests.engine_double import EVEN
from tests.unit.audio.demo_speech import said
from tests.unit.audio.made_sounds import hum
from tests.unit.audio.test_survey import write_tracks

FUSED = FusedEstimate(EVEN.probabilities, Gate(1.0, 0.0), True, EVEN, None)


class Models:
    """Says the same of every sound."""

    def describe(self) -> dict[str, object]:
        return {}

    def windows(
        self,
        stretches: Sequence[FloatArray],
        starts: Sequence[Sequence[int]],
        length: int,
        between: object,
    ) -> list:
        return [[SimpleNamespace(estimate=EVEN) for _ in firsts] for firsts in starts]

    def speaker_normaliser(self) -> None:
        return None

    def fuse(self, speech: list, text: list) -> list[FusedEstimate]:
        return [FUSED] * len(speech)

    def understand(self, segments: Sequence[Segment], **more: object) -> list:
        return [
            SimpleNamespace(
                utterance=Utterance(s.id, s.start_s, s.end_s, s.speaker, Transcript(), FUSED),
                text=None,
            )
            for s in segments
        ]


def silence(seconds: float) -> FloatArray:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32)


FIRST = np.concatenate([silence(1), said(0, 5), silence(8)])
SECOND = np.concatenate([silence(8), said(12, 17), silence(1)])


@pytest.fixture
def write(tmp_path: Path):
    def to_file(*channels: FloatArray) -> Path:
        soundfile.write(tmp_path / "talk.wav", np.stack(channels, axis=1), SAMPLE_RATE_HZ)
        return tmp_path / "talk.wav"

    return to_file


def speakers_of(analysis: Analysis) -> list[tuple[str, int]]:
    """Who speaks from when on, in whole seconds."""
    return [(one.speaker, round(one.start_s)) for one in analysis.utterances]


def told(analysis: Analysis) -> list[str]:
    return [str(notice.message) for notice in analysis.audio.notices]


def test_two_channels_are_two_speakers(write) -> None:
    analysis = analyse(write(FIRST, SECOND), Models(), channel="each")
    assert {name for name, _ in speakers_of(analysis)} == {"channel 1", "channel 2"}
    assert speakers_of(analysis)[0] == ("channel 1", 1)
    assert speakers_of(analysis)[-1][0] == "channel 2"
    ids = [one.segment_id for one in analysis.utterances]
    assert ids == list(range(len(ids)))  # the library keeps one of each
    assert told(analysis) == []


def test_what_a_channel_picks_up_of_another_one_is_nobody_s_sentence_twice(write) -> None:
    alone = analyse(write(FIRST, SECOND), Models(), channel="each")
    both = analyse(write(FIRST + 0.2 * SECOND, SECOND + 0.2 * FIRST), Models(), channel="each")
    assert speakers_of(both) == speakers_of(alone)
    assert len(told(both)) == 2
    assert "of crosstalk from channel 2 were left out of channel 1" in told(both)[0]


def test_dual_mono_is_one_speaker(write) -> None:
    analysis = analyse(write(FIRST, -0.9 * FIRST), Models(), channel="each")
    assert speakers_of(analysis) == speakers_of(analyse(write(FIRST), Models()))
    assert told(analysis) == [
        "Its 2 channels contain the same audio and were treated as one speaker"
    ]


def test_a_silent_channel_is_no_speaker_and_the_others_keep_their_number(write) -> None:
    analysis = analyse(write(silence(14), FIRST), Models(), channel="each")
    assert {name for name, _ in speakers_of(analysis)} == {"channel 2"}


def test_each_track_is_a_speaker(tmp_path: Path) -> None:
    path = write_tracks(tmp_path / "talk.mka", FIRST, SECOND)
    analysis = analyse(path, Models(), channel="each")
    assert {name for name, _ in speakers_of(analysis)} == {"track 1", "track 2"}
    assert told(analysis) == ["There are 2 audio tracks; each was treated as one speaker"]
    assert analysis.audio.duration_s == pytest.approx(14, abs=0.1)
    assert analysis.frames.voiced is not None
    middles_s, voiced = analysis.frames.times_s, analysis.frames.voiced
    assert voiced[(middles_s > 2.5) & (middles_s < 4)].min() > 0.9
    assert voiced[(middles_s > 10) & (middles_s < 11)].min() > 0.9  # the other track's


def test_each_channel_of_each_track_is_a_speaker(tmp_path: Path) -> None:
    third = np.concatenate([silence(4), said(17, 22), silence(5)])
    path = write_tracks(tmp_path / "talk.mka", np.stack([FIRST, SECOND], axis=1), third)
    analysis = analyse(path, Models(), channel="each")
    names = {name for name, _ in speakers_of(analysis)}
    assert names == {"track 1 channel 1", "track 1 channel 2", "track 2"}


def test_one_track_s_channels_can_be_chosen(tmp_path: Path) -> None:
    path = write_tracks(tmp_path / "talk.mka", FIRST, np.stack([FIRST, SECOND], axis=1))
    analysis = analyse(path, Models(), channel="each", track=1)
    assert {name for name, _ in speakers_of(analysis)} == {"channel 1", "channel 2"}
    assert analyse(path, Models(), track=0).audio.channels == 1


def test_of_one_channel_nothing_is_told_of_the_mix(write) -> None:
    path = write(hum(50, 14), FIRST)
    assert told(analyse(path, Models())) == ["Channel 1: no voice of its own, left out"]
    assert told(analyse(path, Models(), channel="right")) == []


def test_progress_reaches_its_end(write) -> None:
    done: list[float] = []
    analyse(
        write(FIRST, SECOND),
        Models(),
        channel="each",
        on_progress=lambda now_s, total_s: done.append(now_s / total_s),
    )
    assert done == sorted(done)
    assert done[-1] == pytest.approx(1)


def test_windows_where_nobody_speaks_are_marked(write) -> None:
    analysis = analyse(write(FIRST), Models())
    voiced, middles_s = analysis.frames.voiced, analysis.frames.times_s
    assert voiced is not None
    assert set(voiced[middles_s > 8]) == {0.0}
    assert voiced[(middles_s > 2.5) & (middles_s < 4)].min() > 0.9


def test_a_recording_shorter_than_a_window_has_its_share_of_voice(write) -> None:
    analysis = analyse(write(said(0.5, 2)), Models())
    assert analysis.frames.voiced is not None
    assert analysis.frames.voiced.tolist() == [pytest.approx(1, abs=0.4)]
