"""Trains the speech network on stored encoder states."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import lightning as pl
import numpy as np
import torch
from lightning.pytorch.callbacks import EMAWeightAveraging
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.networks.speech import SpeechNetwork
from model_training.batches import Batches, draw_by
from model_training.encoder_states import (
    ClipExample,
    Example,
    StateExamples,
    TwoLooks,
    collate,
    collate_pairs,
    sampling_weights,
    soft_target,
)
from model_training.prepare import NO_EMOTION
from model_training.runs import TrainingFlags, finish_run, is_whole, make_trainer, start_run

_MEASURED: Final = 2_000  # examples whose channels and embeddings are measured
_POOL: Final = 8  # batches whose pairs are put together by length


@dataclass(frozen=True)
class SpeechConfig:
    """The configuration of a speech run, saved with its result."""

    epochs: int = 20
    pairs_per_epoch: int = 5_120
    batch_size: int = 32
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    label_smoothing: float = 0.1
    agreement: float = 1.0
    dropout: float = 0.3
    masked_share: float = 0.15
    seed: int = 0


def mask_states(states: Tensor, share: float, mean: Tensor) -> Tensor:
    """Mask a time span and some channels with the mean (SpecAugment, Park et al., 2019)."""
    batch, n_states, width = states.shape
    time = torch.arange(n_states)
    start = torch.rand(batch, 1) * n_states
    blank_time = (time >= start) & (time < start + torch.rand(batch, 1) * share * n_states)
    channels = torch.rand(batch, width) < share * torch.rand(batch, 1)
    blank = blank_time.unsqueeze(-1) | channels.unsqueeze(1)
    return torch.where(blank.to(states.device), mean, states)


def channel_statistics(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Return mean and spread (width,) of each channel over examples."""
    states = torch.from_numpy(np.concatenate([example.states for example in examples])).float()
    return states.mean(dim=0), states.std(dim=0).clamp_min(1e-3)


def _disagreement(logits: Tensor) -> Tensor:
    """Return the divergence between the first and second views, logits (2 B, 7)."""
    first, second = logits.log_softmax(dim=-1).chunk(2)
    ahead = functional.kl_div(first, second, log_target=True, reduction="batchmean")
    back = functional.kl_div(second, first, log_target=True, reduction="batchmean")
    return (ahead + back) / 2


class SpeechTraining(pl.LightningModule):
    """Cross-entropy with smoothed targets, and consistency between two views of a clip.

    Targets are uniform if nothing is expressed. Agreement is the symmetric Kullback-Leibler
    divergence, as between two dropouts in Liang et al. (2021), "R-Drop".
    """

    def __init__(self, network: SpeechNetwork, config: SpeechConfig, total_steps: int) -> None:
        super().__init__()
        self.network = network
        self.config = config
        self.total_steps = total_steps
        emotions = [*range(len(EMOTIONS)), NO_EMOTION]
        targets = torch.stack([soft_target(i, config.label_smoothing) for i in emotions])
        self.register_buffer("targets", targets)

    def training_step(self, batch: tuple[Tensor, Tensor, Tensor], _: int) -> Tensor:
        states, lengths, emotions = batch
        masked = mask_states(states, self.config.masked_share, self.network.mean)
        output = self.network(masked, lengths.cpu())
        logits = output.logits.float()
        loss = functional.cross_entropy(logits, self.targets[emotions])
        loss = loss + self.config.agreement * _disagreement(logits)
        self.log("loss", loss, prog_bar=True)
        return loss

    def configure_optimizers(self) -> Any:
        total_steps = self.total_steps / self.trainer.world_size
        optimizer = torch.optim.AdamW(
            self.parameters(),
            lr=self.config.learning_rate,
            weight_decay=self.config.weight_decay,
            fused=is_whole(self.trainer),
        )
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer,
            lambda step: min(
                (step + 1) / 200, 0.5 + 0.5 * math.cos(math.pi * min(1.0, step / total_steps))
            ),
        )
        return {
            "optimizer": optimizer,
            "lr_scheduler": {"scheduler": schedule, "interval": "step"},
        }


@torch.no_grad()
def fit_typicality(network: SpeechNetwork, examples: Sequence[Example]) -> None:
    """Fit the typicality to the embeddings of the training sounds."""
    network.eval()
    loader = DataLoader(StateExamples(examples), 128, collate_fn=collate)
    network.typicality.fit(
        torch.cat([network(states, lengths).embedding for states, lengths, _ in loader])
    )


def train_speech(
    train: Sequence[ClipExample], config: SpeechConfig, out: Path, flags: TrainingFlags
) -> Path:
    """Train the network, and write `speech.safetensors` and `speech.json` to `out`."""
    start_run(out, config)
    pl.seed_everything(config.seed)
    examples = [example for example, _ in train]
    clips = [clip for _, clip in train]
    weights = sampling_weights(clips, [example.emotion for example in examples])
    rng = np.random.default_rng(config.seed)
    pairs = TwoLooks(StateExamples(examples, rng), [clip.path for clip in clips], rng)
    batches = Batches(
        [len(example.states) for example in examples],
        config.batch_size,
        config.pairs_per_epoch,
        draw_by(weights.numpy()),
        seed=config.seed,
        pool=_POOL,
    )
    loader = DataLoader(pairs, batch_sampler=batches, collate_fn=collate_pairs)
    network = SpeechNetwork(width_in=examples[0].states.shape[1], dropout=config.dropout)
    network.fit_channels(*channel_statistics(examples[:: max(1, len(examples) // _MEASURED)]))
    module = SpeechTraining(network, config, config.epochs * len(loader))
    averaging = [EMAWeightAveraging(decay=0.998)]
    trainer = make_trainer(out, config.epochs, flags, averaging, shares_data=False)
    trainer.fit(module, loader, ckpt_path="last" if flags.resume else None)
    network.to("cpu")
    drawn = np.random.default_rng(config.seed).choice(
        len(examples), _MEASURED, p=(weights / weights.sum()).numpy()
    )
    fit_typicality(network, [examples[i] for i in drawn])
    return finish_run(out, "speech", network)
