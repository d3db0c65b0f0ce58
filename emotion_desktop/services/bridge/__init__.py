"""Bridges from worker threads to Qt signals; the only Qt in the services."""
