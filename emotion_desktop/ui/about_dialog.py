"""The About dialog: purpose, limits, model card and licences."""

import json
import re
from collections.abc import Iterable
from html import escape
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop import __version__
from emotion_desktop.system.parts import included, packages
from emotion_desktop.system.paths import resources_dir
from emotion_desktop.ui.icons import icon
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.formatting import percent

_ICON_PX: Final = 56


class AboutDialog(QDialog):
    """Tabs: the program, its model card, the licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Emotion Desktop"))
        picture = QLabel()
        picture.setPixmap(icon("app", theme_of(self.palette()).text).pixmap(_ICON_PX, _ICON_PX))
        name = QLabel("Emotion Desktop")
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        name.setFont(font)
        version = QLabel(self.tr("Version {version}").format(version=__version__))
        head_text = QVBoxLayout()
        head_text.addWidget(name)
        head_text.addWidget(version)
        head_text.setSpacing(2)
        head_text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(picture)
        head.addLayout(head_text, stretch=1)
        self.tabs = QTabWidget()
        for title, page in (
            (self.tr("About"), self._page(html=self._about())),
            (self.tr("Model card"), self._page(markdown=_model_card())),
            (self.tr("Licences"), self._page(html=self._licences())),
        ):
            page.setAccessibleName(title)
            self.tabs.addTab(page, title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.tabs, stretch=1)
        column.addWidget(buttons)
        metrics = self.fontMetrics()  # room for the model card's tables
        wanted = QSize(metrics.averageCharWidth() * 110, metrics.lineSpacing() * 40)
        self.resize(wanted.boundedTo(parent.window().size()))

    def _page(self, *, html: str = "", markdown: str = "") -> QTextBrowser:
        page = QTextBrowser()
        page.setOpenExternalLinks(True)
        page.document().setDocumentMargin(12)
        if markdown:
            page.setMarkdown(markdown)
        else:
            page.setHtml(html)
        page.setTextInteractionFlags(
            page.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return page

    def _about(self) -> str:
        is_heading = self.tr("What it is")
        shows = self.tr(
            "Emotion Desktop shows which emotion a voice expresses: from speech, from text, "
            "and from the two fused. It runs entirely on this computer: no audio, no text "
            "and no results leave it unless you turn on streaming to other programs."
        )
        not_heading = self.tr("What it is not")
        knows_not = self.tr(
            "It cannot know what a person feels. An angry-sounding voice may be acted, and "
            "a calm one may hide a lot. Its estimates are often wrong; the model card "
            "states how often, for which voices and in which languages."
        )
        headline = _headline()
        how_often = self.tr(
            "With speech alone, the unweighted average recall (UAR) is {uar} on recordings "
            "of a kind that the models have never met (measured on {corpora} corpora, each "
            "left out of training in turn). Chance level is {chance}."
        ).format(
            uar=percent(headline["uar"]),
            corpora=headline["corpora"],
            chance=percent(headline["chance"]),
        )
        not_for = self.tr(
            "It is not a medical device and not a lie detector. Do not use it to make "
            "decisions about people, such as in hiring, policing, border control, diagnosis "
            "or insurance, or to monitor people at work or in education."
        )
        return (
            f"<h3>{is_heading}</h3><p>{shows}</p>"
            f"<h3>{not_heading}</h3><p>{knows_not} {how_often}</p>"
            f"<p>{not_for}</p>"
        )

    def _licences(self) -> str:
        own = self.tr(
            "Emotion Desktop is free software under the MIT licence. Its model weights are "
            "for research and non-commercial use only; see the model card. It is built on:"
        )
        more = self.tr("These packages contain:")
        heads = (self.tr("Package"), self.tr("Version"), self.tr("Licence"))
        rows = [(part.name, part.version, part.licence) for part in packages()]
        inner_heads = (self.tr("Library or model"), self.tr("Inside"), self.tr("Licence"))
        inner_rows = [(part.name, part.inside, part.licence) for part in included()]
        return f"<p>{own}</p>{_table(heads, rows)}<p>{more}</p>{_table(inner_heads, inner_rows)}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th align='left'>{escape(text)}</th>" for text in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table cellpadding='4'><tr>{head}</tr>{body}</table>"


def _headline() -> dict[str, float]:
    """Return the figures of the installed models on held-out corpora."""
    path = resources_dir() / "models" / "default" / "card" / "figures.json"
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["headline"]
    return found


def _model_card() -> str:
    """Return the model card of the installed models, in Markdown."""
    path = resources_dir() / "models" / "default" / "model_card.md"
    text = path.read_text(encoding="utf-8")
    # Lines are broken for reading the file; a paragraph is to fill the window instead.
    return re.sub(r"(?<=[^\n|])\n(?=[a-zA-Z(])", " ", text)
