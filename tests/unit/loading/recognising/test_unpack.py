"""The one table inside an archive, and archives made to do harm."""

import gzip
import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.errors import InputError, NdlError, NotFound, Unreadable
from ndl_workbench.loading.recognising import unpack as module
from ndl_workbench.loading.recognising.unpack import members, unpack

CSV = b"area,visits\nLeeds,1\n"
# A packed file says when it was packed; tests are to be called the same each time.
PACKED = gzip.compress(CSV, mtime=0)


def zipped(contents: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, inside in contents.items():
            archive.writestr(name, inside)
    return content.getvalue()


@pytest.fixture
def opened(tmp_path):
    """Unpack, and return what was inside, its name, whether that was asked for, and the decisions."""

    def opened(content: bytes, member: str | None = None) -> tuple[bytes, str, bool, tuple[str, ...]]:
        (tmp_path / "download").write_bytes(content)
        with unpack(tmp_path / "download", "download", member) as found:
            inside = found.path.read_bytes()
        assert [path.name for path in tmp_path.iterdir()] == ["download"]
        return inside, found.member, found.asked, found.decisions

    return opened


def test_what_is_no_archive_is_passed_on(opened):
    assert opened(CSV) == (CSV, "", False, ())


def test_gzip(opened):
    assert opened(PACKED) == (CSV, "", False, ("unpacked from GZIP",))


def test_zip_with_one_file(opened):
    decision = "'visits.csv' was read from a ZIP archive of 1 file"

    assert opened(zipped({"visits.csv": CSV})) == (CSV, "visits.csv", False, (decision,))


def test_what_explains_the_data_is_left_alone_and_named(opened):
    content = zipped(
        {
            "data/visits.csv": CSV,
            "data/README.csv": b"column,meaning\n",
            "data/visits.csv-metadata.json": b"{}",
            "data/notes.txt": b"Notes",
            "data/empty.csv": b"",
            ".hidden/old.csv": CSV,
            "__MACOSX/._visits.csv": b"x",
        }
    )

    assert opened(content)[1:] == (
        "data/visits.csv",
        False,
        (
            "'data/visits.csv' was read from a ZIP archive of 7 files; left alone: 'data/README.csv', "
            "'data/visits.csv-metadata.json', 'data/notes.txt', 'data/empty.csv', '.hidden/old.csv', "
            "'__MACOSX/._visits.csv'",
        ),
    )


def test_text_counts_where_there_is_nothing_else(opened):
    assert opened(zipped({"readme.txt": b"Notes", "visits.txt": CSV}))[:2] == (CSV, "visits.txt")


def test_gzip_inside_zip(opened):
    decisions = ("'visits.csv.gz' was read from a ZIP archive of 1 file", "unpacked from GZIP")

    assert opened(zipped({"visits.csv.gz": PACKED})) == (CSV, "visits.csv.gz", False, decisions)


def test_zip_inside_zip(opened):
    inner = zipped({"a.csv": CSV, "b.csv": b"x,y\n"})

    assert opened(zipped({"all.zip": inner}), "a.csv")[:3] == (CSV, "all.zip!a.csv", True)


def test_an_archive_inside_two_others_is_refused(opened):
    with pytest.raises(Unreadable, match="an archive inside 2 others"):
        opened(gzip.compress(gzip.compress(PACKED)))


def test_several_tables_are_asked_about(opened):
    with pytest.raises(InputError) as refused:
        opened(zipped({"2023.csv": CSV, "2024.csv": CSV}))

    assert str(refused.value) == (
        "found 2 tables in the archive 'download'; expected one of '2023.csv', '2024.csv'; nothing was read; "
        "next: name the one you want as its sheet, such as sheet='2023.csv'"
    )


@pytest.mark.parametrize("member", ["years/2024.csv", "2024.csv"])
def test_one_of_several_is_named(opened, member):
    content = zipped({"years/2023.csv": b"x,y\n", "years/2024.csv": CSV})

    assert opened(content, member)[:3] == (CSV, "years/2024.csv", True)


def test_a_name_that_is_not_there(opened):
    with pytest.raises(NotFound, match=r"2 tables, none of them called '2025\.csv', in the archive 'download'"):
        opened(zipped({"2023.csv": CSV, "2024.csv": CSV}), "2025.csv")


def test_a_name_is_left_for_the_workbook_where_there_is_one_file(opened):
    assert opened(zipped({"visits.csv": CSV}), "Sheet 1")[:3] == (CSV, "visits.csv", False)


def test_members_are_the_files_that_may_be_the_table(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"b.csv": CSV, "a.xlsx": b"x", "readme.txt": b"x"}))

    assert members(tmp_path / "a.zip", "a.zip") == ("b.csv", "a.xlsx")


