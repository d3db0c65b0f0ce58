"""Streams live results to other programs: LSL, OSC, WebSocket."""
