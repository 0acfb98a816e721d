"""``ndl audit-model``: from a file to sentences, to JSON and to a page."""

import json

import pytest


@pytest.fixture
def cases(tmp_path):
    """Counts of people by what was known afterwards and what a model had said."""
    path = tmp_path / "cases.csv"
    four = [("no", "no", 40), ("no", "yes", 20), ("yes", "no", 15)]
    people = {"north": [*four, ("yes", "yes", 30)], "south": [*four, ("yes", "yes", 45)]}
    lines = [f"{y},{p},{area},{n}" for area, counts in people.items() for y, p, n in counts]
    path.write_text("\n".join(["needed,said,area,people", *lines]) + "\n", encoding="utf-8")
    return path


CALL = ("--truth", "needed", "--prediction", "said", "--by", "area", "--count", "people")


def test_the_gaps_of_a_model_are_said_in_sentences(run_ndl, cases):
    done = run_ndl("audit-model", cases, *CALL)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Audit of a model by area\nOf 225 people the model said yes to 51.1%")
    assert "False negative rate: 33.3%" in done.stdout


def test_the_same_as_json_and_as_a_page(run_ndl, cases, tmp_path):
    page = tmp_path / "audit.html"

    done = run_ndl("audit-model", cases, *CALL, "--bootstrap", "50", "--format", "json", "-o", page)

    told = json.loads(done.stdout)
    assert (told["schema"], told["bootstrap"], told["provenance"]["source"]) == ("ndl/model-audit/1", 50, str(cases))
    assert "What these figures cannot say" in page.read_text(encoding="utf-8")


def test_what_cannot_be_audited_is_one_line_and_status_2(run_ndl, cases):
    done = run_ndl("audit-model", cases, "--truth", "people", "--prediction", "said", "--by", "area")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "found the value '45' in people" in done.stderr
