"""The live pipeline: a source, its segments and windows, the inference thread, its sinks."""
