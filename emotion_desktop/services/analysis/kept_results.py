"""Finds results that exist already, so that an interrupted batch goes on where it stopped.

The JSON of an analysis states what it was made from and by. It is written before the results in
other formats, so those that are not older than it belong to it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from emotion_desktop.audio.files import sha256_of
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.export.formats import result_path, result_paths
from emotion_desktop.export.read_analysis_json import read_analysis_json
from emotion_desktop.services.analysis.analyse_file import made_by

if TYPE_CHECKING:
    from emotion_desktop.inference.engine import EmotionEngine
    from emotion_desktop.services.analysis.jobs import AnalysisJob


def kept_results(job: "AnalysisJob", engine: "EmotionEngine") -> SessionDocument | None:
    """Return what was found in a file, if all its results exist and are what a new run would give.

    Parameters
    ----------
    job : AnalysisJob
        With `json` among its formats; without it, nothing is known about results.
    engine : EmotionEngine
        The models of a new run.

    Returns
    -------
    SessionDocument or None
        None if a result is missing, cannot be read, or was made from another recording, with
        other models or with other options.
    """
    stated = result_path(job.base, "json")
    if "json" not in job.formats or not _are_complete(stated, result_paths(job.base, job.formats)):
        return None
    try:
        document = read_analysis_json(stated)
    except UserFacingError:  # not whole
        return None
    models = made_by(engine, job.channel, job.track, job.speakers, job.normalise_speakers)
    if document.models != models or document.sha256 != sha256_of(job.path):
        return None
    return document


def _are_complete(stated: Path, results: list[Path]) -> bool:
    try:
        made_at = stated.stat().st_mtime_ns
        return all(path.stat().st_mtime_ns >= made_at for path in results)
    except OSError:
        return False
