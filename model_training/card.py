"""The model card, from what was measured and nothing else."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference.bundle import MANIFEST_FILE, NETWORK_FILES
from model_training.pictures import (
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
    VOICES_FILE,
    WITHOUT_SPEECH_FILE,
    store_metrics,
)
from model_training.runs import LOG_FOLDERS

_CARD_FILE: Final = "model_card.md"
_PICTURES: Final = "card"

#: What the network may read, and the folds' files of the first seed.
_INPUTS: Final = {
    "two layers of the encoder": "seed-0",
    "one": "layers-1-seed-0",
    "three": "layers-3-seed-0",
    "all four": "layers-4-seed-0",
    "log-mel": "mel-seed-0",
    "log-mel and two layers": "both-seed-0",
}

_Numbers = Mapping[str, Any]

_INTRODUCTION: Final = """\
# Model card: {name}

Estimates which emotion a voice *expresses*, not what a person feels, from the sound,
from the words, and from both. Seven labels: {labels}. Made on {created}.

## What it is

- Speech: CNN + BiLSTM + attention on the states of the first {layers} layers of Whisper
  {encoder}'s encoder.
- Text: DistilBERT (six layers, initialised from all-MiniLM-L6-v2) with attention pooling.
- Fusion: a learned gate between the two, either of which may be absent. Each word is held
  against the second of sound that goes with it (cross-modal attention), which moves the gate.
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

The numbers behind all of this are in `card/figures.json`; intervals are 95 % bootstrap
intervals over speakers.

Speakers and texts are disjoint from everything that was trained or fitted on: measured was a
twin, whose speech network was trained by the same recipe without the people who tune and
test (`model_training/splits.json`). The network that ships heard them too, because more
voices are worth more than anything else tried; all else is the same in both. Temperatures
and fusion are fitted to what five further networks, each trained without a fifth of the
speakers, say about those whom they had not heard; the people who test are left out of that.
One training run (seed {seed}). UAR is the mean recall over the emotions that occur, ECE the
expected calibration error over 15 bins. The sets are written, and all figures made anew,
by `python -m model_training evaluate`; the command of each row repeats one of them.
"""

_LIMITS: Final = """\
## Limits

- All speech that trained was acted: 2 (TESS) to 80 (CREMA-D) actors a corpus, nearly all
  English, studio sound, short sentences. Everyday speech is subtler; expect worse.
- The recipe was not chosen blindly: the figures of an early speech run on the test
  speakers, and those of two text runs on GoEmotions dev and MELD dev, were in sight when
  sampling, text training and calibration were settled; fusion got its present form, chosen
  on other voices, after an earlier one fell behind the sound on the test speakers of
  RAVDESS. Which layers of the encoder are read was chosen on 27 voices of those who train
  (RAVDESS 11 to 14, CREMA-D 1041 to 1060, EMOVO f2 and m2, TESS OAF), whom the folds test
  too. Expect a little less on new data.
- CREMA-D has no surprise, so surprise rests on few voices.
- The words come from an English recogniser. Where it is unsure of them, as mostly with
  other languages, they do not count: the sound alone is judged.
- No public corpus pairs free speech with free text: fusion was trained and measured on
  pairs made by label, which assumes that sound and words are independent given the
  emotion.
- Attention shows where a network looked, not why.
"""


def write_card(runs: Path, bundle: Path) -> None:
    """Write `model_card.md` and the folder `card` beside the manifest, the figures into it.

    Raises
    ------
    UserFacingError
        Where nothing was measured yet.
    """
    manifest = _read(bundle / MANIFEST_FILE)
    figures = runs / "figures"
    measured = {item.file: _read(figures / item.file) for item in SETS}
    conditions = _read(figures / CONDITIONS_FILE)
    without_speech = _read(figures / WITHOUT_SPEECH_FILE)
    attention = _read(figures / ATTENTION_FILE)
    voices = _read(figures / VOICES_FILE) if (figures / VOICES_FILE).exists() else None
    every_fold = {path.stem: _read(path) for path in sorted((runs / "folds").glob("*.json"))}
    folds = {name: run for name, run in every_fold.items() if name.startswith("seed-")}

    pictures = bundle / _PICTURES
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir()
    _draw(pictures, measured, conditions, runs)
    everything = {
        "sets": {name: values["use"] for name, values in measured.items()},
        "conditions": conditions,
        "without_speech": without_speech,
        "attention": attention,
        "voices": voices,
        "folds": every_fold,
    }
    text = json.dumps(_rounded(everything), separators=(",", ":"))
    (pictures / "figures.json").write_text(text + "\n", encoding="utf-8")
    sections = [
        _introduction(manifest),
        *(_folds(folds) if folds else ()),
        *(_inputs(every_fold) if len(every_fold) > len(folds) else ()),
        *(_section(item.title, item.command, measured[item.file]["use"]) for item in SETS),
        _emotions(measured["speakers.json"]["use"]["speech"]),
        _uncertain(measured["matched.json"]["use"]["fused"], manifest["uncertain_below"]),
        _conditions(conditions),
        _without_speech(without_speech),
        *([_voices(voices)] if voices and voices["of"] else ()),
        _attention(attention),
        _training(pictures),
        _LIMITS,
    ]
    (bundle / _CARD_FILE).write_text("\n".join(sections), encoding="utf-8")
    store_metrics(figures, bundle)


def _read(path: Path) -> dict[str, Any]:
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserFacingError(
            f"{path} cannot be read", "Run `export` and `evaluate` before `card`."
        ) from error
    return values


def _rounded(value: Any) -> Any:
    """Numbers to four places: more is noise, and doubles the file."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value


