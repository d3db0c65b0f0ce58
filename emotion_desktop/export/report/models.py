"""What the installed models say of themselves: their manifest, their card, and its figures."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from emotion_desktop.system.paths import default_bundle_folder

_LIMITS: Final = re.compile(r"^## Limits\n+(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BULLET: Final = re.compile(r"^- (.*?)(?=^- |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How the models do on a corpus that their speech network had not met.

    Attributes
    ----------
    corpus : str
        Its name.
    n : int
        Utterances.
    speech, fused : float
        Share of them whose most probable emotion is right.
    unclear : float
        Share that is unclear to the fused estimate.
    of_clear : float
        Share of all others that is right.
    """

    corpus: str
    n: int
    speech: float
    fused: float
    unclear: float
    of_clear: float


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What is known of the models that made a document.

    Attributes
    ----------
    unclear_below : float
        Probability below which a fused estimate is unclear.
    left_out : tuple of LeftOut
        In the order of the names.
    limits : tuple of str
        Sentences of the model card, in English.
    """

    unclear_below: float
    left_out: tuple[LeftOut, ...]
    limits: tuple[str, ...]


def facts_of(models: Mapping[str, object]) -> ModelFacts | None:
    """Read what the installed bundle says of itself.

    Parameters
    ----------
    models : mapping
        A document's.

    Returns
    -------
    ModelFacts or None
        None where other models made the document, or the installed ones say nothing.
    """
    folder = default_bundle_folder()
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        if manifest["files"] != models.get("bundle_files"):
            return None
        figures = json.loads((folder / "card" / "figures.json").read_text("utf-8"))
        card = (folder / "model_card.md").read_text("utf-8")
        return ModelFacts(float(manifest["uncertain_below"]), _left_out(figures), _limits(card))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _left_out(figures: Mapping[str, Any]) -> tuple[LeftOut, ...]:
    corpora = figures.get("strangers", {}).get("corpora", {})
    return tuple(
        LeftOut(
            corpus=name.upper(),
            n=int(one["fused"]["n"]),
            speech=float(one["speech"]["accuracy"]),
            fused=float(one["fused"]["accuracy"]),
            unclear=float(one["fused"]["uncertain"]),
            of_clear=float(one["fused"]["accuracy_of_certain"]),
        )
        for name, one in sorted(corpora.items())
    )


def _limits(card: str) -> tuple[str, ...]:
    found = _LIMITS.search(card)
    bullets = _BULLET.findall(found[1]) if found else []
    return tuple(" ".join(one.split()) for one in bullets)
