"""What every training run shares: its folder, its trainer, its flags."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightning as pl
from lightning.pytorch.callbacks import ModelCheckpoint, TQDMProgressBar
from lightning.pytorch.loggers import CSVLogger

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True)
class TrainingFlags:
    """Where a run takes place, as opposed to what it is."""

    devices: str = "auto"
    num_nodes: int = 1
    strategy: str = "auto"
    precision: str = "bf16-mixed"
    resume: bool = False


def start_run(out: Path, config: "DataclassInstance") -> None:
    """Make the run's folder and save its configuration there."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "config.json").write_text(json.dumps(asdict(config), indent=2), encoding="utf-8")


def make_trainer(
    out: Path, epochs: int, flags: TrainingFlags, callbacks: Sequence[pl.Callback] = ()
) -> pl.Trainer:
    """Build the trainer: CSV log, progress bar, a checkpoint after every epoch."""
    return pl.Trainer(
        accelerator="auto",
        devices=flags.devices if flags.devices == "auto" else int(flags.devices),
        num_nodes=flags.num_nodes,
        strategy=flags.strategy,
        precision=flags.precision,
        max_epochs=epochs,
        gradient_clip_val=1.0,
        logger=CSVLogger(out, name="", version="log"),
        callbacks=[
            ModelCheckpoint(dirpath=out, filename="last", save_weights_only=False),
            TQDMProgressBar(refresh_rate=50),
            *callbacks,
        ],
        enable_model_summary=False,
    )


def finish_run(out: Path, name: str, network_config: dict[str, Any]) -> Path:
    """Save the network's own configuration beside its weights; return the folder."""
    (out / f"{name}.json").write_text(json.dumps(network_config, indent=2), encoding="utf-8")
    return out
