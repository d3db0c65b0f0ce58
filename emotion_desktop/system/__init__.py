"""Files and processes: what any program needs, knowing nothing of voices or emotions."""
