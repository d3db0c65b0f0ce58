"""Recorded sessions on disk: audio, database, recovery data."""
