import dataclasses
import json
import pickle

import pytest

from ndl_workbench.catalogue.describe import not_known
from ndl_workbench.catalogue.find import search, show
from ndl_workbench.catalogue.records import Dataset
from ndl_workbench.display import Code, Heading, Items, Notice, Table, Text


@pytest.fixture
def readiness():
    return show("early-years/school-readiness")


def after(blocks, heading):
    """The block that follows a heading."""
    return blocks[[getattr(block, "text", None) for block in blocks].index(heading) + 1]


def test_what_must_never_be_missing_is_there(readiness):
    assert readiness.id == "early-years/school-readiness"
    assert readiness.title == "School readiness by child (synthetic)"
    assert readiness.publisher == "NDL workbench authors (unofficial)"
    assert readiness.licence.id == "CC0-1.0"
    assert readiness.licence.confidence == "stated"
    assert readiness.source == "embedded"
    assert readiness.landing_page == "urn:ndl-workbench:early-years"
    assert readiness.temporal == "2024-09-01/2025-08-31"
    assert readiness.reference_population == "reference/population"


def test_a_record_is_frozen_equal_by_value_and_survives_pickling(readiness):
    assert readiness == show("early-years/school-readiness")
    assert hash(readiness) == hash(show("early-years/school-readiness"))
    assert pickle.loads(pickle.dumps(readiness)) == readiness
    with pytest.raises(dataclasses.FrozenInstanceError):
        readiness.title = "Another"


def test_a_synthetic_dataset_says_so_first(readiness):
    assert readiness.blocks()[0] == Notice(
        "This is synthetic data: it is made up, and describes no real person or place.", "warn"
    )
    assert "synthetic data" in repr(readiness).splitlines()[1]
    assert "Synthetic data" in readiness.licence.attribution


def test_a_list_of_real_names_is_not_called_synthetic():
    groups = show("reference/ethnic-groups")

    assert not any(isinstance(block, Notice) for block in groups.blocks())
    assert "ynthetic" not in groups.licence.attribution
    assert "ynthetic data" not in repr(groups)


def test_blocks_carry_attribution_biases_defects_and_how_to_load(readiness):
    blocks = readiness.blocks()

    assert after(blocks, "Attribution, ready to paste") == Code(readiness.licence.attribution)
    assert after(blocks, "Known biases") == Items(readiness.known_biases)
    assert after(blocks, "Known defects") == Items(readiness.known_defects)
    assert 'ndl.load("early-years/school-readiness")' in after(blocks, "Load and check it").text
    assert [row[0] for row in after(blocks, "Columns").rows] == [column.name for column in readiness.columns]
    assert not any(isinstance(block, Heading) and block.text == "Not known" for block in blocks)


def test_what_is_not_known_is_said():
    areas = show("reference/ethnic-groups")

    assert not_known(areas) == (
        "It does not say which places it covers.",
        "It does not say which period it covers.",
        "No reference population is named, so who is missing cannot be worked out from here.",
    )
    assert after(areas.blocks(), "Not known") == Items(not_known(areas))
    assert after(areas.blocks(), "Known defects") == Text("None is recorded; check() looks for them.")


def test_a_collection_lists_its_tables_and_shows_how_to_load_one():
    blocks = show("early-years").blocks()

    assert after(blocks, "Tables").rows[0] == (
        "early-years/children",
        "Children (synthetic)",
        "CSV",
        6180,
        show("early-years/children").distributions[0].bytes,
    )
    assert 'ndl.load("early-years/children")' in after(blocks, "Load and check it").text
    assert after(blocks, "Columns").columns[0] == "Table"


def test_a_defect_of_several_tables_is_told_once_with_their_names():
    told = [note for note in show("early-years").known_defects if "benefits is blank" in note]

    assert told == [
        "children, school-readiness, school-readiness-by-area: benefits is blank for 120 of 6,180 children."
    ]


