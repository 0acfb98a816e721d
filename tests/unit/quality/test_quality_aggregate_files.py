"""Real files of many publishers in one table: ten councils' libraries, forty-six registers of brownfield land."""

import csv
import dataclasses
from collections import Counter

import pytest

import ndl_workbench as ndl
from ndl_workbench.display import Table
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.quality.aggregate import aggregate_tables
from ndl_workbench.quality.standard import standard_named

COUNCILS = (
    "Bolton",
    "Bury",
    "Manchester",
    "Oldham",
    "Rochdale",
    "Salford",
    "Stockport",
    "Tameside",
    "Trafford",
    "Wigan",
)


def read(path):
    return read_place(place_of(path))


# --- ten councils' libraries --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def libraries(shared):
    files = sorted((shared / "data/council-libraries/unvalidated").iterdir())
    return aggregate_tables(map(read, files), None, None, COUNCILS)


def test_ten_files_are_149_rows_and_none_is_lost(libraries, shared):
    published = []
    for path in sorted((shared / "data/council-libraries/unvalidated").iterdir()):
        with path.open(encoding="utf-8-sig", newline="") as file:
            _, *rows = csv.reader(file)
        published += [(*map(str.strip, row), path.name, line) for line, row in enumerate(rows, start=2)]

    assert libraries.accounting == "149 rows read = 149 kept + 0 rejected + 0 blank; 149 rows in the table"
    assert list(libraries.table.itertuples(index=False, name=None)) == published
    assert [file.report.rows_kept for file in libraries.files] == [15, 14, 22, 12, 18, 16, 15, 10, 12, 15]


def test_every_council_is_known_by_its_file_and_no_field_is_empty(libraries):
    assert [(p.name, p.files) for p in libraries.publishers][:2] == [
        ("Bolton", ("libraries_bolton.csv",)),
        ("Bury", ("libraries_bury.csv",)),
    ]
    assert {p.known_by for p in libraries.publishers} == {"the name of the file"}
    assert libraries.absent == ()
    assert libraries.unexpected == ()
    assert [(f.field, f.files) for f in libraries.fields] == [
        (name, 10) for name in ("service", "name", "address", "postcode", "type", "email", "website")
    ]


def test_a_council_is_known_by_its_values_where_its_files_name_says_nothing(shared):
    table = read(shared / "data/council-libraries/unvalidated/libraries_wigan.csv")
    table = dataclasses.replace(table, provenance=dataclasses.replace(table.provenance, source="sheet1.csv"))

    aggregate = aggregate_tables([table], None, None, ["Wigan Council", "Bolton"])

    assert [(p.name, p.files, p.known_by) for p in aggregate.publishers] == [
        ("Wigan Council", ("sheet1.csv",), "every value of service"),
        ("Bolton", (), ""),
    ]


# --- forty-six registers ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def registers(shared):
    files = sorted((shared / "data/brownfield-land/raw").iterdir())
    return aggregate_tables(map(read, files), standard_named("brownfield-land"), "a count of homes")


def test_forty_five_registers_are_one_table_and_one_is_refused(registers):
    assert len(registers.files) == 45
    assert [refused.source[-64:][:8] for refused in registers.refused] == ["40ba241c"]
    assert registers.accounting == "2,232 rows read = 2,177 kept + 9 rejected + 46 blank; 2,177 rows in the table"
    assert Counter(registers.table["source"]) == {file.name: file.report.rows_kept for file in registers.files}


def test_the_columns_of_the_registers_are_the_fields_of_the_standard(registers):
    fields = [field.name for field in standard_named("brownfield-land").fields]

    assert list(registers.table) == [*fields, "source", "source_row"]
    assert {str(dtype) for dtype in registers.table.dtypes[:-1]} == {"str"}
    assert str(registers.table["source_row"].dtype) == "int64"


def test_the_last_repair_of_every_value_is_what_stands_in_the_table(registers):
    table = registers.table.set_index(["source", "source_row"])
    looked_at = 0
    for file in registers.files:
        fields = {c.column: c.field for c in file.report.columns if c.field}
        # A column that is not there is filled under the name of its field.
        last = {(r.row, fields.get(r.column, r.column)): r for r in file.report.repairs if r.rule != "column name"}
        for (row, field), repair in last.items():
            assert (repair.row, field, table.at[(file.name, row), field]) == (row, field, repair.value)
            looked_at += 1

    assert looked_at == 11_605


def test_what_the_registers_share_and_lack(registers):
    shared = [
        block for block in registers.blocks() if isinstance(block, Table) and block.caption == "Files that share most"
    ]

    assert Counter(d.what for d in registers.duplicates) == {
        "the same SiteReference": 241,
        "the same in every column": 9,
    }
    assert registers.absent == ()
    # Two registers of each of these names are on the list: editions of one council's.
    assert [(first[:8], second[:8], count) for first, second, count in shared[0].rows[:3]] == [
        ("34e3c375", "5ed5da3e", 84),
        ("5bb7e25b", "fd17b124", 48),
        ("82f63098", "a08a1444", 33),
    ]


def test_the_page_of_the_registers_has_coverage_first_and_a_row_for_each_file(registers):
    captions = [block.caption for block in registers.blocks() if isinstance(block, Table)]
    listed = next(block for block in registers.blocks() if isinstance(block, Table) and block.columns[0] == "File")

    assert captions[0] == "Fields, of 45 files; empty ones first"
    assert listed.columns == ("File", "Verdict", "Rows", "Rejected", "Errors", "Warnings", "Repairs")
    assert len(listed.rows) == 45
    assert sum(row[2] for row in listed.rows) == len(registers.table)


def test_one_log_holds_the_repairs_of_every_file(registers):
    log = registers.repairs_frame()

    assert len(log) == sum(len(file.report.repairs) for file in registers.files) == 11_976
    assert log["file"].nunique() == 45


def test_the_table_holds_the_cells_that_the_reports_speak_of(tmp_path):
    schema = tmp_path / "schema.json"
    schema.write_text(
        '{"missingValues": ["", "-99"], "fields": [{"name": "site"},'
        ' {"name": "opened", "type": "date", "format": "%d/%m/%Y"}]}'
    )
    for name in ("north.csv", "south.csv"):
        (tmp_path / name).write_text("site,opened\nA,01/02/2024\n-99,03/04/2024\n")

    found = ndl.aggregate([tmp_path / "north.csv", tmp_path / "south.csv"], standard=schema)

    assert found.table["site"].fillna("").tolist() == ["A", "", "A", ""]
    assert found.table["opened"].tolist() == ["01/02/2024", "03/04/2024"] * 2
    assert found.repairs == ()
