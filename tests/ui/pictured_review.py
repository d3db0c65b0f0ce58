"""Pictures of the Review page, of what was analysed before."""

from emotion_desktop.composition import Application
from emotion_desktop.ui.review.comparison_dialog import ComparisonDialog
from tests.ui.camera import Awaited, Camera


class ReviewPictures:
    """A session while somebody reviews it: heard, corrected, summed up, found again, compared."""

    def __init__(self, program: Application, camera: Camera) -> None:
        self._program = program
        self._camera = camera
        self._window = program.window.window()

    def go(self) -> None:
        """Take everything."""
        review, bridge = self._program.review, self._program.review_bridges.review
        session_id = next(
            row.session_id for row in self._program.analysis.rows() if row.session_id is not None
        )
        opened = Awaited((bridge.opened,))
        self._program.window.analyse.session_opened.emit(session_id)
        opened.wait()
        for _ in range(4):
            review.session.go_to_next()
        self._camera.take("review", self._window)
        self._take_prosody()
        corrected = Awaited((bridge.changed,))
        review.raters.utterance.label("happiness")
        corrected.wait()
        self._camera.take("review-corrected", self._window)
        summarised = Awaited((bridge.summarised,))
        review.tabs.setCurrentWidget(review.tabs.summary)
        summarised.wait()
        self._camera.take("review-summary", self._window)
        review.tabs.setCurrentWidget(review.session)
        found = Awaited((self._program.review_bridges.library.found,))
        review.library.search.setText("woman")
        found.wait()
        self._camera.take("review-search", self._window)
        review.library.search.clear()
        review.library.filter_button.setChecked(True)
        self._camera.take("review-filters", self._window)
        review.library.filter_button.setChecked(False)
        self._take_comparison()

    def _label(self, session_id: str, labels: list[str]) -> None:
        review, bridge = self._program.review, self._program.review_bridges.review
        opened = Awaited((bridge.opened,))
        review.open(session_id)
        opened.wait()
        for label in labels:
            review.session.go_to_next()
            changed = Awaited((bridge.changed,))
            review.raters.utterance.label(label)
            changed.wait()

    def _take_prosody(self) -> None:
        detail = self._program.review.session.detail
        measured = Awaited(
            (self._program.review_bridges.prosody.measured,),
            lambda _part: not detail.prosody.progress.text(),
        )
        detail.prosody_button.setChecked(True)
        measured.wait()
        self._camera.take("review-prosody", self._window)
        detail.prosody_button.setChecked(False)

    def _take_comparison(self) -> None:
        """Compare three sessions, in two of which somebody labelled what they heard."""
        library = self._program.review.library
        for row, labels in ((1, ["sadness", "anger", "sadness"]), (2, ["happiness", "surprise"])):
            self._label(library.model.ids[row], labels)
        compared = Awaited((self._program.review_bridges.library.compared,))
        library.sessions.selectAll()
        library.commands.compare.trigger()
        compared.wait()
        dialog = self._window.findChild(ComparisonDialog)
        self._camera.take_dialog("review-comparison", dialog)
        dialog.close()
