"""The commands. Imports happen when a command runs, so that `--help` loads no models' libraries."""

import json
import sys
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from emotion_desktop.cli import (
    agreement,
    evaluate_speakers,
    export,
    import_annotations,
    library,
    open_files,
    sessions,
)
from emotion_desktop.cli.analyze import (
    analyse_each,
    check_batch,
    find_recordings,
    jobs_of,
    open_library,
    runner_of,
    writing_table,
)
from emotion_desktop.cli.options import (
    AsrModelOption,
    BundleOption,
    BySpeakerOption,
    ChannelOption,
    ClusterOption,
    CsvStyleOption,
    DeviceOption,
    FormatsOption,
    InputsArgument,
    JobsOption,
    LanguageOption,
    LibraryOption,
    ManifestArgument,
    NormalisationOption,
    ResultsOption,
    ResumeOption,
    RootOption,
    SpeakersOption,
    TableOption,
    TrackOption,
    TranscriptOption,
    check_evaluation,
    parse_formats,
    parse_language,
    parse_speakers,
)
from emotion_desktop.cli.progress import BatchProgress
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import printable
from emotion_desktop.system.environment import (
    EXIT_INTERRUPTED,
    EXIT_SOME_FAILED,
    fail,
    prepare,
)

if TYPE_CHECKING:
    from emotion_desktop.domain.live_events import LoadingStep
    from emotion_desktop.inference.engine import EmotionEngine
    from emotion_desktop.services.analysis.engine_choice import EngineChoice
    from emotion_desktop.streaming.options import Address, OutletOptions

