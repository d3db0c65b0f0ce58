from pathlib import Path

from emotion_desktop.system import paths

REPOSITORY = Path(__file__).resolve().parents[3]


def test_the_resources_of_a_checkout_are_those_beside_the_package() -> None:
    assert paths.resources_dir() == REPOSITORY / "resources"
    assert (paths.resources_dir() / "demo" / "demo.flac").is_file()


def test_every_package_holds_an_init_file_so_that_a_wheel_carries_it() -> None:
    package = REPOSITORY / "emotion_desktop"
    folders = {path.parent for path in package.rglob("*.py")}
    assert package / "domain" in folders
    assert [f for f in folders if not (f / "__init__.py").is_file()] == []
