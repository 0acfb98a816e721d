"""Which file of a dataset is loaded."""

import pytest

from ndl_workbench.catalogue.choose import choose
from ndl_workbench.catalogue.records import Dataset, Distribution
from ndl_workbench.errors import InputError, NotFound, TablesAlike


def dataset(*parts):
    """Make a record from ``(format, title, address)``."""
    made = tuple(
        Distribution(f"here/it/{place}", title, format, "unknown", url)
        for place, (format, title, url) in enumerate(parts, start=1)
    )
    return Dataset(id="here/it", title="It", source="here", distributions=made)


CSV = ("CSV", "Trees", "https://data.example.org/trees.csv")
XLSX = ("XLSX", "Trees", "https://data.example.org/trees.xlsx")
JSON = ("JSON", "Trees (JSON)", "https://data.example.org/trees.json")
DRAWN = ("JSON", "Trees (as drawn)", "https://data.example.org/drawn.json")
OTHER = ("CSV", "Hedges", "https://data.example.org/hedges.csv")
PAGE = ("HTML", "About trees", "https://data.example.org/trees")
MAP = ("WMS", "Map", "https://maps.example.org/wms")
UNSAID = ("unknown", "", "https://data.example.org/download")


@pytest.mark.parametrize(
    ("parts", "chosen"),
    [
        ((CSV,), CSV),
        ((PAGE, CSV, MAP), CSV),
        ((XLSX, CSV), CSV),
        ((JSON, XLSX), XLSX),
        ((DRAWN, CSV), CSV),
        ((UNSAID,), UNSAID),
        ((PAGE, UNSAID), UNSAID),
        ((UNSAID, CSV), CSV),
        ((("CSV", "Trees", " JavaScript:alert(1)"), ("CSV", "Trees", "data:text/csv,a"), OTHER), OTHER),
    ],
)
def test_the_only_table_or_its_best_format(parts, chosen):
    assert choose(dataset(*parts)).url == chosen[2]


@pytest.mark.parametrize(
    "parts",
    [
        (CSV, OTHER),
        (CSV, ("CSV", "Trees", "https://data.example.org/trees-2023.csv")),
        (("CSV", "Trees (2023)", "https://a.example.org/1"), ("CSV", "Trees (2024)", "https://a.example.org/2")),
        (("CSV", "Trees (2023)", "https://a.example.org/1"), ("XLSX", "Trees (2024)", "https://a.example.org/2")),
        (UNSAID, UNSAID),
    ],
)
def test_tables_that_differ_are_listed_and_none_is_guessed(parts):
    with pytest.raises(TablesAlike, match=r'ndl\.load\("here/it", distribution=1\)'):
        choose(dataset(*parts))


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        (1, PAGE),
        ("1", PAGE),
        ("3", XLSX),
        ("xlsx", XLSX),
        ("hedges", OTHER),
        ("here/it/2", CSV),
        (CSV[2], CSV),
        ("html", PAGE),
        (" Hedges ", OTHER),
    ],
)
def test_one_can_be_named(wanted, chosen):
    assert choose(dataset(PAGE, CSV, XLSX, OTHER), wanted).url == chosen[2]


def test_a_name_that_several_have_is_refused_with_the_numbers():
    with pytest.raises(TablesAlike) as refused:
        choose(dataset(PAGE, CSV, XLSX, OTHER), "csv")

    assert refused.value.expected == "one of 2 (CSV: Trees), 4 (CSV: Hedges)"
    assert "distribution=2" in refused.value.next


@pytest.mark.parametrize("wanted", ["giraffes", 0, 9, -1, ""])
def test_a_name_that_none_has_is_refused_with_those_there_are(wanted):
    with pytest.raises(NotFound, match=r"expected 1 \(CSV: Trees\), 2 \(HTML: About trees\)"):
        choose(dataset(CSV, PAGE), wanted)


def test_pages_and_maps_are_no_tables_and_are_named_with_their_addresses():
    with pytest.raises(InputError) as refused:
        choose(dataset(PAGE, MAP))

    assert refused.value.found == (
        "no table in 'here/it', only HTML https://data.example.org/trees, WMS https://maps.example.org/wms"
    )


def test_a_record_without_files_says_where_to_look():
    with pytest.raises(InputError, match="its record names no file"):
        choose(dataset())
