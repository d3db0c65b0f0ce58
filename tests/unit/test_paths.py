import os
from pathlib import Path

import pytest

from emotion_desktop.domain import paths

REPOSITORY = Path(__file__).resolve().parents[2]


def test_the_resources_of_a_checkout_are_those_beside_the_package() -> None:
    assert paths.resources_dir() == REPOSITORY / "resources"
    assert (paths.resources_dir() / "demo" / "demo.flac").is_file()


def test_every_package_holds_an_init_file_so_that_a_wheel_carries_it() -> None:
    package = REPOSITORY / "emotion_desktop"
    folders = {path.parent for path in package.rglob("*.py")}
    assert package / "domain" in folders
    assert [f for f in folders if not (f / "__init__.py").is_file()] == []


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
    assert paths.printable(name) == shown
