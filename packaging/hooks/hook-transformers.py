"""transformers finds its models by reading the source in its own folder."""

from PyInstaller.utils.hooks import copy_metadata

module_collection_mode = "pyz+py"
# It refuses to start where it cannot read the versions of these.
datas = [
    entry
    for name in (
        "huggingface-hub",
        "numpy",
        "packaging",
        "pyyaml",
        "regex",
        "safetensors",
        "tokenizers",
        "tqdm",
    )
    for entry in copy_metadata(name)
]
