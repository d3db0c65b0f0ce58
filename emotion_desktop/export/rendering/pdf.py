"""A report on pages, as PDF."""

import re
from typing import Final
from xml.sax.saxutils import escape

from emotion_desktop.export.rendering.application import qt_libraries, start_drawing
from emotion_desktop.export.report.contents import Report
from emotion_desktop.export.xml import xml_text

_RESOLUTION_DPI: Final = 1200
_MARGIN_MM: Final = 20.0
#: When a PDF was made would make two of the same report differ, and in which zone tells of where.
_DATE: Final = re.compile(rb"(/(?:Creation|Mod)Date )(\(D:\d{14}[^)]*\))")
_NO_DATE: Final = b"(D:20000101000000Z)"
_XMP: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
)


def pdf_of(report: Report) -> bytes:
    """Draw a report on pages of A4.

    Returns
    -------
    bytes
        The file; the same report always alike. Pictures are lines, texts can be searched,
        headings are tagged and in the outline.

    Raises
    ------
    UserFacingError
        Where this machine lacks a library that Qt needs.
    """
    start_drawing()
    with qt_libraries():
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUuid  # noqa: PLC0415
        from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter  # noqa: PLC0415

        from emotion_desktop.export.rendering.pages import draw_pages  # noqa: PLC0415
        from emotion_desktop.export.rendering.structure import structured  # noqa: PLC0415

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    title = xml_text(report.title)
    writer.setTitle(title)
    writer.setCreator("Emotion Desktop")
    writer.setDocumentId(QUuid("{00000000-0000-0000-0000-000000000000}"))
    writer.setDocumentXmpMetadata(QByteArray(_XMP.format(title=escape(title)).encode()))
    parts = draw_pages(report, writer)
    buffer.close()
    return structured(_DATE.sub(_undated, bytes(content.data())), parts, report.language)


def _undated(date: re.Match[bytes]) -> bytes:
    # As long as what it stands for: places in the file are counted.
    return date[1] + _NO_DATE.ljust(len(date[2]))
