"""One speaker's utterances as blocks of a picture, no more of them than can be seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from emotion_desktop.domain.counting import counting_label
from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.domain.review_state import ReviewedSegment
from emotion_desktop.export.reviewed_view import judged_by


@dataclass(frozen=True, slots=True)
class Block:
    """What is drawn as one.

    Attributes
    ----------
    start_s, end_s : float
        Its extent.
    label : str
        Of `EMOTIONS`, or `UNCLEAR`.
    hint : str
        Of an unclear one the most probable emotion; empty where there is none.
    corrected : bool
        Whether a person said so.
    """

    start_s: float
    end_s: float
    label: str
    hint: str
    corrected: bool


def blocks_of(
    segments: Sequence[ReviewedSegment], start_s: float, end_s: float, n_most: int
) -> list[Block]:
    """Give the blocks of a stretch of time; utterances too many to be seen are drawn together.

    Parameters
    ----------
    segments : sequence of ReviewedSegment
        Of one speaker, in the order of their start.
    start_s, end_s : float
        The stretch.
    n_most : int
        Blocks; where there are more utterances, each of so many parts of the stretch is what
        most of it expresses.
    """
    inside = [one for one in segments if one.end_s > start_s and one.start_s < end_s]
    blocks = [_block(one, start_s, end_s) for one in inside]
    if len(blocks) <= n_most:
        return blocks
    return list(_joined(_columns(blocks, start_s, end_s, n_most)))


def _block(one: ReviewedSegment, start_s: float, end_s: float) -> Block:
    label = counting_label(one)
    hint = one.estimate.label if label == UNCLEAR and one.estimate else ""
    return Block(
        max(one.start_s, start_s), min(one.end_s, end_s), label, hint, bool(judged_by(one))
    )


def _columns(
    blocks: Iterable[Block], start_s: float, end_s: float, n_most: int
) -> list[Block | None]:
    part_s = (end_s - start_s) / n_most
    covered_s: list[dict[tuple[str, str, bool], float]] = [{} for _ in range(n_most)]
    for one in blocks:
        first = int((one.start_s - start_s) / part_s)
        last = min(int((one.end_s - start_s) / part_s), n_most - 1)
        for i in range(first, last + 1):
            begin_s = start_s + i * part_s
            overlap_s = min(one.end_s, begin_s + part_s) - max(one.start_s, begin_s)
            key = (one.label, one.hint, one.corrected)
            covered_s[i][key] = covered_s[i].get(key, 0.0) + overlap_s
    order = (*EMOTIONS, UNCLEAR)
    columns: list[Block | None] = []
    for i, part in enumerate(covered_s):
        if not part:
            columns.append(None)
            continue
        label, hint, corrected = max(part, key=lambda key: (part[key], -order.index(key[0])))
        begin_s = start_s + i * part_s
        columns.append(Block(begin_s, begin_s + part_s, label, hint, corrected))
    return columns


def _joined(columns: Iterable[Block | None]) -> Iterable[Block]:
    open_block: Block | None = None
    for one in columns:
        if open_block and one and _alike(open_block, one):
            open_block = Block(open_block.start_s, one.end_s, one.label, one.hint, one.corrected)
            continue
        if open_block:
            yield open_block
        open_block = one
    if open_block:
        yield open_block


def _alike(first: Block, second: Block) -> bool:
    return (first.label, first.hint, first.corrected) == (
        second.label,
        second.hint,
        second.corrected,
    )