@pytest.mark.parametrize(
    ("contents", "found"),
    [
        ({}, "an archive with no file"),
        (
            {"map.shp": b"x", "map.dbf": b"x", "map.prj": b"x", "notes.txt": b"x"},
            "map shapes (a shapefile or geodatabase)",
        ),
        ({"sites.gdb/a.gdbtable": b"x", "sites.gdb/gdb": b"x"}, "map shapes (a shapefile or geodatabase)"),
        ({"report.pdf": b"x"}, "an archive with no table ('report.pdf')"),
    ],
)
def test_archives_without_a_table(opened, contents, found):
    with pytest.raises(Unreadable) as refused:
        opened(zipped(contents))

    assert refused.value.found == f"{found} in 'download'"


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "/etc/evil.csv", "..\\evil.csv", "C:\\evil.csv", "a/../../evil.csv"]
)
def test_a_name_that_leads_elsewhere_leads_nowhere(opened, name):
    assert opened(zipped({name: CSV}))[0] == CSV


def test_a_link_is_not_followed(opened):
    link = zipfile.ZipInfo("data.csv")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(link, "/etc/hostname")

    with pytest.raises(Unreadable, match="an archive with no table"):
        opened(content.getvalue())


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_two_files_of_one_name(opened):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("a.csv", "y")

    with pytest.raises(Unreadable, match=r"2 files called 'a\.csv'"):
        opened(content.getvalue(), "a.csv")
    with pytest.raises(InputError, match="2 tables"):
        opened(content.getvalue())


def test_a_very_long_name_is_shortened_and_escaped(opened):
    with pytest.raises(InputError) as refused:
        opened(zipped({"\x1b[31m" + "a" * 1000: CSV, "b.csv": CSV}))

    assert "'\\x1b[31m" + "a" * 75 + "…'" in str(refused.value)


def test_a_locked_file(opened):
    content = bytearray(zipped({"a.csv": CSV}))
    entry = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[entry + 8] |= 1

    with pytest.raises(Unreadable, match="an archive locked with a password"):
        opened(bytes(content))


def test_a_way_of_packing_we_do_not_know(opened):
    content = bytearray(zipped({"a.csv": CSV}))
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, 8, 9)
    struct.pack_into("<H", content, entry + 10, 9)

    with pytest.raises(Unreadable, match="packed in a way we do not know"):
        opened(bytes(content))


def test_damage_is_noticed_by_the_checksum(opened):
    content = zipped({"a.csv": CSV}, zipfile.ZIP_STORED).replace(b"Leeds", b"Luton", 1)

    with pytest.raises(Unreadable, match="a damaged workbook or ZIP archive"):
        opened(content)


def test_a_file_without_a_name_is_damage(opened):
    content = zipped({"a": CSV}).replace(b"a" + b"PK\x05\x06", b"\0PK\x05\x06")

    with pytest.raises(Unreadable, match="a damaged workbook or ZIP archive"):
        opened(content)


@pytest.mark.parametrize("damaged", [PACKED[:-6], PACKED + b"more", b"\x1f\x8b\x08\x00"])
def test_damaged_gzip(opened, damaged):
    with pytest.raises(Unreadable, match="a damaged GZIP archive"):
        opened(damaged)


@pytest.mark.parametrize("bomb", [gzip.compress(b" " * 200_000, mtime=0), zipped({"a.csv": b" " * 200_000})])
def test_more_than_the_limit_is_refused(opened, monkeypatch, bomb):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")

    with pytest.raises(Unreadable, match="bytes once unpacked"):
        opened(bomb)


def test_a_size_that_is_not_as_declared_is_refused(opened, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")
    content = bytearray(zipped({"a.csv": b" " * 200_000}))
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<L", content, 22, 10)
    struct.pack_into("<L", content, entry + 24, 10)

    with pytest.raises(Unreadable):
        opened(bytes(content))


def test_what_grows_out_of_proportion_is_refused(opened, monkeypatch):
    monkeypatch.setattr(module, "RATIO_FROM", 1_000_000)

    with pytest.raises(Unreadable, match="more than 500 times its packed size"):
        opened(gzip.compress(b" " * 3_000_000, mtime=0))


def test_thousands_of_files_are_counted_and_not_listed(opened):
    with pytest.raises(InputError) as refused:
        opened(zipped({f"{number}.csv": CSV for number in range(2000)}))

    assert refused.value.found == "2000 tables in the archive 'download'"
    assert refused.value.expected.endswith("'9.csv' and 1,990 more")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("any") / "download"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_changed_archive_is_read_or_refused(scratch, data):
    whole = data.draw(st.sampled_from([zipped({"a.csv": CSV}), zipped({"a.csv.gz": PACKED}), PACKED]))
    content = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    scratch.write_bytes(content[: data.draw(st.integers(1, len(content)))])

    try:
        with unpack(scratch, "download") as found:
            size = found.path.stat().st_size
    except NdlError as error:
        size = len(error.next)

    assert size
