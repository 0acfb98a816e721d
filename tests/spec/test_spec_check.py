"""The specification of ``check``: a table, a standard, and what is found or mended. Row 2 is the first."""

import ndl_workbench as ndl


def test_a_required_value_that_is_missing_is_found(draw, standard):
    table = draw("""
        site | hectares
        -----+---------
        A    | 1.5
        B    |
        C    | 0.4
    """)
    wanted = standard("""
      - {name: site}
      - {name: hectares, type: number, required: true}
    """)

    report = ndl.check(table, standard=wanted)

    assert [(f.check, f.column, f.rows, f.expected) for f in report.findings] == [
        ("missing value", "hectares", (3,), "a value"),
    ]


def test_a_date_with_the_day_first_is_mended_and_one_that_does_not_exist_is_found(draw, standard):
    table = draw("""
        site | granted
        -----+-----------
        A    | 2017-12-01
        B    | 01/12/2017
        C    | 31-06-2017
    """)
    wanted = standard("""
      - {name: site}
      - {name: granted, type: date}
    """)

    report = ndl.check(table, standard=wanted)

    assert [(r.rule, r.row, r.column, r.original, r.value) for r in report.repairs] == [
        ("date format", 3, "granted", "01/12/2017", "2017-12-01"),
    ]
    assert [(f.check, f.column, f.rows, f.observed) for f in report.findings] == [
        ("invalid date", "granted", (4,), "31-06-2017"),
    ]


def test_a_category_is_patched_where_its_meaning_is_known(draw, standard):
    table = draw("""
        site | owner
        -----+---------
        A    | Private
        B    | PUBLIC
        C    | the King
    """)
    wanted = standard("""
      - {name: site}
      - {name: owner, type: category, values: [public, not public], replace: {private: not public}}
    """)

    report = ndl.check(table, standard=wanted)

    assert [(r.rule, r.row, r.original, r.value) for r in report.repairs] == [
        ("patch", 2, "Private", "not public"),
        ("patch", 3, "PUBLIC", "public"),
    ]
    assert [(f.check, f.rows, f.observed, f.expected) for f in report.findings] == [
        ("invalid category value", (4,), "the King", "one of 'public', 'not public'"),
    ]


def test_eastings_and_northings_become_longitude_and_latitude(draw, standard):
    # Nelson's column, TQ 300 804: 51.5078 north, 0.1281 west.
    table = draw("""
        site | x      | y
        -----+--------+-------
        A    | 530000 | 180400
    """)
    wanted = standard("""
      - {name: site}
      - {name: x, type: number, coordinate: longitude}
      - {name: y, type: number, coordinate: latitude}
    """)

    report = ndl.check(table, standard=wanted)

    assert [(r.rule, r.row, r.column, r.original, r.value[:6]) for r in report.repairs] == [
        ("OSGB", 2, "x", "530000", "-0.128"),
        ("OSGB", 2, "y", "180400", "51.507"),
    ]
    assert report.findings == ()


def test_longitude_and_latitude_that_were_swapped_are_swapped_back(draw, standard):
    table = draw("""
        site | x     | y
        -----+-------+------
        A    | -1.55 | 53.8
        B    | 53.8  | -1.55
        C    | 2.35  | 48.86
    """)
    wanted = standard("""
      - {name: site}
      - {name: x, type: number, coordinate: longitude}
      - {name: y, type: number, coordinate: latitude}
    """)

    report = ndl.check(table, standard=wanted)

    assert [(r.rule, r.row, r.column, r.original, r.value) for r in report.repairs] == [
        ("WGS84 flipped", 3, "x", "53.8", "-1.55"),
        ("WGS84 flipped", 3, "y", "-1.55", "53.8"),
    ]
    assert [(f.check, f.column, f.rows, f.observed) for f in report.findings] == [
        ("WGS84 out of bounds", "x, y", (4,), "2.35, 48.86"),
    ]


def test_a_blank_is_filled_from_the_column_the_standard_names(draw, standard):
    table = draw("""
        least | most
        ------+-----------------
        3     |
              | 7
              | up to a dozen
    """)
    wanted = standard("""
      - {name: least, type: integer, default_from: [most]}
      - {name: most, type: integer, default_from: [least]}
    """)

    report = ndl.check(table, standard=wanted)

    assert [(r.rule, r.row, r.column, r.original, r.value) for r in report.repairs] == [
        ("default-field", 3, "least", "", "7"),
        ("default-field", 2, "most", "", "3"),
    ]
    assert [(f.check, f.column, f.rows, f.observed) for f in report.findings] == [
        ("invalid integer", "most", (4,), "up to a dozen"),
    ]


