"""The sections of a model card: each a heading with tables and plots of results."""

from collections.abc import Mapping
from typing import Any, Final

from model_training.report import MAIN_FIGURES, SETS
from model_training.splits import CORPUS_PROTOCOL

Numbers = Mapping[str, Any]


def _table(header: str, rows: list[str]) -> list[str]:
    columns = header.count("|") + 1
    return [f"| {header} |", "|" + " --- |" * columns, *(f"| {row} |" for row in rows), ""]


def of_set(title: str, command: str, use: Numbers) -> str:
    """Show the results on one set: each output, by corpus and by sex."""
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
    """Show the protocols with mean and range over seeds; nothing without folds."""
    runs = [run["protocols"] for name, run in folds.items() if name.startswith("seed-")]
    protocols = list(dict.fromkeys(protocol for run in runs for protocol in run))
    out = [name for name in protocols if name.endswith(CORPUS_PROTOCOL)]
    inside = [name for name in protocols if name not in out]
    sections: list[str] = []
    for title, command, names in (
        (_LEFT_OUT, "folds", out),
        (_INSIDE, "folds --hold-out fold1 ...", inside),
    ):
        if names:
            rows = [_protocol(name, runs) for name in names]
            sections += [
                f"### {title}",
                "",
                f"`python -m model_training {command}`; speech alone, whole utterances. Each "
                "figure covers all clips of a corpus.",
                "",
                *_table("corpus, protocol | networks | n | seeds | UAR | range | accuracy", rows),
                *_mean(names, runs),
            ]
    return sections


_LEFT_OUT: Final = "Headline: one corpus left out, trained on all others"
_INSIDE: Final = "Speakers left out, the rest of their corpus in training"


def _protocol(protocol: str, runs: list[Any]) -> str:
    found = [run[protocol] for run in runs if protocol in run]
    uars = [100 * figures["uar"] for figures in found]
    accuracy = sum(100 * figures["accuracy"] for figures in found) / len(found)
    return (
        f"{protocol} | {found[0]['networks']} | {found[0]['n']} | {len(found)} | "
        f"{sum(uars) / len(uars):.1f} | {min(uars):.1f}-{max(uars):.1f} | {accuracy:.1f}"
    )


def _mean(names: list[str], runs: list[Any]) -> list[str]:
    """Return the mean UAR over corpora, for the runs that have all of them."""
    means = [
        sum(100 * run[name]["uar"] for name in names) / len(names)
        for run in runs
        if all(name in run for name in names)
    ]
    if not means:
        return []
    return [f"Mean over corpora: UAR {sum(means) / len(means):.1f} %.", ""]


