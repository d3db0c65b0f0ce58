from dataclasses import dataclass
from pathlib import Path

from model_training.runs import CHECKPOINT_FILE, TrainingFlags, begin, fingerprint


@dataclass(frozen=True)
class Config:
    epochs: int = 2
    kinds: tuple[str, ...] = ("a", "b")


RESUME = TrainingFlags(resume=True)
INPUTS = {"states": "abc"}


def test_a_finished_run_is_kept_a_killed_one_goes_on_another_begins_anew(tmp_path: Path) -> None:
    def resumes(config: Config = Config(), inputs: dict[str, str] = INPUTS) -> bool | None:
        remaining = begin(tmp_path, "net", config, inputs, RESUME)
        return None if remaining is None else remaining.resume

    assert resumes() is False
    (tmp_path / CHECKPOINT_FILE).touch()
    assert resumes() is True
    (tmp_path / "net.json").touch()
    assert resumes() is None
    assert resumes(inputs={"states": "changed"}) is False
    assert not (tmp_path / "net.json").exists()
    assert not (tmp_path / CHECKPOINT_FILE).exists()
    (tmp_path / CHECKPOINT_FILE).touch()
    assert resumes(Config(epochs=3)) is False


def test_without_resume_nothing_of_a_former_run_is_kept(tmp_path: Path) -> None:
    begin(tmp_path, "net", Config(), INPUTS, TrainingFlags())
    for name in (CHECKPOINT_FILE, "net.json"):
        (tmp_path / name).touch()
    remaining = begin(tmp_path, "net", Config(), INPUTS, TrainingFlags())
    assert remaining is not None
    assert not remaining.resume
    assert not (tmp_path / "net.json").exists()


def test_a_fingerprint_tells_contents_apart(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    before = fingerprint([file], 1)
    assert fingerprint([file], 1) == before
    assert fingerprint([file], 2) != before
    file.write_text("two")
    assert fingerprint([file], 1) != before
