"""What an audit says in words: exact sentences of tables small enough to check by hand."""

import html

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError
from ndl_workbench.fairness.sentences import sentences

DRAWN = pd.DataFrame(
    [
        ("East", "yes", 300),
        ("East", "no", 100),
        ("East", None, 20),
        ("North", "yes", 20),
        ("North", "no", 30),
        ("South", "yes", 100),
        ("South", "no", 50),
    ],
    columns=["area", "ready", "children"],
)
POPULATION = pd.DataFrame({"area": ["East", "North", "South", "Isle"], "people": [400, 300, 250, 50]})


def audit(frame=DRAWN, **call):
    return ndl.audit(frame, **{"outcome": "ready", "by": "area", "count": "children", **call})


def test_each_finding_is_one_plain_sentence():
    assert sentences(audit()) == (
        "ready: 70.0% of the 600 people whose outcome is known (95% interval 66.2% to 73.5%).",
        "area “North”: 40.0%, 35.0 percentage points lower than “East” (95% interval 20.5 to 48.0); "
        "chance alone is unlikely to explain it.",
        "area “South”: 66.7%, 8.3 percentage points lower than “East”; "
        "chance alone could explain a difference of this size.",
        "The outcome of 3.2% of people is not recorded.",
        "area “East”: the outcome of 4.8% is not recorded, and of 0.0% of everyone else, more than chance is "
        "likely to give; had they all been recorded, its rate could be anything from 71.4% to 76.2%.",
    )


def test_with_a_population_the_absent_and_the_under_represented_are_named():
    said = sentences(audit(population=POPULATION))

    assert said[3:6] == (
        "area “East”: over-represented, 67.7% of the data and 40.0% of the population; "
        "chance alone is unlikely to explain it.",
        "area “Isle”: nobody in the data, and 5.0% of the population; chance alone is unlikely to explain it.",
        "area “North”: under-represented, 8.1% of the data and 30.0% of the population; "
        "chance alone is unlikely to explain it.",
    )
    assert len(said) == 8  # South's 24.2% and 25.0% are no finding


def test_a_higher_rate_is_called_higher():
    frame = DRAWN.assign(ready=DRAWN["ready"].map({"yes": "no", "no": "yes"}))

    assert (
        "area “North”: 60.0%, 35.0 percentage points higher than “East” (95% interval 20.5 to 48.0); "
        "chance alone is unlikely to explain it." in sentences(audit(frame))
    )


def test_the_same_rate_is_no_division_by_zero():
    frame = pd.DataFrame({"area": ["a", "a", "b", "b"], "ready": [1, 0, 1, 0], "children": [50, 50, 20, 20]})

    assert sentences(audit(frame))[1] == (
        "area “b”: 50.0%, about the same as “a” (95% interval of the difference -17.7 to 17.7)."
    )


@pytest.mark.parametrize("answers", [[1, 1, 1, 1], [0, 0, 0, 0]])
def test_all_or_none_are_said_at_the_least_minimum_without_fault(answers):
    frame = pd.DataFrame({"area": ["a", "a", "b", "b"], "ready": answers, "children": [50, 50, 20, 20]})

    result = audit(frame, min_count=1)

    assert sentences(result) == ("ready: not shown, because nobody had the outcome, or did not have it.",)
    assert "not shown, because nobody had the outcome" in result._repr_html_()


def test_caveats_are_in_every_page_and_cannot_be_left_out(tmp_path):
    result = audit()
    page = html.unescape(result.save(tmp_path / "audit.html").read_text(encoding="utf-8"))

    for line in (*result.caveats, *result.method):
        assert line in page
    assert result.caveats[0] == (
        "A gap between groups shows that outcomes differ. It does not show why, and is not by itself evidence "
        "of discrimination."
    )
    assert any(line.startswith("Before publishing tables together, have them checked") for line in result.caveats)


def test_without_a_population_the_reader_is_told_who_cannot_be_seen():
    warning = "There was no reference population, so nobody can say from this who is missing from the data."

    assert warning in audit().caveats
    assert warning not in audit(population=POPULATION).caveats
    # One that does not have the columns compares nothing, and must not be said to.
    assert warning in audit(population=POPULATION.rename(columns={"area": "place"})).caveats


def test_synthetic_data_says_so_first():
    result = ndl.audit("early-years/school-readiness", outcome="good_level_of_development", by="benefits")

    assert result.caveats[0] == "This is synthetic data. It describes no real person or place."
    assert result.caveats[0] in result._repr_html_()


