"""Emotion Desktop: which emotion a voice expresses, live and offline."""

__version__ = "0.1.0"
