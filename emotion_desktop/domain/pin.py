"""The PIN that keeps visitors away from the kiosk operator page.

It guards a screen, not a secret: anyone who can read the settings file can try every
PIN. What is stored is a salted hash all the same, since people use a PIN twice.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from typing import Final

from emotion_desktop.domain.errors import UserFacingError

PIN_LENGTHS: Final = range(4, 13)
#: Wrong PINs before the first wait.
FREE_TRIES: Final = 3
FIRST_WAIT_S: Final = 5.0
LONGEST_WAIT_S: Final = 300.0

_SCHEME: Final = "scrypt"
#: Cost, block size and parallelism of scrypt (RFC 7914): 8 MiB and some 20 ms, so that a
#: page may check a PIN without a thread.
_COST: Final = (2**13, 8, 1)


def hash_pin(pin: str) -> str:
    """Return what is stored for a PIN: scheme, cost, salt and hash.

    Parameters
    ----------
    pin : str
        4 to 12 digits.

    Raises
    ------
    UserFacingError
        The PIN is not made of 4 to 12 digits.
    """
    if len(pin) not in PIN_LENGTHS or not (pin.isascii() and pin.isdigit()):
        raise UserFacingError(
            "This is not a valid PIN",
            "Use {shortest} to {longest} digits.",
            shortest=PIN_LENGTHS[0],
            longest=PIN_LENGTHS[-1],
        )
    salt = secrets.token_bytes(16)
    cost = ":".join(map(str, _COST))
    return f"{_SCHEME}${cost}${salt.hex()}${_derive(pin, salt, _COST).hex()}"


def verify_pin(pin: str, stored: str) -> bool:
    """Return whether `pin` matches `stored`; nothing matches a damaged `stored`."""
    try:
        scheme, cost, salt, expected = stored.split("$")
        n, r, p = map(int, cost.split(":"))
        # Only costs that this program writes: a damaged one could ask for all memory.
        if scheme != _SCHEME or (n, r, p) != _COST:
            return False
        return hmac.compare_digest(
            _derive(pin, bytes.fromhex(salt), _COST), bytes.fromhex(expected)
        )
    except ValueError:
        return False


def _derive(pin: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(pin.encode(), salt=salt, n=n, r=r, p=p, dklen=32)


class PinLock:
    """Checks PINs and enforces a longer wait after each wrong one.

    Parameters
    ----------
    stored : str
        From `hash_pin`.
    clock : callable
        Seconds, monotonic.
    """

    def __init__(self, stored: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._stored = stored
        self._clock = clock
        self._wrong = 0
        self._open_at_s = 0.0

    @property
    def wait_s(self) -> float:
        """Seconds until the next attempt is allowed; 0 if one may be made now."""
        return max(self._open_at_s - self._clock(), 0.0)

    def try_pin(self, pin: str) -> bool:
        """Return whether the PIN is right; never during a wait. An empty PIN is no attempt."""
        if self.wait_s > 0 or not pin:
            return False
        if verify_pin(pin, self._stored):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong >= FREE_TRIES:
            doubled = min(self._wrong - FREE_TRIES, 16)
            self._open_at_s = self._clock() + min(FIRST_WAIT_S * 2**doubled, LONGEST_WAIT_S)
        return False
