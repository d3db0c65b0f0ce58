"""Voice profiles on disk: a small JSON file each, and never any sound."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.voice_profile import VoiceProfile, voice_profile_from
from emotion_desktop.system.atomic import write_text_atomically
from emotion_desktop.system.data_folder import make_private

_SUFFIX: Final = ".voice.json"


def new_profile_id() -> str:
    """Name a profile so that no other has the name."""
    return secrets.token_hex(8)


class VoiceProfiles:
    """The profiles of a folder, which is made with the first of them.

    Parameters
    ----------
    folder : Path
        Holds a file for each.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, on_problem: Callable[[UserFacingError], None]) -> list[VoiceProfile]:
        """Read all profiles, by name; tell of each file that is none, and leave it."""
        found = []
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            try:
                profile = voice_profile_from(path.read_text(encoding="utf-8"))
            except (OSError, ValueError) as error:
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
        """Write a profile, in the place of one with the same id.

        Raises
        ------
        UserFacingError
            Where that is not possible.
        """
        try:
            make_private(self._folder)
        except OSError as error:
            raise UserFacingError(
                "The folder {folder} cannot be made ({error})",
                "Choose another folder for data in the settings.",
                folder=self._folder,
                error=error.strerror,
            ) from error
        write_text_atomically(self._path(profile), profile.to_json(), private=True)

    def delete(self, profile: VoiceProfile) -> None:
        """Delete a profile; one that is gone already is no error.

        Raises
        ------
        UserFacingError
            Where that is not possible.
        """
        try:
            self._path(profile).unlink(missing_ok=True)
        except OSError as error:
            raise UserFacingError(
                "The voice profile {path} cannot be deleted ({error})",
                "Check that you may write to its folder.",
                path=self._path(profile),
                error=error.strerror,
            ) from error

    def _path(self, profile: VoiceProfile) -> Path:
        return self._folder / f"{profile.id}{_SUFFIX}"
