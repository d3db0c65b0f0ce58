"""Shows the whole program as `app.run_window` does."""

from emotion_desktop.composition import Application
from emotion_desktop.ui.startup_frame import Frame


def show(program: Application) -> Frame:
    frame = Frame()
    program.fill(frame)
    if program.window.window() is frame:  # not so in kiosk mode
        frame.show()
    return frame
