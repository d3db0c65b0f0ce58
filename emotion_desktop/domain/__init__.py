"""The domain model, in plain Python and numpy."""
