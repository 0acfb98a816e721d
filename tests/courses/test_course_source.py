"""What a course's source may say, and what is refused before anything is built."""

from __future__ import annotations

import pytest

from ndl_workbench.academy.source import course_names, read_course, read_courses
from ndl_workbench.errors import BadCourse, NotFound


def test_a_unit_is_read_with_its_questions_and_marks(write_course):
    course = read_course(write_course(), "sums")
    (unit,) = course.units
    (question,) = unit.questions
    assert (course.title, course.pass_mark, unit.title, unit.minutes) == ("Sums", 0.5, "Adding", 5)
    assert (question.id, question.points, unit.points) == ("total", 2, 5)
    assert [cell.because for cell in question.wrong] == [
        "That counts them. Add them up.",
        "“total” should be a number; yours is a str.",
    ]
    assert question.hints == ("Python has a word for it.",)
    assert [cell.question for cell in unit.written] == ["why"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('tests="total" points=2', 'tests="total"', "points=0"),
        ('tests="total" points=2', 'tests="total" points=-1', "points=-1"),
        ('answer="total"', 'answer="Total"', "the id 'Total'"),
        ('objectives="1"', 'objectives="one"', "objectives='one'"),
        ('right="total"', 'right="total" objectives="1"', "objectives='1'"),
        ('right="total"', 'survives="total"', "because=''"),
        ("total = sum(numbers)", "numbers = [3]", "binds 'numbers', which a locked cell gives"),
        ('answer="total"', 'answer="total" right="total"', "both answer and right"),
        ("### END SOLUTION\n", "", "without its marks"),
        ("### END HIDDEN TESTS\n", "", "without its marks"),
        ("# ### END MARK SCHEME\n", "", "without its marks"),
        (' because="That counts them. Add them up."', "", "because=''"),
        (
            '# %% wrong="total" because="That counts',
            '# %% wrong="other" because="That counts',
            "'other', which is no question",
        ),
        ('# %% [markdown] written="why"', '# %% [markdown] written="total"', "the id 'total' twice"),
        ('# %% tests="total" points=2', "# %%", "'total' has an answer or tests, and not both"),
    ],
)
def test_a_source_that_could_not_be_built_or_proved_is_refused(write_course, exercise, old, new, found):
    assert old in exercise
    courses = write_course(exercise=exercise.replace(old, new, 1))
    with pytest.raises(BadCourse) as caught:
        read_course(courses, "sums")
    assert found in str(caught.value)
    assert "nothing was built" in str(caught.value)


def test_a_cell_names_objectives_and_a_note_to_authors_is_kept_apart(write_course, exercise):
    note = "# %% [raw]\n# Only for authors.\n\n# %%\n# copy the list\ntwice = 2 * numbers\n\n"
    courses = write_course(exercise=exercise.replace("# %% answer", f"{note}# %% answer", 1))
    (unit,) = read_course(courses, "sums").units
    assert {cell.question: cell.objectives for cell in unit.cells if cell.objectives} == {"total": (1,), "why": (1,)}
    assert [cell.source for cell in unit.cells if cell.kind == "note"] == ["Only for authors."]
    # A comment that begins like a command of a shell stays a comment.
    assert unit.cells[3].source == "# copy the list\ntwice = 2 * numbers"


def test_an_unfinished_course_can_be_read_to_be_looked_at(write_course, exercise):
    start = exercise.index('# %% wrong="total"')
    courses = write_course(exercise=exercise[:start] + exercise[exercise.index("# %% [markdown] hint") :])
    with pytest.raises(BadCourse, match="0 wrong answer"):
        read_course(courses, "sums")
    assert read_course(courses, "sums", unfinished=True).units[0].questions[0].wrong == ()


def test_a_question_with_one_wrong_answer_is_not_finished(write_course, exercise):
    start = exercise.index('# %% wrong="total" because="“total”')
    end = exercise.index("# %% [markdown] hint")
    with pytest.raises(BadCourse, match="1 wrong answer"):
        read_course(write_course(exercise=exercise[:start] + exercise[end:]), "sums")


@pytest.mark.parametrize(
    "lesson", ["# no front matter\n", "---\n: : :\n---\n", "---\ntitle: x\n---\n", "---\n- a\n---\n"]
)
def test_a_lesson_without_its_facts_is_refused(write_course, lesson):
    with pytest.raises(BadCourse, match=r"lesson\.md"):
        read_course(write_course(lesson=lesson), "sums")


@pytest.mark.parametrize(
    "course", ["not toml", 'title = "x"\n', 'title="x"\nversion="1"\npass_mark=1\nhours=1\nrole="r"\nunits=["../x"]']
)
def test_a_course_without_its_facts_is_refused(write_course, course):
    with pytest.raises(BadCourse):
        read_course(write_course(course=course), "sums")


def test_a_file_that_is_not_there_is_named(write_course):
    courses = write_course()
    (courses / "sums" / "01_adding" / "design.md").unlink()
    with pytest.raises(NotFound, match=r"no design\.md"):
        read_course(courses, "sums")


def test_an_unknown_course_or_unit_is_refused_with_the_ones_there_are(write_course):
    courses = write_course()
    with pytest.raises(NotFound, match="one of sums"):
        read_course(courses, "sumz")
    with pytest.raises(NotFound, match="one of 01_adding"):
        read_course(courses, "sums").unit("02_taking")


def test_the_real_courses_are_all_read(courses):
    assert course_names(courses) == (
        "bias-and-fairness-in-public-data",
        "data-quality-in-practice",
        "finding-and-trusting-data",
    )


def test_courses_come_in_the_order_in_which_they_are_best_taken(courses):
    assert [course.title for course in read_courses(courses)] == [
        "Finding and trusting data",
        "Data quality in practice",
        "Bias and fairness in public data",
    ]


def test_every_real_unit_has_six_questions_a_written_one_and_two_wrong_answers_each(courses):
    for name in course_names(courses):
        course = read_course(courses, name)
        assert 4 <= len(course.units) <= 5
        for unit in course.units:
            assert len(unit.questions) >= 6
            assert len(unit.written) >= 1
            assert min(len(question.wrong) for question in unit.questions) >= 2
            assert all(question.hints for question in unit.questions)
            assert unit.objectives