@pytest.mark.parametrize("id", ["early-years", "early-years/development-reviews", "reference/areas"])
def test_a_repr_fits_a_terminal(id):
    lines = repr(show(id)).splitlines()

    assert lines[0].endswith(f"[{id}]")
    assert len(lines) <= 20
    assert max(map(len, lines)) <= 100
    assert lines[-1].startswith("load ")
    assert any(line.startswith("columns ") for line in lines)


def test_a_terminal_shows_the_whole_credit_the_columns_and_what_is_not_known():
    lines = repr(show("reference/areas")).splitlines()
    record = show("reference/areas")

    first = next(place for place, line in enumerate(lines) if line.startswith("credit "))
    last = next(place for place, line in enumerate(lines) if line.startswith("source "))
    assert " ".join(line.removeprefix("credit").strip() for line in lines[first:last]) == record.licence.attribution
    assert "columns    code, name, kind, note" in lines
    assert "not known  time, whom to compare with" in lines


def test_a_licence_nobody_states_is_said_in_words():
    lines = repr(Dataset(id="a/b", title="Bins", source="a")).splitlines()

    assert "licence    not stated: ask the publisher before using it" in lines
    assert not [line for line in lines if line.startswith("credit")]


def test_to_dict_is_json_with_a_versioned_schema(readiness):
    said = readiness.to_dict()

    assert said["schema"] == "ndl/dataset/1"
    assert said["licence"]["id"] == "CC0-1.0"
    assert said["spatial"][2] == {"name": "Port Callow", "code": "FIC-03"}
    assert said["distributions"][0]["url"] == "embedded/early-years/school-readiness"
    assert json.loads(json.dumps(said)) == said


def test_to_frame_has_one_row_per_column_of_each_table(readiness):
    frame = readiness.to_frame()

    assert list(frame.columns) == ["distribution", "name", "title", "type", "description"]
    assert len(frame) == 9
    assert frame["type"].tolist()[-1] == "boolean"
    assert show("early-years").to_frame()["distribution"].nunique() == 4


def test_results_are_a_sequence_a_dict_and_a_frame():
    results = search("benefits")

    assert len(results) == len(list(results)) == len(results.hits)
    assert results[0] == results.hits[0]
    assert results.to_dict()["schema"] == "ndl/results/1"
    assert json.loads(json.dumps(results.to_dict())) == results.to_dict()
    frame = results.to_frame()
    assert list(frame.columns) == ["id", "title", "publisher", "licence", "source", "reason"]
    assert frame["id"].tolist() == [hit.id for hit in results]


def test_results_show_a_table_and_name_what_is_synthetic():
    results = search("ethnic groups")
    notice, table = results.blocks()

    assert notice.tone == "warn"
    assert "early-years/children" in notice.text
    assert "reference/ethnic-groups" not in notice.text
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == [hit.id for hit in results]


def test_results_with_nothing_in_them_say_what_to_do():
    results = search("giraffe")

    assert results.blocks()[0] == Text("Nothing was found.")
    assert isinstance(results.blocks()[1], Items)
    assert list(results.to_frame().columns) == ["id", "title", "publisher", "licence", "source", "reason"]
    assert repr(results) == "0 datasets about “giraffe”"


def test_a_repr_of_many_results_fits_a_terminal():
    many = dataclasses.replace(search(), hits=search().hits * 5)
    lines = repr(many).splitlines()

    assert len(lines) <= 20
    assert "27 more" in lines[-1]


def test_a_dataset_of_several_catalogues_says_so_in_a_terminal_and_on_a_page():
    hit = dataclasses.replace(search("benefits")[0], reason="title has 'benefits'", also_in=("leeds/benefits",))
    results = dataclasses.replace(search("benefits"), hits=(hit,))

    assert repr(results).splitlines()[-1].strip() == "title has 'benefits'; also leeds/benefits"
    assert results.blocks()[-1].rows[0][-1] == "title has 'benefits'; also leeds/benefits"
