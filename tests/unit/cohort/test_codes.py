"""Join codes: what they are made of, that slips are told, and what follows from one."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from ndl_workbench.cohort.codes import LENGTH, SIGNS, Hashed, hash_code, is_code, keys_of, new_code, read_code
from ndl_workbench.errors import InputError

KNOWN = "3333-3333-3333-3333"
KNOWN_KEYS = ("93c4463aba1f9317", "0958d81b72304e43", "51d4d132fe404f24")


def wrong(code: str) -> bool:
    try:
        read_code(code)
    except InputError:
        return True
    return False


def test_a_code_has_more_than_sixty_random_bits_and_no_look_alikes():
    assert (LENGTH - 1) * math.log2(len(SIGNS)) > 60
    for alike in ("0O", "1I", "1L", "2Z", "5S", "8B", "6G", "UV"):
        assert sum(sign in SIGNS for sign in alike) < 2


def test_new_codes_differ_and_are_read_back():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert {read_code(code) for code in codes} == codes


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\n"])
def test_case_spaces_and_hyphens_do_not_matter(typed):
    code = new_code()

    assert read_code(typed.format(code.lower().replace("-", "\u2011"))) == code
    assert read_code(typed.format(code.replace("-", " "))) == code
    assert read_code(typed.format(code.replace("-", ""))) == code


def test_every_wrong_sign_is_told():
    signs = new_code().replace("-", "")

    for place, right in enumerate(signs):
        for other in SIGNS.replace(right, ""):
            assert wrong(signs[:place] + other + signs[place + 1 :])


def test_every_two_signs_that_changed_places_are_told():
    signs = list(new_code().replace("-", ""))

    for one, other in combinations(range(LENGTH), 2):
        swapped = signs.copy()
        swapped[one], swapped[other] = signs[other], signs[one]
        assert wrong("".join(swapped)) == (signs[one] != signs[other])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", "a code of 0 signs"),
        ("34RT", "a code of 4 signs"),
        ("O4RT-ADWA-9KPE-CW3C", "a code with 'O' in it"),
        ("34RT-ADWA-9KPE-CW3C-3", "a code of 17 signs"),
        ("é" * 5000, "a code with 'É' in it"),
        ("\0" * 16, "a code with '\\x00' in it"),
    ],
)
def test_what_is_no_code_is_refused_in_words(typed, found):
    with pytest.raises(InputError) as refused:
        read_code(typed)

    assert refused.value.found == found


def test_a_refusal_does_not_repeat_the_code():
    code = new_code()
    signs = code.replace("-", "")
    slip = signs[:-1] + next(sign for sign in SIGNS if sign != signs[-1])

    with pytest.raises(InputError) as refused:
        read_code(slip)

    assert slip not in str(refused.value)
    assert signs[:-1] not in str(refused.value)


def test_the_same_keys_follow_from_a_code_everywhere_and_others_from_another():
    code, other = new_code(), new_code()

    assert keys_of(code) == keys_of(code.lower().replace("-", " "))
    assert len({keys_of(code).seed, keys_of(code).seal.hex(), keys_of(other).seed, keys_of(other).seal.hex()}) == 4
    assert keys_of(code).who != keys_of(other).who


def test_keys_do_not_change_from_version_to_version():
    """A trainee's container and the instructor's computer may have different ones."""
    keys = keys_of(KNOWN)

    assert (keys.seed[:16], keys.seal.hex()[:16], keys.who[:16]) == KNOWN_KEYS


def test_keys_are_not_shown():
    keys = keys_of(new_code())

    assert repr(keys) == "Keys(…)"


def test_a_hash_knows_its_code_and_no_other_and_is_salted():
    code, other = new_code(), new_code()
    hashed, again = hash_code(code), hash_code(code)

    assert is_code(hashed, code)
    assert not is_code(hashed, other)
    assert hashed != again
    assert isinstance(hashed, Hashed)
    assert code.replace("-", "") not in f"{hashed.salt}{hashed.hash}"