Use = Literal["speech", "text", "fused", "all"]

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,  # unexpected errors are shown unchanged
    help="Show which emotion a voice expresses: from speech, from text, and from both fused.",
)
app.add_typer(sessions.app, name="sessions")
app.add_typer(library.app, name="library")
app.command()(export.export)
app.command("import")(import_annotations.import_annotations)
app.command()(agreement.agreement)
app.command("open")(open_files.open_files)
app.command(hidden=True)(evaluate_speakers.evaluate_speakers)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its status.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; None uses those of the command line.
    """
    prepare()
    try:
        app(args=arguments, prog_name="emotion-desktop")
    except UserFacingError as error:
        fail(error)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"emotion-desktop {version('emotion-desktop')}")
        raise typer.Exit


KioskOption = Annotated[
    bool, typer.Option("--kiosk", help="Kiosk mode: one large view; nothing is stored.")
]
ScreenOption = Annotated[
    int | None,
    typer.Option(min=1, help="Number of the screen for kiosk mode.", show_default="the second"),
]
LslOption = Annotated[
    bool,
    typer.Option("--lsl", help="Stream results over Lab Streaming Layer, on this computer only."),
]
LslNetworkOption = Annotated[
    bool,
    typer.Option(
        "--lsl-network", help="Stream results over Lab Streaming Layer, on the local network."
    ),
]
OscOption = Annotated[
    str | None, typer.Option(metavar="[HOST:]PORT", help="Send results to this address over OSC.")
]
WebSocketOption = Annotated[
    str | None,
    typer.Option(metavar="[HOST:]PORT", help="Serve results at this address over a WebSocket."),
]


@app.callback(invoke_without_command=True)
def _open_window(
    context: typer.Context,
    *,
    kiosk: KioskOption = False,
    screen: ScreenOption = None,
    lsl: LslOption = False,
    lsl_network: LslNetworkOption = False,
    osc: OscOption = None,
    websocket: WebSocketOption = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        outlets = _outlet_options(lsl, lsl_network, osc, websocket)
        from emotion_desktop.app import run_window  # noqa: PLC0415
        from emotion_desktop.launch import LaunchOptions  # noqa: PLC0415

        raise typer.Exit(run_window(LaunchOptions(kiosk=kiosk, screen=screen, outlets=outlets)))


def _outlet_options(
    lsl: bool, lsl_network: bool, osc: str | None, websocket: str | None
) -> "OutletOptions":
    from emotion_desktop.streaming.options import OutletOptions  # noqa: PLC0415

    return OutletOptions(
        lsl=lsl,
        lsl_network=lsl_network,
        osc=_address("--osc", osc),
        websocket=_address("--websocket", websocket),
    )


def _address(flag: str, text: str | None) -> "Address | None":
    from emotion_desktop.streaming.options import parse_address  # noqa: PLC0415

    try:
        return parse_address(text) if text is not None else None
    except UserFacingError as error:
        raise typer.BadParameter(str(error), param_hint=flag) from error


@app.command()
def demo(
    *,
    kiosk: KioskOption = False,
    screen: ScreenOption = None,
    lsl: LslOption = False,
    lsl_network: LslNetworkOption = False,
    osc: OscOption = None,
    websocket: WebSocketOption = None,
) -> None:
    """Play the demo audio, in the window or, without a display, in the terminal."""
    from emotion_desktop.services.diagnostics import has_display  # noqa: PLC0415

    outlets = _outlet_options(lsl, lsl_network, osc, websocket)
    if has_display():
        from emotion_desktop.app import run_window  # noqa: PLC0415
        from emotion_desktop.launch import LaunchOptions  # noqa: PLC0415

        raise typer.Exit(
            run_window(LaunchOptions(demo=True, kiosk=kiosk, screen=screen, outlets=outlets))
        )
    from emotion_desktop.cli.terminal_demo import run_demo  # noqa: PLC0415
    from emotion_desktop.services.analysis.engine_choice import EngineChoice  # noqa: PLC0415
    from emotion_desktop.streaming.opening import open_outlets  # noqa: PLC0415
    from emotion_desktop.system.paths import resources_dir  # noqa: PLC0415

    typer.echo("There is no display to open a window on, so the demo runs in this terminal.")
    recording = resources_dir() / "demo" / "demo.flac"
    sinks = open_outlets(outlets)
    try:
        raise typer.Exit(run_demo(lambda: _load_engine(EngineChoice()), recording, sinks))
    finally:
        for sink in sinks:
            sink.close()


def _load_engine(choice: "EngineChoice") -> "EmotionEngine":
    return choice.load(on_step=_tell_joining)


def _tell_joining(step: "LoadingStep") -> None:
    if step == "joining":
        typer.echo("Preparing the multilingual speech recogniser (once) ...", err=True)


@app.command()
def analyze(
    context: typer.Context,
    inputs: InputsArgument,
    *,
    output: ResultsOption = None,
    formats: FormatsOption = "json",
    library: LibraryOption = False,
    csv_style: CsvStyleOption = "comma",
    device: DeviceOption = "auto",
    asr_model: AsrModelOption = None,
    language: LanguageOption = "en",
    transcript: TranscriptOption = True,
    channel: ChannelOption = "mix",
    track: TrackOption = None,
    speakers: SpeakersOption = "off",
    speaker_normalisation: NormalisationOption = "auto",
    bundle: BundleOption = None,
    resume: ResumeOption = False,
    table: TableOption = None,
    jobs: JobsOption = None,
    cluster: ClusterOption = None,
) -> None:
    """Estimate the emotions in audio files, and write the results to files or into the library.

    The exit status is 0 if all files succeeded, 1 if some failed, and 2 on incorrect usage.
    """
    result_formats = _result_formats(context, formats, only_library=library and output is None)
    told_apart, spoken = parse_speakers(speakers, channel), parse_language(language)
    check_batch(result_formats, resume=resume, table=table, jobs=jobs, cluster=cluster)
    bases, failed = find_recordings(inputs, output, result_formats)
    if bases:
        from emotion_desktop.services.analysis.engine_choice import EngineChoice  # noqa: PLC0415

        work = jobs_of(
            bases,
            result_formats,
            csv_style,
            channel=channel,
            track=track,
            speakers=told_apart,
            normalise_speakers=speaker_normalisation == "auto",
            keeps_results=resume,
        )
        choice = EngineChoice(device, asr_model, transcript, bundle, spoken)
        with open_library(library) as add_to_library, writing_table(table, csv_style) as add_row:
            run = runner_of(choice, partial(_load_engine, choice), len(work), jobs, cluster)
            failed += analyse_each(work, run, add_to_library, add_row)
    if failed:
        raise typer.Exit(EXIT_SOME_FAILED)


def _result_formats(context: typer.Context, formats: str, *, only_library: bool) -> list[str]:
    """Parse the formats; if results go into the library only, the default is none."""
    chosen = parse_formats(formats)
    source = context.get_parameter_source("formats")
    is_default = source is not None and source.name == "DEFAULT"
    return [] if only_library and is_default else chosen


@app.command()
def evaluate(
    manifest: ManifestArgument,
    *,
    json_path: Annotated[Path, typer.Option("--json", help="File to write the metrics to.")],
    root: RootOption = None,
    use: Annotated[Use, typer.Option(help="Which estimates to score.")] = "all",
    noise: Annotated[
        float | None, typer.Option(help="Add noise at this signal-to-noise ratio, in dB.")
    ] = None,
    by_speaker: BySpeakerOption = "off",
    device: DeviceOption = "auto",
    asr_model: AsrModelOption = None,
    language: LanguageOption = "en",
    bundle: BundleOption = None,
) -> None:
    """Score the models on labelled utterances and write the metrics as JSON."""
    check_evaluation(manifest, json_path, noise)
    spoken = parse_language(language)
    from emotion_desktop.services.analysis.engine_choice import EngineChoice  # noqa: PLC0415
    from emotion_desktop.services.evaluation.evaluator import evaluate as score  # noqa: PLC0415
    from emotion_desktop.system.atomic import write_text_atomically  # noqa: PLC0415

    uses = ("speech", "text", "fused") if use == "all" else (use,)
    engine = _load_engine(EngineChoice(device, asr_model, use != "speech", bundle, spoken))
    with BatchProgress(1.0) as bar:
        figures = score(
            manifest,
            engine,
            root=root,
            uses=uses,
            noise_snr_db=noise,
            by_speaker=by_speaker,
            on_progress=bar.begin(manifest.name, 1.0),
        )
    write_text_atomically(json_path, json.dumps(figures, indent=2, allow_nan=False) + "\n")
    typer.echo(f"{figures['n']} utterances -> {printable(json_path)}")


@app.command()
def devices() -> None:
    """List the available microphones."""
    from emotion_desktop.audio.microphones import microphones  # noqa: PLC0415

    found = microphones()
    for microphone in found:
        name, host = printable(microphone.name), printable(microphone.host)
        typer.echo(f"{name}\t{host}\t{microphone.channels} channels")
    if not found:
        typer.echo("No microphone was found.")


@app.command()
def doctor() -> None:
    """Check versions, models, GPU, audio and display. Problems are listed first."""
    from emotion_desktop.services.diagnostics import checks  # noqa: PLC0415

    found = checks()
    for check in found:
        typer.echo(f"{check.state:7}  {check.name}: {printable(check.detail)}")
    if any(check.state == "broken" for check in found):
        raise typer.Exit(EXIT_SOME_FAILED)
