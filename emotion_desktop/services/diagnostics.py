"""Diagnostics of the installation: one line for each thing that it needs."""

import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.system.crash_log import log_path
from emotion_desktop.system.data_folder import default_data_folder
from emotion_desktop.system.hashing import check_sha256
from emotion_desktop.system.paths import default_bundle_folder
from emotion_desktop.system.requirements import DISTRIBUTION, required_packages

#: Packages without which everything runs, but on the CPU: the packages for people without
#: Python leave them out.
_ONLY_ON_GPUS: Final = frozenset({"torch", "transformers"})

#: Hexadecimal digits of a SHA-256 that are shown.
_SHOWN_DIGITS: Final[int] = 12


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check.

    Attributes
    ----------
    name : str
        What was checked.
    ok : bool
        Whether it is in order.
    detail : str
        What was found, and the remedy if it is not in order; one line.
    essential : bool
        Whether analysis is impossible without it.
    """

    name: str
    ok: bool
    detail: str
    essential: bool = True

    @property
    def state(self) -> str:
        """`ok`, `missing` (some features will not work) or `broken` (nothing will)."""
        if self.ok:
            return "ok"
        return "broken" if self.essential else "missing"


def checks() -> list[Check]:
    """Run all checks; problems come first, and essential ones before the rest.

    Takes a few seconds: the models are loaded and their hashes computed.

    Returns
    -------
    list of Check
        Never empty.
    """
    found = [
        _python(),
        _packages(),
        _checked("Emotion models", _bundle),
        _checked("Speech recogniser", _recogniser),
        _checked("Recogniser of other languages", _multilingual, essential=False),
        _checked("Speaker models", _speakers, essential=False),
        _checked("GPU", _gpu, essential=False),
        _checked("Microphones", _microphones, essential=False),
        _display(),
        _log_file(default_data_folder()),
    ]
    order = ("broken", "missing", "ok")
    return sorted(found, key=lambda check: order.index(check.state))


def has_display() -> bool:
    """Return whether there is a display to open a window on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _checked(name: str, look: Callable[[], str], *, essential: bool = True) -> Check:
    """Run a check that returns a description or raises."""
    try:
        return Check(name, True, look(), essential)
    except (UserFacingError, ImportError, OSError) as error:
        return Check(name, False, " ".join(str(error).split()), essential)


def _python() -> Check:
    found = f"{platform.python_version()} on {platform.platform()}"
    return Check("Python", sys.version_info >= (3, 11), found)


def _packages() -> Check:
    """Compare installed packages with the distribution's requirements, without extras."""
    good, bad = [], []
    for requirement, installed in required_packages():
        if installed is None and requirement.name in _ONLY_ON_GPUS:
            good.append(f"{requirement.name} is not there: no GPU will be used")
        elif installed is None:
            bad.append(f"{requirement.name} is missing")
        elif requirement.specifier.contains(installed.version, prereleases=True):
            good.append(f"{requirement.name} {installed.version}")
        else:
            wanted = requirement.specifier
            bad.append(f"{requirement.name} is {installed.version}, but {wanted} is required")
    if bad:
        return Check("Packages", False, f"{', '.join(bad)}. Reinstall Emotion Desktop.")
    return Check("Packages", True, ", ".join([f"{DISTRIBUTION} {version(DISTRIBUTION)}", *good]))


def _bundle() -> str:
    from emotion_desktop.inference.bundle import load_bundle  # noqa: PLC0415 (takes a second)

    folder = default_bundle_folder()
    manifest = load_bundle(folder).manifest
    files: dict[str, str] = manifest["files"]
    hashes = ", ".join(f"{name} {sha256[:_SHOWN_DIGITS]}" for name, sha256 in files.items())
    return f"{folder}, SHA-256 verified: {hashes}"


def _recogniser() -> str:
    from emotion_desktop.inference.asr import (  # noqa: PLC0415 (CTranslate2 takes seconds)
        DEFAULT_MODEL,
        included_model,
    )

    folder, sha256 = included_model()
    return f"{DEFAULT_MODEL} in {folder}, SHA-256 verified: {sha256[:_SHOWN_DIGITS]}"


def _multilingual() -> str:
    """Say whether languages other than English can be recognised; an optional extra."""
    from emotion_desktop.inference.multilingual import (  # noqa: PLC0415 (likewise)
        MULTILINGUAL_MODEL,
        PACKAGES,
        is_installed,
    )

    names = " and ".join(package.replace("_", "-") for package in PACKAGES)
    return f"{MULTILINGUAL_MODEL} from {names}" if is_installed() else f"none (install {names})"


def _speakers() -> str:
    # These load SciPy, which takes a second.
    from emotion_desktop.inference import diarisation, speaker_embedding  # noqa: PLC0415

    folder = speaker_embedding.weights_folder()
    files = {
        speaker_embedding.WEIGHTS_FILE: speaker_embedding.WEIGHTS_SHA256,
        diarisation.COMPARISON_FILE: diarisation.COMPARISON_SHA256,
    }
    for name, sha256 in files.items():
        check_sha256(folder / name, sha256, remedy=Message("Reinstall Emotion Desktop."))
    hashes = ", ".join(f"{name} {sha256[:_SHOWN_DIGITS]}" for name, sha256 in files.items())
    return f"{folder}, SHA-256 verified: {hashes}"


def _gpu() -> str:
    from emotion_desktop.inference.compute_device import (  # noqa: PLC0415 (likewise)
        CUBLAS_PACKAGE,
        has_cublas,
        has_gpu,
    )

    if not has_gpu():
        return "no CUDA GPU that PyTorch can use; the models run on the CPU"
    import torch  # noqa: PLC0415 (takes seconds)

    gpu = f"{torch.cuda.get_device_name()}, CUDA {torch.version.cuda}"
    if has_cublas():
        return gpu
    return (
        f"{gpu}; not used, because the speech recogniser needs cuBLAS 12 for it (pip install"
        f" {CUBLAS_PACKAGE})"
    )


def _microphones() -> str:
    from emotion_desktop.audio.microphones import microphones  # noqa: PLC0415 (needs PortAudio)

    names = [microphone.name for microphone in microphones()]
    if not names:
        raise UserFacingError("PortAudio works but finds no microphone", "Connect a microphone.")
    return ", ".join(names)


def _display() -> Check:
    if has_display():
        name = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or sys.platform
        return Check("Display", True, name, essential=False)
    remedy = "none: the window cannot be opened, but the commands work"
    return Check("Display", False, remedy, essential=False)


def _log_file(data_folder: Path) -> Check:
    """Return the path of the error log."""
    path = log_path(data_folder)
    detail = str(path) if path.is_file() else f"{path} (not created yet: no errors)"
    return Check("Error log", True, detail, essential=False)
