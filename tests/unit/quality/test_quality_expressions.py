"""A standard's own rules over a row: what may be in one, and what becomes of it."""

import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import BadStandard
from ndl_workbench.quality.expressions import complaint
from ndl_workbench.quality.standard import standard_named

CHECK = (
    "checks:\n  - {name: own rule, sentence: The least is more than the most., dimension: consistency, "
    "expression: '%s'%s}\n"
)
FIELDS = (
    "  - {name: least, type: integer}\n  - {name: most, type: number}\n  - {name: from, type: date}\n  - {name: kind}\n"
)


def quoted(expression):
    return expression.replace("'", "''")


@pytest.fixture
def check(standard, csv_file):
    def run(csv, expression, more="", **rest):
        path = standard(FIELDS, head=CHECK % (quoted(expression), more))
        return ndl.check(csv_file(csv), standard=path, **rest)

    return run


def about(report, check="own rule"):
    return [(f.column, f.rows, f.observed) for f in report.findings if f.check == check]


CSV = "least,most,from,kind\n1,10,2020-01-01,a\n9,10,2021-12-31,\n11,10,,b\n,10,2020-02-02,c\nmany,10,31/01/2020,d\n"


@pytest.mark.parametrize(
    ("expression", "rows"),
    [
        ("least <= most", (4,)),
        ("least + 1 < most * 2 - 5", ()),
        ('"least" between 1 and 10', (4,)),
        ("kind is not null", (3,)),
        ("kind in ('a', 'b', 'c', 'd')", ()),
        ("length(kind) = 1 and upper(kind) like 'A%'", (4, 5, 6)),
        ("\"from\" >= date '2020-02-01'", (2, 6)),
        ('year("from") = 2020', (3,)),
        ("case when kind = 'b' then least < 5 else true end", (4,)),
        ("coalesce(least, 0) > 0", (5, 6)),
        ("regexp_full_match(kind, '[ac]')", (4, 6)),
        ("try_cast(kind as integer) is null", ()),
    ],
)
def test_a_row_for_which_the_expression_is_false_is_found(check, expression, rows):
    report = check(CSV, expression)

    assert [found[1] for found in about(report)] == ([rows] if rows else [])


def test_a_blank_and_what_cannot_be_read_fail_no_rule(check):
    report = check("least,most,from,kind\n,1,,\nmany,1,,\n1.5,1,,\n", "least <= most", repair=False)

    assert about(report) == []
    assert [(f.check, f.rows) for f in report.findings] == [("invalid integer", (3, 4))]


def test_a_finding_has_what_the_rule_says(check):
    report = check(
        CSV,
        "least <= most",
        more=", severity: warning, responsibility: internal, url: 'https://example.org/why', fix: Swap them.",
    )

    (finding,) = [f for f in report.findings if f.check == "own rule"]
    assert (finding.dimension, finding.severity, finding.responsibility) == ("consistency", "warning", "internal")
    assert (finding.column, finding.observed, finding.expected) == ("least, most", "11 | 10", "least <= most")
    assert finding.message == "The least is more than the most. See https://example.org/why."
    assert finding.fix == "Swap them."
    assert "own rule" in report.checks_run


def test_a_rule_that_names_an_absent_column_is_a_finding(check):
    report = check("least,from\n1,2020-01-01\n", "least <= most and kind <> other")

    (finding,) = [f for f in report.findings if f.check == "rule cannot be evaluated"]
    assert (finding.severity, finding.rows, finding.column) == ("error", (1,), "least, most, kind, other")
    assert finding.message == "The rule 'own rule' was not evaluated: there is no column most or kind or other."
    assert "own rule" not in report.checks_run


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("least + most", "it gives a value of the type double"),
        ("kind > 3", "DuckDB says"),
        ("regexp_matches(kind, '(')", "DuckDB says"),
        ("year(kind) = 2020", "DuckDB says"),
    ],
)
def test_a_rule_that_fails_on_the_values_is_a_finding(check, expression, why):
    (finding,) = [f for f in check(CSV, expression).findings if f.check == "rule cannot be evaluated"]

    assert why in finding.message


def test_a_rule_is_evaluated_on_the_columns_that_were_matched_and_mended(check):
    report = check('LEAST,Most,from,kind\n" 3 ","1,000",,\n"2,000","1,000",,\n', "least <= most")

    assert about(report) == [("LEAST, Most", (3,), "2000 | 1000")]


