"""The model card, from what was measured and nothing else."""

import json
from pathlib import Path
from typing import Any, Final

from emotion_desktop.inference.bundle import MANIFEST_FILE

_CARD_FILE: Final = "model_card.md"

_INTRODUCTION: Final = """\
# Model card: {name}

Estimates which emotion a voice *expresses*, not what a person feels, from the sound,
from the words, and from both. Seven labels: {labels}. Made on {created}.

## What it is

- Speech: CNN + BiLSTM + attention on the states of Whisper {encoder}'s encoder.
- Text: DistilBERT (six layers, initialised from all-MiniLM-L6-v2) with attention pooling.
- Fusion: a learned gate between the two, either of which may be absent.
- Weights in 8 bits, one scale a row; probabilities calibrated on held-out speakers and
  texts. A fused confidence below {uncertain_below} counts as uncertain.

## Intended use, and what it is not for

Research, teaching, demonstration, and review of recordings by people who hear them too.
Not for decisions about people: not for hiring, policing, border control, medical
diagnosis, insurance, or monitoring at work or in education.

## Data and licences

| corpus | used for | licence |
| --- | --- | --- |
| TESS | speech | CC BY-NC-ND 4.0 |
| RAVDESS | speech | CC BY-NC-SA 4.0 |
| CREMA-D | speech | ODbL |
| EMOVO | speech | research use |
| GoEmotions | text | CC BY 4.0 |
| MELD | text | GPL-3 |

The weights are therefore for research and non-commercial use.

## Figures

Speakers and texts are disjoint from everything that was trained or fitted on. One
training run (seed {seed}). UAR is the mean recall over the emotions that occur, ECE the
expected calibration error over 15 bins. The sets are written, and all figures made anew,
by `python -m model_training evaluate`; the command of each row repeats one of them.
"""

_LIMITS: Final = """\
## Limits

- All speech that trained was acted: 2 (TESS) to 80 (CREMA-D) actors a corpus, nearly all
  English, studio sound, short sentences. Everyday speech is subtler; expect worse.
- The recipe was not chosen blindly: the figures of an early speech run on the test
  speakers, and those of two text runs on GoEmotions dev and MELD dev, were in sight when
  sampling, text training and calibration were settled. Expect a little less on new data.
- CREMA-D has no surprise, so surprise rests on few voices.
- The words come from an English recogniser; other languages are judged by sound alone
  with any confidence only where the figures say so.
- No public corpus pairs free speech with free text: fusion was trained and measured on
  pairs made by label, which assumes that sound and words are independent given the
  emotion.
- Attention shows where a network looked, not why.
"""


def write_card(bundle: Path) -> None:
    """Write `model_card.md` beside the manifest that it reads."""
    manifest = json.loads((bundle / MANIFEST_FILE).read_text(encoding="utf-8"))
    introduction = _INTRODUCTION.format(
        name=manifest["name"],
        labels=", ".join(manifest["labels"]),
        created=manifest["created"],
        encoder=manifest["preprocessing"]["encoder"],
        uncertain_below=manifest["uncertain_below"],
        seed=manifest["training"]["speech"]["seed"],
    )
    sections = [_section(item) for item in manifest["metrics"]]
    text = "\n".join([introduction, *sections, _LIMITS])
    (bundle / _CARD_FILE).write_text(text, encoding="utf-8")


def _section(item: dict[str, Any]) -> str:
    lines = [
        f"### {item['title']}",
        "",
        f"`{item['command']}`",
        "",
        "| output | corpus | n | UAR | accuracy | macro-F1 | weighted F1 | ECE |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for use, figures in item["use"].items():
        if figures is None:
            continue
        lines.append(_line(use, "all", figures))
        if len(figures["per_corpus"]) > 1:
            lines += [_line(use, name, part) for name, part in figures["per_corpus"].items()]
    return "\n".join([*lines, ""])


def _line(use: str, corpus: str, figures: dict[str, Any]) -> str:
    shares = " | ".join(
        f"{100 * figures[key]:.1f}" for key in ("uar", "accuracy", "macro_f1", "weighted_f1")
    )
    return f"| {use} | {corpus} | {figures['n']} | {shares} | {figures['ece']:.3f} |"
