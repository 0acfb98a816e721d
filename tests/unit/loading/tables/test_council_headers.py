"""Headers and totals as councils publish them: explained, cut, grouped, or only half named."""

import pytest

EXPLAINED = "explains the columns"
NAMES = "Site,Area,Homes,Added,Plan\n"
GUIDANCE = "Your own reference,Hectares to two decimals,A whole number,In the form yyyy-mm-dd,Address of a map\n"
SITES = "\n".join(f"Mill {n},0.{n},{n + 4},2019-12-0{n},https://maps.example/{n}" for n in range(1, 5)) + "\n"


def reasons(table) -> list[tuple[int, str]]:
    return [(rejected.row, rejected.reason) for rejected in table.rejected]


@pytest.mark.parametrize(("above", "header_row"), [(NAMES + GUIDANCE, 1), (GUIDANCE + NAMES, 2)])
def test_a_row_that_explains_the_names_is_neither_names_nor_a_record(read, above, header_row):
    table = read(above + SITES)

    assert table.cells.columns.tolist() == ["Site", "Area", "Homes", "Added", "Plan"]
    assert (table.header_row, table.rows_kept) == (header_row, 4)
    assert reasons(table) == [(3 - header_row, EXPLAINED)]
    assert f"row {3 - header_row} {EXPLAINED}" in table.provenance.decisions


def test_a_record_of_words_and_gaps_is_no_explanation(read):
    table = read(NAMES + "Works at the far end of the lane,unknown,unknown,unknown,n/a\n" + SITES)

    assert (table.rows_kept, table.rows_rejected) == (5, 0)


def test_a_record_with_one_number_is_no_explanation(read):
    table = read(NAMES + "Works at the far end of the lane,to be measured,7,to be confirmed,to be drawn\n" + SITES)

    assert (table.rows_kept, table.rows_rejected) == (5, 0)


def test_a_title_with_commas_does_not_cost_every_record(read):
    title = "Sites, Madeup Council, published December 2019\n\n"
    table = read(title + NAMES + SITES)

    assert (table.header_row, table.rows_kept) == (3, 4)
    assert reasons(table) == [(1, "a title or note above the header")]


def test_a_few_names_right_above_the_data_are_names(read):
    rows = "\n".join(f"B{n},Mill Lane,Oldtown,0.{n},yes,no,x" for n in range(1, 5))
    table = read(f"Ref,Address,,Area,,,\n{rows}\n")

    assert (table.header_row, table.rows_kept) == (1, 4)
    assert table.cells.columns.tolist() == [
        "Ref",
        "Address",
        "unnamed_3",
        "Area",
        "unnamed_5",
        "unnamed_6",
        "unnamed_7",
    ]


def test_parts_of_a_group_over_dates_are_names(read):
    rows = "\n".join(f"B{n},Mill,{n},{n + 4},2017-12-15,2019-12-20" for n in range(1, 5))
    table = read(f"Ref,Site,Homes,,Dates,\n,,From,To,Added,Updated\n{rows}\n")

    assert table.cells.columns.tolist() == ["Ref", "Site", "Homes From", "Homes To", "Dates Added", "Dates Updated"]
    assert table.rows_kept == 4


def test_sub_totals_are_totals_wherever_they_stand(read):
    table = read("site,area,homes\nA1,1,5\nA2,2,6\nSub-total,3,11\nB1,1,5\nB2,1,5\nSubtotal,2,10\n")

    assert reasons(table) == [(4, "a total"), (7, "a total")]
    assert table.cells["site"].tolist() == ["A1", "A2", "B1", "B2"]


def test_a_last_record_of_a_key_alone_is_kept_right_of_blank_columns(read):
    rows = "".join(f",,B0{n},Mill,0.{n},{n}\n" for n in range(1, 5))
    table = read(f",,Ref,Site,Area,Homes\n{rows},,B05,,,\n")

    assert table.cells["Ref"].tolist() == ["B01", "B02", "B03", "B04", "B05"]


def test_a_row_of_examples_is_no_record(read):
    table = read("Ref,Address,Status\ne.g. ABC/123,e.g. Land at High St,e.g. permissioned\nB1,Mill Lane,permissioned\n")

    assert reasons(table) == [(2, "gives examples")]
    assert table.cells["Ref"].tolist() == ["B1"]
