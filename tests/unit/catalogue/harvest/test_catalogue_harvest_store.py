"""The file that harvested records are in, and what a harvest says of itself."""

import json
import sqlite3

import pytest

from ndl_workbench.catalogue.harvest.harvest import collect
from ndl_workbench.catalogue.harvest.results import Harvest, Harvested, KnownSource, Refused, Sources
from ndl_workbench.catalogue.harvest.store import FILE
from ndl_workbench.catalogue.sources import walk
from ndl_workbench.catalogue.sources.harvested import HarvestedSource
from ndl_workbench.errors import CannotWrite, InputError


def test_a_file_of_another_version_is_refused_and_left_alone(folder, shelf, harvested):
    harvested(shelf("atlas"))
    with sqlite3.connect(folder / FILE) as file:
        file.execute("pragma user_version = 9")
    file.close()

    for use in (lambda: HarvestedSource().get("shelf/atlas"), lambda: harvested(shelf("bible"))):
        with pytest.raises(InputError, match=r"made by another version.*next: delete the folder .*, and harvest again"):
            use()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + bytes(2_000)])
def test_a_damaged_file_is_told_in_words(folder, content):
    folder.mkdir()
    (folder / FILE).write_bytes(content)

    with pytest.raises(InputError, match=r"harvested\.sqlite.*next: delete the folder"):
        HarvestedSource().get("shelf/atlas")


def test_a_folder_that_cannot_be_made_is_told(folder, shelf):
    folder.write_text("a file in its place")

    with pytest.raises(CannotWrite, match="next: set NDL_HARVEST to another folder"):
        collect([("here", shelf("atlas"))])


def test_what_is_there_can_be_walked_while_a_harvest_goes_on(shelf, book, harvested):
    harvested(shelf(*(f"b{number:04}" for number in range(1_500))))
    pages = HarvestedSource().pages()
    first = next(pages)

    harvested(shelf("zebra"))

    assert (len(first.datasets), first.cursor) == (1_000, "shelf/b0999")
    assert next(pages).datasets[-1] == book("zebra")


def test_a_page_can_be_found_again_by_its_cursor(shelf, harvested):
    harvested(shelf(*(f"b{number:04}" for number in range(1_001))))

    (page,) = HarvestedSource().pages("shelf/b0999")

    assert [dataset.id for dataset in page.datasets] == ["shelf/b1000"]


def test_a_harvest_is_told_in_a_few_lines_and_as_json():
    done = Harvest(
        (
            Harvested("leeds", "https://leeds.example", 1_200, added=1_200, arrived=1_200),
            Harvested(
                "york", "https://york.example", 5, since="2026-03-01T00:00:00Z", resumed=True, problem="nothing came"
            ),
            Harvested(
                "bath", "https://bath.example", 1, refusals=2, refused=(Refused("x/<b>", "not of bath"),), note="odd"
            ),
        ),
        "/tmp/harvest",
    )

    assert repr(done).splitlines() == [
        "Harvested 2 of 3 sources: 1,206 datasets",
        "leeds  1,200 datasets: 1,200 new, 0 changed, 0 removed (everything)",
        "york  5 datasets: 0 new, 0 changed, 0 removed (what changed since 2026-03-01, going on from last time)",
        "bath  1 dataset: 0 new, 0 changed, 0 removed (everything)",
        "york was not walked to its end: nothing came. Harvest again to go on from there.",
        "bath: odd.",
        "bath: 2 records were not kept, such as x/<b> (not of bath).",
    ]
    assert done.exit_status == 3
    assert "x/&lt;b&gt;" in done._repr_html_()
    assert json.loads(json.dumps(done.to_dict())) == done.to_dict()
    assert done.to_dict()["schema"] == "ndl/harvest/1"
    assert list(done.to_frame()["records"]) == [1_200, 5, 1]


def test_a_list_of_sources_is_told_in_a_few_lines_and_as_json():
    listed = Sources(
        (
            KnownSource("embedded", "embedded", "in the package", False, 7),
            KnownSource("leeds", "ckan", "https://leeds.example", True),
            KnownSource("york", "ckan", "https://york.example", True, 1_200, "2026-03-01T00:00:00Z"),
            KnownSource("bath", "dcat", "https://bath.example", True, 5, "", unfinished=True),
        ),
        "/tmp/sources.toml",
    )

    assert repr(listed).splitlines() == [
        "4 sources",
        "embedded  embedded · in the package · on this machine · 7 datasets",
        "leeds  ckan · https://leeds.example · live",
        "york  ckan · https://york.example · live · 1,200 datasets, harvested 2026-03-01",
        "bath  dcat · https://bath.example · live · 5 datasets, harvested not to its end",
    ]
    assert json.loads(json.dumps(listed.to_dict())) == listed.to_dict()
    assert list(listed.to_frame()["name"]) == ["embedded", "leeds", "york", "bath"]


def test_the_records_are_there_for_a_walk_through_everything(shelf, harvested):
    harvested(shelf(*"abc"))

    assert [dataset.id for dataset in walk(HarvestedSource())] == ["shelf/a", "shelf/b", "shelf/c"]
