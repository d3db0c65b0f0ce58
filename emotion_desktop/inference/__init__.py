"""Inference: from audio and text to probabilities."""