def _draw(out: Path, measured: _Numbers, conditions: _Numbers, runs: Path) -> None:
    draw_confusions(measured["matched.json"]["use"], out / "confusion.png")
    draw_reliability(measured["matched.json"]["use"], out / "reliability.png")
    draw_risk_coverage(measured["matched.json"]["use"], out / "risk-coverage.png")
    draw_noise(conditions, out / "noise.png")
    logged = [runs / name for name in NETWORK_FILES if any((runs / name).glob(LOG_FOLDERS))]
    if logged:
        draw_training(logged, out / "training.png")


def _introduction(manifest: _Numbers) -> str:
    return _INTRODUCTION.format(
        name=manifest["name"],
        labels=", ".join(manifest["labels"]),
        created=manifest["created"],
        encoder=manifest["preprocessing"]["encoder"],
        layers=manifest["preprocessing"]["layers"],
        uncertain_below=manifest["uncertain_below"],
        seed=manifest["training"]["speech"]["seed"],
    )


def _table(header: str, rows: list[str]) -> list[str]:
    columns = header.count("|") + 1
    return [f"| {header} |", "|" + " --- |" * columns, *(f"| {row} |" for row in rows), ""]


def _section(title: str, command: str, use: _Numbers) -> str:
    rows = []
    for name, figures in use.items():
        if figures is None:
            continue
        rows.append(_line(name, "all", figures))
        for group in ("per_corpus", "per_sex"):
            parts = figures[group]
            if len(parts) > 1:
                rows += [_line(name, part, values) for part, values in parts.items()]
    header = "output | of | n | UAR | accuracy | macro-F1 | weighted F1 | ECE"
    return "\n".join([f"### {title}", "", f"`{command}`", "", *_table(header, rows)])


def _line(use: str, part: str, figures: _Numbers) -> str:
    shares = " | ".join(
        f"{100 * figures[key]:.1f}" for key in ("accuracy", "macro_f1", "weighted_f1")
    )
    return f"{use} | {part} | {figures['n']} | {_uar(figures)} | {shares} | {figures['ece']:.3f}"


def _uar(figures: _Numbers) -> str:
    uar = f"{100 * figures['uar']:.1f}"
    if "uar_interval" not in figures:
        return uar
    low, high = figures["uar_interval"]
    return f"{uar} ({100 * low:.1f}-{100 * high:.1f})"


def _folds(folds: _Numbers) -> list[str]:
    """Protocols with the mean and the range over seeds."""
    rows = []
    for protocol in next(iter(folds.values()))["protocols"]:
        found = [run["protocols"].get(protocol) for run in folds.values()]
        values = [figures for figures in found if figures]
        uars = [100 * figures["uar"] for figures in values]
        accuracy = sum(100 * figures["accuracy"] for figures in values) / len(values)
        mean = sum(uars) / len(uars)
        rows.append(
            f"{protocol} | {values[0]['networks']} | {values[0]['n']} | {len(values)} | "
            f"{mean:.1f} | {min(uars):.1f}-{max(uars):.1f} | {accuracy:.1f}"
        )
    return [
        "### Speech alone, trained without the speakers tested on",
        "",
        "`python -m model_training folds --seed N`. One network a fold; the figures are over "
        "all clips of a protocol together.",
        "",
        *_table("left out | networks | n | seeds | UAR, mean | UAR, range | accuracy, mean", rows),
    ]


