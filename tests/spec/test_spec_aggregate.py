"""The specification of an aggregate: what publishers sent, and the one table made of it. Row 2 is the first."""

from dataclasses import replace

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.loading.provenance import Provenance
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality.aggregate import aggregate_tables
from ndl_workbench.quality.results import Refused
from ndl_workbench.quality.standard import standard_named


@pytest.fixture
def sent():
    """Turn a drawing into a table as a publisher sent it."""

    def table(source: str, drawing: str):
        names, _, *rows = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
        read = table_from_frame(pd.DataFrame(rows, columns=names, dtype=str))
        return replace(read, provenance=Provenance(source=source))

    return table


def test_files_in_one_standard_become_one_table_that_says_where_each_row_came_from(sent, standard):
    bolton = sent("data/bolton.csv", """
        site | hectares
        -----+---------
        A    | 1.5
        B    | 2.0
    """)  # fmt: skip
    bury = sent("data/bury.csv", """
        Area (ha) | Site
        ----------+------
        0.4 ha    | C
    """)  # fmt: skip
    wanted = standard("""
      - {name: site}
      - {name: hectares, type: number, units: [ha], aliases: [Area]}
    """)

    aggregate = aggregate_tables([bolton, bury], standard_named(wanted), None)

    assert list(aggregate.table) == ["site", "hectares", "source", "source_row"]
    assert aggregate.table.to_numpy().tolist() == [
        ["A", "1.5", "bolton.csv", 2],
        ["B", "2.0", "bolton.csv", 3],
        ["C", "0.4", "bury.csv", 2],
    ]
    assert [(r.file, r.row, r.column, r.rule, r.original, r.value) for r in aggregate.repairs] == [
        ("data/bury.csv", 1, "Area (ha)", "column name", "Area (ha)", "hectares"),
        ("data/bury.csv", 1, "Site", "column name", "Site", "site"),
        ("data/bury.csv", 2, "Area (ha)", "unit", "0.4 ha", "0.4"),
    ]


def test_a_column_that_one_file_lacks_is_filled_as_the_standard_says_and_still_missing_from_that_file(sent, standard):
    bolton = sent("bolton.csv", """
        site | least | most
        -----+-------+-----
        A    | 4     | 6
    """)  # fmt: skip
    bury = sent("bury.csv", """
        site | most
        -----+---------
        B    | 7
        C    | a dozen
    """)  # fmt: skip
    wanted = standard("""
      - {name: site}
      - {name: least, type: integer, required: true, default_from: [most]}
      - {name: most, type: integer}
    """)

    aggregate = aggregate_tables([bolton, bury], standard_named(wanted), None)

    assert aggregate.table.to_numpy().tolist() == [
        ["A", "4", "6", "bolton.csv", 2],
        ["B", "7", "7", "bury.csv", 2],
        ["C", "", "a dozen", "bury.csv", 3],
    ]
    assert [(r.file, r.row, r.column, r.rule, r.value) for r in aggregate.repairs] == [
        ("bury.csv", 2, "least", "default-field", "7"),
    ]
    assert [(f.check, f.column) for f in aggregate.files[1].report.findings] == [
        ("invalid integer", "most"),
        ("missing column", "least"),
    ]
    assert [(f.field, f.files, f.rows) for f in aggregate.fields] == [("site", 2, 3), ("least", 1, 1), ("most", 2, 3)]


def test_without_a_standard_every_column_of_every_file_is_kept(sent):
    bolton = sent("bolton.csv", """
        name    | email
        --------+-----------
        Central | a@b.test
    """)  # fmt: skip
    bury = sent("bury.csv", """
        name | phone
        -----+------
        East | 01
    """)  # fmt: skip

    aggregate = aggregate_tables([bolton, bury], None, None)

    assert list(aggregate.table) == ["name", "email", "phone", "source", "source_row"]
    assert aggregate.table.to_numpy().tolist() == [
        ["Central", "a@b.test", "", "bolton.csv", 2],
        ["East", "", "01", "bury.csv", 2],
    ]


