"""Addresses that people may type."""

from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.streaming.options import MAX_PORT, Address, parse_address

NAMES = st.from_regex(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", fullmatch=True)
PORTS = st.integers(1, MAX_PORT)


@given(NAMES | st.ip_addresses().map(str), PORTS)
def test_an_address_is_read_as_it_is_written(host: str, port: int) -> None:
    address = Address(host, port)
    assert parse_address(str(address)) == address
    assert parse_address(f"  {address}\n") == address


@given(st.text() | st.text("0123456789:[]. \u0663²", max_size=30))
@example("9" * 5_000)
@example("{text}:1{")
def test_whatever_is_typed_is_an_address_or_is_refused_for_people(text: str) -> None:
    with suppress(UserFacingError):
        address = parse_address(text)
        assert address.host
        assert 1 <= address.port <= MAX_PORT
