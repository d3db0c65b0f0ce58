"""What XML can hold."""

import re
from typing import Final
from xml.etree import ElementTree as ET

#: Characters that XML 1.0 has no way to write.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Leave out what XML cannot hold, and end lines as its readers do, with a line feed."""
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def element(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    """Add an element to another one, with text that may hold anything."""
    made = ET.SubElement(parent, tag, {name: xml_text(value) for name, value in attributes.items()})
    made.text = xml_text(text) or None
    return made


def document_of(root: ET.Element) -> str:
    """Write a document, indented, with its declaration; the same one always alike."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
