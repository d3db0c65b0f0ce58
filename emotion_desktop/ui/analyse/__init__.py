"""The Analyse page: audio files that are analysed in the background."""
