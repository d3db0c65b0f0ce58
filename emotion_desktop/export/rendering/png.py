"""A picture of lines as one of dots."""

from emotion_desktop.export.rendering.application import qt_libraries, start_drawing

#: Dots for each unit of the picture: twice those of a plain screen, for print.
_SCALE = 2


def png_of(svg: str) -> bytes:
    """Draw an SVG document as PNG on white.

    Raises
    ------
    UserFacingError
        Where this machine lacks a library that Qt needs.
    """
    start_drawing()
    with qt_libraries():
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt  # noqa: PLC0415
        from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415
        from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    renderer = QSvgRenderer(QByteArray(svg.encode()))
    image = QImage(renderer.defaultSize() * _SCALE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    image.setDotsPerMeterX(round(96 * _SCALE / 0.0254))
    image.setDotsPerMeterY(round(96 * _SCALE / 0.0254))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want a name of bytes
    return bytes(content.data())
