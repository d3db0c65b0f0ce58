"""How well speakers are told apart, on conversations joined from clips of known speakers."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path
from typing import Final

import numpy as np

from emotion_desktop.audio.files import read_all
from emotion_desktop.audio.voice_activity import Segmenter
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray, Segment
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.metrics.diarisation import DiarisationScore, Turn, score_diarisation
from emotion_desktop.metrics.manifest import Row, read_manifest
from emotion_desktop.services.speaker_turns import hear_voices

#: How many people talk with each other.
_SPEAKERS: Final = (1, 2, 3, 4)
_UTTERANCES: Final = (24, 40)
_PAUSE_S: Final = (0.1, 0.8)
#: Utterances of a dialogue that is long enough.
_LEAST_OF_DIALOGUE: Final = 8
#: That somebody else says the next utterance.
_CHANGE_PROBABILITY: Final = 0.7
#: Of a clip, what is so much softer than its loudest hundredth of a second is left out.
_SILENCE_DB: Final = 35.0
_FRAME_SAMPLES: Final = SAMPLE_RATE_HZ // 100
#: Utterances whose proposed speaker is at least so probable are looked at by themselves.
_SURE: Final = 0.8
_SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    """Clips one after the other, with pauses.

    Attributes
    ----------
    corpus : str
        That all of them are from.
    speakers : tuple of str
        Who speak.
    sexes : str
        "same" or "mixed"; empty for one speaker, and where a sex is not known.
    rows : tuple of Row
        What is said, in its order.
    is_dialogue : bool
        Whether people really said it in this order.
    """

    corpus: str
    speakers: tuple[str, ...]
    sexes: str
    rows: tuple[Row, ...]
    is_dialogue: bool = False


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a conversation: its number of speakers given, and found."""

    conversation: Conversation
    given: DiarisationScore
    found: DiarisationScore
    n_found: int
    sure: DiarisationScore
    n_sure: int
    n_utterances: int


def evaluate_speakers(
    manifest: Path,
    *,
    root: Path | None = None,
    n_conversations: int = 4,
    on_progress: Callable[[float, float], None] = lambda _done, _total: None,
) -> dict[str, object]:
    """Join conversations of one to four speakers and compare the proposals with the truth.

    Parameters
    ----------
    manifest : Path
        CSV, see `metrics.manifest.read_manifest`. Rows of a dialogue keep the order of the
        file, and are figures of their own.
    root : Path or None
        Folder that paths are relative to; None takes the manifest's.
    n_conversations : int
        For each corpus and number of speakers, and of dialogues for each number.
    on_progress : callable
        Called with conversations done and conversations in all.

    Raises
    ------
    UserFacingError
        Where the manifest or a recording cannot be read, or no corpus names two speakers.
    """
    rows = read_manifest(manifest, root)
    conversations = [
        *_conversations([row for row in rows if not row.dialogue], n_conversations),
        *_dialogues([row for row in rows if row.dialogue], n_conversations),
    ]
    if not conversations:
        raise UserFacingError(
            "{manifest} has no corpus of two speakers with sound",
            "Fill in its columns path and speaker.",
            manifest=manifest,
        )
    outcomes = []
    for i, conversation in enumerate(conversations):
        outcomes.append(_outcome(conversation))
        on_progress(i + 1, len(conversations))
    return {
        "format": "emotion-desktop/speaker-evaluation",
        "version": 1,
        "groups": {name: _figures(group) for name, group in sorted(_grouped(outcomes).items())},
    }


def _conversations(rows: Sequence[Row], n_conversations: int) -> Iterator[Conversation]:
    rng = random.Random(_SEED)  # noqa: S311
    corpora: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.path is not None and row.speaker:
            corpora[row.corpus][row.speaker].append(row)
    for corpus, voices in sorted(corpora.items()):
        for n_speakers in _SPEAKERS:
            if len(voices) < max(2, n_speakers):
                continue
            for _ in range(n_conversations):
                yield _conversation(corpus, voices, n_speakers, rng)


def _dialogues(rows: Sequence[Row], n_conversations: int) -> Iterator[Conversation]:
    """Draw from the dialogues that are long enough."""
    dialogues: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.path is not None and row.speaker:
            dialogues[row.corpus, row.dialogue].append(row)
    by_number: dict[int, list[Conversation]] = defaultdict(list)
    for (corpus, _), said in sorted(dialogues.items()):
        speakers = tuple(dict.fromkeys(row.speaker for row in said))
        if len(said) >= _LEAST_OF_DIALOGUE and len(speakers) in _SPEAKERS[1:]:
            one = Conversation(corpus, speakers, "", tuple(said), is_dialogue=True)
            by_number[len(speakers)].append(one)
    rng = random.Random(_SEED)  # noqa: S311
    for _, found in sorted(by_number.items()):
        yield from rng.sample(found, min(n_conversations, len(found)))


