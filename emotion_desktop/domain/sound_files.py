"""Facts about audio and video files before any is opened: extensions, channels and speakers."""

from typing import Final, Literal

#: Which channels of a file are taken; "each" makes every channel a speaker.
Channel = Literal["mix", "left", "right", "each"]

#: Whether people who share a channel are told apart by their voices: not at all, as many as
#: are found, or this many.
Speakers = Literal["off", "auto"] | int

#: The most speakers of one channel that can be told apart.
MOST_SPEAKERS: Final = 10


def is_speakers(value: object) -> bool:
    """Return whether a value is one of `Speakers`."""
    if isinstance(value, int) and not isinstance(value, bool):
        return 1 <= value <= MOST_SPEAKERS
    return value in ("off", "auto")


#: What the decoders open and people record in, or keep: a search through a folder takes
#: these, and a dialog offers them. A file that is named is tried whatever its ending.
SOUND_SUFFIXES: Final[frozenset[str]] = frozenset(
    {
        # as they are sampled
        *(".wav", ".wave", ".bwf", ".w64", ".rf64", ".aif", ".aiff", ".aifc", ".au", ".snd"),
        *(".caf", ".voc", ".sph", ".nist"),
        # compressed without loss
        *(".flac", ".wv", ".tta", ".tak", ".ape", ".shn"),
        # compressed with loss
        *(".mp3", ".mp2", ".mpa", ".mpga", ".m2a", ".m4a", ".m4b", ".m4r", ".aac", ".ac3"),
        *(".eac3", ".ec3", ".dts", ".ogg", ".oga", ".opus", ".spx", ".ogx", ".wma", ".mpc"),
        *(".ra", ".oma", ".aa3", ".mka"),
        # telephones and dictating machines
        *(".amr", ".awb", ".gsm", ".3gp", ".3gpp", ".3g2", ".dss", ".g722"),
        # video
        *(".mp4", ".m4v", ".mov", ".qt", ".mkv", ".mk3d", ".webm", ".avi", ".divx", ".wmv"),
        *(".asf", ".flv", ".f4v", ".mpg", ".mpeg", ".vob", ".ts", ".m2ts", ".mts", ".m2t"),
        *(".ogv", ".ogm", ".rm", ".rmvb", ".dv", ".mxf", ".wtv"),
    }
)

#: Endings that programs give to texts, too.
TEXT_SUFFIXES: Final[frozenset[str]] = frozenset({".ts", ".mts", ".sph", ".ra", ".shn"})
