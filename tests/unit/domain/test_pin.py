"""The PIN of the operator page."""

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.pin import (
    FIRST_WAIT_S,
    FREE_TRIES,
    LONGEST_WAIT_S,
    PinLock,
    hash_pin,
    verify_pin,
)


def test_only_the_pin_that_was_set_fits_and_two_hashes_of_it_differ() -> None:
    first, second = hash_pin("4711"), hash_pin("4711")
    assert first != second
    assert "4711" not in first
    assert verify_pin("4711", first)
    assert verify_pin("4711", second)
    assert not verify_pin("4712", first)
    assert not verify_pin("", first)


@pytest.mark.parametrize("pin", ["", "123", "1" * 13, "12a4", "١٢٣٤"])
def test_what_is_no_pin_is_refused_with_what_to_do(pin: str) -> None:
    with pytest.raises(UserFacingError, match="4 to 12 digits"):
        hash_pin(pin)


@pytest.mark.parametrize(
    "stored", ["", "1234", "scrypt$x", "scrypt$1073741824:8:1$00$00", "scrypt$8192:8:1$zz$00"]
)
def test_a_damaged_hash_fits_no_pin(stored: str) -> None:
    assert not verify_pin("1234", stored)


def test_guessing_takes_longer_with_every_wrong_pin() -> None:
    now_s = [100.0]
    lock = PinLock(hash_pin("2468"), lambda: now_s[0])
    for _ in range(FREE_TRIES):
        assert lock.wait_s == 0
        assert not lock.try_pin("0000")
    assert lock.wait_s == FIRST_WAIT_S
    assert not lock.try_pin("2468"), "even the right one must wait"
    waits = []
    for _ in range(8):
        now_s[0] += lock.wait_s
        assert not lock.try_pin("0000")
        waits.append(lock.wait_s)
    assert waits[:2] == [2 * FIRST_WAIT_S, 4 * FIRST_WAIT_S]
    assert waits[-1] == LONGEST_WAIT_S
    now_s[0] += lock.wait_s
    assert lock.try_pin("2468")
    assert lock.wait_s == 0


def test_an_empty_pin_is_no_try() -> None:
    lock = PinLock(hash_pin("2468"), lambda: 100.0)
    for _ in range(10):
        assert not lock.try_pin("")
    assert lock.wait_s == 0
