"""Helpers for writing XML."""

import re
from typing import Final
from xml.etree import ElementTree as ET

#: Characters that XML 1.0 has no way to write.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Remove characters that XML forbids, and normalise line ends to line feeds."""
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def element(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    """Add an element with arbitrary text to another one."""
    made = ET.SubElement(parent, tag, {name: xml_text(value) for name, value in attributes.items()})
    made.text = xml_text(text) or None
    return made


def document_of(root: ET.Element) -> str:
    """Serialise a document, indented and with its declaration, deterministically."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
