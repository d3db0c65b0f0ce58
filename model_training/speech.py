"""Train the speech network on stored states of the ear."""

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
from emotion_desktop.inference.speech import SpeechNetwork
from model_training.batches import Batches, draw_by
from model_training.prepare import NO_EMOTION
from model_training.runs import TrainingFlags, finish_run, make_trainer, start_run
from model_training.states import (
    ClipExample,
    Example,
    StateExamples,
    TwoLooks,
    balanced_weights,
    collate,
    collate_pairs,
    soft_target,
)

_EVERY: Final = 10  # examples whose channels are measured
_POOL: Final = 8  # batches whose pairs are put together by length


@dataclass(frozen=True)
class SpeechConfig:
    """What defines a speech run; saved with its result."""

    epochs: int = 16
    pairs_per_epoch: int = 6_400
    batch_size: int = 32
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    label_smoothing: float = 0.1
    agreement: float = 1.0
    dropout: float = 0.3
    masked_share: float = 0.15
    seed: int = 0


def mask_states(states: Tensor, share: float, mean: Tensor) -> Tensor:
    """Set a stretch of time and some channels to the mean (SpecAugment, Park et al., 2019)."""
    batch, n_states, width = states.shape
    time = torch.arange(n_states)
    start = torch.rand(batch, 1) * n_states
    blank_time = (time >= start) & (time < start + torch.rand(batch, 1) * share * n_states)
    channels = torch.rand(batch, width) < share * torch.rand(batch, 1)
    blank = blank_time.unsqueeze(-1) | channels.unsqueeze(1)
    return torch.where(blank.to(states.device), mean, states)


def channel_statistics(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Mean and spread (width,) of each channel over examples."""
    states = torch.from_numpy(np.concatenate([example.states for example in examples])).float()
    return states.mean(dim=0), states.std(dim=0).clamp_min(1e-3)


def _disagreement(logits: Tensor) -> Tensor:
    """Divergence between the first and the second looks, logits (2 B, 7)."""
    first, second = logits.log_softmax(dim=-1).chunk(2)
    ahead = functional.kl_div(first, second, log_target=True, reduction="batchmean")
    back = functional.kl_div(second, first, log_target=True, reduction="batchmean")
    return (ahead + back) / 2


class SpeechTraining(pl.LightningModule):
    """Cross-entropy against smoothed targets, and agreement between two looks at a clip.

    Targets are even where nothing is expressed. Agreement is the symmetric Kullback-Leibler
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
        self._correct = torch.zeros(len(EMOTIONS))
        self._seen = torch.zeros(len(EMOTIONS))

    def training_step(self, batch: tuple[Tensor, Tensor, Tensor], _: int) -> Tensor:
        states, lengths, emotions = batch
        masked = mask_states(states, self.config.masked_share, self.network.mean)
        output = self.network(masked, lengths.cpu())
        logits = output.logits.float()
        loss = functional.cross_entropy(logits, self.targets[emotions])
        loss = loss + self.config.agreement * _disagreement(logits)
        self.log("loss", loss, prog_bar=True)
        return loss

    def validation_step(self, batch: tuple[Tensor, Tensor, Tensor], _: int) -> None:
        states, lengths, emotions = batch
        predicted = self.network(states, lengths.cpu()).logits.argmax(dim=-1)
        self._seen += torch.bincount(emotions.cpu(), minlength=len(EMOTIONS))
        hits = emotions[predicted == emotions].cpu()
        self._correct += torch.bincount(hits, minlength=len(EMOTIONS))

    def on_validation_epoch_end(self) -> None:
        counts = torch.stack([self._correct, self._seen]).to(self.device)
        correct, seen = self.trainer.strategy.reduce(counts, reduce_op="sum")
        self.log("dev_uar", (correct[seen > 0] / seen[seen > 0]).mean(), prog_bar=True)
        self._correct.zero_()
        self._seen.zero_()

    def configure_optimizers(self) -> Any:
        total_steps = self.total_steps / self.trainer.world_size
        optimizer = torch.optim.AdamW(
            self.parameters(),
            lr=self.config.learning_rate,
            weight_decay=self.config.weight_decay,
            fused=True,
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


def train_speech(
    train: Sequence[ClipExample],
    dev: Sequence[ClipExample],
    config: SpeechConfig,
    out: Path,
    flags: TrainingFlags,
) -> Path:
    """Train, and write `speech.safetensors` and `speech.json` to `out`.

    `dev` is asked after every epoch, for the log; nothing depends on it, it may be empty.
    """
    start_run(out, config)
    pl.seed_everything(config.seed)
    examples = [example for example, _ in train]
    weights = balanced_weights([clip for _, clip in train], [e.emotion for e in examples])
    rng = np.random.default_rng(config.seed)
    pairs = TwoLooks(StateExamples(examples, rng), [clip.path for _, clip in train], rng)
    batches = Batches(
        [len(example.states) for example in examples],
        config.batch_size,
        config.pairs_per_epoch,
        draw_by(weights.numpy()),
        seed=config.seed,
        pool=_POOL,
    )
    loader = DataLoader(pairs, batch_sampler=batches, collate_fn=collate_pairs)
    asked = StateExamples([example for example, _ in dev])
    dev_loader = DataLoader(asked, 128, collate_fn=collate) if dev else None
    network = SpeechNetwork(width_in=examples[0].states.shape[1], dropout=config.dropout)
    network.fit_channels(*channel_statistics(examples[::_EVERY]))
    module = SpeechTraining(network, config, config.epochs * len(loader))
    averaging = [EMAWeightAveraging(decay=0.998)]
    trainer = make_trainer(out, config.epochs, flags, averaging, shares_data=False)
    trainer.fit(module, loader, dev_loader, ckpt_path="last" if flags.resume else None)
    return finish_run(out, "speech", network)
