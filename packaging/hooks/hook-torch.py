"""torch without its own hook, which takes every module and its source along for torch.compile."""

import importlib.util
from pathlib import Path

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs

FOLDER = Path(importlib.util.find_spec("torch").origin).parent

binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
# torch looks for its libraries beside itself, and for this program when it is imported.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
datas = [(str(path), "torch/bin") for path in FOLDER.glob("bin/torch_shm_manager*")]

# Imported by names that are put together.
hiddenimports = [
    "torch.onnx.operators",
    *(f"torch._dynamo.polyfills.{path.stem}" for path in FOLDER.glob("_dynamo/polyfills/[!_]*.py")),
]


def reads_its_source(path: Path) -> bool:
    """Return whether a module asks for its own source when it is imported."""
    text = path.read_text(encoding="utf-8")
    return any(word in text for word in ("install_config_module(", "jit.script", "_overload"))


module_collection_mode = {
    ".".join(("torch", *path.relative_to(FOLDER).with_suffix("").parts)): "pyz+py"
    for path in FOLDER.rglob("*.py")
    if path.parent.name != "test" and reads_its_source(path)
}