def of_corpora_left_out(corpora: Numbers) -> str:
    """Show how reliable confidence is on held-out corpora."""
    rows = [
        f"{corpus} | {100 * found['speech']['uar']:.1f} | {found['speech']['ece']:.3f} | "
        f"{100 * found['fused']['uar']:.1f} | {found['fused']['ece']:.3f} | "
        f"{100 * found['fused']['accuracy']:.1f} | {100 * found['fused']['uncertain']:.0f} | "
        f"{_percent(found['fused']['accuracy_of_certain'])}"
        for corpus, found in corpora.items()
    ]
    eces = [
        sum(found[use]["ece"] for found in corpora.values()) / len(corpora)
        for use in ("speech", "fused")
    ]
    header = "left out | speech UAR | ECE | fused UAR | ECE | accuracy | unclear, % | "
    return "\n".join(
        [
            "### Confidence on corpora left out",
            "",
            (
                "`python -m model_training evaluate`. Temperatures are fitted to the other "
                "corpora that were left out; fused uses the clip's own text if it is English."
            ),
            "",
            *_table(header + "accuracy of the others", rows),
            f"Mean ECE: speech {eces[0]:.3f}, fused {eces[1]:.3f}.",
            "",
        ]
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def of_normalisation(found: Numbers) -> str:
    """Show the effect of speaker normalisation."""
    rows = []
    for corpus, values in found.items():
        own = values["own_shares"]
        cells = [f"{100 * own[way]['uar']:.1f}" for way in ("off", "causal", "whole")]
        for n in ("10", "20", "40"):
            session = values["sessions"].get(n)
            cells.append(
                " to ".join(
                    f"{100 * session[way]['uar']:.1f}/{100 * session[way]['weighted_f1']:.1f}"
                    for way in ("off", "whole")
                )
                if session
                else "-"
            )
        rows.append(f"{corpus} | {values['speakers']} | " + " | ".join(cells))
    header = "left out | speakers | off | causal | whole | session of 10 | of 20 | of 40"
    return "\n".join(
        [
            "### Speaker normalisation, without labels",
            "",
            (
                "`python -m model_training evaluate`. Speakers of held-out corpora with at "
                "least 20 clips; the normalisation is fitted to the other corpora. UAR of "
                "speech over all clips, then UAR/weighted F1 from off to whole in sessions of "
                "the given number of utterances, drawn with the emotion shares of everyday talk."
            ),
            "",
            *_table(header, rows),
        ]
    )


def of_corrections(found: Numbers) -> str:
    """Show the effect of learning from corrected utterances."""
    rows = [
        f"{corpus} | {k} | {values['speakers']} | {100 * values['refused']:.0f} | "
        f"{100 * values['off']:.1f} | {100 * values['on']:.1f}"
        for corpus, of in found.items()
        for k, values in of.items()
    ]
    header = "left out | corrected | speakers | refused, % | UAR before | after"
    return "\n".join(
        [
            "### Learning from a person's corrections",
            "",
            (
                "`python -m model_training evaluate`. Speakers of held-out corpora; UAR of "
                "speech over the utterances that were not corrected."
            ),
            "",
            *_table(header, rows),
        ]
    )


def of_seeds(seeds: Numbers) -> list[str]:
    """Show mean and range of the main figures over trainings; nothing for only one."""
    if len(seeds) < 2:
        return []
    rows = []
    for item in SETS:
        runs = [run[item.file] for run in seeds.values()]
        for output in runs[0]:
            columns = [_spread([run[output][key] for run in runs], key) for key in MAIN_FIGURES]
            rows.append(" | ".join([item.title, output, *columns]))
    return [
        "### Training with other seeds",
        "",
        f"`python -m model_training train-all --seed N`, N = {', '.join(seeds)}; mean over these "
        "complete trainings, with the range in brackets.",
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
    """Show the recall of each emotion, overall and by corpus."""
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
    return "\n".join(["### Recall per emotion, unseen speakers", "", *table, caption, ""])


def of_uncertain(fused: Numbers, threshold: float) -> str:
    """Show coverage and accuracy under the rule for uncertain estimates."""
    rule = fused["risk_coverage"]["at_threshold"]
    accuracy = "none" if rule["accuracy"] is None else f"{100 * rule['accuracy']:.1f} %"
    return f"""\
### Unclear estimates, and how reliable confidence is

A fused confidence below {threshold:g} is shown as unclear. On dialogues of unseen speakers,
this leaves {100 * rule["coverage"]:.1f} % of the estimates, of which {accuracy} are right; of
all estimates, {100 * fused["accuracy"]:.1f} % are right.

![Accuracy against coverage](card/risk-coverage.png)
![Accuracy against confidence](card/reliability.png)
"""


def of_conditions(conditions: Numbers) -> str:
    """Show the results with noise, codecs and level changes."""
    rows = [
        f"{name} | {_uar(found['speech'])} | {found['speech']['ece']:.3f} | "
        f"{_uar(found['fused'])} | {found['fused']['ece']:.3f} | {100 * found['uncertain']:.0f}"
        for name, found in conditions.items()
    ]
    header = "condition | speech UAR | ECE | fused UAR | ECE | unclear, %"
    n = conditions["clean"]["speech"]["n"]
    return "\n".join(
        [
            "### Noise, telephone, codecs, levels",
            "",
            f"{n} clips of unseen speakers; fused uses the given text of a different "
            "sentence with the same label.",
            "",
            *_table(header, rows),
            "![Recall against noise](card/noise.png)",
            "",
        ]
    )


def of_sound_without_speech(found: Numbers) -> str:
    """Show the estimates for audio without speech."""
    rows = [
        f"{name} | {values['windows']} | {values['utterances']} | "
        f"{100 * values['uncertain']:.0f} | {100 * values['quiet']:.0f}"
        for name, values in found.items()
    ]
    header = "a minute of | windows | utterances | unclear, % | unclear or no speech, %"
    return "\n".join(["### Audio without speech", "", *_table(header, rows)])


def of_voices(found: Numbers) -> str:
    """Show the effect of voice calibration."""
    rows = [
        f"{name} | {values['voices']} | {100 * values['uar']:.1f} | "
        f"{100 * values['uar_calibrated']:.1f}"
        for name, values in found["of"].items()
    ]
    return "\n".join(
        [
            "### Voice calibration",
            "",
            (
                "`python -m model_training evaluate`. Speech alone, held-out corpora. Each "
                f"profile is made from {found['profile_s']:.0f} s of neutral clips on average, "
                f"which are excluded from both figures; means over {found['draws']} draws."
            ),
            "",
            *_table("corpus | voices | UAR, uncalibrated | UAR, calibrated", rows),
        ]
    )


def of_attention(found: Numbers) -> str:
    """Show the masking test."""
    rows = [
        f"{name} | {values['n']} | {values['attended']:.3f} | {values['random']:.3f} | "
        f"{values['difference']:.3f} ({values['interval'][0]:.3f} to {values['interval'][1]:.3f})"
        for name, values in found.items()
    ]
    header = "output | n | most attended tenth masked | random tenth masked | difference"
    return "\n".join(
        [
            "### Does attention show what the network relies on?",
            "",
            (
                "Change of the probabilities (total variation distance) when a tenth of the "
                "audio frames, or of the words, is masked; for fused, of the frames that the "
                "words attend to."
            ),
            "",
            *_table(header, rows),
        ]
    )
