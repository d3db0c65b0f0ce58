"""Whatever is on screen is translated, and the translations that ship are the newest."""

import errno
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import PySide6
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emotion_desktop.audio.files import probe
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import Failed, SourceEnded, SourceNotice
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import MicrophoneChoice
from emotion_desktop.storage.errors import explained
from emotion_desktop.system.paths import resources_dir
from emotion_desktop.ui.about_dialog import AboutDialog
from emotion_desktop.ui.actions import ShortcutsDialog
from emotion_desktop.ui.main_window import MainWindow
from tests.ui.texts_on_screen import marked_texts, texts_of, untranslated

REPOSITORY = Path(__file__).resolve().parents[2]
TS = resources_dir() / "translations" / "emotion_desktop_de.ts"
TOOLS = Path(PySide6.__file__).parent
MakeWindow = Callable[[LiveBridge], MainWindow]

#: Names, and languages in their own words.
NEVER_TRANSLATED = {"Emotion Desktop", "English", "Deutsch", "OSC", "WebSocket"}


def messages(path: Path) -> dict[tuple[str, str], ET.Element]:
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            found[context.findtext("name"), message.findtext("source")] = message
    return found


def run(tool: str, *arguments: str | Path) -> None:
    program = TOOLS / (f"{tool}.exe" if sys.platform == "win32" else tool)
    subprocess.run(
        [program, *map(str, arguments)], cwd=REPOSITORY, check=True, capture_output=True, timeout=60
    )


def templates(folder: Path) -> Path:
    """Collect what other rooms have to say; fails where that is no literal."""
    script = REPOSITORY / "packaging" / "message_templates.py"
    done = subprocess.run(
        [sys.executable, script], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    path = folder / "templates.py"
    path.write_text(done.stdout, encoding="utf-8")
    return path


def test_every_text_of_the_program_has_a_german_translation(tmp_path: Path) -> None:
    collected = tmp_path / "collected.ts"
    sources = [*sorted(REPOSITORY.glob("emotion_desktop/ui/**/*.py")), templates(tmp_path)]
    run("lupdate", REPOSITORY / "emotion_desktop/composition.py", *sources, "-ts", collected)
    shipped = messages(TS)
    assert len(shipped) > 100
    assert sorted(set(messages(collected)) - set(shipped)) == [], "run `make translations`"
    unfinished = [key for key, message in shipped.items() if not is_finished(message)]
    assert unfinished == []


def test_no_text_hides_in_an_f_string() -> None:
    # lupdate does not see it there.
    hidden = [
        f"{path.name}: {line.strip()}"
        for path in REPOSITORY.glob("emotion_desktop/ui/**/*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\{(self\.tr|translate)\(", line)
    ]
    assert hidden == []


def is_finished(message: ET.Element) -> bool:
    translation = message.find("translation")
    texts = [form.text for form in translation.iter("numerusform")] or [translation.text]
    return translation.get("type") is None and all(texts)


def test_translations_keep_what_is_filled_in() -> None:
    for (_, source), message in messages(TS).items():
        fields = sorted(re.findall(r"\{\w*\}|%n", source))
        for translation in message.find("translation").itertext():
            if translation.strip():
                assert sorted(re.findall(r"\{\w*\}|%n", translation)) == fields, source


def test_what_the_program_loads_is_built_from_the_newest_texts(tmp_path: Path) -> None:
    built = tmp_path / "built.qm"
    run("lrelease", TS, "-qm", built)
    assert built.read_bytes() == TS.with_suffix(".qm").read_bytes(), "run `make translations`"


@pytest.mark.usefixtures("german")
def test_the_window_speaks_german(make_window: MakeWindow, bridge: LiveBridge) -> None:
    window = make_window(bridge)
    assert window.rail.button("settings").text() == "Einstellungen"
    hop = window.settings.fields["hop_s"].widget
    assert hop.text() == "0,50 s"


@pytest.mark.usefixtures("german")
def test_messages_of_other_rooms_come_in_german(
    make_window: MakeWindow, bridge: LiveBridge, tmp_path: Path
) -> None:
    window = make_window(bridge)
    said = window.live.status
    missing = tmp_path / "missing.wav"
    bridge.failed.emit(Failed(error_of(lambda: probe(missing))))
    advice = "Prüfen Sie die Schreibweise des Pfads."
    assert said.status.text == f"{missing} existiert nicht. {advice}"
    full = OSError(errno.ENOSPC, "No space left on device")
    bridge.failed.emit(Failed(error_of(lambda: use(tmp_path, full))))
    what = f"{tmp_path} ließ sich nicht verwenden: der Datenträger ist voll."
    assert said.status.text.startswith(what)


@pytest.mark.usefixtures("german")
def test_notices_and_reasons_come_in_german(make_window: MakeWindow, bridge: LiveBridge) -> None:
    said = make_window(bridge).live.status
    said.started(MicrophoneChoice("USB", "ALSA"))
    lost = Message("{name} has stopped sending audio", name="USB")
    bridge.source_noticed.emit(SourceNotice("lost", lost, 1.0))
    assert said.status.text.startswith("USB liefert keinen Ton mehr. Es geht weiter")
    broken = Message("the data are damaged or truncated")
    reason = Message(
        "{path} ends unexpectedly after {decoded_s} s: {error}",
        path="a.wav",
        decoded_s=1.5,
        error=broken,
    )
    bridge.ended.emit(SourceEnded(reason))
    assert said.status.text.startswith(
        "a.wav endet unerwartet nach 1,5 s: die Daten sind beschädigt oder abgeschnitten"
    )


def error_of(work: Callable[[], object]) -> UserFacingError:
    with pytest.raises(UserFacingError) as caught:
        work()
    return caught.value


def use(path: Path, error: OSError) -> None:
    with explained(path):
        raise error


def test_no_text_on_screen_is_left_out_of_translation(
    make_window: MakeWindow, bridge: LiveBridge, qapp: QApplication, qtbot: QtBot
) -> None:
    with marked_texts(qapp):
        window = make_window(bridge)
        dialogs = [ShortcutsDialog(window.key_groups(), window), AboutDialog(window)]
        texts = [text for root in (window, *dialogs) for text in texts_of(root)]
    keys = {key.keys for _, group in window.key_groups() for key in group}
    assert len(texts) > 200
    assert sorted(set(untranslated(texts)) - NEVER_TRANSLATED - keys) == []
