"""What runs: the analyser, the evaluator, the live pipeline."""
