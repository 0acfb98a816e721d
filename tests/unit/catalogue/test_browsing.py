"""What the browser of datasets says of a hit."""

from __future__ import annotations

import pytest

from ndl_workbench.catalogue.browsing import NO_TABLE, badges, best_file, found_said, hit_line, loading_code
from ndl_workbench.catalogue.licences import is_open
from ndl_workbench.catalogue.records import NO_LICENCE, Dataset, Distribution, Licence
from ndl_workbench.catalogue.results import Hit, Results


def hit(licence: str = "unknown", **said) -> Hit:
    stated = Licence(licence, licence, None, "unknown", "stated", "said") if licence != "unknown" else NO_LICENCE
    return Hit(Dataset(id="a/b", title="Trees", source="a", licence=stated, **said), 1.0, "title has 'trees'")


def parts(*formats: str) -> tuple[Distribution, ...]:
    return tuple(
        Distribution(f"a/b/{n}", f"Trees {n}", format, "", f"https://example.org/{n}")
        for n, format in enumerate(formats)
    )


@pytest.mark.parametrize(
    ("id", "is_so"),
    [
        ("OGL-UK-3.0", True),
        ("LicenseRef-OGL-UK", True),
        ("CC0-1.0", True),
        ("CC-BY-4.0", True),
        ("NCGL-UK-2.0", False),
        ("LicenseRef-PSGA-Member", False),
        ("WTFPL", None),
        ("unknown", None),
        ("OGL-UK-3.0-or-later", None),
        ("", None),
    ],
)
def test_a_licence_of_the_list_is_open_or_not(id, is_so):
    assert is_open(id) is is_so


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("OGL-UK-3.0", "open licence: OGL-UK-3.0"),
        ("NCGL-UK-2.0", "licence with conditions: NCGL-UK-2.0"),
        ("WTFPL", "licence: WTFPL"),
        ("unknown", "licence not known"),
    ],
)
def test_a_badge_says_whether_it_may_be_used(id, words):
    assert [badge.text for badge in badges(hit(id))] == [words]


def test_a_line_leaves_out_what_is_not_known():
    assert hit_line(hit()) == "Trees · licence not known"
    assert hit_line(hit("WTFPL", publisher="Leeds", distributions=parts("CSV", "PDF", "CSV"))) == (
        "Trees · licence: WTFPL · CSV, PDF · Leeds"
    )


@pytest.mark.parametrize(
    ("formats", "number"), [(("CSV",), None), (("PDF", "CSV"), 2), (("PDF", "CSV", "CSV"), 2), (("PDF", "HTML"), 1)]
)
def test_of_several_files_the_first_that_is_a_table_is_chosen(formats, number):
    assert best_file(hit(distributions=parts(*formats)).dataset) == number


@pytest.mark.parametrize("formats", [(), ("PDF",), ("HTML", "PDF")])
def test_where_there_is_no_table_the_code_says_so(formats):
    assert loading_code(hit(distributions=parts(*formats)).dataset, file=1) == f"# {NO_TABLE}\n"


@pytest.mark.parametrize(
    ("number", "more", "said"),
    [
        (0, False, "No datasets found. Use fewer or other words."),
        (1, False, "1 dataset found."),
        (12, False, "12 datasets found."),
        (50, True, "The first 50 datasets are listed; there are more."),
    ],
)
def test_how_much_was_found_is_said(number, more, said):
    assert found_said(Results("", None, (hit(),) * number, (), more)) == said
