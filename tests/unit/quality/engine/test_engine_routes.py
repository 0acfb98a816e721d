"""Which tables are scanned where they lie, and that what comes back is the same, and can be used the same."""

import copy
import pickle

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ndl_workbench as ndl
from ndl_workbench import errors
from ndl_workbench.loading import read
from ndl_workbench.loading.large import large
from ndl_workbench.loading.large.stored_parquet import stored_parquet
from ndl_workbench.quality.engine import scan
from ndl_workbench.quality.engine.report import Kept

ROWS = 60_000
FIELDS = """
  - {name: ref, unique: true}
  - {name: size, type: integer, maximum: 999}
  - {name: opened, type: date}
  - {name: note}
"""


@pytest.fixture(scope="module")
def table():
    sizes = [n % 1000 for n in range(ROWS)]
    sizes[59_999] = 5_000
    refs = [f"R{n}" for n in range(ROWS)]
    refs[7] = "R6"
    opened = ["2024-01-02"] * ROWS
    opened[100] = "02/01/2024"
    opened[200] = "31-06-2024"
    return pa.table({"ref": refs, "size": sizes, "opened": opened, "note": [None] * ROWS})


@pytest.fixture
def wanted(standard):
    return standard(FIELDS)


def seen(report):
    found = [(f.check, f.column, f.rows, f.count, f.keys) for f in report.findings]
    return found, [(r.row, r.original, r.value) for r in report.repairs], report.verdict


EXPECTED = [
    ("reference values are not unique", "ref", (8, 9), 2, ("R6", "R6")),
    ("invalid date", "opened", (202,), 1, ("R200",)),
    ("too large", "size", (60_001,), 1, ("R59999",)),
]


def parquet(table, folder):
    pq.write_table(table, folder / "table.parquet")
    return folder / "table.parquet"


FORMS = {
    "parquet": parquet,
    "relation": lambda table, folder: duckdb.connect().from_arrow(table),
    "polars": lambda table, folder: pl.from_arrow(table),
    "lazy": lambda table, folder: pl.from_arrow(table).lazy(),
    "pandas": lambda table, folder: table.to_pandas(),
    "arrow": lambda table, folder: table,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_many_rows_is_scanned_whatever_it_is(form, table, wanted, tmp_path):
    report = ndl.check(FORMS[form](table, tmp_path), standard=wanted, use="maps")

    assert isinstance(report.evidence, Kept)
    assert seen(report)[:2] == (EXPECTED, [(102, "02/01/2024", "2024-01-02")])
    assert report.rows_read == report.rows_kept == ROWS
    assert report.failing(report.findings[0])["ref"].to_dict() == {8: "R6", 9: "R6"}


def test_a_table_of_few_rows_is_held(table, wanted, tmp_path):
    report = ndl.check(parquet(table.slice(0, 100), tmp_path), standard=wanted)

    assert not isinstance(report.evidence, Kept)


def test_a_large_file_of_text_is_scanned_and_each_of_its_rows_has_a_place(table, wanted, tmp_path, monkeypatch):
    for module in (read, large):
        monkeypatch.setattr(module, "LARGE", 1_000)
    text = table.to_pandas().fillna("").to_csv(index=False)
    (tmp_path / "sites.csv").write_text(f"{text}\nTotal,123,,\n", encoding="utf-8")

    report = ndl.check(tmp_path / "sites.csv", standard=wanted)

    assert isinstance(report.evidence, Kept)
    assert seen(report)[0] == EXPECTED
    assert (report.rows_read, report.rows_kept, report.rows_rejected, report.rows_blank) == (ROWS + 2, ROWS, 1, 1)
    assert len(report.provenance.sha256) == 64


def test_a_file_that_was_scanned_is_hashed(table, wanted, tmp_path):
    report = ndl.check(parquet(table, tmp_path), standard=wanted)

    assert (len(report.provenance.sha256), report.provenance.bytes > 0) == (64, True)


def test_a_long_repair_log_is_kept_whole_and_listed_in_part(table, wanted, tmp_path, monkeypatch):
    monkeypatch.setattr(scan, "MOST_LOGGED", 10)
    british = pa.array(["02/01/2024"] * ROWS)

    report = ndl.check(parquet(table.set_column(2, "opened", british), tmp_path), standard=wanted)

    assert (len(report.repairs), report.repairs_made) == (10, ROWS)
    assert f"{ROWS:,} repairs made" in repr(report)
    log = report.repairs_frame()
    assert log["row"].tolist() == list(range(2, ROWS + 2))
    assert set(log["value"]) == {"2024-01-02"}


def test_a_file_of_a_kind_that_sql_cannot_judge_is_read_whole(wanted, tmp_path):
    nested = pa.table({"ref": [str(n) for n in range(ROWS)], "note": pa.array([[1]] * ROWS)})

    assert stored_parquet(parquet(nested, tmp_path), ndl.provenance(object())) is None
    assert ndl.check(tmp_path / "table.parquet", standard=wanted).rows_kept == ROWS


def test_a_scanned_report_can_be_saved_accepted_planned_and_marked(table, wanted, tmp_path):
    path = parquet(table, tmp_path)
    report = ndl.check(path, standard=wanted, use="maps")

    accepted = report.accept(report.findings[0], because="known")
    for form in ("html", "md", "json", "csv", "xlsx"):
        assert accepted.save(tmp_path / f"report.{form}").stat().st_size > 0
    assert (tmp_path / "report.html").stat().st_size < 300_000
    assert len(ndl.plan(report).issues) == 3
    assert ndl.mark(path, tmp_path / "marked.xlsx", standard=wanted).exists()


def test_rows_are_not_looked_up_in_a_file_that_was_changed(table, wanted, tmp_path):
    path = parquet(table, tmp_path)
    report = ndl.check(path, standard=wanted)
    pq.write_table(table.slice(1), path)

    with pytest.raises(errors.Unreadable, match="was changed; expected the file as it was when its check began"):
        report.failing(report.findings[0])
    path.unlink()
    with pytest.raises(errors.NotFound, match="is no longer there"):
        report.failing(report.findings[0])


def test_a_query_that_fails_half_way_is_told(wanted):
    late = duckdb.connect().sql("select case when i = 150000 then error('late') end as ref from range(200000) t(i)")

    with pytest.raises(errors.Unreadable, match="DuckDB says 'Invalid Input Error: late'"):
        ndl.check(late, standard=wanted)


def test_a_report_that_is_copied_has_its_rows_and_one_that_is_pickled_says_it_has_not(table, wanted, tmp_path):
    report = ndl.check(parquet(table, tmp_path), standard=wanted)
    first = report.findings[0]

    assert len(copy.deepcopy(report).failing(first)) == 2
    unpickled = pickle.loads(pickle.dumps(report))
    assert unpickled == report
    with pytest.raises(errors.InputError, match="a report without its table"):
        unpickled.failing(first)


def test_a_pickled_report_does_not_pass_some_repairs_off_as_all(table, wanted, tmp_path, monkeypatch):
    monkeypatch.setattr(scan, "MOST_LOGGED", 0)
    report = ndl.check(parquet(table, tmp_path), standard=wanted)

    assert len(copy.deepcopy(report).repairs_frame()) == 1
    with pytest.raises(errors.InputError, match="a report without its table"):
        pickle.loads(pickle.dumps(report)).repairs_frame()
