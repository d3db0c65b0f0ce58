"""Overview, lanes and transcript of a session, each on its own."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.review import AssignSpeaker, SetLabels, SetWords, SplitSegment
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.session import Marker
from emotion_desktop.ui.plots.time_navigator import SessionNavigator
from emotion_desktop.ui.review.overview import SessionOverview
from emotion_desktop.ui.review.segment_lanes import SegmentLanes
from emotion_desktop.ui.review.session_transcript import SessionTranscript
from emotion_desktop.ui.review.shown_segments import SegmentTable, lane_names, shown_segments
from tests.review_doubles import log, utterance, words

LENGTH_S = 1000.0


@pytest.fixture
def navigator(qapp: object) -> SessionNavigator:
    navigator = SessionNavigator()
    navigator.set_length(LENGTH_S)
    return navigator


def test_a_session_is_shown_whole_and_never_beyond_its_ends(navigator: SessionNavigator) -> None:
    assert navigator.view == (0.0, LENGTH_S)
    navigator.show(900.0, 960.0)
    navigator.pan(500.0)
    assert navigator.view == (940.0, LENGTH_S)
    navigator.zoom(0.5, 970.0)  # around the pointer, at the end too
    assert navigator.view == pytest.approx((955.0, 985.0))
    navigator.show(-10.0, 20.0)
    assert navigator.view == (0.0, 30.0)
    navigator.zoom(1e-6)
    assert navigator.view[1] - navigator.view[0] == pytest.approx(2.0)
    navigator.zoom(1e9)
    assert navigator.view == (0.0, LENGTH_S)
    navigator.set_length(10.0)  # no emptiness behind the end of a short one
    assert navigator.view == (0.0, 10.0)


class TestOverview:
    @pytest.fixture
    def strip(self, navigator: SessionNavigator, qtbot: QtBot) -> SessionOverview:
        strip = SessionOverview(navigator)
        qtbot.addWidget(strip)
        strip.resize(1000, 58)  # a pixel is a second
        strip.show_segments(shown_segments(review_of([utterance(0, 100.0, label=0)], ())))
        strip.show_marks([Marker(500.0, "")], np.array([[700.0, 800.0]]))
        with qtbot.waitExposed(strip):
            strip.show()
        return strip

    def drag(self, strip: SessionOverview, start_px: int, end_px: int) -> None:
        button = Qt.MouseButton.LeftButton
        QTest.mousePress(strip, button, pos=QPoint(start_px, 25))
        QTest.mouseMove(strip, QPoint(end_px, 25))
        QTest.mouseRelease(strip, button, pos=QPoint(end_px, 25))

    def test_a_click_goes_there(
        self, strip: SessionOverview, navigator: SessionNavigator, qtbot: QtBot
    ) -> None:
        navigator.show(100.0, 200.0)
        for at_px in (640, 150):  # beside the handle, and on it
            with qtbot.waitSignal(strip.moment_chosen) as chosen:
                qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(at_px, 25))
            assert chosen.args == [pytest.approx(at_px, abs=1)]
        assert navigator.view == (100.0, 200.0)

    def test_the_handle_is_dragged_and_so_are_its_edges(
        self, strip: SessionOverview, navigator: SessionNavigator
    ) -> None:
        navigator.show(100.0, 200.0)
        self.drag(strip, 150, 350)
        assert navigator.view == pytest.approx((300.0, 400.0))
        self.drag(strip, 400, 500)
        assert navigator.view == pytest.approx((300.0, 500.0))
        self.drag(strip, 300, 250)
        assert navigator.view == pytest.approx((250.0, 500.0))

    def test_emotion_lost_sound_and_judgements_are_seen(
        self, strip: SessionOverview, navigator: SessionNavigator
    ) -> None:
        def colors() -> list[str]:
            picture = strip.grab().toImage()
            return [picture.pixelColor(x, y).name() for x, y in ((101, 24), (750, 24), (101, 39))]

        navigator.show(0.0, LENGTH_S)
        said, lost, judged = colors()
        assert said == "#c3142d"
        assert lost not in {said, judged}
        state = review_of([utterance(0, 100.0, label=0)], log(SetLabels(0, ("anger",))))
        strip.show_segments(shown_segments(state))
        assert colors()[2] != judged


def test_lanes_draw_what_is_in_view_and_nothing_else(
    navigator: SessionNavigator, qtbot: QtBot
) -> None:
    said = [
        utterance(number, 4.0 * number, speaker="AB"[number % 2], label=number % 7)
        for number in range(200)
    ]
    state = review_of(said, log(AssignSpeaker((7,), "C")))
    lanes = SegmentLanes(navigator)
    qtbot.addWidget(lanes)
    lanes.resize(900, 100)
    lanes.show_segments(shown_segments(state), lane_names(state))
    assert len(lanes.in_view) == 200
    navigator.show(21.0, 33.0)
    assert [one.id for one in lanes.in_view] == [6, 8, 5, 7]
    # A short one within a long one hides nothing of what lies behind it.
    long = [utterance(0, 0.0, " ".join(["la"] * 80)), utterance(1, 2.0), utterance(2, 50.0)]
    lanes.show_segments(shown_segments(review_of(long, ())), [""])
    navigator.show(20.0, 30.0)
    assert 0 in [one.id for one in lanes.in_view]


class TestBoundaries:
    @pytest.fixture
    def lanes(
        self, navigator: SessionNavigator, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> SegmentLanes:
        monkeypatch.setitem(pg.CONFIG_OPTIONS, "mouseRateLimit", -1)  # no move is skipped
        lanes = SegmentLanes(navigator)
        qtbot.addWidget(lanes)
        lanes.resize(900, 100)
        state = review_of([utterance(0, 2.0, "a b c d"), utterance(1, 6.0, speaker="B")], ())
        lanes.show_segments(shown_segments(state), lane_names(state))
        with qtbot.waitExposed(lanes):
            lanes.show()
        navigator.show(0.0, 10.0)
        return lanes

    def drag(self, lanes: SegmentLanes, start_s: float, end_s: float) -> None:
        viewport, left = lanes.viewport(), Qt.MouseButton.LeftButton
        kinds = QEvent.Type
        for kind, share in (
            (kinds.MouseButtonPress, 0.0),
            (kinds.MouseMove, 0.5),
            (kinds.MouseMove, 1.0),
            (kinds.MouseButtonRelease, 1.0),
        ):
            time_s = start_s + share * (end_s - start_s)
            place = QPointF(
                lanes.mapFromScene(lanes.getViewBox().mapViewToScene(QPointF(time_s, 0.5)))
            )
            button = Qt.MouseButton.NoButton if kind == kinds.MouseMove else left
            held = Qt.MouseButton.NoButton if kind == kinds.MouseButtonRelease else left
            event = QMouseEvent(
                kind,
                place,
                QPointF(viewport.mapToGlobal(place.toPoint())),
                button,
                held,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(viewport, event)

    @pytest.mark.parametrize(
        ("start_s", "end_s", "edge"), [(2.0, 1.2, "start"), (2.0, 2.6, "start"), (4.0, 5.3, "end")]
    )
    def test_a_boundary_of_the_selected_utterance_is_moved_once_per_drag(
        self,
        lanes: SegmentLanes,
        navigator: SessionNavigator,
        start_s: float,
        end_s: float,
        edge: str,
    ) -> None:
        moved: list[tuple[int, str, float]] = []
        lanes.border_moved.connect(lambda *args: moved.append(args))
        lanes.select(0)
        self.drag(lanes, start_s, end_s)
        assert moved == [(0, edge, pytest.approx(end_s, abs=0.02))]
        assert navigator.view == (0.0, 10.0)
        assert not lanes.drag_line.isVisible()

    @pytest.mark.parametrize(("selected", "start_s"), [(None, 4.0), (1, 4.0), (0, 3.0)])
    def test_any_other_drag_pans_and_moves_no_boundary(
        self,
        lanes: SegmentLanes,
        navigator: SessionNavigator,
        selected: int | None,
        start_s: float,
    ) -> None:
        moved: list[tuple[int, str, float]] = []
        lanes.border_moved.connect(lambda *args: moved.append(args))
        lanes.select(selected)
        self.drag(lanes, start_s, start_s - 1.5)
        assert moved == []
        assert navigator.view[0] > 1.0


class TestTranscript:
    @pytest.fixture
    def transcript(self, qtbot: QtBot) -> SessionTranscript:
        transcript = SessionTranscript()
        qtbot.addWidget(transcript)
        return transcript

    @pytest.mark.parametrize(
        "actions",
        [
            [SetLabels(1, ("fear",))],
            [SplitSegment(1, 9, 5.0)],
            [SetWords(0, words(1.0, "first", "of", "all"))],
            [SetWords(2, words(8.0, "last"))],
            [SetLabels(0, ("fear",)), SetLabels(2, ("fear",))],
        ],
    )
    def test_after_a_change_it_reads_as_if_written_anew(
        self, transcript: SessionTranscript, actions: Sequence[object], qtbot: QtBot
    ) -> None:
        said = [utterance(0, 1.0), utterance(1, 4.0), utterance(2, 8.0)]
        changed = shown_segments(review_of(said, log(*actions)))
        anew = SessionTranscript()
        qtbot.addWidget(anew)
        anew.show_segments(changed)
        transcript.show_segments(shown_segments(review_of(said, ())))
        before = transcript.toPlainText()
        transcript.show_segments(changed)
        assert transcript.toPlainText() == anew.toPlainText()
        transcript.show_segments(shown_segments(review_of(said, ())))
        assert transcript.toPlainText() == before
        transcript.show_segments(())
        assert transcript.toPlainText() == ""
        transcript.show_segments(changed)
        assert transcript.toPlainText() == anew.toPlainText()
        transcript.show_position(8.1, follow=False)
        assert transcript.lit_text == changed[-1].words[0].text

    def test_the_word_is_found_behind_any_character_and_no_text_begins_a_line(
        self, transcript: SessionTranscript
    ) -> None:
        said = [utterance(0, 1.0, "🙂 Größe\u2028a End"), utterance(1, 4.0, "two three")]
        transcript.show_segments(shown_segments(review_of(said, ())))
        transcript.show_position(2.6, follow=False)
        assert transcript.lit_text == "End"
        transcript.show_position(4.6, follow=False)
        assert transcript.lit_text == "three"
        transcript.show_position(3.5, follow=False)
        assert transcript.lit_text == ""
        assert transcript.blockCount() == 2

    @pytest.mark.parametrize("said", ["مرحبا بالعالم!", "שלום עולם!", "你 好"])
    def test_the_spoken_word_is_lit_in_every_script(
        self, transcript: SessionTranscript, said: str
    ) -> None:
        transcript.show_segments(shown_segments(review_of([utterance(0, 1.0, said)], ())))
        for time_s, word in zip((1.2, 1.7), said.split(), strict=True):
            transcript.show_position(time_s, follow=False)
            assert transcript.lit_text == word


def test_an_unsure_speaker_has_a_question_mark() -> None:
    said = [
        replace(utterance(i, 3.0 * i, speaker="A"), speaker_confidence=confidence)
        for i, confidence in enumerate((0.9, 0.6, None))
    ]
    assert [one.speaker for one in shown_segments(review_of(said, ()))] == ["A", "A?", "A"]


def test_utterances_are_found_by_time_also_where_they_overlap() -> None:
    said = [utterance(0, 1.0, "a b c d e f g h"), utterance(1, 2.0, "a"), utterance(2, 8.0)]
    table = SegmentTable(shown_segments(review_of(said, ())))

    def found(time_s: float) -> int | None:
        one = table.at(time_s)
        return None if one is None else one.id

    assert [found(time_s) for time_s in (0.5, 1.5, 2.2, 3.0, 6.0, 8.0, 11.0)] == [
        None,
        0,
        1,
        0,
        None,
        2,
        None,
    ]
