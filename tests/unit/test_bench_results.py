"""The file that the benchmarks write: a section each, replaced by the next run."""

from pathlib import Path

from tests.bench.results import record


def test_a_benchmark_replaces_its_own_section_and_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    record("b", "passed", "\nratio 0.81\n## not a heading of ours\n", path=path)
    record("a", "failed", "ratio 2.00", path=path)
    record("b", "passed", "ratio 0.79", path=path)
    text = path.read_text(encoding="utf-8")
    assert text.count("# Results of the benchmarks") == 1
    assert text.index("## a\n") < text.index("## b\n")
    assert "ratio 0.79" in text
    assert "ratio 2.00" in text
    assert "ratio 0.81" not in text
    assert text.count(" cores") == 2
    assert text.count("commit ") == 2
    assert ": failed" in text
