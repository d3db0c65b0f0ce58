"""Voice calibration."""
