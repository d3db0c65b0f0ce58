import pytest

from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.ui.analyse.page import AnalysePage
from emotion_desktop.ui.main_window import MainWindow
from tests.analysis_double import AnalysisDouble


@pytest.fixture
def analyses(monkeypatch: pytest.MonkeyPatch) -> AnalysisDouble:
    double = AnalysisDouble()
    monkeypatch.setattr(analyser, "analyse", double)
    return double


@pytest.fixture
def page(window: MainWindow, analysis: AnalysisBridge, analyses: AnalysisDouble) -> AnalysePage:
    analysis.start()
    window.show_page("analyse")
    return window.analyse
