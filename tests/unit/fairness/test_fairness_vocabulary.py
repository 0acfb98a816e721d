"""Words for groups: which columns are known, and published lists of groups."""

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import NotFound
from ndl_workbench.fairness.vocabulary import characteristic_of, characteristics, list_named

WHITE = "White: English, Welsh, Scottish, Northern Irish or British"


def test_the_nine_protected_characteristics_of_the_act_come_first():
    assert [known.title for known in characteristics() if known.protected] == [
        "Age",
        "Disability",
        "Gender reassignment",
        "Marriage and civil partnership",
        "Pregnancy and maternity",
        "Race",
        "Religion or belief",
        "Sex",
        "Sexual orientation",
    ]
    others = [known.title for known in characteristics()[9:]]
    assert others == ["Deprivation", "Area", "Free school meals", "Carers", "Language"]


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("ethnic_group", "race"),
        ("Ethnicity (self-defined)", "race"),
        ("ageBand", "age"),
        ("AGE", "age"),
        ("average_wage", None),
        ("sex", "sex"),
        ("Gender", "sex"),
        ("gender_identity", "gender-reassignment"),
        ("sexual_orientation", "sexual-orientation"),
        ("marital-status", "marriage"),
        ("area_name", "area"),
        ("IMD decile", "deprivation"),
        ("fsm_eligible", "free-school-meals"),
        ("is_young_carer", "carers"),
        ("first_language", "language"),
        ("message", None),
        ("", None),
    ],
)
def test_a_column_is_known_by_the_words_of_its_name(column, name):
    found = characteristic_of(column)

    assert (found.name if found else None) == name


def test_the_lists_have_as_many_groups_as_they_say_and_a_source():
    for name, size in (("ethnic group 5", 5), ("ethnic group 19", 19), ("age bands", 8)):
        found = list_named(name)
        assert len(found.groups) == size
        assert found.source.startswith("Office for National Statistics, Census 2021 dictionary")
        assert found.url.startswith("https://www.ons.gov.uk/census/census2021dictionary/")


@pytest.mark.parametrize("group", list_named("ethnic group 19").groups)
def test_each_of_the_19_groups_belongs_to_one_of_the_five(group):
    assert list_named("ethnic group 5").name_of(group) == group.split(": ")[0]
    assert list_named("ethnic group 5").name_of(group) in list_named("ethnic group 5")


@pytest.mark.parametrize(
    ("name", "value", "group"),
    [
        ("ethnic group 19", "white  British", WHITE),
        ("ethnic group 19", "Prefer not to say", "Prefer not to say"),
        ("ethnic group 5", "Bangladeshi", "Asian, Asian British or Asian Welsh"),
        ("ethnic group 5", "Not stated", "Not stated"),
        ("age bands", "37", "Aged 35 to 49 years"),
        ("age bands", "37.5", "Aged 35 to 49 years"),
        ("age bands", "25 to 29", "Aged 25 to 34 years"),
        ("age bands", "25-29 years", "Aged 25 to 34 years"),
        ("age bands", "30-39", "30-39"),
        ("age bands", "90+", "Aged 85 years and over"),
        ("age bands", "65 and over", "65 and over"),
        ("age bands", "Aged 85 years and over", "Aged 85 years and over"),
        ("age bands", "Not recorded", "Not recorded"),
    ],
)
def test_a_value_gets_its_group_and_one_that_has_none_keeps_its_name(name, value, group):
    assert list_named(name).name_of(value) == group


def test_an_audit_brings_groups_to_a_list_and_names_those_that_it_does_not_have():
    table = pd.DataFrame(
        [("Indian", 40, 20), ("Chinese", 30, 20), ("White British", 90, 60), ("Martian", 30, 30), (None, 20, 20)],
        columns=["ethnicity", "yes", "no"],
    ).assign(all=lambda t: t["yes"] + t["no"])
    population = pd.DataFrame({"ethnicity": ["Pakistani", "White Irish"], "people": [300, 700]})

    result = ndl.audit(
        table, outcome="yes", by="ethnicity", total="all", population=population, lists={"ethnicity": "ethnic group 5"}
    )

    assert [(row.group, row.n) for row in result.outcomes] == [
        ("Asian, Asian British or Asian Welsh", 110),
        ("Martian", 60),
        ("White", 150),
        ("Not recorded", 40),
    ]
    expected = {row.group: row.expected for row in result.representation}
    assert (expected["White"], expected["Asian, Asian British or Asian Welsh"], expected["Martian"]) == (0.7, 0.3, None)
    assert result.notes == ("ethnicity: ethnic group 5 has no “Martian” and “Not recorded”; kept as they are.",)
    assert result.notes[0] in result.caveats


def test_a_list_or_a_column_for_it_that_is_not_there_is_named():
    table = pd.DataFrame({"area": ["a"], "ready": ["yes"]})

    with pytest.raises(NotFound, match="no list called 'ethnic group 18'"):
        ndl.audit(table, outcome="ready", by="area", lists={"area": "ethnic group 18"})
    with pytest.raises(NotFound, match="a list for 'age', which is not grouped by"):
        ndl.audit(table, outcome="ready", by="area", lists={"age": "age bands"})


def test_the_characteristics_that_were_not_looked_at_are_named():
    table = pd.DataFrame({"sex": ["F", "M"] * 50, "ready": ["yes", "no", "no", "yes"] * 25})

    (line,) = [line for line in ndl.audit(table, outcome="ready", by="sex").caveats if "Equality Act" in line]

    assert "looks at sex." in line
    assert line.endswith("race, religion or belief and sexual orientation.")
