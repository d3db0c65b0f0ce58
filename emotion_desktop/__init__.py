"""Emotion Desktop: which emotion a voice expresses, live and offline."""

import os

__version__ = "0.1.0"

# ONNX Runtime, which voice activity runs on, else gives the machine a number when it is imported,
# and reports its use to its maker. Here, so that nothing of ours can import it before.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
