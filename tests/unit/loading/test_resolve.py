"""From a name to a place, and from a frame to a table."""

import datetime as dt
import hashlib

import pandas as pd
import pytest

from ndl_workbench.errors import InputError, NotFound, Unreadable
from ndl_workbench.loading.provenance import Provenance, attach
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.loading.tables.from_frame import table_from_frame

CSV = "area,visits\nLeeds,1\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["early-years/children", "embedded/early-years/children", "Embedded/Early-Years/CHILDREN"]
)
def test_an_id(here, name):
    place = place_of(name)

    assert place.name == "early-years/children"
    assert place.path.name == "children.csv"
    assert place.schema["fields"][0]["name"] == "child_id"


def test_what_is_on_disk_wins_over_an_id(here):
    (here / "early-years").mkdir()
    (here / "early-years" / "children").write_text(CSV)

    place = place_of("early-years/children")

    assert place.resource is None
    assert read_place(place).cells["area"].tolist() == ["Leeds"]


def test_a_prefix_reaches_the_id_behind_a_file(here):
    (here / "early-years").mkdir()
    (here / "early-years" / "children").write_text(CSV)

    assert place_of("embedded/early-years/children").resource is not None


def test_a_path_in_the_home_folder(here, monkeypatch):
    monkeypatch.setenv("HOME", str(here))
    monkeypatch.setenv("USERPROFILE", str(here))
    (here / "a.csv").write_text(CSV)

    assert place_of("~/a.csv").path == here / "a.csv"


def test_a_folder(here):
    (here / "data").mkdir()

    with pytest.raises(InputError, match=r"the folder 'data'; expected one file; .*next: name a file inside it"):
        place_of("data")


@pytest.mark.parametrize("name", ["reference", "embedded/reference"])
def test_a_collection_is_not_a_table(here, name):
    with pytest.raises(NotFound) as refused:
        place_of(name)

    assert refused.value.found == f"'{name}', a collection of 3 tables"
    assert refused.value.next == "name one of reference/areas, reference/ethnic-groups, reference/population"


@pytest.mark.parametrize(
    ("name", "next_step"),
    [
        ("early-years/childrn", "did you mean early-years/children?"),
        ("embedded/early-year/children", "did you mean early-years/children?"),
        ("zzzz", "run 'ndl search' to see the ids there are"),
        ("missing.csv", "run 'ndl search' to see the ids there are"),
    ],
)
def test_an_unknown_name_and_what_to_do(here, name, next_step):
    with pytest.raises(NotFound) as refused:
        place_of(name)

    assert refused.value.found == f"no file or dataset called '{name}'"
    assert refused.value.next == next_step


@pytest.mark.parametrize("name", ["~no-such-user/a.csv", "a" * 300, "a\0b", "a/" * 3000, "/dev/null", "\udcff"])
def test_names_no_file_can_have(here, name):
    with pytest.raises(NotFound):
        place_of(name)


# --- reading ----------------------------------------------------------------------------------------


def test_provenance_of_a_file(here):
    (here / "a.csv").write_text(CSV)

    provenance = read_place(place_of("a.csv")).provenance

    assert provenance.source == "a.csv"
    assert provenance.sha256 == hashlib.sha256(CSV.encode()).hexdigest()
    assert provenance.bytes == 20
    assert (provenance.media_type, provenance.encoding, provenance.sheet) == ("text/csv", "utf-8", "")
    assert dt.datetime.fromisoformat(provenance.retrieved).utcoffset() == dt.timedelta(0)
    assert not provenance.synthetic


def test_an_embedded_table_says_that_it_is_synthetic(here):
    assert read_place(place_of("early-years/children")).provenance.synthetic


def test_a_file_over_the_limit(here, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.00001")
    (here / "a.csv").write_text(CSV)

    with pytest.raises(Unreadable, match=r"20 bytes in 'a\.csv'; expected at most 10 bytes"):
        read_place(place_of("a.csv"))


# --- frames -----------------------------------------------------------------------------------------


def test_a_frame_counts_from_the_row_below_its_header():
    table = table_from_frame(pd.DataFrame({"area": ["Leeds", None], "visits": [1, 2]}))

    assert table.cells.to_dict("index") == {
        2: {"area": "Leeds", "visits": "1"},
        3: {"area": "", "visits": "2"},
    }
    assert table.rows_read == 2


def test_a_frame_that_was_loaded_keeps_the_rows_of_its_file():
    frame = pd.DataFrame({"area": ["Leeds", "York"]}, index=pd.Index([5, 9], name="row"))
    attach(frame, Provenance(source="a.csv", sha256="abc"))

    table = table_from_frame(frame)

    assert table.cells.index.tolist() == [5, 9]
    assert (table.provenance.source, table.provenance.derived) == ("a.csv", True)


@pytest.mark.parametrize("index", [pd.Index([5, 5], name="row"), pd.Index(["a", "b"], name="row"), pd.Index([5, 9])])
def test_an_index_that_cannot_be_row_numbers_is_not_used(index):
    table = table_from_frame(pd.DataFrame({"area": ["Leeds", "York"]}, index=index))

    assert table.cells.index.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (pd.array([1, None], dtype="Int64"), ["1", ""]),
        (pd.array([True, None], dtype="boolean"), ["True", ""]),
        ([1.5, float("nan")], ["1.5", ""]),
        ([pd.Timestamp(2020, 1, 2), pd.NaT], ["2020-01-02", ""]),
        ([pd.Timestamp(2020, 1, 2, 3, 4, 5), pd.NaT], ["2020-01-02 03:04:05", ""]),
        (pd.Categorical(["a", None]), ["a", ""]),
        (["x", None], ["x", ""]),
    ],
)
def test_values_of_a_frame_as_text(values, text):
    assert table_from_frame(pd.DataFrame({"x": values})).cells["x"].tolist() == text


def test_two_columns_of_one_name_are_both_kept():
    table = table_from_frame(pd.DataFrame([[1, 2, 3]], columns=["a", "a", 1]))

    assert table.cells.to_dict("list") == {"a": ["1"], "a_2": ["2"], "1": ["3"]}


def test_a_frame_without_rows():
    table = table_from_frame(pd.DataFrame({"a": []}))

    assert (table.rows_read, table.cells.columns.tolist()) == (0, ["a"])
