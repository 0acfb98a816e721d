"""The specification of ``check`` with a reference: a table, one believed to be right, and how well they agree."""

import ndl_workbench as ndl


def test_cells_that_differ_from_the_reference_are_found_and_accuracy_is_assessed(draw, standard):
    table = draw("""
        site | place  | rooms
        -----+--------+------
        A1   | Upham  | 3
        A2   | Netley | 4
        A3   | Botley | 5
    """)
    right = draw("""
        site | place  | rooms
        -----+--------+------
        A3   | Botley | 6
        A1   | UPHAM  | 3
        A2   | Netley | 4
    """)
    wanted = standard("""
      - {name: site, unique: true}
      - {name: place}
      - {name: rooms, type: integer}
    """)

    report = ndl.check(table, standard=wanted, reference=right)

    assert [(f.check, f.column, f.rows, f.observed, f.expected) for f in report.findings] == [
        ("differs from the reference", "rooms", (4,), "5", "'6', as in a table made in this session"),
    ]
    accuracy = report.dimensions[-1]
    assert (accuracy.dimension, accuracy.state, accuracy.evidence) == (
        "accuracy",
        "assessed",
        "83.3% of 6 cells compared agree with a table made in this session; 3 of 3 rows could be matched by site",
    )


def test_a_gap_and_rows_of_one_table_only_are_said(draw, standard):
    table = draw("""
        site | rooms
        -----+------
        A1   |
        A2   | 4
        A4   | 7
    """)
    right = draw("""
        site | rooms
        -----+------
        A1   | 3
        A2   | 4
        A3   | 5
    """)

    report = ndl.check(table, standard=standard("  - {name: site, unique: true}\n  - {name: rooms}\n"), reference=right)

    assert [(f.check, f.severity, f.rows, f.count) for f in report.findings] == [
        ("blank, and the reference is not", "warning", (2,), 1),
        ("row not in the reference", "notice", (4,), 1),
        ("row only in the reference", "notice", (), 1),
    ]
    assert report.findings[2].expected == "rows for A3, as in a table made in this session"
    assert (report.reference.matched, report.reference.compared, report.reference.agree) == (2, 1, 1)


def test_a_row_that_stands_twice_is_not_called_absent_nor_a_row_that_the_reference_has_twice_extra(draw, standard):
    table = draw("""
        site | rooms
        -----+------
        A1   | 3
        A1   | 3
        A2   | 4
        A3   | 5
    """)
    right = draw("""
        site | rooms
        -----+------
        A1   | 3
        A2   | 4
        A2   | 4
        A3   | 6
    """)
    wanted = standard("  - {name: site, unique: true}\n  - {name: rooms}\n")

    report = ndl.check(table, standard=wanted, reference=right)

    assert [(f.check, f.rows, f.count) for f in report.findings if f.column != "site"] == [
        ("differs from the reference", (5,), 1),
        ("duplicate row", (3,), 1),
    ]
    assert "whether 3 rows agree with the reference (site is blank, or in several rows)" in report.not_checked
    assert (report.reference.matched, report.reference.compared, report.reference.agree) == (1, 1, 0)


def test_without_a_key_nothing_is_compared_and_that_is_said(draw):
    table = draw("""
        place | rooms
        ------+------
        Upham | 3
        Upham | 3
    """)

    report = ndl.check(table, reference=table)

    assert report.reference is None
    assert report.not_checked[-1] == (
        "whether the values agree with a table made in this session: no column, and no two or three together, tell "
        "the rows of both tables apart and have values in common"
    )
    assert report.dimensions[-1].state == "not assessed"
