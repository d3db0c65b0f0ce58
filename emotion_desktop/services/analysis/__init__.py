"""Analyses audio files, one or many."""
