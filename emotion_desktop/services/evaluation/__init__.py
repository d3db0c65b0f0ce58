"""Evaluates the models on utterances with known labels."""
