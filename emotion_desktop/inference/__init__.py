"""From sound and words to probabilities."""
