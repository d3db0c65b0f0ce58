"""Estimates to files that other programs read."""
