"""The sections of a model card: each a heading, tables and pictures of what was measured."""

from collections.abc import Mapping
from typing import Any, Final

from model_training.report import MAIN_FIGURES, SETS

Numbers = Mapping[str, Any]

#: What the network may read, and the folds' files of the first seed.
_INPUTS: Final = {
    "two layers of the encoder": "seed-0",
    "one": "layers-1-seed-0",
    "three": "layers-3-seed-0",
    "all four": "layers-4-seed-0",
    "log-mel": "mel-seed-0",
    "log-mel and two layers": "both-seed-0",
}


def _table(header: str, rows: list[str]) -> list[str]:
    columns = header.count("|") + 1
    return [f"| {header} |", "|" + " --- |" * columns, *(f"| {row} |" for row in rows), ""]


def of_set(title: str, command: str, use: Numbers) -> str:
    """Show what `evaluate` found on one set: each output, by corpus and by sex."""
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


def _line(use: str, part: str, figures: Numbers) -> str:
    shares = " | ".join(
        f"{100 * figures[key]:.1f}" for key in ("accuracy", "macro_f1", "weighted_f1")
    )
    return f"{use} | {part} | {figures['n']} | {_uar(figures)} | {shares} | {figures['ece']:.3f}"


def _uar(figures: Numbers) -> str:
    uar = f"{100 * figures['uar']:.1f}"
    if "uar_interval" not in figures:
        return uar
    low, high = figures["uar_interval"]
    return f"{uar} ({100 * low:.1f}-{100 * high:.1f})"


def of_folds(folds: Numbers) -> list[str]:
    """Protocols with the mean and the range over seeds; nothing where no folds were trained."""
    runs = [run["protocols"] for name, run in folds.items() if name.startswith("seed-")]
    rows = []
    for protocol in dict.fromkeys(protocol for run in runs for protocol in run):
        found = [run[protocol] for run in runs if protocol in run]
        uars = [100 * figures["uar"] for figures in found]
        accuracy = sum(100 * figures["accuracy"] for figures in found) / len(found)
        mean = sum(uars) / len(uars)
        rows.append(
            f"{protocol} | {found[0]['networks']} | {found[0]['n']} | {len(found)} | "
            f"{mean:.1f} | {min(uars):.1f}-{max(uars):.1f} | {accuracy:.1f}"
        )
    if not rows:
        return []
    return [
        "### Speech alone, trained without the speakers tested on",
        "",
        "`python -m model_training folds --seed N`. One network a fold; the figures are over "
        "all clips of a protocol together.",
        "",
        *_table("left out | networks | n | seeds | UAR, mean | UAR, range | accuracy, mean", rows),
    ]


def of_inputs(folds: Numbers) -> list[str]:
    """Compare what the network may read, where the same people were left out."""
    found = {inputs: folds[name]["hold_outs"] for inputs, name in _INPUTS.items() if name in folds}
    if len(found) < 2:
        return []
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


def of_seeds(seeds: Numbers) -> list[str]:
    """Mean and range of the main figures over trainings; nothing where there was one."""
    if len(seeds) < 2:
        return []
    rows = []
    for item in SETS:
        runs = [run[item.file] for run in seeds.values()]
        for output in runs[0]:
            columns = [_spread([run[output][key] for run in runs], key) for key in MAIN_FIGURES]
            rows.append(" | ".join([item.title, output, *columns]))
    return [
        "### Trained again with other seeds",
        "",
        f"`python -m model_training train-all --seed N`, N = {', '.join(seeds)}; mean over these "
        "trainings of all networks, and in brackets the range.",
        "",
        *_table("set | output | UAR | accuracy | macro-F1 | weighted F1 | ECE", rows),
    ]


def _spread(values: list[float], key: str) -> str:
    scale, places = (1, 3) if key == "ece" else (100, 1)
    mean, low, high = (
        f"{scale * value:.{places}f}"
        for value in (sum(values) / len(values), min(values), max(values))
    )
    return f"{mean} ({low}-{high})"


def of_emotions(figures: Numbers) -> str:
    """Show the recall of each emotion, in all and by corpus."""
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


def of_uncertain(fused: Numbers, threshold: float) -> str:
    """Show what the rule for uncertain estimates keeps, and how right that is."""
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


def of_conditions(conditions: Numbers) -> str:
    """Show noise, codecs and levels."""
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


def of_sound_without_speech(found: Numbers) -> str:
    """Show what is said about sound in which nobody speaks."""
    rows = [
        f"{name} | {values['windows']} | {values['utterances']} | "
        f"{100 * values['uncertain']:.0f} | {100 * values['quiet']:.0f}"
        for name, values in found.items()
    ]
    header = "a minute of | windows | utterances | uncertain, % | uncertain or no speech, %"
    return "\n".join(["### Sound without speech", "", *_table(header, rows)])


def of_voices(found: Numbers) -> str:
    """Show what calibration to a voice brings."""
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


def of_attention(found: Numbers) -> str:
    """Show the masking test."""
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
