"""Figures that numbers are judged by; numpy and no other room than `domain`."""
