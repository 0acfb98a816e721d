"""Join codes: made once, given to a trainee, and kept by nobody else.

A code is fifteen random signs and one that checks them, in four groups: ``K7MD-Q4TR-9XWA-CHNV``. The 23 signs have no
look-alikes (0 O, 1 I L, 2 Z, 5 S, 8 B, 6 G, U V), so the fifteen carry 15 × log2(23) = 67.8 bits. The last makes the
sum of place × value a multiple of 23: since 23 is prime and the places are 1 to 16, one wrong sign and any two signs
that changed places are told, always.

What follows from a code, on the trainee's side and the instructor's alike, with nothing else known::

    secret = scrypt(code)                         one way
    seed   = HMAC-SHA256(secret, "ndl seed 1")    the numbers in the exercises (academy/seed.py)
    seal   = HMAC-SHA256(secret, "ndl seal 1")    the key a hand-in is sealed with (handin.py)
    who    = HMAC-SHA256(secret, "ndl who 1")     its first 16 bytes stand in the hand-in in place of a name

The instructor keeps seed, seal and who of each trainee, and of the code itself only a salted hash (HMAC-SHA256 of the
secret), by which a service can let somebody join later. So whoever reads the folder can check and forge seals, as the
instructor can; a seal guards against everybody else. The code cannot be had from the folder again. scrypt is RFC
7914; its cost is small here because no list of likely codes exists: all 2^67 are equally likely.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from ..errors import InputError

SIGNS = "34679ACDEFHJKMNPQRTVWXY"
LENGTH = 16
GROUP = 4
_COST = {"n": 2**10, "r": 8, "p": 1, "maxmem": 2**25, "dklen": 32}
_SALT = b"ndl join code 1"


@dataclass(frozen=True, repr=False)
class Keys:
    """What follows from a code. Its repr shows none of it, so that no log does."""

    seed: str
    seal: bytes
    who: str

    def __repr__(self) -> str:
        return "Keys(…)"


@dataclass(frozen=True)
class Hashed:
    """A code as it is kept: a salt and a hash, in hex."""

    salt: str
    hash: str


def new_code() -> str:
    """Make a join code."""
    values = [secrets.randbelow(len(SIGNS)) for _ in range(LENGTH - 1)]
    # The last place is 16, so the check is the sum of the others times minus the inverse of 16.
    check = -_sum(values) * pow(LENGTH, -1, len(SIGNS)) % len(SIGNS)
    return _grouped("".join(SIGNS[value] for value in (*values, check)))


def read_code(typed: str) -> str:
    """Return a typed code as it was printed: case, spaces and hyphens do not matter.

    Raises
    ------
    InputError
        It cannot be a code. The message does not repeat it.
    """
    signs = [sign for sign in typed[:200].upper() if not sign.isspace() and sign not in "-‐‑–—_."]
    strange = sorted({sign for sign in signs if sign not in SIGNS})
    if strange:
        raise _no_code(f"a code with {', '.join(map(repr, strange[:4]))} in it", "the signs of a join code, " + SIGNS)
    if len(signs) != LENGTH:
        raise _no_code(f"a code of {len(signs)} signs", f"{LENGTH}, in four groups of four")
    if _sum([SIGNS.index(sign) for sign in signs]) % len(SIGNS):
        raise _no_code("a code with a typing slip: its signs do not fit together", "a code as it was sent to you")
    return _grouped("".join(signs))


def keys_of(code: str) -> Keys:
    """Return what follows from a code."""
    secret = _secret(code)
    seed, seal, who = (
        hmac.new(secret, f"ndl {purpose} 1".encode(), hashlib.sha256).digest() for purpose in ("seed", "seal", "who")
    )
    return Keys(seed.hex(), seal, who[:16].hex())


def hash_code(code: str) -> Hashed:
    """Return what may be kept of a code."""
    salt = secrets.token_bytes(16)
    return Hashed(salt.hex(), _salted(salt, code))


def is_code(hashed: Hashed, code: str) -> bool:
    """Whether this is the code that was hashed."""
    return hmac.compare_digest(_salted(bytes.fromhex(hashed.salt), code), hashed.hash)


def _salted(salt: bytes, code: str) -> str:
    return hmac.new(salt, b"ndl stored 1" + _secret(code), hashlib.sha256).hexdigest()


def _secret(code: str) -> bytes:
    return hashlib.scrypt(read_code(code).replace("-", "").encode("ascii"), salt=_SALT, **_COST)


def _sum(values: list[int]) -> int:
    return sum(place * value for place, value in enumerate(values, start=1))


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _no_code(found: str, expected: str) -> InputError:
    return InputError(
        found=found,
        expected=expected,
        done="you have not joined",
        next="look at the message with your code and type it again, or copy it",
    )
