"""The page on which sessions are reviewed."""