@pytest.mark.parametrize(("expression", "word"), [("least <= end", "end"), ("Group = 'x'", "Group")])
def test_a_column_called_as_a_word_of_sql_is_said_how_to_write(expression, word):
    assert f'if {word} is a column, write it in double quotes, as "{word}")' in complaint(expression)
    assert complaint(expression.replace(word, f'"{word}"')) == ""


def test_a_slip_is_not_taken_for_a_column_called_so():
    assert "double quotes" not in complaint("least most")


def test_two_rules_may_not_have_one_name(standard):
    path = standard(FIELDS, head=CHECK % ("least > 0", "") + CHECK.partition("\n")[2] % ("least > 1", ""))

    with pytest.raises(BadStandard, match="two checks have the same name"):
        standard_named(path)


REFUSED = {
    "nothing": ("1 = 1", "names no column"),
    "no SQL": ("least <=", "not SQL"),
    "Python": ("__import__('os').system('true')", "the function system"),
    "two of them": ("least > 0, most > 0", "the function row"),
    "another table": ("least) as x from cells union select (1", "more than one expression"),
    "a second statement": ("least) from cells; drop table cells; select (1", "more than one expression"),
    "a condition": ("least > 0) from cells where (true", "not SQL"),
    "a second column": ("least > 0), (most > 0", "more than one expression"),
    "a name for it": ("least > 0) as x, (1", "more than one expression"),
    "a query": ("least in (select 1)", "a subquery"),
    "a file": ("(select count(*) from read_csv('/etc/passwd')) > least", "a subquery"),
    "a function that reads": ("read_text('/etc/passwd') = kind", "the function read_text"),
    "the environment": ("getenv('HOME') = kind", "the function getenv"),
    "time": ('now() > "from"', "the function now"),
    "much memory": ("length(repeat(kind, 1000000000)) > 0", "the function repeat"),
    "a sum over rows": ("sum(least) > 0", "the function sum"),
    "a window": ("row_number() over () > least", "a window"),
    "a parameter": ("least > ?", "more than one expression"),
    "a star": ("count(*) > 0", "the function count_star"),
    "every column": ("columns(*) > 0", "a star"),
    "a place": ("#1 > 0", "a positional reference"),
    "another's column": ("cells.least > 0", "cells.least of more than a column"),
    "a function of a schema": ("main.lower(kind) = 'a'", "the function lower"),
    "a lambda": ("list_filter([least], x -> x > 1) = [2]", "the function"),
    "a cast that fails": ("kind::integer > 1", "write try_cast"),
    "nested too deeply": ("- " * 990 + "least", "not SQL"),
    "no text": ("kind = '\ud800'", "characters that are no text"),
    "a NUL": ("least > 0\0", "characters that are no text"),
    "too long": ("least > 0" + " and least > 0" * 200, "an expression of 2,809 letters"),
}


@pytest.mark.parametrize(("expression", "why"), REFUSED.values(), ids=REFUSED)
def test_an_expression_that_could_do_more_is_refused(expression, why):
    assert why in complaint(expression)


def test_a_broken_expression_is_refused_with_its_file_and_place(standard):
    path = standard(FIELDS, head=CHECK % ("least <=", ""))

    with pytest.raises(BadStandard) as caught:
        standard_named(path)

    assert "checks.0.expression: Value error, not SQL (Parser Error: syntax error at" in caught.value.found
    assert str(path) in caught.value.found
    assert "expected one expression that is true for a good row" in caught.value.found


def test_more_rules_than_can_be_parsed_in_a_moment_are_refused(standard):
    rule = "  - {name: rule %d, sentence: Too few., dimension: validity, expression: least > 0}\n"
    path = standard(FIELDS, head="checks:\n" + "".join(rule % number for number in range(201)))

    with pytest.raises(BadStandard, match="checks: Tuple should have at most 200 items"):
        standard_named(path)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        (", severity: dire", "checks.0.severity"),
        (", responsibility: nobody", "checks.0.responsibility"),
        (", url: 'javascript:alert(1)'", "checks.0.url"),
        (", colour: red", "checks.0.colour"),
    ],
)
def test_a_rule_in_other_words_is_refused(standard, more, place):
    with pytest.raises(BadStandard, match=place):
        standard_named(standard(FIELDS, head=CHECK % ("least > 0", more)))
