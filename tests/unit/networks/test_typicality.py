import pytest
import torch

from emotion_desktop.networks.typicality import Typicality


def test_what_is_like_the_training_is_near_and_what_is_not_is_far() -> None:
    generator = torch.Generator().manual_seed(0)
    spread = torch.logspace(-2, 2, 64)
    known = torch.randn(2000, 64, generator=generator) * spread + 100 * spread
    typicality = Typicality(64)
    typicality.fit(known[:1000])
    near, far = typicality(known[1000:]), typicality(known[1000:] + 3 * spread)
    assert near.mean().item() == pytest.approx(0, abs=0.05)
    # Three spreads away in every direction: nine more than the one of the spread itself.
    assert far.mean().item() == pytest.approx(torch.tensor(10.0).log().item(), abs=0.1)
    assert far.min() > near.max()


def test_an_embedding_that_never_moved_gives_no_endless_distance() -> None:
    typicality = Typicality(4)
    typicality.fit(torch.ones(10, 4))
    assert typicality(torch.ones(1, 4)).isfinite().all()
    assert typicality(torch.zeros(1, 4)).isfinite().all()


def test_the_statistics_are_stored_with_the_weights() -> None:
    fitted, read = Typicality(8), Typicality(8)
    fitted.fit(torch.randn(50, 8) + 2)
    assert not torch.equal(fitted(torch.ones(1, 8)), read(torch.ones(1, 8)))
    read.load_state_dict(fitted.state_dict())
    assert torch.equal(fitted(torch.ones(1, 8)), read(torch.ones(1, 8)))