def test_hostile_names_are_escaped():
    frame = DRAWN.assign(area=DRAWN["area"].replace({"East": "<script>x</script>"}))

    page = audit(frame)._repr_html_()

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


# --- the population ---------------------------------------------------------------------------------


def shares(population):
    rows = audit(population=population).representation
    return [(row.group, row.n, row.expected, row.ratio, row.absent) for row in rows]


def test_shares_of_the_data_stand_beside_those_of_the_population():
    assert shares(POPULATION) == [
        ("East", 420, 0.4, 420 / 620 / 0.4, False),
        ("Isle", 0, 0.05, 0.0, True),
        ("North", 50, 0.3, 50 / 620 / 0.3, False),
        ("South", 150, 0.25, 150 / 620 / 0.25, False),
    ]


def test_rows_of_the_population_are_added_up():
    split = pd.concat([POPULATION.assign(sex="F"), POPULATION.assign(sex="M")])

    assert shares(split) == shares(POPULATION)


def test_a_group_the_population_does_not_have_is_compared_with_nothing():
    assert shares(POPULATION[POPULATION["area"] != "North"])[2][:4] == ("North", 50, None, None)


def test_a_group_of_nobody_in_the_population_has_no_ratio_and_is_no_finding():
    population = POPULATION.replace({"people": {300: 0}})
    empty = pd.concat([POPULATION, pd.DataFrame({"area": ["Sea"], "people": [0]})])

    assert shares(population)[2][:4] == ("North", 50, 0.0, None)
    assert [line for line in sentences(audit(population=empty)) if "Sea" in line] == []


def test_a_population_of_other_groups_entirely_is_all_absent():
    other = pd.DataFrame({"area": ["X", "Y"], "people": [30, 10]})

    assert [(group, expected, absent) for group, _, expected, _, absent in shares(other)] == [
        ("East", None, False),
        ("North", None, False),
        ("South", None, False),
        ("X", 0.75, True),
        ("Y", 0.25, True),
    ]


@pytest.mark.parametrize(
    ("population", "found"),
    [
        (POPULATION.assign(more=1), "2 columns of whole numbers in the population (people, more)"),
        (POPULATION[["area"]], "0 columns of whole numbers in the population (none)"),
        (POPULATION.astype({"people": float}), "0 columns of whole numbers in the population (none)"),
        (POPULATION.assign(people=0), "nobody in the population"),
        (POPULATION.iloc[:0], "nobody in the population"),
        (POPULATION.replace({"people": {50: -50}}), "-50 people in 'people'"),
        (
            pd.concat([POPULATION, pd.DataFrame({"area": ["Isle"], "people": [-10]})]),
            "-10 people in 'people'",
        ),
    ],
)
def test_a_population_that_cannot_be_used_is_refused(population, found):
    with pytest.raises(InputError) as caught:
        audit(population=population)

    assert caught.value.found == found
    assert caught.value.done == "nothing was computed"


def test_a_hidden_group_is_hidden_beside_its_population_too():
    small = pd.concat([DRAWN, pd.DataFrame([("Isle", "yes", 4)], columns=DRAWN.columns)])

    rows = audit(small, population=POPULATION).representation

    assert [(row.group, row.n, row.observed, row.expected, row.suppressed) for row in rows if row.suppressed] == [
        ("Isle", None, None, 0.05, True),
        ("North", None, None, 0.3, True),
    ]


def test_combinations_of_many_places_are_no_league_table():
    rows = [(f"a{place:02}", sex, answer, 100 + place * (answer == "yes"))
            for place in range(25) for sex in ("f", "m") for answer in ("yes", "no")]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["area", "sex", "ready", "children"])

    result = ndl.audit(frame, outcome="ready", by=["area", "sex"], count="children")

    said = [line for line in sentences(result) if line.startswith("area × sex")]
    assert [line.endswith("This is not a ranking.") for line in said] == [True]
    assert "lowest" not in " ".join(sentences(result))
    assert "Lowest rate first" not in result._repr_html_()
    assert "All combinations, by name" in result._repr_html_()


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (8, "area: 1 more group, with a smaller gap, is in the table."),
        (9, "area: 2 more groups, with smaller gaps, are in the table."),
    ],
)
def test_gaps_beyond_the_widest_six_are_counted_in_grammar(groups, said):
    rows = [(f"Area {number}", place < 20 + number) for number in range(groups) for place in range(60)]
    frame = pd.DataFrame(rows, columns=["area", "ready"])

    assert said in sentences(ndl.audit(frame, outcome="ready", by="area"))
