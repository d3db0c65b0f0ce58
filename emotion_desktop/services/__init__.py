"""Services: the live pipeline, recording, analysis, evaluation, calibration."""
