"""Trains the fusion on pairs of speech and text that their networks have not seen.

Lines of dialogue are real pairs: audio with its own text and context. Further pairs are made by
label: the audio of one utterance with the text of another one with the same emotion, which is
valid if speech and text are independent given the emotion; and acted voices with neutral
sentences, for which the voice decides.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

import lightning as pl
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from emotion_desktop.domain.labels import EMOTIONS, NEUTRAL_INDEX
from emotion_desktop.networks.fusion import FusionNetwork, ModalityEvidence
from model_training.calibrate import calibrated, fit_calibration, fit_uncertain_below, one_hot
from model_training.prepare import NO_EMOTION
from model_training.runs import TrainingFlags, finish_run, is_whole, make_trainer, start_run

Kind = Literal["real", "matched", "neutral words", "speech only", "text only", "no speech"]

#: Share of each kind of pair in training.
KINDS: Final[dict[Kind, float]] = {
    "real": 0.3,
    "neutral words": 0.45,
    "matched": 0.1,
    "speech only": 0.02,
    "text only": 0.03,
    "no speech": 0.1,
}

#: Share of dialogues and acted voices whose predictions come from a network that never saw their
#: corpus: the one that ships saw a part of every corpus, and will meet audio like none of them.
LEFT_OUT_SHARE: Final = 0.3


@dataclass(frozen=True)
class FusionConfig:
    """The configuration of a fusion run, saved with its result."""

    epochs: int = 10
    pairs_per_epoch: int = 20_000
    batch_size: int = 256
    learning_rate: float = 1e-3
    weight_decay: float = 0.1
    label_smoothing: float = 0.05
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Voices:
    """Evidence from n sounds, with their emotions.

    `words` is the index in `Texts` of the real text, -1 if unknown; `real` marks speakers
    who chose the words as well as the tone, `left_out` unchanged sounds that were judged
    without their corpus. `weights` are for drawing among those of the same emotion.
    """

    found: ModalityEvidence
    emotions: npt.NDArray[np.int64]
    words: npt.NDArray[np.int64]
    real: npt.NDArray[np.bool_]
    left_out: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Texts:
    """Evidence from n texts, their single emotion, and which are given sentences."""

    found: ModalityEvidence
    emotions: npt.NDArray[np.int64]
    given: npt.NDArray[np.bool_]


Pair = tuple[int, int, bool, bool, int]


class Pairs(Dataset[Pair]):
    """Indices of a sound and a text, which of them are present, and the emotion.

    Real pairs have the emotion shares of their corpus. Otherwise, emotions that
    both have are drawn evenly, and "no speech" if there is such audio. In "neutral words", the
    texts are the actor's real text, a sentence that some actor was given, or another
    neutral text, a third each; the voice decides.
    """

    def __init__(
        self,
        voices: Voices,
        texts: Texts,
        n_pairs: int,
        seed: int,
        kinds: Sequence[tuple[Kind, float]] = tuple(KINDS.items()),
    ) -> None:
        self._rng = np.random.default_rng(seed)
        self._voices = voices
        self._real = np.flatnonzero(voices.real & (voices.words >= 0))
        acted = ~voices.real
        self._voices_of = [
            np.flatnonzero(acted & (voices.emotions == i)) for i in range(len(EMOTIONS))
        ]
        self._silence = np.flatnonzero(voices.emotions == NO_EMOTION)
        self._texts_of = [np.flatnonzero(texts.emotions == i) for i in range(len(EMOTIONS))]
        self._given = np.flatnonzero(texts.given)
        self._emotions = np.intersect1d(voices.emotions[acted], texts.emotions)
        self._emotions = self._emotions[self._emotions != NO_EMOTION]
        impossible = {"no speech": not len(self._silence), "real": not len(self._real)}
        possible = [(kind, share) for kind, share in kinds if not impossible.get(kind)]
        names = [kind for kind, _ in possible]
        shares = np.array([share for _, share in possible])
        drawn = self._rng.choice(len(names), n_pairs, p=shares / shares.sum())
        self._pairs = [self._draw(names[i]) for i in drawn]

    def __len__(self) -> int:
        return len(self._pairs)

    def __getitem__(self, index: int) -> Pair:
        return self._pairs[index]

    def _pick(self, indices: npt.NDArray[np.int64]) -> int:
        return int(indices[self._rng.integers(len(indices))])

    def _known_or_not(self, indices: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Choose the clips of corpora that the network had seen in training, or the others."""
        left_out = self._voices.left_out[indices]
        if not left_out.any() or left_out.all():
            return indices
        chosen: npt.NDArray[np.int64] = indices[left_out == (self._rng.random() < LEFT_OUT_SHARE)]
        return chosen

    def _neutral_words(self, voice: int) -> int:
        said = int(self._voices.words[voice])
        drawn = self._rng.integers(3)
        if drawn == 0 and said >= 0:
            return said
        if drawn == 1 and len(self._given):
            return self._pick(self._given)
        return self._pick(self._texts_of[NEUTRAL_INDEX])

    def _emotion(self, voice: int) -> int:
        return int(self._voices.emotions[voice])

    def _pick_voice(self, indices: npt.NDArray[np.int64]) -> int:
        weights = self._voices.weights[indices]
        return int(self._rng.choice(indices, p=weights / weights.sum()))

    def _draw(self, kind: Kind) -> Pair:
        if kind == "real":
            voice = self._pick(self._known_or_not(self._real))
            return voice, int(self._voices.words[voice]), True, True, self._emotion(voice)
        emotion = self._pick(self._emotions)
        text = self._pick(self._texts_of[emotion])
        if kind == "no speech":
            return self._pick_voice(self._silence), text, True, True, emotion
        voice = self._pick_voice(self._known_or_not(self._voices_of[emotion]))
        if kind == "neutral words":
            text = self._neutral_words(voice)
        return voice, text, kind != "text only", kind != "speech only", emotion


