"""The file of saved work: what is packed comes out the same, and whatever else is opened is refused in a sentence."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import stat
import warnings
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ndl_workbench.errors import Unreadable
from ndl_workbench.taking import work_file
from ndl_workbench.taking.work_file import MANIFEST, Work, WorkFile, is_name, pack, unpack

WHEN = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)
WORK = Work(WHEN, "a" * 32, (WorkFile("sums", "01_adding", "01_adding.ipynb", b"{}", "b" * 64),))
# Whole names, or pieces of which a hostile one is made.
NAMES = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(["..", ".", "", "a", "b.txt", ".git", "C:", "~", "\\", "nul\0", "…", " "]), max_size=6
    ).map("/".join),
)


def whole(**changed: object) -> bytes:
    """Make a file by hand, with one thing of its list changed."""
    content = changed.pop("content", b"{}")
    entry = {
        "course": "sums", "unit": "01_adding", "name": "01_adding.ipynb", "release": "b" * 64,
        "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    top = {"schema": "ndl/my-work/1", "when": "2026-12-01T09:30:00+00:00", "who": "a" * 32, "files": [entry]}
    top.update({name: value for name, value in changed.items() if name in top})
    entry.update({name: value for name, value in changed.items() if name in entry})
    return zipped({MANIFEST: json.dumps(top), f"work/{entry['course']}/{entry['unit']}/{entry['name']}": content})


def zipped(members: dict[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def refused(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as told:
        unpack(content)
    assert "\n" not in str(told.value)
    assert told.value.done == "nothing was brought back, and everything here is as it was"
    return told.value


def test_what_is_packed_comes_out_the_same():
    assert unpack(pack(WORK)) == WORK
    assert unpack(whole()) == WORK


@given(
    st.lists(
        st.tuples(NAMES.filter(is_name), st.binary(max_size=200), st.sampled_from(["", "c" * 64])),
        max_size=8,
        unique_by=lambda one: one[0].casefold(),
    )
)
def test_any_files_come_out_the_same(files):
    names = {name.casefold() for name, _, _ in files}
    if any("/".join(name.split("/")[:n]) in names for name in names for n in range(1, name.count("/") + 1)):
        return
    work = Work(WHEN, "", tuple(WorkFile("sums", "01_adding", name, content, rel) for name, content, rel in files))
    assert unpack(pack(work)) == work


@given(NAMES)
@example("../x")
@example("/etc/passwd")
@example("a/../../b")
@example(".hidden")
@example("a\\b")
@example("a\u202eb")
def test_a_name_that_is_taken_stays_in_its_folder(name):
    if is_name(name):
        assert not name.startswith("/")
        assert not {"..", ".", ""} & set(name.split("/"))
        assert not any(part.startswith(".") for part in name.split("/"))
        assert name.isprintable()
        assert not set('\\:*?"<>|') & set(name)
    else:
        assert unpackable(whole(name=name)) is False


def unpackable(content: bytes) -> bool:
    try:
        unpack(content)
    except Unreadable:
        return False
    return True


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_a_sentence(content):
    refused(content)


@given(st.data())
def test_a_file_in_which_a_byte_was_changed_is_refused_or_the_same(data):
    content = bytearray(pack(WORK))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))

    # Some bytes, such as a member's time, say nothing.
    with contextlib.suppress(Unreadable):
        assert unpack(bytes(content)).files == WORK.files


FIELDS = ["schema", "when", "who", "files", "course", "unit", "name", "release", "bytes", "sha256"]
# Of texts and the number of bytes there is a right one.
WRONG = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers(min_value=3),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(FIELDS), WRONG)
@example("files", [])
@example("bytes", True)
@example("when", "2026-99-99T00:00:00+00:00")
@example("files", [[]])
def test_a_list_with_anything_else_in_it_is_refused(field, value):
    refused(whole(**{field: value}))


@pytest.mark.parametrize(
    "name", ["../up.ipynb", "/absolute", "a/../../b", "..", ".ipynb_checkpoints/a", "a\\..\\b", "C:x"]
)
def test_a_path_that_leaves_its_folder_is_refused(name):
    assert refused(whole(name=name)).found == f"{name!r} in its list"


@pytest.mark.parametrize("field", ["course", "unit"])
def test_a_course_or_unit_that_is_a_path_is_refused(field):
    refused(whole(**{field: ".."}))
    refused(whole(**{field: "a/b"}))


def test_a_link_is_written_as_no_link():
    """A zip can say that a member is a link; its bytes are bytes to us, and they are not those of the list."""
    link = zipfile.ZipInfo("work/sums/01_adding/01_adding.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    manifest = zipfile.ZipFile(io.BytesIO(whole())).read(MANIFEST)

    assert "changed since it was saved" in refused(zipped({MANIFEST: manifest, link: "/etc/passwd"})).found


def test_a_wrong_hash_is_refused():
    assert refused(whole(sha256="0" * 64)).found == "'01_adding.ipynb' changed since it was saved"
    assert refused(whole(bytes=3)).found == "'01_adding.ipynb' changed since it was saved"


def test_another_schema_is_refused():
    assert refused(whole(schema="ndl/my-work/2")).expected == "ndl/my-work/1"


@pytest.mark.parametrize("members", [{}, {"x": "y"}, {MANIFEST: ""}, {MANIFEST: "[" * 100_000}, {MANIFEST: "\xff"}])
def test_an_archive_of_something_else_is_refused(members):
    refused(zipped(members))


def test_members_that_the_list_does_not_name_are_refused():
    manifest = zipfile.ZipFile(io.BytesIO(whole())).read(MANIFEST)
    there = {MANIFEST: manifest, "work/sums/01_adding/01_adding.ipynb": b"{}"}

    assert unpack(zipped(there)) == WORK
    for more in ("../evil", "work/sums/01_adding/other", "work/sums/01_adding/"):
        assert refused(zipped({**there, more: b""})).found == "other files in it than its list names"
    assert refused(zipped({MANIFEST: manifest})).found == "other files in it than its list names"


def test_a_member_that_is_there_twice_is_refused():
    made = io.BytesIO(whole())
    with zipfile.ZipFile(made, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("work/sums/01_adding/01_adding.ipynb", b"[]")
    refused(made.getvalue())


@pytest.mark.parametrize("names", [("a.txt", "A.txt"), ("a", "a/b"), ("straße", "STRASSE")])
def test_names_that_would_write_over_one_another_are_refused(names):
    files = tuple(WorkFile("sums", "01_adding", name, b"") for name in names)
    assert refused(pack(Work(WHEN, "", files))).found == "other files in it than its list names"


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(work_file, "MOST_NOTEBOOK", 1_000)
    bomb = b"\0" * 100_000
    assert "unpacks to too much" in refused(whole(content=bomb)).found


def test_many_files_that_are_too_much_together_are_refused(monkeypatch):
    monkeypatch.setattr(work_file, "MOST_BYTES", 2_000)
    files = tuple(WorkFile("sums", "01_adding", f"{n}.txt", b"\0" * 900) for n in range(3))
    assert "unpacks to too much" in refused(pack(Work(WHEN, "", files))).found


def test_thousands_of_entries_are_refused():
    files = tuple(WorkFile("sums", "01_adding", f"{n}.txt", b"") for n in range(2_000))
    assert refused(pack(Work(WHEN, "", files))).found == "2,001 files in it"


def test_a_list_of_files_that_is_endless_is_not_read():
    content = bytearray(pack(WORK))
    end = content.rfind(b"PK\x05\x06")
    content[end + 12 : end + 16] = (10**9).to_bytes(4, "little")
    assert refused(bytes(content)).found == "an archive of too many files"


def test_an_encrypted_member_is_refused():
    content = bytearray(pack(WORK))
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.find(sign) + place] |= 1
    assert refused(bytes(content)).found == "an encrypted file"


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(work_file, "MOST_BYTES", 10)
    assert "bytes" in refused(pack(WORK)).found


def test_a_repr_shows_no_work():
    assert repr(WORK.files[0]) == "WorkFile(sums/01_adding/01_adding.ipynb, 2 bytes)"
