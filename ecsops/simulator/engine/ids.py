"""Identifiers in the vendor's form, made from the account's seed and a counter.

The forms are those of published samples: a prefix, the site of the region, lower-case letters
and digits; 32 hexadecimal digits for commands and invocations; upper-case UUIDs.
"""

from functools import cache

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
HEXADECIMAL = "0123456789abcdef"
WORD = 2**64
MASK = WORD - 1

RESOURCE_LENGTH = 20
"""Characters after the dash, the site's included."""


def resource_id(prefix: str, site: str, seed: int, number: int) -> str:
    """Return an id such as `i-bp1g6zv0ce8ogxxxxxxp`."""
    return f"{prefix}-{site}{digits(seed, number, LETTERS, RESOURCE_LENGTH - len(site))}"


def hexadecimal_id(prefix: str, seed: int, number: int) -> str:
    """Return an id such as `c-e996287206324975b5fbe1d0f3a2b4c6`."""
    return f"{prefix}-{digits(seed, number, HEXADECIMAL, 32)}"


def uuid(seed: int, number: int) -> str:
    """Return an upper-case UUID of version 4, as RequestIds and notifications have it."""
    text = digits(seed, number, HEXADECIMAL, 30).upper()
    return f"{text[:8]}-{text[8:12]}-4{text[12:15]}-A{text[15:18]}-{text[18:30]}"


def digits(seed: int, number: int, alphabet: str, length: int) -> str:
    """Return digits that look random and are always the same for the same seed and number."""
    value = 0
    for word in words(seed):
        value = value << 64 | mixed(word ^ number)
    if alphabet == HEXADECIMAL:
        return f"{value:048x}"[: -length - 1 : -1]
    pairs, text = letter_pairs(), ""
    while len(text) < length:
        value, pair = divmod(value, len(pairs))
        text += pairs[pair]
    return text[:length]


@cache
def letter_pairs() -> tuple[str, ...]:
    """Return all pairs of letters in order, each written backwards as ids are."""
    return tuple(f"{low}{high}" for high in LETTERS for low in LETTERS)


@cache
def words(seed: int) -> tuple[int, int, int]:
    """Return the three words of a seed that the digits are made from."""
    return mixed(seed * 3), mixed(seed * 3 + 1), mixed(seed * 3 + 2)


def mixed(value: int) -> int:
    """Return the value with its bits mixed: the splitmix64 finaliser (Steele et al., 2014)."""
    value = value + 0x9E3779B97F4A7C15 & MASK
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & MASK
    return value ^ value >> 31


def request_id(seed: int, now: float, number: int, operation: str) -> str:
    """Return a RequestId; it comes from the time, for a call that reads leaves no trace."""
    moment = mixed(int(now * 1e6)) ^ mixed(number)
    return uuid(seed + (int.from_bytes(operation.encode()) & MASK), moment)
