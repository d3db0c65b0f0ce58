"""Live results on their way to other programs: LSL, OSC, WebSocket."""
