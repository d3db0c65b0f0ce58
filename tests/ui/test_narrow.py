"""What is shown where there is little room, with the long words of another language."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.ui.analyse.queue_model import Column, QueueModel
from emotion_desktop.ui.review.matrix_picture import MatrixPicture
from emotion_desktop.ui.widgets.elided_label import ElidedLabel


def test_a_long_line_gives_way_and_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    text = "Scarlett 2i2 USB Audio Device, Analog Stereo (PulseAudio)"
    label.setText(text)
    assert label.minimumSizeHint().width() < 150 < label.sizeHint().width()
    assert label.text() == label.toolTip() == text
    label.resize(150, label.sizeHint().height())
    cut = label.grab().toImage()
    label.setText(text + " at the other end")
    assert label.grab().toImage() == cut  # what is cut off cannot be seen
    label.setText("Desk")
    assert label.minimumSizeHint() == label.sizeHint()


@pytest.mark.usefixtures("german")
def test_names_that_do_not_fit_over_their_columns_are_written_upright(qtbot: QtBot) -> None:
    matrix = MatrixPicture("Transitions")
    qtbot.addWidget(matrix)
    matrix.show_counts(np.eye(7, dtype=np.int64), "von", "nach")
    matrix.resize(800, 300)
    assert not matrix.are_heads_upright
    wide_px = matrix.sizeHint().height()
    matrix.resize(493, 300)
    assert matrix.are_heads_upright
    longest_px = matrix.fontMetrics().horizontalAdvance("Überraschung")
    line_px = matrix.fontMetrics().height()
    assert matrix.sizeHint().height() == wide_px + longest_px - line_px
    matrix.resize(493, matrix.sizeHint().height())
    picture = matrix.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    column = range(picture.width() - 50, picture.width() - 4)
    ground = picture.pixel(picture.width() - 2, 2)
    inked = [
        y
        for y in range(line_px + 2, line_px + 6 + longest_px)
        if any(picture.pixel(x, y) != ground for x in column)
    ]
    assert max(inked) - min(inked) > 0.9 * longest_px


def test_no_number_of_the_queue_touches_the_title_beside_it(analysis: AnalysisBridge) -> None:
    model = QueueModel(analysis)
    role = Qt.ItemDataRole.TextAlignmentRole
    sides = [model.headerData(column, Qt.Orientation.Horizontal, role) for column in Column]
    for left, right in itertools.pairwise(sides):
        if left is not None and left & Qt.AlignmentFlag.AlignRight:
            assert right is not None
