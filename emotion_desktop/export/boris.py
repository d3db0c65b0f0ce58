"""Writes a document for BORIS: a project, and a table of aggregated events.

Friard & Gamba (2016), "BORIS: a free, versatile open-source event-logging software".
"""

import csv
import io
import json
import math
from pathlib import Path
from typing import Final

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.serialise import time_value
from emotion_desktop.export.colours import COLOURS
from emotion_desktop.export.media import media_name, media_path
from emotion_desktop.export.tiers import Tier, tiers

_PROJECT_VERSION: Final = "7.0"
_N_PLAYERS: Final = 8
#: ISO 8601 without offset, as BORIS writes dates; for documents without a date.
_UNKNOWN_DATE: Final = "1970-01-01T00:00:00"

_COLUMNS: Final = (
    "Observation id",
    "Observation date",
    "Description",
    "Observation type",
    "Source",
    "Time offset (s)",
    "Coding duration",
    "Media duration (s)",
    "FPS (frame/s)",
    "Subject",
    "Observation duration by subject by observation",
    "Behavior",
    "Behavioral category",
    "Behavior type",
    "Start (s)",
    "Stop (s)",
    "Duration (s)",
    "Media file name",
    "Image index start",
    "Image index stop",
    "Image file path start",
    "Image file path stop",
    "Comment start",
    "Comment stop",
)


def to_project(document: SessionDocument, folder: Path, rater: str | None = None) -> str:
    """Write a project with one observation of the audio, as JSON.

    Parameters
    ----------
    document : SessionDocument
        Its audio is linked, not copied.
    folder : Path
        Folder of the written file; the link is relative to it.
    rater : str or None
        As for `ratings`.

    Notes
    -----
    Behaviours are the seven emotions, as states. In BORIS a state ends where the same subject
    starts it again; so a subject is one rater's view of one speaker, twice if utterances
    of a speaker overlap.
    """
    subjects = [tier for tier in tiers(document, rater) if tier.kind == "emotion"]
    written = {
        "time_format": "s",
        "project_date": _date(document),
        "project_name": media_name(document),
        "project_description": "Expressed emotion, as estimated by models and corrected by raters",
        "project_format_version": _PROJECT_VERSION,
        "subjects_conf": {
            str(i): {"key": "", "name": tier.name, "description": tier.speaker}
            for i, tier in enumerate(subjects)
        },
        "behaviors_conf": {str(i): _behaviour(i, name) for i, name in enumerate(EMOTIONS)},
        "behavioral_categories": [],
        "behavioral_categories_config": {},
        "independent_variables": {},
        "coding_map": {},
        "behaviors_coding_map": [],
        "converters": {},
        "observations": {
            media_name(document): _observation(document, media_path(document, folder), subjects)
        },
    }
    return json.dumps(written, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def to_events(document: SessionDocument, rater: str | None = None) -> str:
    """Write BORIS' aggregated events: a tab-separated row per utterance and rater."""
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, _COLUMNS, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    subjects = [tier for tier in tiers(document, rater) if tier.kind == "emotion"]
    for tier in subjects:
        for one in tier.intervals:
            writer.writerow(
                {
                    "Observation id": media_name(document),
                    "Observation date": _date(document).replace("T", " "),
                    "Observation type": "Media file",
                    "Source": f"player #1:{media_name(document)}",
                    "Time offset (s)": 0.0,
                    "Media duration (s)": _duration_s(document),
                    "Subject": tier.name,
                    "Behavior": one.text,
                    "Behavior type": "STATE",
                    "Start (s)": one.start_s,
                    "Stop (s)": one.end_s,
                    "Duration (s)": time_value(one.end_s - one.start_s),
                    "Media file name": media_name(document),
                }
            )
    return table.getvalue()


def _behaviour(i: int, emotion: str) -> dict[str, str]:
    return {
        "type": "State event",
        "key": str(i + 1),
        "code": emotion,
        "description": f"The voice expresses {emotion}",
        "color": COLOURS[emotion],
        "category": "",
        "modifiers": "",
        "excluded": "",
        "coding map": "",
    }


def _observation(document: SessionDocument, media: str, subjects: list[Tier]) -> dict[str, object]:
    events = [
        [at_s, tier.name, one.text, "", "", "NA"]
        for tier in subjects
        for one in tier.intervals
        for at_s in (one.start_s, one.end_s)
    ]
    players = {str(i + 1): [media] if i == 0 else [] for i in range(_N_PLAYERS)}
    return {
        "file": players,
        "type": "MEDIA",
        "date": _date(document),
        "description": "",
        "time offset": 0.0,
        "events": sorted(events, key=lambda event: event[:1]),
        "observation time interval": [0, 0],
        "independent_variables": {},
        "visualize_spectrogram": False,
        "visualize_waveform": True,
        "media_creation_date_as_offset": False,
        "media_scan_sampling_duration": 0,
        "image_display_duration": 1,
        "close_behaviors_between_videos": False,
        "media_info": {
            "length": {media: _duration_s(document)},
            "fps": {media: 0},
            "hasVideo": {media: False},
            "hasAudio": {media: True},
            "offset": {"1": 0.0},
        },
    }


def _duration_s(document: SessionDocument) -> float:
    duration_s = document.audio.duration_s
    return time_value(duration_s) if math.isfinite(duration_s) else 0.0


def _date(document: SessionDocument) -> str:
    session = document.session
    return session.started_at.strftime("%Y-%m-%dT%H:%M:%S") if session else _UNKNOWN_DATE
