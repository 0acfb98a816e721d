"""Every rule for a course's source finds what it is for, says why and what to do, and nothing in the real courses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ndl_workbench.academy.lint import lint, rule_list
from ndl_workbench.academy.lint.reading import grade_of, sentences_in, syllables_in, words_in
from ndl_workbench.academy.lint.rules import RULES
from ndl_workbench.academy.source import course_names
from ndl_workbench.errors import NotFound

HIDDEN = "### BEGIN HIDDEN TESTS\n"
# What the tiny course is remarked on for anyhow: it takes no time, and is no course of ours.
ANYHOW = {"hours-and-minutes", "minutes-estimate", "mostly-written"} | {
    rule.name for rule in RULES if rule.check.__module__.endswith(".style")
}
LONG = "word " * 26


def found(courses) -> set[str]:
    return {finding.rule for finding in lint(courses, ["sums"]).findings} - ANYHOW


def test_nothing_is_found_in_the_real_courses(courses):
    report = lint(courses, course_names(courses))
    assert [(f.place, f.rule, f.what) for f in report.findings] == []


def test_the_tiny_course_is_sound_but_for_its_time(write_course):
    assert found(write_course()) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"total" objectives="1"', '"total" objectives="2"', "objective-unknown"),
        ('"total" objectives="1"', '"total"', "no-objective"),
        ('total"', 'sum--of"', "id-form"),
        ('total"', 'setup"', "id-reserved"),
        ('total"', 'own-total"', "id-reserved"),
        ('because="That counts', 'because="TODO: That counts', ""),
        ("# # Adding", "# # Adding\n#\n# TODO: say more.", "to-do"),
        ("# %% [markdown] hint", "# %% [raw]", "no-hint"),
        ("# Python has a word for it.", "# a\n" + '\n# %% [markdown] hint="total"\n# b\n' * 3, "many-hints"),
        ('"total" points=2', '"total" points=4', "all-or-nothing"),
        (HIDDEN, f"{HIDDEN}assert total\n", "message-missing"),
        (HIDDEN, f'{HIDDEN}assert total, ""\n', "message-missing"),
        (HIDDEN, f'{HIDDEN}assert total, "Nothing"\n', "message-unended"),
        (HIDDEN, f'{HIDDEN}assert total, f"It is not {{total}}."\n', "message-worked-out"),
        (HIDDEN, f'{HIDDEN}assert total, "Add " + "it up."\n', "message-worked-out"),
        (HIDDEN, f'assert total, f"It is {{sum(numbers)}}."\n{HIDDEN}', "message-shows-value"),
        (HIDDEN, f'{HIDDEN}assert total == 12.5, "It should be 12.5."\n', "message-tells"),
        (HIDDEN, f'{HIDDEN}assert abs(total - 12.5) < 0.1, "It should be 12.5."\n', "message-tells"),
        (HIDDEN, f'{HIDDEN}assert obj("total").is_right(), "Not right."\n', "trainee-judges"),
        (HIDDEN, f'{HIDDEN}assert ask("total") == True, "Not right."\n', "trainee-judges"),
        (HIDDEN, f'{HIDDEN}it = obj("total")\nassert not it.is_wrong(3), "Not right."\n', "trainee-judges"),
        (HIDDEN, f'{HIDDEN}assert total and ask("fine"), "Not right."\n', "trainee-judges"),
        ("### END HIDDEN TESTS", "total\n### END HIDDEN TESTS", "ends-in-a-value"),
        (HIDDEN, f"total == 3\n{HIDDEN}", "ends-in-a-value"),
        (HIDDEN, f"{HIDDEN}if not total:\n    raise AssertionError('No.')\n", "held-back-silent"),
        (HIDDEN, f"{HIDDEN}pd.testing.assert_frame_equal(total, total)\n", "held-back-silent"),
        (HIDDEN, f'print("checking")\n{HIDDEN}', "check-prints"),
        ("total = sum(numbers)", "numbers = [1]\ntotal = 3", "given-rebound"),
        ("total = sum(numbers)", "total = credits = sum(numbers)", "name-of-python"),
        ("total = sum(numbers)", "total = award = sum(numbers)", "name-of-tests"),
        ("total = sum(numbers)", "total = sum(ask := numbers)", "name-of-tests"),
        ("numbers = [1, 2]", "numbers = obj = [1, 2]", "name-of-tests"),
        ("numbers = [1, 2]", "numbers = [1, 2]\n\n\ndef trainee_file(name):\n    return name", "name-of-tests"),
        ("total = sum(numbers)", "numbers[0] = 1\ntotal = 3", "given-changed"),
        (HIDDEN, f"{HIDDEN}numbers.append(0)\n", "given-changed"),
        ("numbers = [1, 2]", "numbers = [1, 2]\nget_ipython()", "only-in-a-notebook"),
        ("# # Adding", f"# # Adding\n#\n# {LONG}.", "long-sentence"),
        ("# # Adding", "# # Adding\n#\n# ![](sum.png)", "picture-without-text"),
        ("# # Adding", '# # Adding\n#\n# <img src="sum.png">', "picture-without-text"),
        ("# # Adding", '# # Adding\n#\n# <span style="color: red">No.</span>', "colour-alone"),
        ("# # Adding", "# # Adding\n#\n# See [sums](other.md).", "link-form"),
        ("# # Adding", "# # Adding\n#\n# See [sums](javascript:alert(1)).", "link-form"),
        ("# # Adding", "# # Adding\n#\n# See [sums](http://example.org/a).", "link-not-secure"),
        ("# # Adding", "# # Adding\n#\n# See [here](https://example.org/a).", "link-words"),
    ],
)
def test_each_rule_finds_what_it_is_for(write_course, exercise, old, new, rule):
    assert old in exercise
    everywhere = old.endswith('total"') or old == 'total"'
    changed = exercise.replace(old, new) if everywhere else exercise.replace(old, new, 1)
    assert found(write_course(exercise=changed)) - {"objective-uncovered"} == ({rule} if rule else set())


@pytest.mark.parametrize(
    "check",
    [
        'assert list(obj("total").rows(2)) == [0, 1], "Not right."',
        'assert abs(ask("total") - 1) < 2, "Not right."',
        'it = ask("total")\nassert it == 3, "Not right."',
        'assert isinstance(total, int), "Give a whole number."',
        'assert total > 0, f"Yours is {total}."',
        'assert "e" not in str(total), "Why would it?"',
        'assert total != 99.5, "Is 99.5 likely?"',
        "expect.number(total, 'total')",
        "award(1)",
    ],
)
def test_what_is_sound_is_not_remarked_on(write_course, exercise, check):
    assert found(write_course(exercise=exercise.replace(HIDDEN, f"{check}\n{HIDDEN}"))) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("minutes: 5", "minutes: 500", "minutes-range"),
        ("  - add two numbers", "  - add two numbers\n  - take one away", "objective-uncovered"),
        ("# Adding", "# Adding\n\n" + "word " * 400, "much-to-read"),
        (
            "# Adding",
            "# Adding\n\nInstitutional interoperability necessitates comprehensive organisational harmonisation.",
            "hard-to-read",
        ),
        ("# Adding", "# Adding\n\n[its page](file:///etc/passwd)", "link-form"),
    ],
)
def test_each_rule_about_a_lesson_finds_what_it_is_for(write_course, old, new, rule):
    lesson = "---\ntitle: Adding\nminutes: 5\nobjectives:\n  - add two numbers\n---\n\n# Adding\n"
    assert rule in found(write_course(lesson=lesson.replace(old, new, 1)))


def test_rules_about_a_course_as_a_whole(write_course, exercise):
    about = 'title = "x"\nversion = "1"\npass_mark = 60\nhours = 0.1\nrole = "r"\nunits = ["01_adding", "02_again"]\n'
    courses = write_course(course=about)
    for path in tuple((courses / "sums" / "01_adding").iterdir()):
        (courses / "sums" / "02_again").mkdir(exist_ok=True)
        (courses / "sums" / "02_again" / path.name).write_bytes(path.read_bytes())
    report = lint(courses, ["sums"])
    assert {f.rule for f in report.errors} == {"pass-mark", "id-twice"}
    assert [(f.unit, f.cell) for f in report.errors if f.rule == "id-twice"] == [
        ("02_again", 'answer="total"'),
        ("02_again", 'written="why"'),
    ]


def test_an_unfinished_unit_is_looked_at_and_one_that_cannot_be_read_is_a_finding(write_course, exercise):
    start, end = exercise.index('# %% wrong="total"'), exercise.index("# %% [markdown] hint")
    assert found(write_course(exercise=exercise[:start] + exercise[end:])) == {"too-few-wrong"}
    assert found(write_course(exercise=exercise.replace("total = 1 + 2", "total = ("))) == {"unreadable"}
    (courses := write_course()).joinpath("sums", "01_adding", "design.md").unlink()
    assert found(courses) == {"missing-file"}
    with pytest.raises(NotFound, match="no course 'other'"):
        lint(courses, ["other"])


def test_a_written_question_alone_or_none_is_remarked_on(write_course, exercise):
    without = exercise[: exercise.index("# %% [markdown] written")]
    assert found(write_course(exercise=without)) == {"nothing-written"}
    bare = exercise.replace('assert total != 2, "That counts them. Add them up."\n', "")
    bare = bare.replace('assert total == 3, "Add every number once."\n', "")
    assert found(write_course(exercise=bare)) == {"nothing-held-back"}


def test_every_rule_has_a_test_and_says_what_why_and_what_to_do(write_course):
    text = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_course_*.py"))
    for rule in RULES:
        assert f'"{rule.name}"' in text, rule.name
        assert all(part.endswith(".") or "`" in part[-3:] for part in (rule.what, rule.why, rule.do)), rule.name
    listed = rule_list()
    assert len(listed.summary()) == len(RULES) + 1
    assert len(listed.to_frame()) == len(RULES) == len({rule.name for rule in RULES})
    assert json.loads(json.dumps(listed.to_dict()))["schema"] == "ndl/lint-rules/1"


def test_the_command_prints_what_where_and_what_to_do_and_exits_with_1_on_errors(write_course, exercise, run_ndl):
    courses = write_course(exercise=exercise.replace(HIDDEN, f"{HIDDEN}assert total\n"))
    done = run_ndl("academy", "lint", "sums", "--courses", courses)
    assert done.returncode == 1
    assert 'error: sums 01_adding tests="total" (message-missing): An assertion has no message.' in done.stdout
    assert "After a comma, say in a sentence what mistake it caught" in done.stdout


# --- reading ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[
            ("cat", 1),
            ("make", 1),
            ("table", 2),
            ("little", 2),
            ("asked", 1),
            ("wanted", 2),
            ("boxes", 2),
            ("changes", 2),
        ],
        ("council", 2),
        ("provenance", 3),
        ("names", 1),
        ("the", 1),
        ("x", 1),
        ("people", 2),
    ],
)
def test_syllables_are_groups_of_vowels(word, count):
    assert syllables_in(word) == count


def test_the_grade_is_that_of_the_formula():
    # 1 sentence, 13 words, and by our count 24 syllables: 0.39 * 13 + 11.8 * 24 / 13 - 15.59.
    text = ["The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."]
    syllables = sum(syllables_in(word) for word in text[0].rstrip(".").split())
    assert grade_of(text) == pytest.approx(0.39 * 13 + 11.8 * syllables / 13 - 15.59)
    assert 20 <= syllables <= 26
    assert grade_of([]) == 0.0


def test_sentences_are_those_of_prose():
    lesson = (
        "---\ntitle: T\n---\n# A heading\n\nOne *sentence here.* And `code.code()` there.\nStill\nthe second?\n\n"
        "| a | table |\n|---|---|\n\n```python\nprint('No.')\n```\n\n- an item without a stop\n- another. And more.\n"
    )
    assert sentences_in(lesson) == [
        "One *sentence here.",
        "And code there.",
        "Still the second?",
        "an item without a stop",
        "And more.",
    ]
    assert words_in("---\ntitle: T\n---\nTwo words.") == 2
