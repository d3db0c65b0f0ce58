"""Recorded sessions: recording, recovery after a crash, listing and export."""
