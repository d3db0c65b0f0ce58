"""Writes the model card from measured results only."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from emotion_desktop.inference.bundle import MANIFEST_FILE, NETWORK_FILES
from model_training.card_sections import (
    Numbers,
    of_attention,
    of_conditions,
    of_corpora_left_out,
    of_corrections,
    of_emotions,
    of_folds,
    of_normalisation,
    of_seeds,
    of_set,
    of_sound_without_speech,
    of_uncertain,
    of_voices,
)
from model_training.pipeline import MEASURED_FOLD, read_made
from model_training.plots import (
    draw_confusions,
    draw_noise,
    draw_reliability,
    draw_risk_coverage,
    draw_training,
)
from model_training.report import (
    ATTENTION_FILE,
    CONDITIONS_FILE,
    SETS,
    STRANGERS_FILE,
    WITHOUT_SPEECH_FILE,
    main_figures,
    store_metrics,
)
from model_training.runs import LOG_FOLDERS

_CARD_FILE: Final = "model_card.md"
_PICTURES: Final = "card"
_CURVES: Final = "training.png"
_FIGURES_FILE: Final = f"{_PICTURES}/figures.json"

_INTRODUCTION: Final = """\
# Model card: {name}

Estimates which emotion a voice *expresses*, not what a person feels: from speech, from text,
and from both fused. Seven labels: {labels}. Created on {created}.

## What it is

- Speech: CNN + BiLSTM + attention on the states of the first {layers} encoder layers of
  Whisper base, which are part of the bundle.
- Text: DistilBERT (six layers, initialised from all-MiniLM-L6-v2) with attention pooling.
- Fusion: a learned gate between the two, either of which may be absent. Its input is how sure
  each of them is, how typical their inputs are of the training data, the level, noise and
  duration of the audio, and the number of words. Cross-modal attention compares each word with
  the second of audio around it, and moves the gate.
{normalisation}- Weights in 8 bits, one scale per row; probabilities calibrated on corpora
  that the networks had not seen. A confidence below {uncertain_below} counts as unclear.

## Intended use, and what it is not for

Research, teaching, demonstrations, and the review of audio by people who also listen to it.
Not for decisions about people: not for hiring, policing, border control, medical
diagnosis, insurance, or monitoring at work or in education.

## Data and licences

| corpus | used for | licence |
| --- | --- | --- |
| TESS | speech | CC BY-NC-ND 4.0 |
| RAVDESS | speech | CC BY-NC-SA 4.0 |
| CREMA-D | speech | ODbL |
| EMOVO | speech | research use |
| EmoSpeech | speech | CC BY-NC-SA 4.0 |
| EmoTale | speech | published for research |
| BanglaSER | speech | CC BY 4.0 |
| ASED | speech | open for research |
| EmotionTTS open DB (Korean) | speech | CC BY-NC-SA 4.0 |
| nEMO | speech | CC BY-NC-SA 4.0 |
| AESDD | speech | CC BY 4.0 |
| TurEV-DB | speech | CC BY-NC-ND 4.0 |
| MELD (four fifths) | speech, text, fusion | annotations GPL-3, audio for research |
| GoEmotions | text | CC BY 4.0 |

The weights are therefore for research and non-commercial use only.

## Figures

All underlying numbers are in `card/figures.json`; intervals are 95 % bootstrap intervals over
speakers.

The networks that ship were trained on all data. Their quality is estimated with networks of the
same recipe that never saw the data they are tested on: first with a whole corpus left out, as
for a user whose audio is like none of these corpora, then with a fifth of the speakers left out.
The sets further below are measured with a separate bundle, no part of which saw the speakers and
dialogues of one fifth (`{fold}`). Temperatures, the rule for unclear estimates, the speaker
normalisation and the fusion are fitted to predictions of such networks. One training run (seed
{seed}) unless a table says otherwise. UAR (unweighted average recall) is the mean recall over the
emotions that occur, and ECE the expected calibration error over 15 bins.
"""

_LIMITS: Final = """\
## Limits

- Only one training corpus is conversation (MELD: a television comedy, labelled with picture and
  text); all other speech was acted, mostly short fixed sentences. In real conversation, speech
  alone is often wrong: treat estimates that are shown as unclear as just that.
- The recipe was not chosen blindly. Corpus shares, the number of steps and the weight of the
  everyday shares in the normalisation were chosen with probes that left out EMOVO, nEMO,
  EmoSpeech and the first fold of MELD's dialogues. The share of the first stage in the text
  network was chosen on the first two folds of MELD's dialogues, after a look at MELD dev and
  GoEmotions dev; the kinds of pairs and the learning rate of the fusion were chosen among four
  with the figures of the first fold in sight, on which the sets above are measured. No network
  learned from any of these data, but their figures are slightly optimistic: expect less.
- The fused column for corpora left out is that of the fusion that ships, which was fitted to the
  same predictions.
- CREMA-D has no surprise, so surprise rests on few voices.
- The text comes from an English recogniser. Where it is unsure, as it usually is of other
  languages, the text is not used and only speech is judged.
- The fusion saw real pairs of speech and text in MELD only, besides pairs made by label, which
  assume that speech and text are independent given the emotion.
