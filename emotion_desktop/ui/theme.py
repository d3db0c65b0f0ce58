"""The colours and styles of emotions and surfaces, light and dark.

Seven hues alone cannot be distinguished with every colour-vision deficiency, so each
emotion also has a dash pattern, and its name is next to every bar.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette, QPen


@dataclass(frozen=True, slots=True)
class EmotionStyle:
    """How an emotion is drawn.

    Attributes
    ----------
    light, dark : str
        Its colour on a light and on a dark surface: one hue, two lightnesses.
    dashes : tuple of float
        Lengths of line and gap in pen widths; empty for a solid line.
    """

    light: str
    dark: str
    dashes: tuple[float, ...]


EMOTION_STYLES: Final[dict[str, EmotionStyle]] = {
    "anger": EmotionStyle("#c3142d", "#ff6470", ()),
    "disgust": EmotionStyle("#6f7312", "#b9bd4a", (8, 4)),
    "fear": EmotionStyle("#7a2fa3", "#c98df0", (2, 3)),
    "happiness": EmotionStyle("#178038", "#55cf78", ()),
    "neutral": EmotionStyle("#5b6f84", "#9db2c8", (12, 3, 2, 3)),
    "sadness": EmotionStyle("#1f5fc4", "#6facff", (6, 3, 6, 3, 2, 3)),
    "surprise": EmotionStyle("#a87400", "#ffd24a", (4, 4)),
}


#: Of speakers who were told apart, on a light and on a dark surface: two that differ in every
#: colour-vision deficiency (Okabe and Ito, 2008). The name is always next to them.
SPEAKER_COLORS: Final[dict[str, tuple[str, str]]] = {
    "A": ("#0072b2", "#56b4e9"),
    "B": ("#b34a00", "#e69f00"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of everything that is painted by hand instead of by Qt's style."""

    is_dark: bool
    surface: QColor
    text: QColor
    muted: QColor
    track: QColor
    sound: QColor
    words: QColor
    wave: QColor
    heat: QColor
    good: QColor
    warning: QColor
    error: QColor

    def emotion(self, name: str) -> QColor:
        """Return the colour of an emotion."""
        style = EMOTION_STYLES[name]
        return QColor(style.dark if self.is_dark else style.light)

    def speaker(self, name: str) -> QColor:
        """Return the colour of a speaker; that of secondary text for any but A and B."""
        light, dark = SPEAKER_COLORS.get(name, (self.muted.name(), self.muted.name()))
        return QColor(dark if self.is_dark else light)

    def pen(self, name: str) -> QPen:
        """Return the pen of an emotion's curve; widths above 1 are five times slower to draw."""
        pen = QPen(self.emotion(name), 1)
        pen.setCosmetic(True)
        if dashes := EMOTION_STYLES[name].dashes:
            pen.setDashPattern(dashes)
        return pen


def theme_of(palette: QPalette) -> Theme:
    """Return the theme that matches `palette`, which is light or dark."""
    surface = palette.color(QPalette.ColorRole.Base)
    is_dark = surface.lightness() < 128

    def pick(light: str, dark: str) -> QColor:
        return QColor(dark if is_dark else light)

    return Theme(
        is_dark=is_dark,
        surface=surface,
        text=palette.color(QPalette.ColorRole.Text),
        muted=pick("#57606a", "#a4adb8"),
        track=pick("#e4e8ec", "#3a4047"),
        sound=pick("#0b7285", "#3bc9db"),
        words=pick("#9c5a00", "#ffb454"),
        wave=pick("#57606a", "#b6bec8"),
        heat=pick("#f08c00", "#ff9f1c"),
        good=pick("#178038", "#55cf78"),
        warning=pick("#b35900", "#ffb454"),
        error=pick("#b00020", "#ff7b86"),
    )


@dataclass(frozen=True, slots=True)
class _Surfaces:
    """The colours that make up a palette."""

    window: str
    base: str
    button: str
    text: str
    disabled: str
    placeholder: str
    highlight: str
    link: str


_LIGHT: Final = _Surfaces(
    window="#f3f4f6",
    base="#ffffff",
    button="#e9ebee",
    text="#1b1e22",
    disabled="#8b949e",
    placeholder="#57606a",
    highlight="#2f6fd0",
    link="#1f5fc4",
)
_DARK: Final = _Surfaces(
    window="#2a2f35",
    base="#1b1e22",
    button="#3a4048",
    text="#e8eaed",
    disabled="#7c848d",
    placeholder="#a4adb8",
    highlight="#2f6fd0",
    link="#6facff",
)


def light_palette() -> QPalette:
    """Return the light palette."""
    return _palette(_LIGHT)


def dark_palette() -> QPalette:
    """Return the dark palette."""
    return _palette(_DARK)


def _palette(surfaces: _Surfaces) -> QPalette:
    window, text = QColor(surfaces.window), QColor(surfaces.text)
    # From these two Qt derives the shades of frames and grooves.
    palette = QPalette(QColor(surfaces.button), window)
    for role, color in {
        QPalette.ColorRole.Window: window,
        QPalette.ColorRole.Base: QColor(surfaces.base),
        QPalette.ColorRole.AlternateBase: window,
        QPalette.ColorRole.Button: QColor(surfaces.button),
        QPalette.ColorRole.Text: text,
        QPalette.ColorRole.WindowText: text,
        QPalette.ColorRole.ButtonText: text,
        QPalette.ColorRole.ToolTipBase: window,
        QPalette.ColorRole.ToolTipText: text,
        QPalette.ColorRole.PlaceholderText: QColor(surfaces.placeholder),
        QPalette.ColorRole.Highlight: QColor(surfaces.highlight),
        QPalette.ColorRole.HighlightedText: QColor("#ffffff"),
        QPalette.ColorRole.Link: QColor(surfaces.link),
        QPalette.ColorRole.LinkVisited: QColor(surfaces.link),
    }.items():
        palette.setColor(role, color)
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.WindowText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(surfaces.disabled))
    return palette


def outlined(palette: QPalette) -> QPalette:
    """Return a copy of a dark `palette` for fields with a visible outline.

    Qt's Fusion style draws outlines in a darker shade of the window's colour. For a light window,
    this is a grey that contrasts with a dark window by more than 3 to 1, as
    WCAG 2.2 requires of controls. None of these fields paints the window's colour itself.
    """
    changed = QPalette(palette)
    changed.setColor(QPalette.ColorRole.Window, QColor("#b4bcc6"))
    return changed


def transparent(color: QColor, opacity: float) -> QColor:
    """Return `color` with an opacity in [0, 1]."""
    faded = QColor(color)
    faded.setAlphaF(opacity)
    return faded


def set_text_color(palette: QPalette, color: QColor) -> QPalette:
    """Return a copy of `palette` with labels in `color`."""
    changed = QPalette(palette)
    changed.setColor(QPalette.ColorRole.WindowText, color)
    return changed
