"""Converts original downloads to one data folder: 16 kHz mono and a manifest."""

import csv
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

import soundfile
import soxr
from tqdm import tqdm

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.labels import EMOTIONS
from model_training.corpora import read_corpus
from model_training.speech_corpora import Clip

COLUMNS: Final = (
    *("path", "corpus", "speaker", "emotion", "label", "text", "seconds"),
    *("language", "sex", "dialogue"),
)

Row = dict[str, str]


def parse_corpora(values: Sequence[str]) -> dict[str, Path]:
    """Parse `NAME=PATH` pairs.

    Raises
    ------
    UserFacingError
        If one is not of this form, or its path does not exist.
    """
    sources: dict[str, Path] = {}
    for value in values:
        name, _, path = value.partition("=")
        if not path:
            raise UserFacingError(f"'{value}' does not name a corpus", "Write it as NAME=PATH.")
        if not Path(path).exists():
            raise UserFacingError(f"{path} does not exist", f"Specify the folder of {name}.")
        sources[name] = Path(path)
    return sources


def gather(sources: dict[str, Path], data: Path, workers: int) -> int:
    """Store the clips of corpora in `data/speech`, keeping the rows of other corpora.

    Returns
    -------
    int
        Number of clips stored.

    Raises
    ------
    UserFacingError
        If a corpus cannot be read or the folder cannot be written.
    """
    clips = [clip for name, source in sources.items() for clip in read_corpus(name, source)]
    out = data / "speech"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor(workers) as pool:
            jobs = pool.map(partial(_store, out=out), clips, chunksize=16)
            rows = list(tqdm(jobs, total=len(clips), desc="gather", unit="clip"))
        _write_manifest(out / "manifest.csv", rows, {clip.corpus for clip in clips})
    except OSError as error:
        raise UserFacingError(
            f"The folder {out} cannot be written to ({error})", "Choose another folder with --data."
        ) from error
    return len(rows)


def _store(clip: Clip, out: Path) -> Row:
    target = out / clip.corpus / clip.speaker / f"{clip.path.stem}.flac"
    try:
        samples, rate_hz = soundfile.read(clip.path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise UserFacingError(
            f"{clip.path} cannot be read ({error})", "Remove it or download it again."
        ) from error
    mono = soxr.resample(samples.mean(axis=1), rate_hz, SAMPLE_RATE_HZ, quality="VHQ")
    target.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(target, mono, SAMPLE_RATE_HZ)
    emotion = EMOTIONS[clip.emotion]
    return {
        "path": target.relative_to(out).as_posix(),
        "corpus": clip.corpus,
        "speaker": clip.speaker,
        "emotion": emotion,
        "label": emotion,
        "text": clip.text,
        "seconds": f"{len(mono) / SAMPLE_RATE_HZ:.2f}",
        "language": clip.language,
        "sex": clip.sex,
        "dialogue": clip.dialogue,
    }


def _write_manifest(path: Path, rows: Sequence[Row], replaced: set[str]) -> None:
    kept: list[Row] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            kept = [row for row in csv.DictReader(file) if row["corpus"] not in replaced]
    partial_path = path.with_suffix(".partial")
    with partial_path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows([*kept, *rows])
    partial_path.replace(path)
