"""Files, names and circumstances that a lazy frame once mistook."""

import os
import time
from pathlib import Path

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import Unreadable
from ndl_workbench.loading.large import convert

HEADER = "area,visits,rate,opened\n"
CLEAN = HEADER + "Northtown,1,0.5,2024-05-01\nSouth Dale,2,,2024-05-02\n"
MANY = "".join(f"Northtown,{number},0.5,2024-05-01\n" for number in range(3_000))
TOTAL = CLEAN + "\nTotal,3,,\n"


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def written(path: Path, content: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, newline="", encoding="utf-8")
    return path


def areas(lazy: nw.LazyFrame) -> list[object]:
    return lazy.select("area").collect("pyarrow").to_dict(as_series=False)["area"]


@pytest.mark.parametrize("name", ["a*.csv", "a?.csv", "[ab].csv", "it's.csv", "~.csv", "é ü.csv", "x.csv.gz"])
@pytest.mark.parametrize("content", [CLEAN, TOTAL])
def test_a_name_stands_for_one_file(tmp_path, name, content):
    for other in ("a.csv", "b.csv", "ab.csv"):
        written(tmp_path / other, CLEAN.replace("Northtown", "Wrong"))

    assert areas(ndl.scan(written(tmp_path / name, content))) == ["Northtown", "South Dale"]


def test_a_parquet_file_is_itself_whatever_its_name_and_folder(tmp_path):
    folder = tmp_path / "year=2024"
    folder.mkdir()
    for name, area in (("p*.parquet", "Northtown"), ("pq.parquet", "Wrong")):
        pd.DataFrame({"area": [area]}).to_parquet(folder / name)
    lazy = ndl.scan(folder / "p*.parquet")

    assert areas(lazy) == ["Northtown"]
    assert list(lazy.collect_schema()) == ["area"]


def test_a_relative_name_holds_when_the_folder_changes(tmp_path, monkeypatch):
    written(tmp_path / "x.csv", CLEAN)
    written(tmp_path / "other" / "x.csv", CLEAN.replace("Northtown", "Wrong"))
    monkeypatch.chdir(tmp_path)
    lazy = ndl.scan("x.csv")
    monkeypatch.chdir(tmp_path / "other")

    assert areas(lazy) == ["Northtown", "South Dale"]


def test_a_line_break_in_a_cell_is_no_obstacle(tmp_path):
    path = written(tmp_path / "x.csv", CLEAN + '"East\nVale",3,,\n')

    assert areas(ndl.scan(path)) == ["Northtown", "South Dale", "East\nVale"]


def test_a_total_among_the_first_rows_is_left_out(tmp_path):
    path = written(tmp_path / "x.csv", HEADER + "Northtown,1,0.5,2024-05-01\nTotal,1,,\n" + MANY)

    assert "Total" not in areas(ndl.scan(path))


@pytest.mark.parametrize("row", [" , , , ", "\t,\t,\t,\t", "\u00a0,,,"])
def test_a_row_of_spaces_is_blank(tmp_path, row):
    path = written(tmp_path / "x.csv", f"{CLEAN}{MANY}{row}\n{MANY}")

    assert len(areas(ndl.scan(path))) == 6_002


def test_a_cell_of_spaces_is_blank(tmp_path):
    path = written(tmp_path / "x.csv", f"{CLEAN}{MANY}East Vale, ,\t,\u00a0\n{MANY}")
    row = ndl.scan(path).filter(nw.col("area") == "East Vale").collect("pyarrow").to_dict(as_series=False)

    assert row == {"area": ["East Vale"], "visits": [None], "rate": [None], "opened": [None]}


@pytest.mark.parametrize("value", ["infinity", "-infinity", "10000-01-01", "2024-02-30"])
def test_a_date_of_another_kind_ends_the_query(tmp_path, value):
    path = written(tmp_path / "x.csv", f"{CLEAN}{MANY}East Vale,1,1,{value}\n{MANY}")

    with pytest.raises(duckdb.Error, match=f"found '{value}' in column 'opened'; expected dates"):
        ndl.scan(path).select(nw.col("opened").max()).collect("pyarrow")


def test_a_long_decimal_that_survives_is_no_obstacle(tmp_path):
    path = written(tmp_path / "x.csv", HEADER + "Northtown,1,0.30000000000000004,2024-05-01\n" * 3)
    rates = ndl.scan(path).select("rate").collect("pyarrow").to_dict(as_series=False)["rate"]

    assert rates == [0.30000000000000004] * 3


def test_a_file_that_changed_after_the_scan_ends_the_query(tmp_path):
    path = written(tmp_path / "x.csv", CLEAN)
    lazy = ndl.scan(path)
    written(path, CLEAN.replace("area,visits", "visits,area") + "Wrong,1,,\n")

    with pytest.raises(duckdb.Error, match=r"found that 'x\.csv' has changed"):
        areas(lazy)


def damage(path: Path) -> None:
    path.write_text("{")


@pytest.mark.parametrize("ending", ["parquet", "json"])
@pytest.mark.parametrize("harm", [damage, Path.unlink])
def test_a_copy_that_is_not_as_it_was_made_is_made_again(tmp_path, cache, ending, harm):
    path = written(tmp_path / "x.csv", TOTAL)
    ndl.scan(path)
    (copy,) = (cache / "copies").glob(f"*.{ending}")
    harm(copy)

    assert areas(ndl.scan(path)) == ["Northtown", "South Dale"]


def test_what_another_process_is_making_is_left_to_it_until_it_is_abandoned(tmp_path, cache):
    path = written(tmp_path / "x.csv", TOTAL)
    ndl.scan(path)
    (copy,) = (cache / "copies").glob("*.parquet")
    begun, abandoned = copy.with_suffix(".1.part"), copy.with_suffix(".2.part")
    for part in (begun, abandoned):
        part.write_bytes(b"half")
    long_ago = time.time() - 2 * convert.ABANDONED
    os.utime(abandoned, (long_ago, long_ago))
    copy.unlink()
    ndl.scan(path)

    assert begun.exists()
    assert not abandoned.exists()


def test_a_file_that_grows_while_it_is_copied_is_refused(tmp_path, cache, monkeypatch):
    path = written(tmp_path / "x.csv", TOTAL)
    write = convert._write

    def grown(*given):
        count = write(*given)
        with path.open("a") as file:
            file.write("East Vale,1,,\n")
        return count

    monkeypatch.setattr(convert, "_write", grown)
    with pytest.raises(Unreadable, match=r"x\.csv' changed while it was read"):
        ndl.scan(path)
    assert list((cache / "copies").iterdir()) == []
