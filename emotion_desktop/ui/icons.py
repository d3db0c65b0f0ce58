"""The program's own icons, in the colour of the text beside them."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from emotion_desktop.domain.paths import resources_dir

#: Sharp up to twice its size on screens of high density.
_SIDE_PX = 96


def icon(name: str, color: QColor, checked: QColor | None = None) -> QIcon:
    """Return an icon.

    Parameters
    ----------
    name : str
        Of the file `resources/icons/NAME.svg`.
    color : QColor
        Takes the place of "currentColor" there.
    checked : QColor or None
        The same on a button that is checked, where that differs.
    """
    svg = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    drawn = QIcon(_draw(svg, color))
    if checked is not None:
        drawn.addPixmap(_draw(svg, checked), QIcon.Mode.Normal, QIcon.State.On)
    return drawn


def _draw(svg: str, color: QColor) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", color.name()).encode()))
    pixmap = QPixmap(_SIDE_PX, _SIDE_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    return pixmap
