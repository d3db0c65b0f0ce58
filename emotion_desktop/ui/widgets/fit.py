"""Dialogs whose contents change."""

from PySide6.QtWidgets import QDialog


def grow_to_fit(dialog: QDialog) -> None:
    """Make a dialog as tall as its contents need, as far as the screen allows.

    Qt does so only when a dialog is first shown; texts that appear later would overlap others.
    """
    # Texts that wrap need a height that depends on the width; without any it is -1.
    needed_px = max(dialog.heightForWidth(dialog.width()), dialog.sizeHint().height())
    room_px = dialog.screen().availableGeometry().height()
    if needed_px > dialog.height():
        dialog.resize(dialog.width(), min(needed_px, room_px))
