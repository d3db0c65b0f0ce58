"""torch without its own hook, which takes every module and its source along for torch.compile."""

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs

binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
# torch looks for its libraries beside itself.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
