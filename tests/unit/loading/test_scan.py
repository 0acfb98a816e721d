"""Files of any size as lazy frames, from content small enough to be seen here."""

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import CannotWrite, InputError, TablesAlike, Unreadable

CLEAN = "area,visits,rate,opened,code\nNorthtown,1,0.5,2024-05-01,007\nSouth Dale,2,,2024-05-02,008\n"
TOTAL = CLEAN + "\nTotal,3,,,\n"


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def file(tmp_path):
    def file(content: str | bytes, name: str = "x.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return file


def collected(lazy: nw.LazyFrame) -> dict[str, list[object]]:
    return lazy.collect("pyarrow").to_dict(as_series=False)


def test_a_clean_file_is_queried_where_it_lies(file, cache):
    lazy = ndl.scan(file(CLEAN))

    assert isinstance(lazy, nw.LazyFrame)
    assert dict(lazy.collect_schema()) == {
        "area": nw.String, "visits": nw.Int64, "rate": nw.Float64, "opened": nw.Date, "code": nw.String,
    }  # fmt: skip
    assert collected(lazy.select("area", "visits", "code")) == {
        "area": ["Northtown", "South Dale"],
        "visits": [1, 2],
        "code": ["007", "008"],
    }
    assert not (cache / "copies").exists()


def test_it_holds_what_load_holds(file):
    path = file(TOTAL)

    loaded = ndl.load(path).reset_index(drop=True)
    scanned = ndl.scan(path).collect("pandas").to_native()

    assert scanned["area"].tolist() == loaded["area"].tolist()
    assert scanned["visits"].tolist() == loaded["visits"].tolist()
    assert scanned["rate"].isna().tolist() == [False, True]


@pytest.mark.parametrize("careful", [False, True])
def test_notes_and_totals_are_left_out_and_counted(file, careful):
    lazy = ndl.scan(file(TOTAL), careful=careful)

    assert collected(lazy.select("visits")) == {"visits": [1, 2]}
    decisions = ndl.provenance(lazy).decisions
    assert decisions[0] == ("every row was read and copied to the cache folder: 2 rows kept, 1 left out, 1 blank")
    assert "1 row was left out: row 5 (a total)" in decisions


def test_a_total_in_the_middle_needs_care(file):
    rows = "".join(f"Northtown,{number},0.5,2024-05-01,007\n" for number in range(20_000))
    path = file(CLEAN.splitlines(keepends=True)[0] + rows + "Total,9,,,\n" + rows)

    assert collected(ndl.scan(path).select(nw.len())) == {"len": [40_001]}
    assert collected(ndl.scan(path, careful=True).select(nw.len())) == {"len": [40_000]}


def test_a_value_that_does_not_fit_ends_the_query(file):
    rows = "".join(f"Northtown,{number},0.5,2024-05-01,007\n" for number in range(20_000))
    path = file(CLEAN + rows + "Northtown,many,0.5,2024-05-01,007\n" + rows)

    with pytest.raises(duckdb.Error, match=r"found 'many' in column 'visits'; expected whole numbers.*careful=True"):
        collected(ndl.scan(path).select(nw.col("visits").sum()))
    assert ndl.scan(path, careful=True).collect_schema()["visits"] == nw.String


@pytest.mark.parametrize("value", ["007", "1e3", "+1", "1.5", " 1", "99999999999999999999"])
def test_a_number_that_would_not_survive_ends_the_query(file, value):
    rows = "".join(f"Northtown,{number},0.5,2024-05-01,007\n" for number in range(20_000))
    path = file(CLEAN + rows + f"Northtown,{value},0.5,2024-05-01,007\n" + rows)

    with pytest.raises(duckdb.Error, match="in column 'visits'; expected whole numbers"):
        collected(ndl.scan(path).select(nw.col("visits").sum()))


def test_a_row_with_more_cells_ends_the_query(file):
    rows = "".join(f"Northtown,{number},0.5,2024-05-01,007\n" for number in range(20_000))
    path = file(CLEAN + rows + "Northtown,1,0.5,2024-05-01,007,more\n" + rows)

    with pytest.raises(duckdb.Error, match="a row with more cells than the 5 columns of the header"):
        collected(ndl.scan(path).select(nw.col("visits").sum()))
    lazy = ndl.scan(path, careful=True)
    assert collected(lazy.select(nw.len())) == {"len": [40_002]}
    assert "row 20004 (more cells than the 5 columns of the header)" in ndl.provenance(lazy).decisions[1]


@pytest.mark.parametrize(
    "content",
    [
        b"area,visits\nCaf\xe9,1\n",
        "area,visits\nCafé,1\n".encode("utf-16"),
        "'area','visits'\n'Café','1'\n",
    ],
)
def test_other_forms_are_copied_first(file, content):
    assert collected(ndl.scan(file(content))) == {"area": ["Café"], "visits": [1]}


def test_a_quotation_mark_never_closed_is_refused(file):
    with pytest.raises(Unreadable, match="never closed"):
        ndl.scan(file('area,visits\nCafé,"1,2\nNorthtown,3\n'))


def test_the_copy_is_used_again_until_the_file_changes(file, cache):
    path = file(TOTAL)
    ndl.scan(path)
    (copy,) = (cache / "copies").glob("*.parquet")
    made = copy.stat().st_mtime_ns

    ndl.scan(path)
    assert copy.stat().st_mtime_ns == made
    path.write_text(TOTAL.replace("Northtown", "Easton Vale"))
    assert collected(ndl.scan(path).select("area"))["area"][0] == "Easton Vale"
    assert len(list((cache / "copies").iterdir())) == 2


def test_a_cache_folder_that_cannot_be_written_to(file, cache):
    cache.write_text("a file in its place")

    with pytest.raises(CannotWrite, match="set NDL_CACHE to a folder with more room"):
        ndl.scan(file(TOTAL))


def test_names_that_are_odd_for_sql(file):
    lazy = ndl.scan(file('"a ""b""",it\'s,select,spare\n1,2,3,4\n5,6,7,8\n'))

    assert collected(lazy) == {'a "b"': [1, 5], "it's": [2, 6], "select": [3, 7], "spare": [4, 8]}


def test_the_database_reaches_no_other_file(file, tmp_path):
    other = file("secret\n1\n", "other.csv")
    relation = ndl.scan(file(CLEAN)).to_native()

    with pytest.raises(duckdb.Error, match="disabled by configuration"):
        relation.query("t", f"select * from '{other}'").fetchall()


def test_parquet_and_frames_and_our_own_tables(tmp_path):
    pd.DataFrame({"area": ["Northtown"], "visits": [1]}).to_parquet(tmp_path / "x.parquet")

    assert collected(ndl.scan(tmp_path / "x.parquet")) == {"area": ["Northtown"], "visits": [1]}
    assert collected(ndl.scan(pd.DataFrame({"visits": [1]}))) == {"visits": [1]}
    lazy = ndl.scan("early-years/school-readiness")
    assert lazy.select(nw.len()).collect().to_native().iloc[0, 0] == len(ndl.load("early-years/school-readiness"))
    assert ndl.provenance(lazy).synthetic


def test_a_sheet_is_named_where_several_look_alike(tmp_path):
    with pd.ExcelWriter(tmp_path / "x.xlsx") as book:
        for year in ("2023", "2024"):
            pd.DataFrame({"area": ["Northtown"], "year": [year]}).to_excel(book, sheet_name=year, index=False)

    with pytest.raises(TablesAlike):
        ndl.scan(tmp_path / "x.xlsx")
    assert collected(ndl.scan(tmp_path / "x.xlsx", sheet="2024"))["year"] == [2024]


def test_a_sheet_of_a_csv_file_is_refused(file):
    with pytest.raises(InputError, match="leave the sheet out"):
        ndl.scan(file(CLEAN), sheet="2024")
