"""Whatever a file holds, it is read with every row accounted for, or refused with a reason."""

from __future__ import annotations

import csv
import gzip
import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.errors import NdlError, Unreadable
from ndl_workbench.loading import read
from ndl_workbench.loading.provenance import Provenance
from ndl_workbench.loading.recognising.encodings import decode, encoding_of
from ndl_workbench.loading.tables.table import SourceTable

MANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def tried(tmp_path) -> Callable[[bytes], SourceTable | None]:
    """Read content: the table, with its rows counted again, or None where it is refused."""

    def tried(content: bytes) -> SourceTable | None:
        path = tmp_path / "x"
        path.write_bytes(content)
        try:
            table = read.read_table(path, Provenance("x"))
        except NdlError:
            return None
        accounted(table, content, path)
        return table

    return tried


def adds_up(table: SourceTable | None) -> bool:
    """Whether a table has a place for every row; what was refused has none to lose."""
    return table is None or table.rows_read == len(table.cells) + len(table.rejected) + table.rows_blank


def accounted(table: SourceTable, content: bytes, path) -> None:
    """Assert that no row was lost: by the table's own count, and for CSV by a plain reader's."""
    assert adds_up(table)
    assert table.cells.index.is_monotonic_increasing
    assert table.cells.index.is_unique
    numbers = [*table.cells.index, *(row.row for row in table.rejected)]
    assert len(set(numbers)) == len(numbers)
    usual = "separated" not in "".join(table.provenance.decisions) and "quot" not in "".join(table.provenance.decisions)
    packed = content.startswith((b"PK", b"\x1f\x8b"))
    if table.provenance.media_type == "text/csv" and usual and not packed:
        text, _ = decode(content, encoding_of(path, "x"))
        names = sum(1 for _ in csv.reader(io.StringIO(text, newline=""))) - table.rows_read
        assert 0 <= names <= 4


# --- mutations of real files -------------------------------------------------------------------------


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def glued(content: bytes, chance: random.Random) -> bytes:
    return content + content[chance.randrange(len(content)) :]


def re_encoded(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", errors="replace")
    return text.encode(chance.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"]), errors="replace")


def with_nuls(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(len(changed))] = 0
    return bytes(changed)


def with_noise(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 50)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def with_marks(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + chance.choice([b'"', b"\n", b"\r", b",", b"\n\n\n", b"'", b";", b"\t"]) + content[place:]


def shuffled(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def zipped(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("register", content)
    return out.getvalue()


def gzipped(content: bytes, chance: random.Random) -> bytes:
    packed = gzip.compress(content)
    return packed if chance.random() < 0.5 else cut(packed, chance)


MUTATIONS = (cut, glued, re_encoded, with_nuls, with_noise, with_marks, shuffled, zipped, gzipped)


@pytest.mark.shared
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_mutated_register_is_read_or_refused(shared, tried, mutation):
    files = sorted((shared / "data/brownfield-land/raw").iterdir())
    read_again = 0
    for number, path in enumerate(files):
        read_again += tried(mutation(path.read_bytes(), random.Random(number))) is not None

    assert read_again >= len(files) // 6


@pytest.mark.shared
@given(
    number=st.integers(0, 45),
    mutations=st.lists(st.sampled_from(MUTATIONS), min_size=2, max_size=4),
    seed=st.integers(0, 999),
)
@MANY
def test_several_mutations_at_once(shared, tried, number, mutations, seed):
    content = sorted((shared / "data/brownfield-land/raw").iterdir())[number].read_bytes()
    chance = random.Random(seed)
    for mutation in mutations:
        content = mutation(content, chance) or b"x"

    assert adds_up(tried(content))


@pytest.mark.shared
@given(seed=st.integers(0, 9999))
@MANY
def test_a_damaged_workbook_is_read_or_refused(shared, tried, seed):
    folder = shared / "data/awkward-spreadsheets/fixtures"
    books = [path for path in sorted(folder.iterdir()) if path.suffix != ".csv" and path.stat().st_size < 100_000]
    chance = random.Random(seed)

    assert adds_up(tried(chance.choice([cut, with_noise, with_nuls])(chance.choice(books).read_bytes(), chance)))


# --- content made up from nothing --------------------------------------------------------------------


@given(content=st.binary(max_size=300))
@MANY
def test_any_bytes(tried, content):
    assert adds_up(tried(content))


@given(
    rows=st.lists(st.lists(st.text(alphabet="ab1,;\"'\n\r\t |£é\0=[{<", max_size=6), max_size=6), max_size=10),
    delimiter=st.sampled_from(",;\t|"),
)
@MANY
def test_any_rows(tried, rows, delimiter):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)

    assert adds_up(tried(out.getvalue().encode()))


@given(text=st.text(alphabet='{}[]",:1ae.-\\ntrufls \n', max_size=60))
@MANY
def test_anything_like_json(tried, text):
    assert adds_up(tried(("[" + text).encode()))


# --- sizes -------------------------------------------------------------------------------------------


def test_ten_megabytes_in_one_cell(tried):
    table = tried(b"area,note\nNorthtown," + b"x" * 10_000_000 + b"\nSouth Dale,y\n")

    assert table is not None
    assert table.cells["note"].str.len().tolist() == [10_000_000, 1]


def test_fifty_thousand_columns(tried):
    names = ",".join(f"name {number}" for number in range(50_000))
    table = tried(f"{names}\n{','.join(['1'] * 50_000)}\n{',' * 49_999}\n".encode())

    assert table is not None
    assert table.cells.shape == (1, 50_000)
    assert table.rows_blank == 1


def test_many_columns_are_loaded_and_checked(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"name {n}" for n in range(5_000)) + "\n" + ",".join(["1"] * 5_000) + "\n")

    assert ndl.load(path).shape == (1, 5_000)
    assert ndl.check(path, standard="brownfield-land").rows_read == 1


def test_a_million_blank_rows(tried):
    table = tried(b"area,visits\nNorthtown,1\n" + b"\n" * 1_000_000 + b"South Dale,2\n")

    assert table is not None
    assert (len(table.cells), table.rows_blank) == (2, 1_000_000)
    assert table.cells.index.tolist() == [2, 1_000_003]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n \n",
        b"\0" * 1000,
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"PAR1",
        b'{"a":' * 2000,
    ],
)
def test_next_to_nothing_is_refused(tried, content):
    assert tried(content) is None


def test_a_gzip_bomb_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "1")
    path = tmp_path / "x"
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000))

    with pytest.raises(Unreadable):
        read.read_table(path, Provenance("x"))
