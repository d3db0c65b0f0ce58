"""Audio files to analyses, one or many."""
