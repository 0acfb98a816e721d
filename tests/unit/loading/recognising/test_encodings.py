"""Which letters bytes stand for, and what is said about it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.errors import NdlError
from ndl_workbench.loading.recognising import encodings
from ndl_workbench.loading.recognising.encodings import decode, encoding_of

CSV = "area,visits\nLeeds,1\n"
LOOK = "look at £, é and quotation marks"


def read(folder: Path, content: bytes) -> tuple[str, str, tuple[str, ...]]:
    (folder / "table").write_bytes(content)
    encoding = encoding_of(folder / "table", "table")
    return encoding, *decode(content, encoding)


@pytest.mark.parametrize(
    ("content", "encoding", "decisions"),
    [
        (CSV.encode(), "utf-8-sig", ()),
        (CSV.encode("utf-8-sig"), "utf-8-sig", ()),
        (CSV.encode("utf-16"), "utf-16", ("read as utf-16 because its mark says so",)),
        (b"\xfe\xff" + CSV.encode("utf-16-be"), "utf-16", ("read as utf-16 because its mark says so",)),
        (CSV.encode("utf-16-le"), "utf-16-le", ("read as utf-16-le because every other byte is NUL",)),
        (CSV.encode("utf-16-be"), "utf-16-be", ("read as utf-16-be because every other byte is NUL",)),
    ],
)
def test_the_same_table_in_each_form_of_unicode(tmp_path, content, encoding, decisions):
    assert read(tmp_path, content) == (encoding, CSV, decisions)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"caf\xe9,\xa3\n", "café,£\n"),
        # By chance these two bytes are a letter in UTF-8, which nobody meant.
        (b"CAF\xc9\x92S,caf\xe9\n", "CAFÉ’S,café\n"),
    ],
)
def test_windows_1252(tmp_path, content, text):
    said = f"read as Windows-1252 because it is not valid UTF-8: {LOOK}"

    assert read(tmp_path, content) == ("cp1252", text, (said,))


def test_utf_8_with_stray_lines_of_windows_1252_is_read_and_they_are_named(tmp_path):
    stray = b"Caf\xe9,2\n"
    content = "Café,£\n".encode() + stray + b"York,1\n" + stray * 4

    assert read(tmp_path, content) == (
        "utf-8 and cp1252",
        "Café,£\nCafé,2\nYork,1\nCafé,2\nCafé,2\nCafé,2\nCafé,2\n",
        (f"lines 2, 4 and 3 more are not UTF-8 and were read as Windows-1252: {LOOK}",),
    )


def test_both_in_one_line(tmp_path):
    text, decisions = read(tmp_path, "é".encode() + b"\xe9\n")[1:]

    assert text == "éé\n"
    assert decisions == (f"line 1 is not UTF-8 and was read as Windows-1252: {LOOK}",)


def test_a_mark_of_utf_8_before_windows_1252_is_no_letter(tmp_path):
    assert read(tmp_path, b"\xef\xbb\xbfcaf\xe9\n")[:2] == ("utf-8 and cp1252", "café\n")


def test_bytes_that_are_no_letter_in_either(tmp_path):
    encoding, text, decisions = read(tmp_path, b"a\nb\x81\n\x8d\n")

    assert (encoding, text) == ("cp1252", "a\nb\ufffd\n\ufffd\n")
    assert decisions[1] == "lines 2 and 3 hold bytes that stand for no letter, read as \ufffd"


def test_a_few_nuls_are_removed_and_their_lines_named(tmp_path):
    assert read(tmp_path, b"area\0,visits\nLeeds,1\nYork\0,2\n") == (
        "utf-8-sig",
        "area,visits\nLeeds,1\nYork,2\n",
        ("NUL characters were removed from lines 1 and 3",),
    )


@pytest.mark.parametrize("mark", [b"", b"\xff\xfe"])
def test_utf_16_of_an_odd_length(tmp_path, mark):
    text, decisions = read(tmp_path, mark + CSV.encode("utf-16-le") + b"x")[1:]

    assert text == f"{CSV}\ufffd"
    assert decisions[1] == "line 3 holds bytes that stand for no letter, read as \ufffd"


def test_a_letter_cut_by_the_border_between_two_chunks(tmp_path, monkeypatch):
    for size in range(1, 8):
        monkeypatch.setattr(encodings, "CHUNK", size)

        assert read(tmp_path, "aé–😀a".encode())[0] == "utf-8-sig"
        assert read(tmp_path, "aé–😀a".encode() + b"\xe9 ")[0] == "utf-8 and cp1252"
        assert read(tmp_path, b"caf\xe9, na\xefve")[0] == "cp1252"


def test_only_the_beginning_can_be_looked_at(tmp_path):
    (tmp_path / "table").write_bytes("é".encode() * 100 + b"\xe9")

    assert encoding_of(tmp_path / "table", "table", most=11) == "utf-8-sig"
    assert encoding_of(tmp_path / "table", "table") == "utf-8 and cp1252"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("any") / "table"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=4).map(str.encode) | st.binary(max_size=3), max_size=20))
def test_text_has_as_many_lines_as_its_bytes(scratch, pieces):
    content = b"area,visits\n" * 20 + b"".join(pieces)
    scratch.write_bytes(content)

    try:
        encoding = encoding_of(scratch, "table")
    except NdlError:
        return
    text, _ = decode(content, encoding)

    assert "\0" not in text
    if encoding not in encodings.WIDE:
        assert text.count("\n") == content.count(b"\n")
        assert text.count("\r") == content.count(b"\r")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_what_utf_8_can_write_comes_back(text):
    assert decode(text.encode("utf-8-sig"), "utf-8-sig") == (text, ())
