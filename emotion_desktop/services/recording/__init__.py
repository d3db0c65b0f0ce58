"""Recorded sessions: made, recovered after a crash, listed and exported."""
