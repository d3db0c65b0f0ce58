"""Everything a rater can annotate or correct in the selected utterance."""

from typing import Final
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from emotion_desktop.domain.review import Annotation
from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.services.review.borders import Edge
from emotion_desktop.services.review.desk import ReviewSnapshot
from emotion_desktop.ui.review.edit_bar import EditBar
from emotion_desktop.ui.review.entries import TagsEntry, TextEntry, tags_of
from emotion_desktop.ui.review.estimates_box import EstimatesBox
from emotion_desktop.ui.review.label_buttons import LabelButtons
from emotion_desktop.ui.review.rating_scale import RatingScale
from emotion_desktop.ui.review.speaker_box import SpeakerBox
from emotion_desktop.ui.review.times import moment
from emotion_desktop.ui.widgets.formatting import decimal

_NUDGE_S: Final = 0.01
#: Nudges less than this apart are undone together.
_ONE_GESTURE_MS: Final = 1_500


class UtteranceEditor(QWidget):
    """Labels, ratings, text, speaker, boundaries, comment and tags; edits are saved at once.

    Parameters
    ----------
    bridge : ReviewBridge
        Makes the edits; what is shown changes only by its signals.
    """

    split_asked = Signal()

    def __init__(self, bridge: ReviewBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._segment: ReviewedSegment | None = None
        self._own = Annotation()
        self._nudged: tuple[int, str] | None = None
        self._nudge_gesture = ""
        self._pause = QTimer(self, interval=_ONE_GESTURE_MS, singleShot=True)
        self.place = QLabel(wordWrap=True)
        self.place.setAccessibleName(self.tr("Selected utterance"))
        self.labels = LabelButtons()
        self.valence = RatingScale(self.tr("Valence"), self.tr("unpleasant"), self.tr("pleasant"))
        self.arousal = RatingScale(self.tr("Arousal"), self.tr("calm"), self.tr("excited"))
        self.estimates = EstimatesBox()
        self.words = TextEntry(3, at_pauses=False, flows=True)
        self.words.setAccessibleName(self.tr("Text"))
        self.words.setToolTip(self.tr("Saved with Ctrl+Return, or when you leave the field"))
        self.speaker = SpeakerBox()
        self.edits = EditBar()
        self.comment = TextEntry(2, at_pauses=True)
        self.comment.setAccessibleName(self.tr("Comment"))
        self.tags = TagsEntry()
        self.tags.setAccessibleName(self.tr("Tags"))
        self._lay_out()
        self._connect()
        self.show_segment(None, None)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("Speaker"), self.speaker)
        form.addRow(self.tr("Text"), self.words)
        form.addRow(self.tr("Comment"), self.comment)
        form.addRow(self.tr("Tags"), self.tags)
        column = QVBoxLayout(self)
        for widget in (self.place, self.labels, self.valence, self.arousal, self.estimates):
            column.addWidget(widget)
        column.addLayout(form)
        column.addWidget(self.edits)
        column.addStretch(1)  # or else wrapped labels would take the spare room

    def _connect(self) -> None:
        self.labels.label_chosen.connect(self.label)
        self.labels.cannot_tell_chosen.connect(self.cannot_tell)
        self.valence.rated.connect(self._on_valence)
        self.arousal.rated.connect(self._on_arousal)
        self.estimates.reset_asked.connect(self.reset)
        self.words.entered.connect(self._on_words)
        self.comment.entered.connect(self._bridge.set_comment)
        self.tags.entered.connect(self._on_tags)
        self.speaker.assigned.connect(self._on_speaker)
        self.speaker.named.connect(self._bridge.name_speaker)
        self.speaker.merged.connect(self._bridge.merge_speakers)
        self.edits.split_asked.connect(self.split_asked)
        self.edits.merge_asked.connect(self.merge)
        self.edits.nudge_asked.connect(self.nudge)

    def show_segment(self, snapshot: ReviewSnapshot | None, segment_id: int | None) -> None:
        """Show the present state of an utterance; None, or an unknown id, for none."""
        view = snapshot.view if snapshot is not None else ReviewState(())
        rater = snapshot.rater.name if snapshot is not None else ""
        segment = view.segment(segment_id) if segment_id is not None else None
        self._segment = segment
        self._own = own = Annotation()
        if segment is not None:
            self._own = own = segment.annotations.get(rater, Annotation())
        key = segment.id if segment is not None else None
        for widget in (self.labels, self.valence, self.arousal, self.estimates, self.edits):
            widget.setEnabled(segment is not None)
        self.place.setText(self._place_of(view))
        self.labels.show_annotation(own)
        self.valence.show_value(own.valence)
        self.arousal.show_value(own.arousal)
        blind = snapshot is not None and snapshot.blind
        self.estimates.show_segment(segment, rater, blind=blind)
        text = segment.transcript.text if segment is not None else ""
        self.words.show_text(key, " ".join(text.split()))
        self.speaker.show_segment(view, segment)
        self.comment.show_text(key, own.comment)
        self.tags.show_tags(key, own.tags)

    def _place_of(self, view: ReviewState) -> str:
        segment = self._segment
        if segment is None:
            return self.tr("Select an utterance to label it.")
        text = self.tr("Utterance {number} of {count}: {start} to {end} ({length} s)")
        return text.format(
            number=[one.id for one in view.segments].index(segment.id) + 1,
            count=len(view.segments),
            start=moment(segment.start_s),
            end=moment(segment.end_s),
            length=decimal(segment.duration_s, 2),
        )

    def commit(self) -> None:
        """Save text that is typed and not saved yet."""
        for entry in (self.words, self.comment, self.tags):
            entry.commit()

    def fail(self) -> None:
        """Keep what was typed after an edit failed."""
        for entry in (self.words, self.comment, self.tags):
            entry.fail()

    @Slot(str, bool)
    def label(self, name: str, further: bool = False) -> None:
        """Label the utterance, or remove the label again.

        Parameters
        ----------
        name : str
            One of `EMOTIONS`.
        further : bool
            Whether to keep other labels.
        """
        if self._segment is not None:
            self._bridge.choose_label(self._segment.id, name, further=further)

    @Slot()
    def cannot_tell(self) -> None:
        """Mark the emotion as impossible to tell, or undo that."""
        if self._segment is not None:
            self._bridge.choose_cannot_tell(self._segment.id)

    @Slot()
    def reset(self) -> None:
        """Remove the labels, so that the models' estimate counts again."""
        if self._segment is not None and self._own.judged:
            self._bridge.set_labels(self._segment.id, ())

    @Slot()
    def merge(self) -> None:
        """Merge the utterance with the next one of its speaker."""
        if self._segment is not None:
            self.commit()
            self._bridge.merge_with_next(self._segment.id)

    def split(self, at_s: float) -> None:
        """Split the utterance."""
        if self._segment is not None:
            self.commit()
            self._bridge.split(self._segment.id, at_s)

    @Slot(str, int)
    def nudge(self, edge: str, direction: int) -> None:
        """Move the `start` or the `end` by 10 ms, later (1) or earlier (-1)."""
        if self._segment is None:
            return
        of_what = (self._segment.id, edge)
        if of_what != self._nudged or not self._pause.isActive():
            self._nudged = of_what
            self._nudge_gesture = uuid4().hex
        self._pause.start()
        by_s = direction * _NUDGE_S
        which: Edge = "start" if edge == "start" else "end"
        self._bridge.nudge_border(self._segment.id, which, by_s, self._nudge_gesture)

    @Slot(object)
    def _on_valence(self, value: int | None) -> None:
        if self._segment is not None:
            self._bridge.set_rating(self._segment.id, valence=value)

    @Slot(object)
    def _on_arousal(self, value: int | None) -> None:
        if self._segment is not None:
            self._bridge.set_rating(self._segment.id, arousal=value)

    @Slot(object, str, str)
    def _on_words(self, segment_id: int, text: str, _gesture: str) -> None:
        self._bridge.set_text(segment_id, text)

    @Slot(object, str)
    def _on_tags(self, segment_id: int, text: str) -> None:
        self._bridge.set_tags(segment_id, tags_of(text))

    @Slot(str)
    def _on_speaker(self, speaker: str) -> None:
        if self._segment is not None:
            self._bridge.assign_speaker([self._segment.id], speaker)
