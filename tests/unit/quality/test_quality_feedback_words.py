"""A page that can be acted on without asking anybody: every row, the publisher's own words, and where to read more."""

import pandas as pd

from ndl_workbench.display.text import markdown
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.feedback import feedback_page
from ndl_workbench.quality.standard import standard_named

FIELDS = (
    "  - {name: site, required: true, unique: true}\n  - {name: homes, type: integer}\n"
    "  - {name: owner, type: category, values: [public]}\n"
)


def of_frame(standard, fields, **columns):
    table = table_from_frame(pd.DataFrame(columns, dtype=str))
    return feedback_page(check_table(table, standard_named(standard(fields)), None, repairs=True))


def words(page):
    """Everything the page says, as Markdown."""
    return markdown(page.title, page.blocks()).replace("\\", "")


def test_every_row_is_named_however_many_there_are(standard):
    scattered = of_frame(standard, "  - {name: n, type: integer}\n", n=["x", "1"] * 40)

    assert scattered.to_mend[0].where.startswith("rows 2, 4, 6, ")
    assert scattered.to_mend[0].where.endswith(", 60 and 10 more")


def test_records_go_by_their_keys_unless_those_are_what_is_wrong(standard):
    page = of_frame(standard, FIELDS, site=["N1", "N1", "", "N2"], homes=["x"] * 4, owner=["public"] * 4)

    assert {(item.column, item.records) for item in page.must} == {("site", ""), ("site", ""), ("homes", "“N1”, “N2”")}
    assert "**Which records**: “N1”, “N2”" in words(page)


def test_a_sign_that_was_read_as_an_empty_cell_is_quoted(standard):
    wanted = standard_named(standard("  - {name: n, required: true}\n  - {name: m}\n", head="missing: [n/a]\n"))
    table = table_from_frame(pd.DataFrame({"n": ["N/A", "2"], "m": ["1", "2"]}))

    (item,) = feedback_page(check_table(table, wanted, None, repairs=True)).to_mend

    assert item.seen == "“N/A”, which was read as an empty cell"


def test_a_value_that_was_filled_in_is_told_of_by_the_publishers_own_names(standard):
    fields = "  - {name: most, aliases: [at most], default_from: [least]}\n  - {name: least, aliases: [at least]}\n"
    page = of_frame(standard, fields, **{"At most": ["", "2"], "At least": ["1", "2"]})

    assert "Fill in At most. It was taken from At least." in [made.fix for made in page.mended]


def test_eastings_in_a_column_for_longitudes_are_explained(standard):
    fields = (
        "  - {name: x, type: number, coordinate: longitude, required: true}\n"
        "  - {name: y, type: number, coordinate: latitude}\n"
    )
    page = of_frame(standard, fields, x=["530000", ""], y=["180400", ""])

    assert [item.meaning.strip() for item in page.must] == [
        "What stands in your other rows are eastings or northings, which were turned into this."
    ]


def test_a_rule_of_the_standards_own_leads_to_its_explanation(standard):
    head = (
        "checks:\n  - {name: odd, sentence: It is odd., expression: n <> '1', dimension: validity, "
        "url: 'https://example.org/odd', fix: Make it even., severity: SEVERITY}\n"
    )
    for severity, block in (("error", "**More about it**: https://example.org/odd"), ("warning", "(<https://example.")):
        wanted = standard_named(standard("  - {name: n}\n", head=head.replace("SEVERITY", severity)))
        page = feedback_page(check_table(table_from_frame(pd.DataFrame({"n": ["1"]})), wanted, None, repairs=True))

        assert (page.to_mend[0].problem, page.to_mend[0].more) == ("It is odd.", "https://example.org/odd")
        assert block in words(page)
