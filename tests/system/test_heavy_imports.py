"""The pages are seen before anything heavy is imported: in a process of its own."""

import subprocess
import sys

PROGRAM = """
import os, sys
from emotion_desktop.ui.main_window import MainWindow
paint = MainWindow.paintEvent
def paint_and_tell(self, event):
    paint(self, event)
    print(*sys.modules, flush=True)
    os._exit(0)
MainWindow.paintEvent = paint_and_tell
from emotion_desktop.__main__ import main
main()
"""

HEAVY = {
    "torch",
    "transformers",
    "faster_whisper",
    "ctranslate2",
    "librosa",
    "onnxruntime",
    "sounddevice",
    "av",
}


def test_nothing_of_the_models_is_imported_before_the_first_paint() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=True
    )
    imported = set(done.stdout.split())
    assert "PySide6.QtWidgets" in imported
    assert not HEAVY & imported


ANALYSIS = """
import sys
from pathlib import Path
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.inference.speaker_embedding import SpeakerEmbedder
from emotion_desktop.services.analysis.analyse_file import analyse
from emotion_desktop.system.paths import resources_dir
engine = EmotionEngine.load(device="cpu")
assert analyse(resources_dir() / "demo" / "demo.flac", engine).utterances
SpeakerEmbedder.load()
print(*sys.modules, flush=True)
"""


def test_an_analysis_on_a_cpu_needs_no_pytorch() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANALYSIS], capture_output=True, text=True, timeout=120, check=True
    )
    imported = set(done.stdout.split())
    assert "onnxruntime" in imported
    assert not {"torch", "transformers", "librosa", "sklearn"} & imported
