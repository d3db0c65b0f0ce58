"""Voice profiles on disk: one small JSON file each, without audio."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.voice_profile import VoiceProfile, voice_profile_from
from emotion_desktop.system.atomic import not_written
from emotion_desktop.system.data_folder import make_private
from emotion_desktop.system.sealing.files import read_plain, replace_plain
from emotion_desktop.system.sealing.records import SealedFileError

_SUFFIX: Final = ".voice.json"
#: A profile has a few hundred.
_MOST_BYTES: Final = 100_000


def new_profile_id() -> str:
    """Return a unique id for a profile."""
    return secrets.token_hex(8)


class VoiceProfiles:
    """The profiles in a folder, which is created with the first one.

    Parameters
    ----------
    folder : Path
        Holds a file for each.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, on_problem: Callable[[UserFacingError], None]) -> list[VoiceProfile]:
        """Read all profiles, sorted by name; report each invalid file and leave it in place."""
        found = []
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            try:
                if path.stat().st_size > _MOST_BYTES:
                    raise ValueError("it is too large")
                profile = voice_profile_from(read_plain(path).decode("utf-8"))
            except (OSError, ValueError, SealedFileError) as error:
                on_problem(
                    UserFacingError(
                        "The voice profile {path} cannot be read ({error})",
                        "Delete the file and calibrate to the voice again.",
                        path=path,
                        error=error,
                    )
                )
            else:
                # The file's name counts: a copy of a profile is another one.
                found.append(replace(profile, id=path.name.removesuffix(_SUFFIX)))
        return sorted(found, key=lambda profile: profile.name.casefold())

    def write(self, profile: VoiceProfile) -> None:
        """Write a profile, replacing one with the same id.

        Raises
        ------
        UserFacingError
            If that is not possible.
        """
        try:
            make_private(self._folder)
        except OSError as error:
            raise UserFacingError(
                "The folder {folder} cannot be created ({error})",
                "Choose another data folder in the settings.",
                folder=self._folder,
                error=error.strerror,
            ) from error
        path = self._path(profile)
        try:
            replace_plain(path, profile.to_json().encode("utf-8"))
        except OSError as error:
            raise not_written(path, error) from error

    def delete(self, profile: VoiceProfile) -> None:
        """Delete a profile; it is not an error if it is already gone.

        Raises
        ------
        UserFacingError
            If that is not possible.
        """
        try:
            self._path(profile).unlink(missing_ok=True)
        except OSError as error:
            raise UserFacingError(
                "The voice profile {path} cannot be deleted ({error})",
                "Check that you have write permission for its folder.",
                path=self._path(profile),
                error=error.strerror,
            ) from error

    def _path(self, profile: VoiceProfile) -> Path:
        return self._folder / f"{profile.id}{_SUFFIX}"
