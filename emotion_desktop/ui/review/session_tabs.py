"""The centre of the review page: timeline, summary and agreement."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from emotion_desktop.ui.review.agreement_panel import AgreementPanel
from emotion_desktop.ui.review.summary_panel import SummaryPanel


class SessionTabs(QTabWidget):
    """Three tabs; a moment chosen in the summary is shown in the timeline.

    Parameters
    ----------
    session : QWidget
        Shows the session on a time axis.
    summary, agreement : SummaryPanel, AgreementPanel
        Figures of the session.
    """

    def __init__(self, session: QWidget, summary: SummaryPanel, agreement: AgreementPanel) -> None:
        super().__init__()
        self.session, self.summary, self.agreement = session, summary, agreement
        self.setDocumentMode(True)
        self.addTab(session, self.tr("Timeline"))
        self.addTab(summary, self.tr("Summary"))
        self.addTab(agreement, self.tr("Agreement"))
        summary.seek_asked.connect(self.show_session)

    @Slot()
    def show_session(self) -> None:
        """Show the timeline."""
        self.setCurrentWidget(self.session)