def _inputs(folds: _Numbers) -> list[str]:
    """Compare what the network may read, where the same people were left out."""
    found = {inputs: folds[name]["hold_outs"] for inputs, name in _INPUTS.items() if name in folds}
    common = sorted(set.intersection(*map(set, found.values())))
    rows = [
        f"{inputs} | {left_out} | {of[left_out]['n']} | {_uar(of[left_out])} | "
        f"{100 * of[left_out]['accuracy']:.1f}"
        for left_out in common
        for inputs, of in found.items()
    ]
    return [
        "### What the speech network reads, same protocol",
        "",
        "`python -m model_training folds --hold-out fold1`, with `--layers 1` or `--reads mel`.",
        "",
        *_table("reads | left out | n | UAR | accuracy", rows),
    ]


def _emotions(figures: _Numbers) -> str:
    emotions = list(figures["per_emotion_recall"])
    parts = {"all": figures} | figures["per_corpus"]
    rows = [
        f"{name} | "
        + " | ".join(
            f"{100 * recalls[emotion]:.0f}" if emotion in recalls else "-" for emotion in emotions
        )
        for name, values in parts.items()
        for recalls in [values["per_emotion_recall"]]
    ]
    table = _table("recall of speech | " + " | ".join(emotions), rows)
    caption = "![Confusion matrices](card/confusion.png)"
    return "\n".join(["### Emotion by emotion, unseen speakers", "", *table, caption, ""])


def _uncertain(fused: _Numbers, threshold: float) -> str:
    rule = fused["risk_coverage"]["at_threshold"]
    accuracy = "none is kept" if rule["accuracy"] is None else f"{100 * rule['accuracy']:.1f} %"
    return f"""\
### Uncertain, and how far confidence can be trusted

A fused confidence below {threshold:g} is shown as uncertain: of matched pairs of unseen
speakers and texts that keeps {100 * rule["coverage"]:.1f} % of the estimates, {accuracy} of
them right; of all of them {100 * fused["accuracy"]:.1f} % are right.

![Accuracy against coverage](card/risk-coverage.png)
![Accuracy against confidence](card/reliability.png)
"""


def _conditions(conditions: _Numbers) -> str:
    rows = [
        f"{name} | {_uar(found['speech'])} | {found['speech']['ece']:.3f} | "
        f"{_uar(found['fused'])} | {found['fused']['ece']:.3f} | {100 * found['uncertain']:.0f}"
        for name, found in conditions.items()
    ]
    header = "condition | speech UAR | ECE | fused UAR | ECE | uncertain, %"
    n = conditions["clean"]["speech"]["n"]
    return "\n".join(
        [
            "### Noise, lines, codecs, levels",
            "",
            f"{n} clips of unseen speakers; fused with words of another text of the same "
            "emotion, given as text.",
            "",
            *_table(header, rows),
            "![Recall against noise](card/noise.png)",
            "",
        ]
    )


def _without_speech(found: _Numbers) -> str:
    rows = [
        f"{name} | {values['windows']} | {values['utterances']} | "
        f"{100 * values['uncertain']:.0f} | {100 * values['quiet']:.0f}"
        for name, values in found.items()
    ]
    header = "a minute of | windows | utterances | uncertain, % | uncertain or no speech, %"
    return "\n".join(["### Sound without speech", "", *_table(header, rows)])


def _voices(found: _Numbers) -> str:
    rows = [
        f"{name} | {values['voices']} | {100 * values['uar']:.1f} | "
        f"{100 * values['uar_calibrated']:.1f}"
        for name, values in found["of"].items()
    ]
    return "\n".join(
        [
            "### Calibrated to the voice",
            "",
            "`python -m model_training evaluate`. Speech alone, unseen speakers: each voice's "
            f"profile is made of {found['profile_s']:.0f} s of its neutral clips on average, which "
            f"neither figure counts; means over {found['draws']} draws.",
            "",
            *_table("of | voices | UAR, any voice | UAR, calibrated", rows),
        ]
    )


def _attention(found: _Numbers) -> str:
    rows = [
        f"{name} | {values['n']} | {values['attended']:.3f} | {values['random']:.3f} | "
        f"{values['difference']:.3f} ({values['interval'][0]:.3f} to {values['interval'][1]:.3f})"
        for name, values in found.items()
    ]
    header = "output | n | most attended tenth hidden | random tenth hidden | difference"
    return "\n".join(
        [
            "### Is attention where the network looked?",
            "",
            "Change of the probabilities (total variation distance) when a tenth of the frames "
            "of a sound, or of the words of a text, is hidden; for fused, of the frames that the "
            "words attend to.",
            "",
            *_table(header, rows),
        ]
    )


def _training(pictures: Path) -> str:
    if not (pictures / "training.png").exists():
        return ""
    return "### Training\n\n![Training curves](card/training.png)\n"
