from pathlib import Path

from packaging.utils import canonicalize_name

from emotion_desktop import __version__
from emotion_desktop.system.parts import included, licence_of, packages

REPOSITORY = Path(__file__).resolve().parents[3]


def test_the_parts_are_what_the_program_requires_and_what_those_require() -> None:
    names = {part.name.lower() for part in packages()}
    assert {"numpy", "torch", "markupsafe", "shiboken6"} <= names
    assert not {"emotion-desktop", "pytest", "lightning"} & names


def test_every_part_states_its_version_and_its_licence() -> None:
    for part in packages():
        assert part.version
        assert part.licence not in {"", "—", "UNKNOWN"}, part.name


def test_what_is_inside_packages_names_packages_that_are_there() -> None:
    # What freezes the program for people without Python is not among its requirements.
    known = {canonicalize_name(part.name) for part in packages()} | {
        "emotion-desktop",
        "pyinstaller",
    }
    assert {"FFmpeg", "Qt", "Whisper tiny.en"} <= {part.name for part in included()}
    for part in included():
        assert part.licence
        assert {canonicalize_name(name) for name in part.inside.split(", ")} <= known


def test_a_licence_is_named_and_not_quoted() -> None:
    quoted = {"name": "a", "license": "Permission is hereby granted\nto any person"}
    classified = {**quoted, "classifier": ["License :: OSI Approved :: MIT License"]}
    assert licence_of({**classified, "license_expression": "MIT"}) == "MIT"
    assert licence_of(classified) == "MIT License"
    assert licence_of(quoted) == "Permission is hereby granted"
    assert licence_of({"name": "a"}) == "—"


def test_the_citation_names_the_version_of_the_program() -> None:
    citation = (REPOSITORY / "packaging" / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation
