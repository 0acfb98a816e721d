from collections import Counter
from importlib.resources import files

import pytest

from ndl_workbench.catalogue.index import Index
from ndl_workbench.catalogue.index.synonyms import key_of, others


def texts(term):
    return [other.text for other in others(key_of(term))]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("EYFSP", "early years foundation stage profile"),
        ("GLD", "good level of development"),
        ("IMD", "indices of deprivation"),
        ("MMR", "measles, mumps and rubella"),
        ("SEND", "special educational needs and disabilities"),
        ("LSOA", "lower layer super output area"),
        ("school readiness", "good level of development"),
        ("NEET", "not in education, employment or training"),
        ("A&E", "accident and emergency"),
        ("HMO", "house in multiple occupation"),
        ("jobs", "employment"),
        ("bins", "waste"),
        ("air quality", "air pollution"),
        ("poverty", "deprivation"),
        ("accident and emergency", "A&E"),
    ],
)
def test_what_else_a_term_is_called(asked, meant):
    assert meant in texts(asked)


def test_a_hint_is_followed_one_way_only():
    assert "crime" in texts("safety")
    assert "safety" not in texts("crime")


def test_every_line_of_the_list_is_in_its_form():
    lines = (files("ndl_workbench.catalogue.index") / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("#")]

    assert [line for line in told if sum(sign in line for sign in "=>:") != 1] == []
    assert [line for line, number in Counter(told).items() if number > 1] == []


@pytest.mark.parametrize(
    ("title", "question", "reason"),
    [
        ("Early years foundation stage", "EYFS", "'EYFS' stands for 'early years foundation stage'"),
        ("Refuse collection days", "bins", "has 'refuse' for 'bins'"),
        ("Good level of development", "school readiness", "has 'good level of development' for 'school readiness'"),
        ("A&E attendances", "accident and emergency", "'A&E' stands for 'accident and emergency'"),
    ],
)  # fmt: skip
def test_a_reason_names_what_stands_for_what(title, question, reason):
    index = Index.build([{"id": "a", "title": title}, {"id": "b", "title": "Library opening hours"}])

    assert [(hit.id, hit.reason) for hit in index.search(question)] == [("a", reason)]