def test_a_column_is_known_by_another_of_its_names(draw, standard):
    table = draw("""
        Site ref. | Area (ha)
        ----------+----------
        A         | 1.5 ha
    """)
    wanted = standard("""
      - {name: SiteReference, aliases: [Site Ref]}
      - {name: Hectares, type: number, units: [ha], aliases: [Area]}
    """)

    report = ndl.check(table, standard=wanted)

    assert [(r.rule, r.row, r.column, r.original, r.value) for r in report.repairs] == [
        ("column name", 1, "Site ref.", "Site ref.", "SiteReference"),
        ("column name", 1, "Area (ha)", "Area (ha)", "Hectares"),
        ("unit", 2, "Area (ha)", "1.5 ha", "1.5"),
    ]
    assert report.findings == ()


def test_without_repair_what_could_be_mended_is_found_instead(draw, standard):
    table = draw("""
        site | granted
        -----+-----------
        A    | 01/12/2017
    """)
    wanted = standard("""
      - {name: site}
      - {name: granted, type: date}
    """)

    report = ndl.check(table, standard=wanted, repair=False)

    assert report.repairs == ()
    assert [(f.check, f.rows, f.observed) for f in report.findings] == [("invalid date", (2,), "01/12/2017")]


def test_a_rule_of_a_standards_own_finds_the_rows_for_which_it_is_false(draw, standard):
    table = draw("""
        site | least | most
        -----+-------+-----
        A    | 3     | 7
        B    | 8     | 5
        C    |       | 4
    """)
    wanted = standard("""
      - {name: site}
      - {name: least, type: integer}
      - {name: most, type: integer}
checks:
      - name: range runs upwards
        sentence: The smallest number of homes is more than the largest.
        expression: least <= most
        dimension: consistency
    """)

    report = ndl.check(table, standard=wanted)

    assert [(f.check, f.column, f.rows, f.observed, f.message) for f in report.findings] == [
        ("range runs upwards", "least, most", (3,), "8 | 5", "The smallest number of homes is more than the largest."),
    ]


def test_a_rule_that_names_an_absent_column_is_a_finding_and_no_crash(draw, standard):
    table = draw("""
        site | least
        -----+------
        A    | 3
    """)
    wanted = standard("""
      - {name: site}
      - {name: least, type: integer}
checks:
      - name: range runs upwards
        sentence: The smallest number of homes is more than the largest.
        expression: least <= most
        dimension: consistency
    """)

    report = ndl.check(table, standard=wanted)

    assert [(f.check, f.column, f.rows, f.message) for f in report.findings] == [
        (
            "rule cannot be evaluated",
            "least, most",
            (1,),
            "The rule 'range runs upwards' was not evaluated: there is no column most.",
        ),
    ]


def test_a_key_of_several_columns_is_found_where_it_repeats_an_earlier_one(draw, standard):
    table = draw("""
        area | year | count
        -----+------+------
        E1   | 2020 | 5
        E1   | 2021 | 6
        E1   | 2020 | 7
    """)
    wanted = standard("""
      - {name: area}
      - {name: year}
      - {name: count, type: integer}
unique_keys: [[area, year]]
    """)

    report = ndl.check(table, standard=wanted)

    assert [(f.check, f.column, f.rows, f.observed) for f in report.findings] == [
        ("reference values are not unique", "area, year", (4,), "E1 | 2020"),
    ]


def test_columns_that_do_not_line_up_with_their_description_are_said_first(draw, standard):
    table = draw("""
        count | extra | area
        ------+-------+-----
        few   | 1     | E1
        many  | 2     | E2
    """)
    wanted = standard("""
      - {name: area}
      - {name: count, type: integer}
fields_match: exact
    """)

    report = ndl.check(table, standard=wanted)

    assert [(f.check, f.rows, f.observed) for f in report.findings if f.severity == "error"] == [
        ("columns differ", (1,), "3 columns: count, extra, area"),
        ("invalid integer", (2, 3), "few"),
    ]


def test_a_value_longer_than_it_may_be_is_found(draw, standard):
    table = draw("""
        site | code
        -----+------
        A    | E0600
        B    | E06
    """)
    wanted = standard("""
      - {name: site}
      - {name: code, min_length: 2, max_length: 4}
    """)

    report = ndl.check(table, standard=wanted)

    assert [(f.check, f.rows, f.observed, f.expected) for f in report.findings] == [
        ("too long", (2,), "E0600", "4 characters or fewer"),
    ]


def test_a_bound_that_a_value_may_not_stand_on_is_exclusive(draw, standard):
    table = draw("""
        site | hectares
        -----+---------
        A    | 0
        B    | 0.1
    """)
    wanted = standard("""
      - {name: site}
      - {name: hectares, type: number, exclusive_minimum: 0}
    """)

    report = ndl.check(table, standard=wanted)

    assert [(f.check, f.rows, f.observed, f.expected) for f in report.findings] == [
        ("too small", (2,), "0", "more than 0"),
    ]
