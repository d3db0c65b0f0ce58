"""The dialog that calibrates to a voice."""
