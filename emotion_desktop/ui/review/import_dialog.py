"""The dialog that imports annotations of another program."""

from pathlib import Path
from typing import Final
from uuid import uuid4

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import printable
from emotion_desktop.domain.review import LONGEST_NAME, Rater, rater_name
from emotion_desktop.export.annotations import Tiers
from emotion_desktop.services.bridge.annotations import AnnotationBridge
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.services.review.desk import ReviewSnapshot
from emotion_desktop.services.review.import_annotations import RULE, ImportPlan
from emotion_desktop.ui.review.label_map import LabelMap
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.fit import grow_to_fit
from emotion_desktop.ui.widgets.themed import Themed

_WIDTH_PX: Final = 560


class ImportDialog(Themed, QDialog):
    """Choice of tier, labels and rater; shows what an import would do, then imports.

    Parameters
    ----------
    annotations : AnnotationBridge
        Reads the file.
    review : ReviewBridge
        Stores the labels in the open session.
    snapshot : ReviewSnapshot
        The open session.
    path : Path
        The file.
    parent : QWidget
        Its window.
    """

    def __init__(
        self,
        annotations: AnnotationBridge,
        review: ReviewBridge,
        snapshot: ReviewSnapshot,
        path: Path,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._annotations, self._review = annotations, review
        self._snapshot = snapshot
        self._tiers: Tiers | None = None
        self._plan: ImportPlan | None = None
        self._imported: tuple[Rater, str] | None = None
        self._is_error = False
        self.setWindowTitle(self.tr("Import annotations"))
        self._make_fields(path)
        self._lay_out()
        self._connect()
        self.follow_theme()
        self._tell(self.tr("Reading the file…"))
        annotations.read(path)

    def _make_fields(self, path: Path) -> None:
        self.about = QLabel(self.tr("File: {name}").format(name=printable(path.name)))
        self.tier, self.speaker, self.rater = QComboBox(), QComboBox(), QLineEdit()
        self.tier.setAccessibleName(self.tr("Tier or column"))
        self.rater.setAccessibleName(self.tr("Rater"))
        self.rater.setMaxLength(LONGEST_NAME)
        self.speaker.setAccessibleName(self.tr("Speaker"))
        self.speaker.addItem(self.tr("All speakers"), None)
        view = self._snapshot.view
        for key in view.speakers():
            self.speaker.addItem(printable(view.speaker_name(key)) or self.tr("Unnamed"), key)
        self.labels = LabelMap()
        self.preview, self.rule, self.told = QLabel(), QLabel(translated(RULE)), QLabel()
        self.preview.setAccessibleName(self.tr("What will be imported"))
        for label in (self.about, self.preview, self.rule, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.import_button = QPushButton(self.tr("Import"))
        self.undo_button = QPushButton(self.tr("Undo import"))
        self.close_button = QPushButton(self.tr("Cancel"))

    def _lay_out(self) -> None:
        self.choices = QWidget()
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(self.tr("Tier or column"), self.tier)
        self.form.addRow(self.tr("Rater"), self.rater)
        self.form.addRow(self.tr("Speaker"), self.speaker)
        self.form.setRowVisible(self.speaker, len(self._snapshot.view.speakers()) > 1)
        inner = QVBoxLayout(self.choices)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self.form)
        for widget in (self.labels, self.preview, self.rule):
            inner.addWidget(widget)
        inner.setStretchFactor(self.labels, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.undo_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.import_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.addWidget(self.about)
        column.addWidget(self.choices, stretch=1)
        column.addWidget(self.told)
        column.addWidget(buttons)
        self.choices.hide()
        self.undo_button.hide()
        self.import_button.setEnabled(False)
        self.setMinimumWidth(_WIDTH_PX)

    def _connect(self) -> None:
        self._annotations.was_read.connect(self._on_read)
        self._annotations.planned.connect(self._on_planned)
        self._annotations.failed.connect(self._on_failed)
        self._review.labels_imported.connect(self._on_imported)
        self._review.import_undone.connect(self._on_undone)
        self._review.import_failed.connect(self._on_failed)
        self.tier.currentIndexChanged.connect(self._show_tier)
        self.speaker.currentIndexChanged.connect(self._ask_plan)
        self.labels.changed.connect(self._ask_plan)
        self.rater.textChanged.connect(self._check)
        self.import_button.clicked.connect(self._import)
        self.undo_button.clicked.connect(self._undo)
        self.close_button.clicked.connect(self.reject)

    @Slot(object)
    def _on_read(self, tiers: Tiers) -> None:
        self._tiers = tiers
        many = self.tr("{tier} (annotations: {count})")
        self.tier.blockSignals(True)
        for name, found in tiers.by_name.items():
            self.tier.addItem(many.format(tier=printable(name), count=len(found)), name)
        self.tier.setCurrentIndex(self.tier.findData(tiers.likeliest()))
        self.tier.blockSignals(False)
        self.choices.show()
        self._show_tier()
        self.tier.setFocus()

    @Slot()
    def _show_tier(self) -> None:
        """Show the labels of the chosen tier, and propose its rater."""
        if self._tiers is None:
            return
        tier = self.tier.currentData()
        self.rater.setText(self._tiers.rater_of(tier)[:LONGEST_NAME])
        try:
            self.labels.show_texts(self._tiers.texts_of(tier))
        except UserFacingError as error:
            self.labels.show_texts({})
            self._plan = None
            self.preview.clear()
            self._annotations.forget()
            self._tell(text_of(error), is_error=True)
            self.import_button.setEnabled(False)
            return
        self._ask_plan()

    @Slot()
    def _ask_plan(self) -> None:
        if self._tiers is None:
            return
        self._plan = None
        self.import_button.setEnabled(False)
        self._annotations.plan(
            self._snapshot.view,
            self._snapshot.duration_s,
            self._tiers.by_name[self.tier.currentData()],
            self.labels.labels(),
            self.speaker.currentData(),
        )

    @Slot(object)
    def _on_planned(self, plan: ImportPlan) -> None:
        self._plan = plan
        self.preview.setText("\n".join(translated(line) for line in plan.sentences()))
        self._check()

    @Slot()
    def _check(self) -> None:
        """Show what is missing before the import, or what is worth a warning."""
        if self._plan is None:
            return
        wrong = self._what_is_missing(self._plan)
        self.import_button.setEnabled(not wrong)
        if wrong:
            self._tell(wrong, is_error=True)
            return
        known = self.rater.text().strip() in {one.name for one in self._snapshot.raters}
        lines = [translated(warning) for warning in [self._plan.warning()] if warning]
        if known:
            lines.append(
                self.tr(
                    "This rater exists already. Labels that the rater gave to these utterances "
                    "are replaced."
                )
            )
        self._tell("\n".join(lines), is_error=self._plan.reaches_too_far)

    def _what_is_missing(self, plan: ImportPlan) -> str:
        if not self.labels.labels():
            return self.tr("Choose a label for at least one text.")
        if not plan.matches.labels:
            return self.tr("No annotation with a label matches an utterance.")
        try:
            rater_name(self.rater.text())
        except UserFacingError as error:
            return text_of(error)
        return ""

    @Slot()
    def _import(self) -> None:
        if self._plan is None:
            return
        self._imported = Rater(rater_name(self.rater.text())), uuid4().hex
        rater, gesture = self._imported
        self._show_working()
        self._review.import_labels(rater, self._plan.matches.labels, gesture)

    @Slot()
    def _undo(self) -> None:
        if self._imported is not None:
            self._show_working()
            self._review.undo_import(*self._imported)

    def _show_working(self) -> None:
        self.choices.setEnabled(False)
        for button in (self.import_button, self.undo_button, self.close_button):
            button.setEnabled(False)

    @Slot()
    def _on_imported(self) -> None:
        if self._imported is None or self._plan is None:
            return
        done = self.tr(
            "Labels imported: {count}. To undo this later, choose the rater {rater} and undo."
        )
        count = len(self._plan.matches.labels)
        self._show_result(done.format(count=count, rater=self._imported[0].name), can_undo=True)

    @Slot()
    def _on_undone(self) -> None:
        if self._imported is not None:
            self._show_result(self.tr("The import was undone."), can_undo=False)

    def _show_result(self, text: str, *, can_undo: bool) -> None:
        self.choices.hide()
        self.import_button.hide()
        self.undo_button.setVisible(can_undo)
        self.undo_button.setEnabled(can_undo)
        self.close_button.setText(self.tr("Close"))
        self.close_button.setEnabled(True)
        self.close_button.setFocus()
        self._tell(text)
        self.adjustSize()

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        self.choices.setEnabled(True)
        self.close_button.setEnabled(True)
        self.undo_button.setEnabled(True)
        self.import_button.setEnabled(self._plan is not None)
        self._tell(reason, is_error=True)

    def _tell(self, text: str, *, is_error: bool = False) -> None:
        self._is_error = is_error
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self.apply_theme()
        grow_to_fit(self)

    def done(self, result: int) -> None:
        """Close; what is still being read is forgotten."""
        self._annotations.forget()
        super().done(result)

    def apply_theme(self) -> None:
        """Apply the text colours of the theme."""
        theme = theme_of(self.palette())
        color = theme.error if self._is_error else theme.text
        self.told.setPalette(set_text_color(self.palette(), color))
        self.rule.setPalette(set_text_color(self.palette(), theme.muted))
