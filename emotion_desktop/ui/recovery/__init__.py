"""The dialog for sessions that a crash cut off."""
