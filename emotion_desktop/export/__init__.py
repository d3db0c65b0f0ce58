"""Export formats for sessions and analyses."""
