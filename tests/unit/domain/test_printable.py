import os
from pathlib import Path

import pytest

from emotion_desktop.domain.printable import printable
from emotion_desktop.domain.translatable import Message


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("talk.wav", "talk.wav"),
        ("Grüße 😀.wav", "Grüße 😀.wav"),
        ("\x1b[2Jtalk", r"\x1b[2Jtalk"),
        ("a\x9bb\x7f", r"a\x9bb\x7f"),
        ("a\u202egpj", r"a\u202egpj"),
        ("two\nlines\tmore", r"two\nlines\tmore"),
        (os.fsdecode(b"latin1_\xe4\xf6"), r"latin1_\xe4\xf6"),
        ("\udcc3\udcbc", "ü"),  # as an ASCII locale gives it
        ("\ud800", r"\ud800"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(name: str, shown: str) -> None:
    assert printable(name) == shown


def test_a_path_in_a_message_is_text_that_a_database_takes() -> None:
    path = Path(os.fsdecode(b"/talks/latin1_\xe4\x1b.wav"))
    message = Message("{path} contains no audio", path=path)
    assert message == r"/talks/latin1_\xe4\x1b.wav contains no audio"
    assert message.encode("utf-8")
