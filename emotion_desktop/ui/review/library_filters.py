"""Filters of the library."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from emotion_desktop.domain.library import LibraryChoices, LibraryFilter
from emotion_desktop.ui.review.library_wording import share_titles
from emotion_desktop.ui.widgets.formatting import percent

#: Marks the choice of two dates.
_FROM_TO: Final = -1
_LEAST_PERCENT: Final = 20
#: Other days do not exist in every time zone, or on every system.
_FIRST_DAY: Final = QDate(1970, 1, 2)
_LAST_DAY: Final = QDate(9998, 12, 30)


class LibraryFilterBar(QWidget):
    """One field per condition; all of them must hold."""

    changed = Signal(object)
    """`LibraryFilter`."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = LibraryFilter()
        self._make_fields()
        self._lay_out()
        self._connect()
        self._show_details()

    @property
    def wanted(self) -> LibraryFilter:
        """The current filter."""
        return self._wanted

    @property
    def n_conditions(self) -> int:
        """Number of active conditions."""
        wanted, none = self._wanted, LibraryFilter()
        dates = int((wanted.since, wanted.before) != (none.since, none.before))
        names = ("tags", "speaker", "emotion", "reviewed", "conflicting")
        others = [name for name in names if getattr(wanted, name) != getattr(none, name)]
        return dates + len(others)

    def _make_fields(self) -> None:
        self.dates = QComboBox()
        for title, days in (
            (self.tr("Any date"), None),
            (self.tr("Last 7 days"), 7),
            (self.tr("Last 30 days"), 30),
            (self.tr("Last 12 months"), 365),
            (self.tr("Between two dates"), _FROM_TO),
        ):
            self.dates.addItem(title, days)
        today = QDate.currentDate()
        self.first_day, self.last_day = QDateEdit(today.addMonths(-1)), QDateEdit(today)
        for edit, name in (
            (self.first_day, self.tr("First day")),
            (self.last_day, self.tr("Last day")),
        ):
            edit.setDateRange(_FIRST_DAY, _LAST_DAY)
            edit.setCalendarPopup(True)
            edit.setAccessibleName(name)
        self.tag, self.speaker = QComboBox(), QComboBox()
        self.set_choices(LibraryChoices())
        self.emotion = QComboBox()
        self.emotion.addItem(self.tr("Any emotion"), "")
        for name, title in share_titles().items():
            self.emotion.addItem(title, name)
        self.least = QSpinBox()
        self.least.setRange(1, 100)
        self.least.setValue(_LEAST_PERCENT)
        self.least.setPrefix(self.tr("at least") + " ")
        self.least.setSuffix(percent(0.0).removeprefix("0"))
        self.least.setAccessibleName(self.tr("Minimum share of the emotion"))
        self.reviewed = QComboBox()
        self.reviewed.addItem(self.tr("Any review status"), None)
        self.reviewed.addItem(self.tr("Reviewed"), True)
        self.reviewed.addItem(self.tr("Not reviewed"), False)
        self.conflicting = QCheckBox(self.tr("Speech and text differ"))
        self.conflicting.setToolTip(
            self.tr("Sessions with utterances that sound like one emotion but read as another")
        )
        self.clear_button = QPushButton(self.tr("Clear filters"))

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._days = QWidget()
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.addWidget(self.first_day, stretch=1)
        days.addWidget(QLabel("\N{EN DASH}"))
        days.addWidget(self.last_day, stretch=1)
        for title, field in (
            (self.tr("Date"), self.dates),
            ("", self._days),
            (self.tr("Tag"), self.tag),
            (self.tr("Speaker"), self.speaker),
            (self.tr("Emotion"), self.emotion),
            ("", self.least),
            (self.tr("Review"), self.reviewed),
        ):
            form.addRow(title, field)
            if title:
                field.setAccessibleName(title)
        for box in (self.dates, self.tag, self.speaker, self.emotion, self.reviewed):
            # A long name must not widen the panel.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        form.addRow(self.conflicting)
        form.addRow("", self.clear_button)
        self._form = form

    def _connect(self) -> None:
        for box in (self.dates, self.tag, self.speaker, self.emotion, self.reviewed):
            box.currentIndexChanged.connect(self._take)
        for edit in (self.first_day, self.last_day):
            edit.dateChanged.connect(self._take)
        self.least.setKeyboardTracking(False)
        self.least.valueChanged.connect(self._take)
        self.conflicting.toggled.connect(self._take)
        self.clear_button.clicked.connect(self.clear)

    def set_choices(self, choices: LibraryChoices) -> None:
        """Offer these tags and speakers; the chosen ones stay even if they no longer exist."""
        for box, everything, names in (
            (self.tag, self.tr("Any tag"), choices.tags),
            (self.speaker, self.tr("Any speaker"), choices.speakers),
        ):
            chosen = box.currentData() or ""
            offered = ["", *names] if not chosen or chosen in names else ["", chosen, *names]
            if offered == [box.itemData(i) for i in range(box.count())]:
                continue
            box.blockSignals(True)
            box.clear()
            for name in offered:
                box.addItem(name or everything, name)
            box.setCurrentIndex(offered.index(chosen))
            box.blockSignals(False)

    @Slot()
    def clear(self) -> None:
        """Remove all conditions."""
        fields = (self.dates, self.tag, self.speaker, self.emotion, self.reviewed)
        for field in (*fields, self.conflicting):
            field.blockSignals(True)
        for box in fields:
            box.setCurrentIndex(0)
        self.conflicting.setChecked(False)
        for field in (*fields, self.conflicting):
            field.blockSignals(False)
        self._take()

    @Slot()
    def _take(self) -> None:
        self._show_details()
        since, before = self._span()
        emotion = self.emotion.currentData()
        wanted = LibraryFilter(
            since=since,
            before=before,
            tags=(self.tag.currentData(),) if self.tag.currentData() else (),
            speaker=self.speaker.currentData() or "",
            emotion=emotion,
            least_share=self.least.value() / 100 if emotion else 0.0,
            reviewed=self.reviewed.currentData(),
            conflicting=self.conflicting.isChecked(),
        )
        if wanted != self._wanted:
            self._wanted = wanted
            self.clear_button.setEnabled(bool(self.n_conditions))
            self.changed.emit(wanted)

    def _span(self) -> tuple[datetime | None, datetime | None]:
        days: Any = self.dates.currentData()
        if days is None:
            return None, None
        if days != _FROM_TO:
            midnight = (
                datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
            )
            return (midnight - timedelta(days=days)).astimezone(UTC), None
        first, last = sorted([self.first_day.date(), self.last_day.date()])
        return _midnight(first), _midnight(last.addDays(1))

    def _show_details(self) -> None:
        self._form.setRowVisible(self._days, self.dates.currentData() == _FROM_TO)
        self._form.setRowVisible(self.least, bool(self.emotion.currentData()))
        self.clear_button.setEnabled(bool(self.n_conditions))


def _midnight(day: QDate) -> datetime:
    """Return the local start of a day, in UTC."""
    return datetime(day.year(), day.month(), day.day()).astimezone(UTC)
