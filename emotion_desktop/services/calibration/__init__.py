"""Calibration to a voice."""
