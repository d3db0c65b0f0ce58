from emotion_desktop.export.colours import COLOURS
from emotion_desktop.ui.theme import EMOTION_STYLES


def test_files_have_the_colours_of_the_window() -> None:
    assert {name: style.light for name, style in EMOTION_STYLES.items()} == COLOURS
