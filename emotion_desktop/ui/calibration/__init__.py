"""The voice calibration dialog."""
