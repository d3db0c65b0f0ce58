"""Error rates of the default recogniser, by type of error.

`python -m model_training.asr_error_rates DATA/speech/manifest.csv` prints the rates that
`asr_errors` names.
"""

import difflib
import string
from collections import Counter
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer

from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.metrics.noise import babble, mix_at_snr
from model_training.speech_corpora import read_clip, read_manifest

_CLIPS: Final = 300
_VOICES: Final = 6
_SNRS_DB: Final = (20.0, 10.0, 5.0)
_SEED: Final = 0


def words_of(text: str) -> list[str]:
    """Return the words in lower case, without punctuation except apostrophes."""
    kept = str.maketrans(dict.fromkeys(set(string.punctuation) - {"'"}, " "))
    return text.lower().translate(kept).split()


def count_errors(said: str, heard: str) -> Counter[str]:
    """Count words, and those `substituted`, `deleted`, `inserted`, `joined` and `split`."""
    truth, found = words_of(said), words_of(heard)
    counts: Counter[str] = Counter(words=len(truth))
    matcher = difflib.SequenceMatcher(None, truth, found, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        n_said, n_heard = j - i, m - k
        if kind == "equal":
            continue
        if n_said != n_heard and "".join(truth[i:j]) == "".join(found[k:m]):
            counts["joined" if n_said > n_heard else "split"] += 1
            continue
        counts["substituted"] += min(n_said, n_heard)
        counts["deleted"] += max(0, n_said - n_heard)
        counts["inserted"] += max(0, n_heard - n_said)
    return counts


def measure(manifest: Path) -> dict[str, dict[str, float]]:
    """Return error rates per word, clean and by signal-to-noise ratio of added babble."""
    rng = np.random.default_rng(_SEED)
    clips = [clip for clip in read_manifest(manifest) if clip.text]
    chosen = [clips[i] for i in rng.permutation(len(clips))[:_CLIPS]]
    sounds = [read_clip(clip) for clip in chosen]
    engine = EmotionEngine.load()
    rates = {}
    for snr_db in (None, *_SNRS_DB):
        changed = sounds
        if snr_db is not None:
            voices = [[sounds[i] for i in rng.integers(len(sounds), size=_VOICES)] for _ in sounds]
            changed = [
                mix_at_snr(sound, babble(others, len(sound)), snr_db)
                for sound, others in zip(sounds, voices, strict=True)
            ]
        counts: Counter[str] = Counter()
        for clip, heard in zip(chosen, engine.transcribe(changed), strict=True):
            if heard.text:  # without text there is nothing to read
                counts += count_errors(clip.text, heard.text)
        n_words = counts.pop("words")
        name = "clean" if snr_db is None else f"{snr_db:g} dB"
        rates[name] = {kind: count / n_words for kind, count in sorted(counts.items())}
    return rates


def main(
    manifest: Annotated[Path, typer.Argument(help="Manifest of clips with their transcripts.")],
) -> None:
    """Print the recognition errors per hundred words, in clean speech and with babble."""
    for name, rates in measure(manifest).items():
        kinds = ", ".join(f"{kind} {100 * rate:.1f}" for kind, rate in rates.items())
        typer.echo(f"{name}: {kinds}")


if __name__ == "__main__":
    typer.run(main)
