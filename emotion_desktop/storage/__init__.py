"""Sessions on disk: their sound, their database, and what a kill leaves of them."""
