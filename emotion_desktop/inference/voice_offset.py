"""The offset of a voice from the voices that the speech network was trained on.

Some voices sound sad or angry to the network, whatever they express. Its output for
neutral speech of a voice, minus its output for neutral speech of the voices it was
trained on, is its bias for that voice.
"""

from typing import Final

import numpy as np

from emotion_desktop.domain.audio import FloatArray

#: Share of the bias that is removed: a dozen seconds are a rough measurement, and
#: the result applies to neutral speech more than to other speech.
STRENGTH: Final = 0.5


def voice_offset(neutral: FloatArray, lengths: FloatArray, reference: FloatArray) -> FloatArray:
    """Return the offset to subtract from a voice's logits.

    Parameters
    ----------
    neutral : FloatArray
        Shape (n, 7), logits of stretches of the voice's neutral speech.
    lengths : FloatArray
        Shape (n,), how long each stretch is, in any unit.
    reference : FloatArray
        Shape (7,), mean logits of the neutral speech of the voices that trained.

    Returns
    -------
    FloatArray
        Shape (7,).
    """
    weights = lengths / lengths.sum()
    offset: FloatArray = np.float32(STRENGTH) * (weights @ neutral - reference)
    return offset
