"""How right the models are on utterances whose label is known."""
