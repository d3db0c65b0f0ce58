"""What strangers write: files of this program and others, changed in places."""

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

#: What readers stumble over.
WORDS: Final[tuple[bytes, ...]] = (
    *(b"\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\x80", b"\xff\xff\xff\x7f"),
    *(b"\r\n", b"\n\n", b'"', b"'", b"<", b">", b"&", b"{", b"}", b"[", b"]", b",", b";", b"\t"),
    *(b"\\", b"=", b":", b"%", b"%s%n", b"{0.__class__}", b"{x:>999999999}", b"\xed\xa0\x80"),
    *(b"../../", b"-1", b"1e999", b"NaN", b"0", b"999999999999999999999", "\u202e\u2028".encode()),
)

#: Most faults lie in what a file says of itself, which is at its beginning.
_PLACES: Final = st.one_of(st.integers(0, 255), st.integers(0, 2**24))


def _put(data: bytearray, at: int, _number: int, word: bytes) -> None:
    data[at : at + len(word)] = word


def _insert(data: bytearray, at: int, _number: int, word: bytes) -> None:
    data[at:at] = word


def _set(data: bytearray, at: int, number: int, _word: bytes) -> None:
    data[at : at + 1] = bytes([number])


def _flip(data: bytearray, at: int, number: int, _word: bytes) -> None:
    if at < len(data):
        data[at] ^= 1 << (number % 8)


def _remove(data: bytearray, at: int, number: int, _word: bytes) -> None:
    del data[at : at + number]


def _repeat(data: bytearray, at: int, number: int, _word: bytes) -> None:
    data[at:at] = data[at : at + number] * number


def _multiply(data: bytearray, at: int, number: int, word: bytes) -> None:
    data[at:at] = word * 2 ** (number % 17)


def _cut(data: bytearray, at: int, _number: int, _word: bytes) -> None:
    del data[at:]


_CHANGES: Final = (_set, _put, _insert, _flip, _remove, _repeat, _multiply, _cut)


@st.composite
def mutated(
    draw: DrawFn, originals: Sequence[bytes], words: Sequence[bytes] = WORDS, *, least: int = 1
) -> bytes:
    """Files of a kind with a few places changed."""
    data = bytearray(draw(st.sampled_from(originals)))
    changes = st.tuples(
        st.sampled_from(_CHANGES), _PLACES, st.integers(0, 255), st.sampled_from(words)
    )
    for change, place, number, word in draw(st.lists(changes, min_size=least, max_size=8)):
        change(data, place % (len(data) + 1), number, word)
    return bytes(data)


#: Values that a key never has.
_VALUES: Final[tuple[Any, ...]] = (
    *(None, True, -1, 0, 1, 0.5, 2**31, 2**63, 10**400, -(10**18), 1e308, 5e-324),
    *(float("nan"), float("inf"), "", "a", "a" * 300, "\0", "\ud800", "../../victim", "{x!r:>9}"),
    *("{0}", "{x.__class__}", "{x:>999999999}", "NaN", "1e999", [], {}, [[]], [None], {"": {}}),
    *("2026-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
    *("finished", "anger", "speech", "=1+1", "a\r\nb", [0] * 7, [1, 0, 0, 0, 0, 0, 0]),
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a JSON value, with each of its keys."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


@st.composite
def mutated_values(draw: DrawFn, originals: Sequence[Any]) -> Any:
    """JSON values with a few of their parts changed, left out or doubled."""
    value = copy.deepcopy(draw(st.sampled_from(originals)))
    changes = st.tuples(
        st.sampled_from(("replace", "remove", "double", "move")),
        st.integers(0, 10**5),
        st.sampled_from(_VALUES),
    )
    for change, place, other in draw(st.lists(changes, min_size=1, max_size=5)):
        places = list(_places(value))
        if not places:
            break
        container, key = places[place % len(places)]
        if change == "replace":
            container[key] = copy.deepcopy(other)
        elif change == "remove":
            del container[key]
        elif change == "double" and isinstance(container, list):
            container.append(copy.deepcopy(container[key]))
        elif change == "move":
            container[key] = copy.deepcopy(places[(7 * place) % len(places)][0])
    return value


def mutated_json(originals: Sequence[Any]) -> SearchStrategy[bytes]:
    """Files of JSON: most of them well-formed, with values that are not."""
    plain = [json.dumps(one).encode() for one in originals]
    changed = mutated_values(originals).map(lambda value: json.dumps(value).encode())
    return st.one_of(changed, changed, mutated(plain))