class FusionTraining(pl.LightningModule):
    """Cross-entropy on pairs."""

    def __init__(
        self, network: FusionNetwork, voices: Voices, texts: Texts, config: FusionConfig
    ) -> None:
        super().__init__()
        self.network = network
        self.voices = voices
        self.texts = texts
        self.config = config

    def training_step(self, batch: tuple[Tensor, ...], _: int) -> Tensor:
        logits = fuse_pairs(self.network, self.voices, self.texts, batch)
        loss = functional.cross_entropy(
            logits, batch[4], label_smoothing=self.config.label_smoothing
        )
        self.log("loss", loss, prog_bar=True)
        return loss

    def configure_optimizers(self) -> Any:
        return torch.optim.AdamW(
            self.parameters(),
            lr=self.config.learning_rate,
            weight_decay=self.config.weight_decay,
            fused=is_whole(self.trainer),
        )


def fuse_pairs(
    network: FusionNetwork, voices: Voices, texts: Texts, batch: Sequence[Tensor]
) -> Tensor:
    """Fuse a batch of pairs, as returned by `Pairs`, to logits (B, 7)."""
    device = next(network.parameters()).device
    voice, text, has_voice, has_text = (column.cpu() for column in batch[:4])
    logits: Tensor = network(
        voices.found.rows(voice, device),
        texts.found.rows(text, device),
        torch.stack([has_voice, has_text], dim=1).to(device),
    ).logits
    return logits


def own_pairs(voices: Voices) -> tuple[list[Tensor], Tensor]:
    """Pair each sound of a held-out corpus with its own text, if it has one.

    Returns the columns of a batch of pairs, and the rows of the sounds.
    """
    rows = torch.from_numpy(np.flatnonzero(voices.left_out))
    words = torch.from_numpy(voices.words)[rows]
    emotions = torch.from_numpy(voices.emotions)[rows]
    has_words = words >= 0
    return [rows, words.clamp_min(0), torch.ones_like(has_words), has_words, emotions], rows


@torch.no_grad()
def _calibrate(network: FusionNetwork, voices: Voices, texts: Texts, out: Path) -> None:
    """Fit the temperature of fused estimates, and the rule for uncertain ones."""
    batch, rows = own_pairs(voices)
    logits = fuse_pairs(network, voices, texts, batch)
    weights = torch.from_numpy(voices.weights)[rows].float()
    both, emotions = batch[3], batch[4]
    with torch.enable_grad():
        fused = fit_calibration(logits[both], one_hot(emotions[both]), weights[both])
    alone = voices.found.logs[rows]
    logs = torch.where(both.unsqueeze(1), calibrated(logits, fused), alone)
    confidence = logs.exp().amax(dim=1).numpy()
    found = {
        "fused": asdict(fused),
        "uncertain_below": fit_uncertain_below(confidence, weights.numpy()),
    }
    (out / "calibration.json").write_text(json.dumps(found, indent=2), encoding="utf-8")


def train_fusion(
    voices: Voices, texts: Texts, config: FusionConfig, out: Path, flags: TrainingFlags
) -> Path:
    """Train and calibrate; write `fusion.safetensors`, `.json` and `calibration.json` to `out`."""
    start_run(out, config)
    pl.seed_everything(config.seed)
    network = FusionNetwork()
    network.speech.fit_traits(voices.found.traits)
    network.text.fit_traits(texts.found.traits)
    pairs = Pairs(voices, texts, config.pairs_per_epoch, config.seed)
    module = FusionTraining(network, voices, texts, config)
    trainer = make_trainer(out, config.epochs, flags)
    loader = DataLoader(pairs, config.batch_size, shuffle=True)
    trainer.fit(module, loader, ckpt_path="last" if flags.resume else None)
    network.eval()
    if trainer.is_global_zero:
        _calibrate(network, voices, texts, out)
    return finish_run(out, "fusion", network)
