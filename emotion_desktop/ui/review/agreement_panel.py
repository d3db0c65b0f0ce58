"""Agreement of raters with one another and with the models, with explanations."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.export.ratings import MODEL
from emotion_desktop.metrics.agreement_report import Coefficient, Comparison
from emotion_desktop.services.bridge.translation import translated
from emotion_desktop.services.review.agreement import Agreement
from emotion_desktop.services.review.desk import ReviewSnapshot
from emotion_desktop.ui.review.matrix_picture import MatrixPicture
from emotion_desktop.ui.widgets.formatting import decimal, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Keeps figures close to their names.
_WIDEST_PX: Final = 720
#: Fewer utterances do not support any conclusion.
_FEW: Final = 10


class AgreementPanel(QWidget):
    """Compares raters by label, valence and arousal."""

    wanted = Signal()
    """The panel became visible and needs current figures."""

    def __init__(self) -> None:
        super().__init__()
        self._agreement = Agreement((), (), ())
        self._blind = False
        self._is_open = False
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.rated = QComboBox()
        self.rated.setAccessibleName(self.tr("What was rated"))
        self.rated.addItems([self.tr("Label"), self.tr("Valence"), self.tr("Arousal")])
        self.rated.currentIndexChanged.connect(self._list_comparisons)
        self.raters = QComboBox()
        self.raters.setAccessibleName(self.tr("Raters compared"))
        self.raters.currentIndexChanged.connect(self._show_comparison)
        self.units = QLabel()
        self.units.setWordWrap(True)
        self.picture = MatrixPicture(self.tr("Confusion matrix"))
        self.figures = QWidget()
        self._grid = QGridLayout(self.figures)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._lay_out()
        self.show_nothing()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("What was rated"), self.rated)
        form.addRow(self.tr("Raters"), self.raters)
        content = QWidget()
        content.setMaximumWidth(_WIDEST_PX)
        column = QVBoxLayout(content)
        column.addLayout(form)
        column.addWidget(self.message)
        for widget in (self.units, self.figures, self.picture):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Agreement"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Request current figures."""
        super().showEvent(event)
        self.wanted.emit()

    def show_nothing(self) -> None:
        """Show that no session is open."""
        self._is_open = self._blind = False
        self.show_agreement(Agreement((), (), ()))

    def show_snapshot(self, snapshot: ReviewSnapshot) -> None:
        """Set the session whose raters are compared."""
        self.begin(blind=snapshot.blind)

    def begin(self, *, blind: bool) -> None:
        """Set whether other raters are hidden; call `show_agreement` next."""
        self._is_open = True
        self._blind = blind

    @Slot(object)
    def show_agreement(self, agreement: Agreement) -> None:
        """Show the figures."""
        self._agreement = agreement
        self._list_comparisons()

    @property
    def _comparisons(self) -> "Sequence[Comparison]":
        one = self._agreement
        return (one.labels, one.valence, one.arousal)[self.rated.currentIndex()]

    @Slot()
    def _list_comparisons(self) -> None:
        before = self.raters.currentText()
        titles = [self._title_of(one) for one in self._comparisons]
        self.raters.blockSignals(True)
        self.raters.clear()
        self.raters.addItems(titles)
        self.raters.setCurrentIndex(titles.index(before) if before in titles else 0)
        self.raters.blockSignals(False)
        self._show_comparison()

    def _title_of(self, comparison: Comparison) -> str:
        names = [self.tr("models") if one == MODEL else one for one in comparison.raters]
        if len(names) > 2:
            return self.tr("All: {raters}").format(raters=", ".join(names))
        return self.tr("{first} and {second}").format(first=names[0], second=names[1])

    @Slot()
    def _show_comparison(self) -> None:
        row, comparisons = self.raters.currentIndex(), self._comparisons
        there = 0 <= row < len(comparisons)
        for widget in (self.units, self.figures, self.raters):
            widget.setVisible(there)
        self.message.setVisible(not there)
        self.message.setText(self._why_nothing())
        self.picture.setVisible(there and comparisons[row].confusion is not None)
        if not there:
            return
        comparison = comparisons[row]
        text = self.tr("Utterances rated by at least two of them: {count}")
        told = text.format(count=comparison.n_units)
        if comparison.n_units < _FEW:
            told += ". " + self.tr("Too few for these figures to mean much.")
        self.units.setText(told)
        self._fill(comparison)
        if comparison.confusion is not None:
            names = [self.tr("models") if one == MODEL else one for one in comparison.raters]
            self.picture.show_counts(comparison.confusion, *names)

    def _why_nothing(self) -> str:
        if not self._is_open:
            return self.tr("Open a session to see how far its raters agree.")
        if self._blind:
            return self.tr("Hidden while you rate blind. Unblind to compare raters.")
        return self.tr(
            "Agreement needs two raters of the same utterances; for labels, one rater and the "
            "models will do."
        )

    def _fill(self, comparison: Comparison) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for heading, column in ((self.tr("Value"), 1), (self.tr("95% interval"), 2)):
            self._grid.addWidget(_label(heading, bold=True), 0, column)
        titles = coefficient_titles()
        for place, one in enumerate(comparison.coefficients):
            row = 2 * place + 1
            self._grid.addWidget(_label(titles[one.name], bold=True), row, 0)
            value, interval = _texts(one)
            self._grid.addWidget(_label(value), row, 1)
            self._grid.addWidget(_label(interval), row, 2)
            explanation = _label(translated(one.explanation))
            explanation.setWordWrap(True)
            explanation.setContentsMargins(0, 0, 0, 6)
            self._grid.addWidget(explanation, row + 1, 0, 1, 3)


def coefficient_titles() -> dict[str, str]:
    """Return the title of each coefficient."""
    translate = QCoreApplication.translate
    return {
        "percent_agreement": translate("Agreement", "Percent agreement"),
        "cohen_kappa": translate("Agreement", "Cohen's κ"),
        "cohen_kappa_weighted": translate("Agreement", "Cohen's κ, weighted"),
        "fleiss_kappa": translate("Agreement", "Fleiss' κ"),
        "krippendorff_alpha_nominal": translate("Agreement", "Krippendorff's α"),  # noqa: RUF001
        "krippendorff_alpha_ordinal": translate("Agreement", "Krippendorff's α, ordinal"),  # noqa: RUF001
        "krippendorff_alpha_interval": translate("Agreement", "Krippendorff's α, interval"),  # noqa: RUF001
        "gwet_ac1": translate("Agreement", "Gwet's AC1"),
        "icc_2_1": translate("Agreement", "ICC(2,1)"),
    }


def _texts(one: Coefficient) -> tuple[str, str]:
    def shown(value: float) -> str:
        return percent(value) if one.name == "percent_agreement" else decimal(value, 2)

    if one.value is None:
        return "—", "—"
    if one.low is None or one.high is None:
        return shown(one.value), "—"
    # A dash between two numbers would look like a minus sign.
    between = QCoreApplication.translate("Agreement", "{low} to {high}")
    return shown(one.value), between.format(low=shown(one.low), high=shown(one.high))


def _label(text: str, *, bold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    font = label.font()
    font.setBold(bold)
    label.setFont(font)
    return label
