"""What all training runs share: folder, trainer and flags."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import lightning as pl
import torch
from lightning.pytorch.callbacks import ModelCheckpoint, TQDMProgressBar
from lightning.pytorch.loggers import CSVLogger
from lightning.pytorch.utilities import rank_zero_only
from safetensors.torch import save_model

from emotion_desktop.networks.fusion import FusionNetwork
from emotion_desktop.networks.speech import SpeechNetwork
from emotion_desktop.networks.text import TextNetwork

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CONFIG_FILE: Final = "config.json"
INPUTS_FILE: Final = "inputs.json"
CHECKPOINT_FILE: Final = "last.ckpt"
LOG_FOLDERS: Final = "log-*"

Trained = SpeechNetwork | TextNetwork | FusionNetwork


def has_bfloat16() -> bool:
    """Return whether the processor has fast bfloat16 units; it is slower without."""
    cpu = torch.cpu  # which has no public way to tell
    return bool(cpu._is_avx512_bf16_supported() or cpu._is_amx_tile_supported())  # noqa: SLF001


def usual_precision() -> str:
    """Return Lightning's name of the faster precision."""
    return "bf16-mixed" if torch.cuda.is_available() or has_bfloat16() else "32-true"


def is_whole(trainer: pl.Trainer) -> bool:
    """Return whether training is all float32; otherwise a fused AdamW cannot clip."""
    return bool(trainer.precision == "32-true")


@dataclass(frozen=True)
class TrainingFlags:
    """Where and how a run is executed, as opposed to what it computes."""

    devices: str = "auto"
    num_nodes: int = 1
    strategy: str = "auto"
    precision: str = field(default_factory=usual_precision)
    resume: bool = False
    progress_bar: bool = True


def fingerprint(files: Iterable[Path], *more: object) -> str:
    """Return the SHA-256 of the contents of files and of further values."""
    digest = hashlib.sha256(repr(more).encode())
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def begin(
    out: Path,
    name: str,
    config: "DataclassInstance",
    inputs: dict[str, str],
    flags: TrainingFlags,
) -> TrainingFlags | None:
    """Find out what remains to be done in a run, and remove outdated files.

    Parameters
    ----------
    out : Path
        Folder of the run.
    name : str
        Name of the network that the run produces.
    config : dataclass
        The configuration that defines the run.
    inputs : dict
        Fingerprints of its inputs.
    flags : TrainingFlags
        With `resume` as requested.

    Returns
    -------
    TrainingFlags or None
        With `resume` as possible: if a run with the same configuration and
        inputs was interrupted. None if such a run is finished.
    """
    same = flags.resume and _is_stored(out / CONFIG_FILE, asdict(config))
    same = same and _is_stored(out / INPUTS_FILE, inputs)
    if same and (out / f"{name}.json").exists():
        return None
    go_on = same and (out / CHECKPOINT_FILE).exists()
    if is_first_process():
        if not go_on:
            _clear(out, name)
        start_run(out, config)
        _write(out / INPUTS_FILE, inputs)
    return replace(flags, resume=go_on)


def _is_stored(path: Path, values: dict[str, Any]) -> bool:
    wanted = json.loads(json.dumps(values))
    return path.exists() and json.loads(path.read_text(encoding="utf-8")) == wanted


def is_first_process() -> bool:
    """Return whether this process is the one that writes."""
    return bool(rank_zero_only.rank == 0)


def _clear(out: Path, name: str) -> None:
    for stale in (out / CHECKPOINT_FILE, out / f"{name}.json"):
        stale.unlink(missing_ok=True)
    for log in out.glob(f"{LOG_FOLDERS}/*"):
        log.unlink()


def _write(path: Path, values: dict[str, Any]) -> None:
    path.write_text(json.dumps(values, indent=2), encoding="utf-8")


def start_run(out: Path, config: "DataclassInstance") -> None:
    """Create the run's folder and save its configuration."""
    if is_first_process():
        out.mkdir(parents=True, exist_ok=True)
        _write(out / CONFIG_FILE, asdict(config))


class _NamedBar(TQDMProgressBar):
    """A progress bar with the name of its run, as several share a terminal."""

    def __init__(self, name: str) -> None:
        super().__init__(refresh_rate=50)
        self._name = name

    def on_train_epoch_start(self, trainer: pl.Trainer, *_: object) -> None:
        super().on_train_epoch_start(trainer)
        self.train_progress_bar.set_description(f"{self._name}, epoch {trainer.current_epoch}")


def make_trainer(
    out: Path,
    epochs: int,
    flags: TrainingFlags,
    callbacks: Sequence[pl.Callback] = (),
    *,
    shares_data: bool = True,
) -> pl.Trainer:
    """Build the trainer: CSV log, progress bar, a checkpoint after every epoch.

    Parameters
    ----------
    out : Path
        Folder of the run.
    epochs : int
        Number of passes over the data.
    flags : TrainingFlags
        Devices for training.
    callbacks : sequence of Callback
        Further callbacks.
    shares_data : bool
        Whether Lightning distributes the examples over several processes; False if the
        loader does so itself.
    """
    # The logger empties the folder that it writes to, and a resumed run keeps its past.
    n_logs = sum(any(log.iterdir()) for log in out.glob(LOG_FOLDERS))
    return pl.Trainer(
        accelerator="auto",
        devices=flags.devices if flags.devices == "auto" else int(flags.devices),
        num_nodes=flags.num_nodes,
        strategy=flags.strategy,
        precision=flags.precision,
        max_epochs=epochs,
        gradient_clip_val=1.0,
        use_distributed_sampler=shares_data,
        logger=CSVLogger(out, name="", version=f"log-{n_logs}"),
        callbacks=[
            ModelCheckpoint(
                dirpath=out, filename="last", save_weights_only=False, enable_version_counter=False
            ),
            *([_NamedBar(out.name)] if flags.progress_bar else []),
            *callbacks,
        ],
        enable_progress_bar=flags.progress_bar,
        enable_model_summary=False,
    )


def finish_run(out: Path, name: str, network: Trained) -> Path:
    """Save the weights, then the configuration, which marks the run as finished.

    Of several processes only the first writes.
    """
    if is_first_process():
        save_model(network, str(out / f"{name}.safetensors"))
        _write(out / f"{name}.json", network.config)
    return out