def test_a_column_the_standard_does_not_have_is_left_out_and_named(sent, standard):
    bolton = sent("bolton.csv", """
        site | colour
        -----+-------
        A    | red
    """)  # fmt: skip

    aggregate = aggregate_tables([bolton], standard_named(standard("  - {name: site}\n")), None)

    assert list(aggregate.table) == ["site", "source", "source_row"]
    assert [(file.name, file.left_out) for file in aggregate.files] == [("bolton.csv", ("colour",))]


def test_a_row_that_two_publishers_sent_is_named_with_both_and_kept(sent, standard):
    bolton = sent("bolton.csv", """
        site | homes
        -----+------
        A    | 12
        B    | 3
    """)  # fmt: skip
    bury = sent("bury.csv", """
        site | homes
        -----+------
        C    | 7
        A    | 12
        B    | 400
    """)  # fmt: skip
    wanted = standard("""
      - {name: site, unique: true}
      - {name: homes, type: integer}
    """)

    aggregate = aggregate_tables([bolton, bury], standard_named(wanted), None)

    assert [(d.what, d.value, [str(place) for place in d.places]) for d in aggregate.duplicates] == [
        ("the same in every column", "A | 12", ["bolton.csv row 2", "bury.csv row 3"]),
        ("the same site", "B", ["bolton.csv row 3", "bury.csv row 4"]),
    ]
    assert len(aggregate.table) == 5


def test_a_publisher_that_sent_nothing_and_a_field_that_nobody_fills_are_named(sent, standard):
    bolton = sent("libraries_bolton.csv", """
        library | email
        --------+------
        Central |
    """)  # fmt: skip
    other = sent("data.csv", """
        library | email | council
        --------+-------+-------------
        East    |       | Bury Council
        West    |       | Bury Council
    """)  # fmt: skip
    wanted = standard("""
      - {name: library}
      - {name: email, required: true}
      - {name: council}
    """)

    aggregate = aggregate_tables([bolton, other], standard_named(wanted), None, ["Bolton", "Bury", "Wigan Council"])

    assert [(p.name, p.files, p.known_by) for p in aggregate.publishers] == [
        ("Bolton", ("libraries_bolton.csv",), "the name of the file"),
        ("Bury", ("data.csv",), "every value of council"),
        ("Wigan Council", (), ""),
    ]
    assert [(a.kind, a.name, a.required) for a in aggregate.absent] == [
        ("publisher", "Wigan Council", True),
        ("field", "email", True),
    ]


def test_a_file_that_cannot_be_used_is_refused_with_its_reason_and_its_publisher_is_not_absent(sent, standard):
    bolton = sent("bolton.csv", """
        site | homes
        -----+------
        A    | 12
    """)  # fmt: skip
    on_its_side = sent("wigan.csv", """
        site   | first
        -------+------
        homes  | 12
        owner  | me
    """)  # fmt: skip
    no_table = Refused("bury.pdf", "found a PDF; expected a table; nothing was read; next: ask for the table")
    wanted = standard("""
      - {name: site}
      - {name: homes}
      - {name: owner}
    """)

    aggregate = aggregate_tables(
        [bolton, no_table, on_its_side], standard_named(wanted), None, ["Bolton", "Bury", "Wigan"]
    )

    assert [(r.source, r.why.split(";")[0]) for r in aggregate.refused] == [
        ("bury.pdf", "found a PDF"),
        ("wigan.csv", "found a table on its side in 'wigan.csv': 3 of the standard's fields are in its first column"),
    ]
    assert len(aggregate.table) == 1
    assert [a.name for a in aggregate.absent if a.kind == "publisher"] == []


def test_every_row_of_every_file_is_accounted_for(tmp_path):
    (tmp_path / "a.csv").write_text("Sites in 2020\nsite,homes\nA,1\n,\nB,2\nTotal,3\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("site,homes\nC,7\n", encoding="utf-8")
    tables = [ndl.loading.resolve.read_place(ndl.loading.resolve.place_of(tmp_path / n)) for n in ("a.csv", "b.csv")]

    aggregate = aggregate_tables(tables, None, None)

    assert aggregate.accounting == "6 rows read = 3 kept + 2 rejected + 1 blank; 3 rows in the table"
    assert aggregate.table[["site", "source", "source_row"]].to_numpy().tolist() == [
        ["A", "a.csv", 3],
        ["B", "a.csv", 5],
        ["C", "b.csv", 2],
    ]
