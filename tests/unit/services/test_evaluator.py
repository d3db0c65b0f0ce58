from collections.abc import Sequence
from pathlib import Path

import torch

from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.inference.opinion import Opinion
from emotion_desktop.services.evaluator import evaluate
from tests.engine_double import EVEN


class Reader:
    """Remembers what it was given to read."""

    several_labels_from = uncertain_below = 0.5

    def __init__(self) -> None:
        self.given: list[tuple[str, tuple[str, ...]]] = []

    def describe(self) -> dict[str, object]:
        return {}

    def hear(self, sounds: list) -> list:
        return []

    def transcribe(self, sounds: list) -> list[Transcript]:
        return []

    def read(self, texts: Sequence[str], contexts: Sequence[tuple[str, ...]]) -> list[Opinion]:
        self.given += zip(texts, contexts, strict=True)
        even = torch.from_numpy(EVEN.probabilities).log()
        return [Opinion(even, EVEN.attention, even.unsqueeze(0)) for _ in texts]


def test_rows_of_a_dialogue_are_read_with_those_before_it_and_others_alone(tmp_path: Path) -> None:
    rows = ["a,1", "b,2", "c,1", "d,", "e,", *(f"f{i},1" for i in range(80))]
    manifest = tmp_path / "m.csv"
    lines = "".join(f",x,neutral,{row}\n" for row in rows)
    manifest.write_text("path,corpus,emotion,text,dialogue\n" + lines, encoding="utf-8")
    reader = Reader()
    evaluate(manifest, reader, uses=["text"])  # type: ignore[arg-type]
    given = dict(reader.given)
    assert [given[text] for text in "abcde"] == [(), (), ("a",), (), ()]
    assert given["f1"] == ("a", "c", "f0")
    assert given["f70"] == ("f67", "f68", "f69")  # the rows come in batches