- Speaker normalisation assumes that a voice is mostly neutral; if a file contains only one
  emotion, it moves estimates away from it.
- Attention shows where a network looked, not why.
"""


def write_card(runs: Path, bundle: Path, others: Sequence[Path] = ()) -> None:
    """Write `model_card.md`, the folder `card` and its figures next to the manifest.

    Parameters
    ----------
    runs : Path
        Folder with the measured results.
    bundle : Path
        The bundle that the card describes.
    others : sequence of Path
        Bundles with a card that the same recipe trained with other seeds.

    Raises
    ------
    UserFacingError
        If nothing was measured yet.
    """
    manifest = read_made(bundle / MANIFEST_FILE)
    figures = _figures(runs, manifest, [read_made(other / _FIGURES_FILE) for other in others])
    pictures = bundle / _PICTURES
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir()
    _draw(pictures, figures, runs)
    text = json.dumps(_rounded(figures), separators=(",", ":"))
    (bundle / _FIGURES_FILE).write_text(text + "\n", encoding="utf-8")
    text = _text(figures, manifest, with_curves=(pictures / _CURVES).exists())
    (bundle / _CARD_FILE).write_text(text, encoding="utf-8")
    store_metrics(runs / "figures", bundle)


def _figures(runs: Path, manifest: Numbers, others: Sequence[Numbers]) -> dict[str, Any]:
    """Collect the results of this bundle, and the main figures of the other ones."""
    folder = runs / "figures"
    sets = {item.file: read_made(folder / item.file)["use"] for item in SETS}
    folds = {path.stem: read_made(path) for path in (runs / "folds").glob("*.json")}
    seeds = {str(manifest["training"]["speech"]["seed"]): main_figures(sets)}
    for other in others:
        folds = other["folds"] | folds
        seeds = other["seeds"] | seeds
    strangers = read_made(folder / STRANGERS_FILE)
    return {
        "headline": headline(strangers["corpora"]),
        "sets": sets,
        "conditions": read_made(folder / CONDITIONS_FILE),
        "without_speech": read_made(folder / WITHOUT_SPEECH_FILE),
        "attention": read_made(folder / ATTENTION_FILE),
        "strangers": strangers,
        "folds": dict(sorted(folds.items())),
        "seeds": dict(sorted(seeds.items())),
    }


def headline(corpora: Numbers) -> dict[str, float]:
    """Return the mean over held-out corpora: UAR of speech, and chance level."""
    n = len(corpora)
    return {
        "corpora": n,
        "uar": sum(found["speech"]["uar"] for found in corpora.values()) / n,
        "chance": sum(1 / found["speech"]["classes"] for found in corpora.values()) / n,
    }


def _text(figures: Numbers, manifest: Numbers, *, with_curves: bool) -> str:
    sets, strangers = figures["sets"], figures["strangers"]
    voices = strangers["voice_calibration"]
    sections = [
        _introduction(manifest),
        *of_folds(figures["folds"]),
        of_corpora_left_out(strangers["corpora"]),
        of_normalisation(strangers["normalisation"]),
        of_corrections(strangers["corrections"]),
        *(of_set(item.title, item.command, sets[item.file]) for item in SETS),
        *of_seeds(figures["seeds"]),
        of_emotions(sets["speakers.json"]["speech"]),
        of_uncertain(sets["dialogues.json"]["fused"], manifest["uncertain_below"]),
        of_conditions(figures["conditions"]),
        of_sound_without_speech(figures["without_speech"]),
        *([of_voices(voices)] if voices["of"] else ()),
        of_attention(figures["attention"]),
        *(["### Training\n\n![Training curves](card/training.png)\n"] if with_curves else ()),
        _LIMITS,
    ]
    return "\n".join(sections)


def _rounded(value: Any) -> Any:
    """Round numbers to five places; more is noise and doubles the file size."""
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value


def _draw(out: Path, figures: Numbers, runs: Path) -> None:
    matched = figures["sets"]["matched.json"]
    draw_confusions(matched, out / "confusion.png")
    draw_reliability(matched, out / "reliability.png")
    draw_risk_coverage(matched, out / "risk-coverage.png")
    draw_noise(figures["conditions"], out / "noise.png")
    logged = [runs / name for name in NETWORK_FILES if any((runs / name).glob(LOG_FOLDERS))]
    if logged:
        draw_training(logged, out / _CURVES)


def _normalisation(manifest: Numbers) -> str:
    """Describe the speaker normalisation, if the bundle has one."""
    fitted = manifest.get("speaker_normalisation")
    if fitted is None:
        return ""
    return (
        f"- After {fitted['min_utterances']} utterances of a speaker, speech may be judged "
        "relative to how this\n  person usually sounds.\n"
    )


def _introduction(manifest: Numbers) -> str:
    return _INTRODUCTION.format(
        name=manifest["name"],
        labels=", ".join(manifest["labels"]),
        created=manifest["created"],
        layers=manifest["networks"]["encoder"]["n_layers"],
        normalisation=_normalisation(manifest),
        fold=MEASURED_FOLD,
        uncertain_below=manifest["uncertain_below"],
        seed=manifest["training"]["speech"]["seed"],
    )
