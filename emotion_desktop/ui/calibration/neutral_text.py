"""Neutral texts to read aloud for voice calibration, about half a minute each."""

from typing import Final

#: By language: its name in that language, and the text.
NEUTRAL_TEXTS: Final = {
    "en": (
        "English",
        "The library is on the second floor. It opens at nine in the morning and closes at six "
        "in the evening. The books stand in order of their subjects, and within each subject by "
        "the name of the author. Newspapers lie on the long table beside the window. A book can "
        "be borrowed for four weeks. After that it can be renewed twice. The reading room has "
        "forty seats, and each of them has a lamp. On Wednesdays the library is closed, and the "
        "shelves are put in order.",
    ),
    "de": (
        "Deutsch",
        "Die Bibliothek liegt im zweiten Stock. Sie öffnet um neun Uhr morgens und schließt um "
        "sechs Uhr abends. Die Bücher stehen nach Sachgebieten geordnet, und innerhalb eines "
        "Gebiets nach dem Namen der Autoren. Zeitungen liegen auf dem langen Tisch am Fenster. "
        "Ein Buch kann für vier Wochen ausgeliehen werden. Danach lässt es sich zweimal "
        "verlängern. Der Lesesaal hat vierzig Plätze, und an jedem steht eine Lampe. Mittwochs "
        "ist die Bibliothek geschlossen, und die Regale werden geordnet.",
    ),
}
