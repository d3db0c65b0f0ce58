import torch
from transformers import BertConfig, BertModel, DistilBertConfig, DistilBertModel

from model_training.text_encoder import _from_bert


def test_a_bert_becomes_the_same_distilbert() -> None:
    torch.manual_seed(0)
    bert = BertModel(
        BertConfig(
            vocab_size=50,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=20,
        )
    ).eval()
    distilled = DistilBertModel(
        DistilBertConfig(
            vocab_size=50, dim=32, n_layers=2, n_heads=4, hidden_dim=64, max_position_embeddings=20
        )
    ).eval()
    distilled.load_state_dict(_from_bert(dict(bert.state_dict())))
    tokens, mask = torch.randint(0, 50, (3, 11)), torch.ones(3, 11, dtype=torch.long)
    mask[1, 7:] = 0
    with torch.inference_mode():
        expected = bert(input_ids=tokens, attention_mask=mask).last_hidden_state
        found = distilled(input_ids=tokens, attention_mask=mask).last_hidden_state
    assert torch.allclose(found[mask == 1], expected[mask == 1], atol=1e-4)
