"""Corpora, training runs, calibration, evaluation and the export of a bundle."""