def _conversation(
    corpus: str, voices: dict[str, list[Row]], n_speakers: int, rng: random.Random
) -> Conversation:
    speakers = rng.sample(sorted(voices), n_speakers)
    left = {name: rng.sample(voices[name], len(voices[name])) for name in speakers}
    said: list[Row] = []
    n_utterances, name = rng.randint(*_UTTERANCES), speakers[0]
    while len(said) < n_utterances and any(left.values()):
        others = [other for other in speakers if other != name and left[other]]
        if others and (not left[name] or rng.random() < _CHANGE_PROBABILITY):
            name = rng.choice(others)
        said.append(left[name].pop())
    sexes = {voices[name][0].sex for name in speakers}
    kind = "" if n_speakers == 1 or "" in sexes else "same" if len(sexes) == 1 else "mixed"
    return Conversation(corpus, tuple(speakers), kind, tuple(said))


def _outcome(conversation: Conversation) -> _Outcome:
    sound, reference = joined(conversation)
    block = AudioBlock(sound, SAMPLE_RATE_HZ, 0)
    voices = hear_voices([block])
    segmenter = Segmenter()
    segments = [*segmenter.feed(block), *segmenter.flush()]
    given, found = voices.turns(len(conversation.speakers)), voices.turns(None)
    utterances = list(given.named(segments))
    sure = [one for one in utterances if given.confidence(one) >= _SURE]
    return _Outcome(
        conversation,
        given=score_diarisation(reference, _turns(utterances)),
        found=score_diarisation(reference, _turns(found.named(segments))),
        n_found=len(found.speakers),
        sure=score_diarisation(reference, _turns(sure)),
        n_sure=len(sure),
        n_utterances=len(utterances),
    )


def _grouped(outcomes: Iterable[_Outcome]) -> dict[str, list[_Outcome]]:
    groups: dict[str, list[_Outcome]] = defaultdict(list)
    for outcome in outcomes:
        one = outcome.conversation
        n = f"{len(one.speakers)} speakers"
        if one.is_dialogue:
            groups["dialogues"].append(outcome)
            groups[f"dialogues: {n}"].append(outcome)
            continue
        groups[n].append(outcome)
        groups[f"{one.corpus}: {n}"].append(outcome)
        if len(one.speakers) > 1:
            groups["several speakers"].append(outcome)
            groups[f"{one.corpus}: several speakers"].append(outcome)
        if one.sexes:
            groups[f"{n}, {one.sexes} sex"].append(outcome)
    return groups


def _turns(segments: Iterable[Segment]) -> list[Turn]:
    return [Turn(one.start_s, one.end_s, one.speaker) for one in segments]


def joined(conversation: Conversation) -> tuple[FloatArray, list[Turn]]:
    """Sound (n,) of a conversation, and who speaks when in it."""
    rng = random.Random(_SEED)  # noqa: S311
    parts: list[FloatArray] = []
    turns, n_samples = [], 0
    for row in conversation.rows:
        assert row.path is not None
        clip = _without_silence(read_all(row.path))
        pause = np.zeros(round(rng.uniform(*_PAUSE_S) * SAMPLE_RATE_HZ), np.float32)
        start = n_samples + len(pause)
        n_samples = start + len(clip)
        turns.append(Turn(start / SAMPLE_RATE_HZ, n_samples / SAMPLE_RATE_HZ, row.speaker))
        parts += [pause, clip]
    return np.concatenate(parts), turns


def _without_silence(clip: FloatArray) -> FloatArray:
    frames = clip[: len(clip) // _FRAME_SAMPLES * _FRAME_SAMPLES].reshape(-1, _FRAME_SAMPLES)
    powers = np.square(frames).mean(axis=1)
    loud = np.flatnonzero(powers > powers.max(initial=0) * 10 ** (-_SILENCE_DB / 10))
    return clip[loud[0] * _FRAME_SAMPLES : (loud[-1] + 1) * _FRAME_SAMPLES] if len(loud) else clip


def _figures(outcomes: Sequence[_Outcome]) -> dict[str, float]:
    given = reduce(add, [one.given for one in outcomes])
    found = reduce(add, [one.found for one in outcomes])
    sure = reduce(add, [one.sure for one in outcomes])
    n_utterances = sum(one.n_utterances for one in outcomes)
    n_right = sum(one.n_found == len(one.conversation.speakers) for one in outcomes)
    return {
        "conversations": len(outcomes),
        "utterances": n_utterances,
        "speech_s": round(given.speech_s, 1),
        "number_right": round(n_right / len(outcomes), 4),
        "given_error_rate": round(given.error_rate, 4),
        "given_right": round(given.right, 4),
        "given_purity": round(given.purity, 4),
        "found_error_rate": round(found.error_rate, 4),
        "found_right": round(found.right, 4),
        "found_purity": round(found.purity, 4),
        "sure_share": round(sum(one.n_sure for one in outcomes) / max(1, n_utterances), 4),
        "sure_purity": round(sure.purity, 4),
    }
