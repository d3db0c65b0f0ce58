"""Trains the text network in two stages, and again with some dialogues held out."""

from pathlib import Path

from model_training.pipeline import TEXT_FOLDS
from model_training.runs import TrainingFlags, begin, fingerprint
from model_training.splits import fold_of_dialogue
from model_training.text import TextConfig, split_held_out, train_text
from model_training.text_corpora import files_of, read_goemotions, read_meld


def train_stages(data: Path, runs: Path, config: TextConfig, flags: TrainingFlags) -> None:
    """Train `text-base` on comments, then `text` and the `text-folds` with dialogues.

    Comments that are held out are read by none of them.
    """
    texts = fingerprint(files_of(data, "train"))
    base = runs / "text-base"
    comments, _ = split_held_out(read_goemotions(data, "train"), config.held_out_share, config.seed)
    if remaining := begin(base, "text", config, {"texts": texts}, flags):
        train_text(comments, [], config, base, remaining)
    lines = read_meld(data, "train")
    stages = {"text": ()} | {f"text-folds/{name}": folds for name, folds in TEXT_FOLDS.items()}
    for name, unread in stages.items():
        read = [line for line in lines if fold_of_dialogue(line.dialogue) not in unread]
        inputs = {"texts": texts, "base": fingerprint([base / "text.safetensors"], unread)}
        if remaining := begin(runs / name, "text", config, inputs, flags):
            train_text(comments, read, config, runs / name, remaining, first_stage=base)
