"""Hand-ins: sealed and opened again, and everything a stranger may do to one."""

from __future__ import annotations

import base64
import datetime as dt
import json
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.cohort.codes import keys_of, new_code
from ndl_workbench.cohort.handin import MOST_NOTEBOOK, is_sealed_with, looks_like_one, open_sealed, seal
from ndl_workbench.errors import InputError, Unreadable

NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5, "é": "日本"}'.encode()
WHEN = dt.datetime(2026, 11, 28, 10, 0, tzinfo=dt.UTC)
ABOUT = {"course": "sums", "unit": "01_adding", "release": "a" * 64, "when": WHEN}
KEYS = keys_of(new_code())
OTHER = keys_of(new_code())


def sealed(notebook: bytes = NOTEBOOK) -> bytes:
    return seal(notebook, **ABOUT, who=KEYS.who, key=KEYS.seal, name="Ann Other")


def changed(content: bytes, **fields: object) -> bytes:
    return json.dumps({**json.loads(content), **fields}).encode()


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        open_sealed(content)
    return refused.value.found


def test_a_hand_in_comes_out_as_it_went_in():
    handin = open_sealed(sealed())

    assert handin.notebook == NOTEBOOK
    assert (handin.course, handin.unit, handin.release, handin.when) == ("sums", "01_adding", "a" * 64, WHEN)
    assert is_sealed_with(handin, KEYS.seal)
    assert not is_sealed_with(handin, OTHER.seal)


def test_the_code_and_its_keys_are_not_in_the_file():
    content = sealed()

    assert KEYS.seal.hex().encode() not in content
    assert KEYS.seed.encode() not in content


@pytest.mark.parametrize("around", [b"\xef\xbb\xbf%s", b"\r\n%s\r\n\r\n"])
def test_what_mail_does_to_a_file_does_no_harm(around):
    handin = open_sealed(around % sealed().strip())

    assert is_sealed_with(handin, KEYS.seal)


@pytest.mark.parametrize(
    "fields",
    [
        {"course": "others"},
        {"unit": "02_other"},
        {"release": "b" * 64},
        {"when": "2026-11-01T10:00:00+00:00"},
        {"who": OTHER.who},
        {"name": "Bo Ng"},
        {"seal": "0" * 64},
    ],
)
def test_a_change_of_anything_breaks_the_seal(fields):
    handin = open_sealed(changed(sealed(), **fields))

    assert not is_sealed_with(handin, KEYS.seal)


def test_another_notebook_is_told():
    other = base64.b64encode(zlib.compress(b"{}")).decode()

    assert refusal(changed(sealed(), notebook=other)) == "a notebook that is not the one that was handed in"


def test_a_sealed_one_cannot_be_passed_off_as_plain():
    content = changed(sealed(), sealed="plain")

    assert refusal(content) == "a hand-in that was changed after it was made"


def test_without_a_code_the_hash_tells_accidents():
    plain = seal(NOTEBOOK, **ABOUT, name="Ann Other")
    handin = open_sealed(plain)

    assert (handin.sealed, handin.who, handin.name) == ("plain", "", "Ann Other")
    assert not is_sealed_with(handin, KEYS.seal)
    assert refusal(changed(plain, name="Bo Ng")) == "a hand-in that was changed after it was made"


def test_a_name_of_any_signs_is_kept_readable():
    handin = open_sealed(seal(NOTEBOOK, **ABOUT, name='Ann "A" {[\\]} O’Other\n\udcff😀'))

    assert "O’Other" in handin.name
    assert "😀" in handin.name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"null",
        b"\xff\xfe",
        b"PK\x03\x04",
        b"[" * 1_000_000,
        b'{"a":' * 1_000_000,
        b'{"schema": "ndl/hand-in/1"}',
        b"{" + b'"",' * 10_000_000 + b"}",
        b'{"schema": ' + b"1" * 5_000_000 + b"}",
        NOTEBOOK,
    ],
    ids=["nothing", "empty", "null", "bytes", "zip", "deep", "deeper", "bare", "many", "number", "notebook"],
)
def test_what_is_no_hand_in_is_refused_and_costs_little(content):
    tracemalloc.start()
    refusal(content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < 4 * len(content) + 1_000_000


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"unit": "../../etc"}, "'../../etc' as unit"),
        ({"unit": "01_a/../../b"}, "'01_a/../../b' as unit"),
        ({"unit": "٠١_adding"}, "'٠١_adding' as unit"),
        ({"course": "sums\n"}, "'sums\\n' as course"),
        ({"when": "2026-13-40T99:00:00+00:00"}, "the time 2026-13-40T99:00:00+00:00"),
        ({"when": "2026-11-28"}, "'2026-11-28' as when"),
        ({"sealed": "trust me"}, "'trust me' as sealed"),
        ({"seal": "x"}, "'x' as seal"),
        ({"schema": "ndl/hand-in/2"}, "a hand-in of another form"),
        ({"name": "a\u202eb\x00"}, "'a\\u202eb\\x00' as name"),
        ({"notebook": "!!!"}, "a notebook that does not unpack"),
        ({"notebook": ""}, "a notebook with an end missing or too much"),
    ],
)
def test_a_field_of_another_form_is_named(fields, found):
    assert refusal(changed(sealed(), **fields)) == found


def test_other_fields_and_other_kinds_are_refused():
    assert refusal(changed(sealed(), more="x")) == "a file of another form"
    assert refusal(changed(sealed(), name=["x"])) == "a file of another form"
    renamed = sealed().replace(b'"name"', b'"nane"')
    assert refusal(renamed) == "other fields than a hand-in has"


def test_a_bomb_is_not_unpacked():
    packer = zlib.compressobj(9)
    bomb = b"".join([packer.compress(bytes(1_000_000)) for _ in range(200)]) + packer.flush()
    content = changed(sealed(), notebook=base64.b64encode(bomb).decode())
    tracemalloc.start()
    found = refusal(content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert found == f"a notebook that unpacks to more than {MOST_NOTEBOOK:,} bytes"
    assert most < 3 * MOST_NOTEBOOK


def test_what_stands_behind_the_notebook_is_told():
    packed = base64.b64encode(zlib.compress(NOTEBOOK) + b"more").decode()

    assert refusal(changed(sealed(), notebook=packed)) == "a notebook with an end missing or too much"


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, len(sealed()) - 2), byte=st.integers(0, 255))
def test_no_changed_byte_goes_unnoticed(at, byte):
    content = sealed()
    spoilt = content[:at] + bytes([byte]) + content[at + 1 :]
    try:
        handin = open_sealed(spoilt)
    except Unreadable:
        return
    assert handin == open_sealed(content) or not is_sealed_with(handin, KEYS.seal)


def test_half_a_file_is_refused():
    content = sealed()

    for end in range(0, len(content) - 2, 37):
        refusal(content[:end])


def test_it_is_known_by_what_stands_in_it():
    assert looks_like_one(sealed())
    assert not looks_like_one(NOTEBOOK)


def test_only_what_has_the_form_can_be_sealed():
    with pytest.raises(InputError):
        seal(NOTEBOOK, **{**ABOUT, "unit": "../x"})
    with pytest.raises(InputError):
        seal(NOTEBOOK, **ABOUT, who=KEYS.who)
    with pytest.raises(InputError):
        seal(bytes(MOST_NOTEBOOK + 1), **ABOUT)
