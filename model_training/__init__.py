"""Trains the models: corpora, training runs, calibration, evaluation, bundle export."""
