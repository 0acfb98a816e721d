import csv
import hashlib
import json
import re

import pytest

from ndl_workbench import collections
from ndl_workbench.collections import make
from ndl_workbench.errors import CannotWrite

RESOURCES = [
    (collection, entry) for collection in collections.ids() for entry in collections.descriptor(collection)["resources"]
]
each_table = pytest.mark.parametrize(
    ("collection", "entry"),
    RESOURCES,
    ids=[f"{collection}/{entry['name']}" for collection, entry in RESOURCES],
)


def test_made_again_the_files_are_the_same_to_the_byte(tmp_path):
    make.build(tmp_path)

    made = {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {
        str(p.relative_to(collections.FOLDER)): p.read_bytes() for p in collections.FOLDER.rglob("*") if p.is_file()
    }
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_build_says_what_it_wrote(tmp_path):
    written = make.build(tmp_path / "new")

    assert len(written) == 11
    assert all(path.is_file() for path in written)


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")

    with pytest.raises(CannotWrite, match="a folder that can be made"):
        make.build(tmp_path / "taken")


def test_all_of_it_is_small():
    assert sum(path.stat().st_size for path in collections.FOLDER.rglob("*")) < 1_500_000


@each_table
def test_size_and_hash_in_the_descriptor_are_those_of_the_file(collection, entry):
    content = (collections.FOLDER / collection / entry["path"]).read_bytes()

    assert entry["bytes"] == len(content)
    assert entry["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


@each_table
def test_the_file_is_plain_utf8_with_the_columns_and_rows_described(collection, entry):
    content = (collections.FOLDER / collection / entry["path"]).read_bytes()
    rows = list(csv.reader(content.decode("utf-8").splitlines()))

    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert rows[0] == [field["name"] for field in entry["schema"]["fields"]]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) - 1 == entry["ndl:rows"]


@each_table
def test_every_table_says_it_is_synthetic_or_where_its_words_are_from(collection, entry):
    told = (entry["title"] + entry["description"]).lower()

    assert "synthetic" in told or "office for national statistics" in told


@pytest.mark.parametrize("collection", ["early-years", "reference"])
def test_the_package_says_who_made_it_and_what_may_be_done_with_it(collection):
    package = collections.descriptor(collection)

    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["licenses"][0]["name"] == "CC0-1.0"
    assert package["ndl:publisher"] == "NDL workbench authors (unofficial)"
    assert package["ndl:landingPage"] == f"urn:ndl-workbench:{collection}"
    assert all(re.fullmatch("[a-z0-9-]+", entry["name"]) for entry in package["resources"])


def test_the_published_figures_are_cited_in_descriptor_and_readme():
    source = collections.descriptor("early-years")["sources"][0]
    readme = (collections.FOLDER / "early-years" / "README.md").read_text(encoding="utf-8")

    assert "UK launches National Data Library with early years kickstarter project" in source["title"]
    assert "describe no real child" in source["title"]
    assert source["title"] in readme
    assert "**synthetic**" in readme


def test_outcome_and_benefits_are_declared_as_yes_or_no():
    schema = collections.find("early-years/school-readiness").schema
    fields = {field["name"]: field for field in schema["fields"]}

    for name in ("benefits", "good_level_of_development"):
        assert fields[name]["type"] == "boolean"
        assert fields[name]["trueValues"] == ["yes"]
        assert fields[name]["falseValues"] == ["no"]


def test_every_code_list_named_in_a_schema_is_there():
    named = {
        (field["ndl:codeList"]["resource"], field["ndl:codeList"]["field"])
        for _, entry in RESOURCES
        for field in entry["schema"]["fields"]
        if "ndl:codeList" in field
    }

    assert named == {
        ("reference/areas", "code"),
        ("reference/areas", "name"),
        ("reference/ethnic-groups", "label"),
    }
    for resource, field in named:
        assert field in [column["name"] for column in collections.find(resource).schema["fields"]]


def test_the_descriptor_is_json_that_a_person_can_read():
    text = (collections.FOLDER / "early-years" / "datapackage.json").read_text(encoding="utf-8")

    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
