"""Sizes that the networks and what feeds them share; needs no PyTorch."""

from typing import Final

#: Each of the speech network's two convolutions halves the rate: 50 states a second become
#: 12.5 frames.
STRIDE: Final = 2

#: States of silence that the encoder is given after the longest sound, so that all ends are
#: treated alike.
SILENT_STATES: Final = 2

#: Traits of speech (`sound_traits` and the distance of `SpeechOutput`) and of text (the
#: logarithm of its number of words and the distance of `TextOutput`).
SPEECH_TRAITS: Final = 4
TEXT_TRAITS: Final = 2

#: Mel bands that tell voices apart, and the width of the embeddings made of them.
SPEAKER_MELS: Final = 40
EMBEDDING_WIDTH: Final = 256
