"""Plots over time, shared by the pages that show a session."""
