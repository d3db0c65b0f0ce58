"""Which models run on a GPU: the recogniser needs cuBLAS 12, which PyTorch may do without."""

import shutil
from importlib.metadata import PackageNotFoundError, PackagePath
from importlib.util import find_spec
from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.inference import compute_device
from emotion_desktop.inference.compute_device import CPU, Device, choose_device, has_cublas


@pytest.fixture(autouse=True)
def looks_anew() -> None:
    has_cublas.cache_clear()


def test_without_a_gpu_all_run_on_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compute_device, "has_gpu", lambda: False)
    assert choose_device("auto") == CPU
    with pytest.raises(UserFacingError, match="no CUDA GPU"):
        choose_device("cuda")


@pytest.mark.parametrize(
    ("has_it", "recogniser", "number_type"), [(True, "cuda", "float16"), (False, "cpu", "int8")]
)
def test_the_recogniser_runs_on_a_gpu_only_with_cublas(
    has_it: bool, recogniser: str, number_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compute_device, "has_gpu", lambda: True)
    monkeypatch.setattr(compute_device, "has_cublas", lambda: has_it)
    device = choose_device("auto")
    assert device == Device("cuda", recogniser)
    assert device.whisper_type == number_type
    assert choose_device("cpu") == CPU


def test_cublas_is_found_in_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With a library that this computer has, under a name that it does not search."""
    any_library = find_spec("_ctypes")
    assert any_library is not None
    assert any_library.origin is not None
    shutil.copy(any_library.origin, tmp_path / "cublas")
    monkeypatch.setattr(compute_device, "_CUBLAS", "cublas")

    def no_package(_name: str) -> list[PackagePath]:
        raise PackageNotFoundError

    monkeypatch.setattr(compute_device, "files", no_package)
    assert not has_cublas()
    has_cublas.cache_clear()

    class Distribution:
        def locate_file(self, path: PackagePath) -> Path:
            return tmp_path / path

    packaged = PackagePath("cublas")
    packaged.dist = Distribution()  # type: ignore[assignment]
    monkeypatch.setattr(compute_device, "files", lambda _name: [packaged])
    assert has_cublas()
