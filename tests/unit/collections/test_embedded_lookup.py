import subprocess
import sys

import pytest

from ndl_workbench import collections


def test_ids_of_collections_and_their_tables():
    assert collections.ids() == ("early-years", "reference")
    assert collections.resource_ids() == (
        "early-years/children",
        "early-years/development-reviews",
        "early-years/school-readiness",
        "early-years/school-readiness-by-area",
        "reference/areas",
        "reference/ethnic-groups",
        "reference/population",
    )


@pytest.mark.parametrize(
    "name",
    [
        "early-years/children",
        "embedded/early-years/children",
        "Embedded/Early-Years/CHILDREN",
        " early-years/children ",
    ],
)
def test_a_table_is_found_however_its_name_is_written(name):
    found = collections.find(name)

    assert found is not None
    assert found.id == "early-years/children"
    assert found.collection == "early-years"
    assert found.name == "children"
    assert found.path.name == "children.csv"
    assert found.path.is_file()
    assert found.synthetic
    assert found.licence == "CC0-1.0"
    assert found.rows == 6180


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/",
        "children",
        "early-years",
        "early-years/",
        "early-years/nothing",
        "nowhere/children",
        "../data/early-years/children",
    ],
)
def test_what_is_not_a_table_is_not_found(name):
    assert collections.find(name) is None


def test_a_whole_collection_is_told_from_a_table():
    assert collections.is_collection("early-years")
    assert collections.is_collection("embedded/Reference")
    assert not collections.is_collection("early-years/children")
    assert not collections.is_collection("")


def test_the_descriptor_of_no_collection_is_an_error():
    with pytest.raises(KeyError, match="nowhere"):
        collections.descriptor("nowhere")


def test_outcome_tables_name_the_population_to_compare_with():
    by_child = collections.find("early-years/school-readiness")
    by_area = collections.find("early-years/school-readiness-by-area")

    assert by_child.reference_population == "reference/population"
    assert by_area.reference_population == "reference/population"
    assert collections.find("reference/population").reference_population is None


def test_only_the_list_of_real_group_names_is_not_synthetic():
    real = [id for id in collections.resource_ids() if not collections.find(id).synthetic]

    assert real == ["reference/ethnic-groups"]


def test_looking_up_data_imports_nothing_heavy():
    code = (
        "import sys; from ndl_workbench import collections; collections.resource_ids();"
        "from ndl_workbench.catalogue.find import search; search('children');"
        "print({'pandas', 'narwhals', 'duckdb', 'rdflib', 'httpx'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
