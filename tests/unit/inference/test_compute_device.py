"""Which models run on a GPU: the recogniser needs cuBLAS 12, which PyTorch may do without."""

import _ctypes
from collections.abc import Iterator
from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference import compute_device
from emotion_desktop.inference.compute_device import CPU, Device, choose_device, has_cublas


@pytest.fixture(autouse=True)
def looks_anew() -> Iterator[None]:
    has_cublas.cache_clear()
    yield
    has_cublas.cache_clear()


def test_without_a_gpu_all_run_on_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compute_device, "has_gpu", lambda: False)
    assert choose_device("auto") == CPU
    with pytest.raises(UserFacingError, match="no CUDA GPU"):
        choose_device("cuda")


@pytest.mark.parametrize(
    ("has_cublas", "wish", "device", "number_type"),
    [
        (True, "auto", Device("cuda", "cuda"), "float16"),
        (True, "cuda", Device("cuda", "cuda"), "float16"),
        (True, "cpu", CPU, "int8"),
        (False, "auto", CPU, "int8"),
        (False, "cuda", Device("cuda", "cpu"), "int8"),
    ],
)
def test_the_recogniser_runs_on_a_gpu_only_with_cublas(
    has_cublas: bool, wish: str, device: Device, number_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compute_device, "has_gpu", lambda: True)
    monkeypatch.setattr(compute_device, "has_cublas", lambda: has_cublas)
    assert choose_device(wish) == device
    assert device.whisper_type == number_type


def test_cublas_is_found_in_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With a library that this computer has, under a name that it does not search."""
    monkeypatch.setattr(compute_device, "_CUBLAS", "cublas")
    assert not has_cublas()
    has_cublas.cache_clear()
    about = tmp_path / "nvidia_cublas_cu12-12.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: nvidia-cublas-cu12\n", encoding="utf-8")
    (about / "RECORD").write_text("nvidia/lib/cublas,,\n", encoding="utf-8")
    library = tmp_path / "nvidia" / "lib" / "cublas"
    library.parent.mkdir(parents=True)
    library.write_bytes(Path(_ctypes.__file__).read_bytes())
    monkeypatch.syspath_prepend(tmp_path)
    assert has_cublas()
