"""Write the program's icon for Windows (.ico) or macOS (.icns): icon.py FILE."""

import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from emotion_desktop.system.paths import resources_dir

_SIDE_PX = {"ico": 256, "icns": 512}


def main() -> None:
    """Draw the icon at its largest size; the systems make the smaller ones."""
    path = sys.argv[1]
    side_px = _SIDE_PX[path.rpartition(".")[2]]
    app = QGuiApplication([])
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(resources_dir() / "icons" / "app.svg")).render(painter, QRectF(image.rect()))
    painter.end()
    if not image.save(path):
        sys.exit(f"error: {path} cannot be written")
    app.quit()


if __name__ == "__main__":
    main()
