"""Chooses who runs the networks.

On CPUs, ONNX Runtime runs the graphs that are installed with the program: it loads in a fraction
of the time and of the memory that PyTorch takes, and is faster. On GPUs, and for networks of other
sizes than those of the graphs, PyTorch runs them.
"""

from emotion_desktop.inference.bundle import Bundle
from emotion_desktop.inference.graphs import has_graphs
from emotion_desktop.inference.onnx_runner import OnnxRunner
from emotion_desktop.inference.runner import NetworkRunner


def runner_for(bundle: Bundle, device: str, n_threads: int | None = None) -> NetworkRunner:
    """Load the networks of a bundle.

    Parameters
    ----------
    bundle : Bundle
        What to run.
    device : str
        `cpu` or `cuda`.
    n_threads : int or None
        On the CPU; None uses all cores.
    """
    if device == "cpu" and has_graphs(bundle.networks):
        return OnnxRunner(bundle, n_threads)
    from emotion_desktop.inference.torch_runner import TorchRunner  # noqa: PLC0415 (seldom needed)

    return TorchRunner.load(bundle, device, n_threads)
