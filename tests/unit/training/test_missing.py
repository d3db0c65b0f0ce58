"""A step that lacks what it needs says what, before it writes anything."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from emotion_desktop.domain.errors import UserFacingError
from model_training.__main__ import app


@pytest.mark.parametrize(
    ("step", "missing"),
    [
        ("prepare", "data/speech/manifest.csv"),
        ("folds", "data/speech/manifest.csv"),
        ("text", "data/text/goemotions-ekman/train.tsv"),
        ("speech", "runs/encoder.safetensors"),
        ("calibrate", "runs/text/config.json"),
        ("fusion", "runs/calibration/opinions.safetensors"),
        ("export", "runs/speech/config.json"),
        ("evaluate", "runs/measured/manifest.json"),
        ("card", "bundle/manifest.json"),
    ],
)
def test_a_step_names_what_is_missing(step: str, missing: str, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    folders = "".join(f"{name} = '{tmp_path / name}'\n" for name in ("data", "runs", "bundle"))
    settings.write_text(folders, encoding="utf-8")
    result = CliRunner().invoke(app, [step, "--config", str(settings)])
    assert isinstance(result.exception, UserFacingError)
    assert missing in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]
