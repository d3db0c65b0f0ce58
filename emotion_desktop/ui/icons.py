"""The program's icons, in the colour of the text next to them."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from emotion_desktop.system.paths import resources_dir

#: Sharp up to twice its size on screens of high density.
_SIDE_PX = 96


def icon(name: str, color: QColor) -> QIcon:
    """Return the icon `resources/icons/NAME.svg`, with `color` for its "currentColor"."""
    svg = _svg(name).replace("currentColor", color.name())
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    pixmap = QPixmap(_SIDE_PX, _SIDE_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    return QIcon(pixmap)


@cache
def _svg(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
