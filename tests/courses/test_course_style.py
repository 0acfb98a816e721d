"""Rules from the style guide of courses: each finds what it is for, and is content with what follows the guide."""

from __future__ import annotations

import pytest

from ndl_workbench.academy.lint import lint

SCHEME = """\
# One mark for each reason.
#
# A good answer (3 of 3): "Three reasons."
#
# A weaker answer (1 of 3): "One." It misses: two reasons."""
LOOK_BACK = """
# %% [markdown]
# ## Look back
#
# Whom would you tell?
"""
RULES = {"few-questions", "exemplars-missing", "look-back-last", "same-for-all", "no-author"}


@pytest.fixture
def good(exercise) -> str:
    """The tiny exercise, as the guide has it but for the number of its questions."""
    drawn = 'from ndl_workbench.academy import seed\nnumbers = [seed.numbers("sums").randint(1, 2), 2]'
    changed = exercise.replace("numbers = [1, 2]", drawn)
    return changed.replace("# One mark for each reason.", SCHEME) + LOOK_BACK


def found(courses) -> dict[str, str]:
    return {f.rule: f.what for f in lint(courses, ["sums"]).findings if f.rule in RULES}


def signed(courses, line="**Written by** A. Author; read by B. Reader."):
    (courses / "sums" / "01_adding" / "design.md").write_text(f"# Adding: design\n\n{line}\n", encoding="utf-8")
    return courses


def test_the_tiny_course_does_not_follow_the_guide(write_course):
    assert set(found(write_course())) == RULES


def test_one_that_follows_it_is_not_remarked_on(write_course, good):
    assert found(signed(write_course(exercise=good))) == {
        "few-questions": "A unit has fewer than six questions marked by machine. It has 1."
    }


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("good answer (3 of 3)", "good answer", "There is no “A good answer (3 of 3)”."),
        ("good answer (3 of 3)", "good answer (2 of 3)", "There is no “A good answer (3 of 3)”."),
        ("weaker answer (1 of 3)", "weaker answer (3 of 3)", "There is no “A weaker answer (fewer of 3)”."),
        ("It misses:", "It lacks:", "The weaker answer is not followed by “It misses:”."),
    ],
)
def test_both_examples_stand_in_a_mark_scheme_out_of_its_marks(write_course, good, old, new, says):
    assert found(signed(write_course(exercise=good.replace(old, new))))["exemplars-missing"].endswith(says)


def test_look_back_is_the_last_that_a_trainee_reads(write_course, good):
    hint = '\n# %% [markdown] hint="total"\n# Another.\n'
    assert "look-back-last" not in found(write_course(exercise=good + hint))
    assert "look-back-last" in found(write_course(exercise=good + "\n# %% [markdown]\n# The end.\n"))


@pytest.mark.parametrize("line", ["**Written by** TODO: your name", "**Written by**", "Somebody wrote it."])
def test_a_placeholder_is_no_author(write_course, line):
    assert "no-author" in found(signed(write_course(), line))
