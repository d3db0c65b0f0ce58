"""Metrics and the labelled data they need; imports only numpy and `domain`."""
