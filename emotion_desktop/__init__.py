"""Emotion Desktop shows which emotion a voice expresses, live and offline."""

import os

__version__ = "0.1.0"

# Otherwise ONNX Runtime, used for voice activity, assigns the computer an id when it is imported
# and reports its use to its maker. Here, so that nothing of ours can import it before.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
