"""A GPU that runs out of memory: how to tell, and what to say."""

from typing import Final

from emotion_desktop.domain.translatable import Message

#: Shown when the models were moved.
MOVED_TO_CPU: Final = Message(
    "The graphics processor ran out of memory; the models now run on the CPU, more slowly"
)
#: In what PyTorch, CTranslate2 and cuBLAS say.
_SAID: Final = ("out of memory", "cublas_status_alloc_failed")


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether a library says that there is too little memory, on whatever device."""
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(said in text for said in _SAID)
