"""What a trainee is told, from a marking written down by hand: no sandbox is needed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ndl_workbench.academy.grading.asked import About, Question, questions
from ndl_workbench.academy.grading.feedback_page import FeedbackPage
from ndl_workbench.academy.grading.marking import Ran, Verdict
from ndl_workbench.academy.grading.records import Record
from ndl_workbench.academy.grading.standing import Mark, Standing
from ndl_workbench.display import Prose
from ndl_workbench.display.html import page as rendered
from ndl_workbench.display.text import markdown

HOSTILE = (
    "<script>window.owned = 1</script><img src=x onerror=alert(1)><svg onload=alert(2)></svg>"
    "</pre></code>[a](javascript:alert(3)) $\\href{javascript:alert(4)}{x}$ \u202etxt\u2066 \x1b[31mred\x1b[0m \x00"
)

ABOUT = About("01_adding", "Adding", "Sums", "1", 0.5)
TOTAL = Question("total", "The total", (Prose(("Add the `numbers`.",)),), "total-check", written=False)
MEAN = Question("mean", "The mean", (), "mean-check", written=False)
WHY = Question("why", "Why", (), "why", written=True)


def mark(marks: float, most: float, *, person: bool = False, waiting: bool = False, extra: float = 0.0) -> Mark:
    return Mark(marks, most, extra, by_person=person, machine=None if waiting else marks, waiting=waiting)


RECORD = Record(
    trainee="amy", unit="01_adding", submission="ab" * 32, source="cd" * 32, marked="2026-11-28T12:00:00+00:00",
    verdicts=(
        Verdict("total-check", 0, 2, "That counts them. Add them up.", held_back=True), Verdict("mean-check", 1, 1)
    ),
    ran=(Ran("total", "2\n"), Ran("mean")),
    mended=("The cell of “mean” was not in your notebook.",),
    trouble=(), unreadable="", sandboxed=True,
    answers={"total": "total = len(numbers)", "mean": "mean = 1.5", "why": "Because."},
    untouched=(),
    seconds=0.1,
)  # fmt: skip
STANDING = Standing(
    trainee="amy",
    handed_in=dt.datetime(2026, 11, 28, 10, 0),
    marks={"total-check": mark(0, 2), "mean-check": mark(1, 1), "why": mark(0, 3, waiting=True)},
    comments={},
    penalty=0.0,
    seconds_late=0.0,
)
PAGE = FeedbackPage(ABOUT, (TOTAL, MEAN, WHY), RECORD, STANDING)


def told(page: FeedbackPage) -> str:
    return markdown(page.title, page.blocks())


def with_record(**changes) -> FeedbackPage:
    return replace(PAGE, record=replace(RECORD, **changes))


def with_standing(**changes) -> FeedbackPage:
    return replace(PAGE, standing=replace(STANDING, **changes))


def test_the_page_in_full():
    assert (
        told(PAGE)
        == """\
# Your feedback: Adding

> 1 of 6 marks so far. A person has still to mark 1 question, worth 3 marks.

- **Trainee**: amy
- **Course**: Sums
- **Pass mark**: 50% of the marks: 3 of 6. Whether you reach it depends on what a person has still to mark.
- **Handed in**: 28 November 2026, 10:00 UTC

## What to look at first

- The total: 0 of 2 marks

## Marks for each question

In the order of the notebook

| Question | Marks | State |
| --- | --- | --- |
| The total | 0 of 2 | no marks |
| The mean | 1 of 1 | all marks |
| Why | – of 3 | waiting |

## Question by question

### 1\\. The total

- **Marks**: 0 of 2, by machine

> To put right: That counts them. Add them up.

**What question 1 asks**

Add the numbers.

Your answer

    total = len(numbers)

What your answer printed

    2

### 2\\. The mean

- **Marks**: 1 of 1, by machine

> All marks.

Your answer

    mean = 1.5

### 3\\. Why

- **Marks**: – of 3, not marked yet: a person does it

> A person has still to mark this.

> Your answer:
>
> Because.

## What was mended in your notebook

These differed from the notebook you were given. They cost no marks by themselves.

- The cell of “mean” was not in your notebook.

## How this was marked

- **By machine**: Your code was run in a sandbox. Checks that you cannot see were run too.
- **By a person**: 0 of 3 questions.
- **When**: 28 November 2026, 12:00 UTC
- **Release**: version 1, cdcdcdcdcdcd
- **Your notebook**: abababababab (the first letters of its hash)
"""
    )


@pytest.mark.parametrize(
    ("person", "penalty", "says"),
    [
        (None, 0.0, "Whether you reach it depends on what a person has still to mark."),
        (2.0, 0.0, "You have reached it."),
        (1.0, 0.0, "You have not reached it."),
        (2.0, 0.5, "You have not reached it."),
        (None, 2.0, "You have not reached it."),
    ],
)
def test_the_pass_mark_is_reached_or_not_or_not_decided(person, penalty, says):
    why = mark(0, 3, waiting=True) if person is None else mark(person, 3, person=True)
    page = with_standing(marks={**STANDING.marks, "why": why}, penalty=penalty)
    assert f"50% of the marks: 3 of 6. {says}" in told(page)


def test_marks_comment_and_extra_credit_of_a_person_are_shown():
    marks = {**STANDING.marks, "total-check": mark(1, 2, person=True), "why": mark(2, 3, person=True, extra=0.5)}
    text = told(with_standing(marks=marks, comments={"why": "Clear.\nSay how sure you are."}))
    assert "> 4.5 of 6 marks." in text
    assert "2 of 3, and 0.5 extra, by a person" in text
    assert "1 of 2, by a person (the machine gave 1)" in text
    assert "The check by machine said: That counts them. Add them up." in text
    assert "> What the person who marked it wrote:\n>\n> Clear.\n>\n> Say how sure you are." in text


@pytest.mark.parametrize(
    ("seconds", "length"),
    [(20, "less than a minute"), (60, "1 minute"), (7_300, "2 hours"), (86_400, "1 day"), (200_000, "2 days")],
)
def test_a_late_penalty_is_shown_with_its_reason(seconds, length):
    text = told(with_standing(penalty=1.0, seconds_late=seconds))
    assert f"- **Taken off**: 1 mark, because it was handed in after the deadline, {length} late." in text
    assert "> 0 of 6 marks so far." in text


def test_what_stopped_a_cell_comes_first_and_is_said_once():
    stopped = "It stopped on line 1 with NameError: name 'numbrs' is not defined"
    verdicts = (
        Verdict("total-check", 0, 2, "No."),
        Verdict("mean-check", 0, 1, f"Your cell stopped before the answer was made. {stopped}"),
    )
    page = replace(
        with_record(verdicts=verdicts, ran=(Ran("total"), Ran("mean", stopped=stopped))),
        standing=replace(STANDING, marks={**STANDING.marks, "mean-check": mark(0, 1)}),
    )
    text = told(page)
    assert "- The mean: 0 of 1 mark; your cell stopped\n- The total: 0 of 2 marks\n" in text
    assert text.count("is not defined") == 1


def test_what_stopped_an_answer_that_has_its_marks_or_another_cell_is_said():
    ran = (Ran("mean", stopped="It stopped with ValueError"), Ran("own-mean-1", stopped="It ran for too long."))
    text = told(with_record(ran=ran))
    assert "What stopped your answer\n\n    It stopped with ValueError" in text
    assert "What stopped a cell of your own after it\n\n    It ran for too long." in text


def test_an_answer_left_untouched_is_not_shown_back():
    text = told(with_record(untouched=("total",)))
    assert "The total: 0 of 2 marks; not answered yet" in text
    assert "len(numbers)" not in text


def test_a_notebook_that_could_not_be_read_says_so_and_what_to_do():
    page = with_record(
        unreadable="What you handed in could not be read: it has no list of cells.", answers={}, ran=(), mended=()
    )
    text = told(page)
    assert "> Nothing was marked. What you handed in could not be read: it has no list of cells." in text
    assert "Open your notebook in JupyterLab, save it, and hand it in again." in text
    assert "Hand in a notebook that can be read." in text
    assert "Question by question" not in text
    assert "Nothing of yours could be run." in text
    commented = replace(page, standing=replace(STANDING, comments={"why": "Come and see me."}))
    assert "Come and see me." in told(commented)


def test_all_marks_leave_nothing_to_look_at():
    marks = {"total-check": mark(2, 2), "mean-check": mark(1, 1), "why": mark(3, 3, person=True)}
    text = told(replace(with_record(verdicts=()), standing=replace(STANDING, marks=marks)))
    assert "Nothing: every question that is marked has all its marks. Well done." in text
    assert "> 6 of 6 marks." in text


def test_part_of_the_marks_is_said():
    page = replace(
        with_record(verdicts=(Verdict("total-check", 1, 2),)),
        standing=replace(STANDING, marks={**STANDING.marks, "total-check": mark(1, 2)}),
    )
    assert "> A part of your answer is right." in told(page)


def test_a_fault_of_the_course_is_told_without_its_details_and_marking_without_a_sandbox_is_said():
    text = told(with_record(trouble=("the course's own cell given-02 failed: KeyError: secret",), sandboxed=False))
    assert "A part of the course itself did not work" in text
    assert "secret" not in text
    assert "Your code was run without a sandbox, in a classroom that was trusted." in text


def test_nothing_a_trainee_wrote_is_markup():
    page = replace(
        with_record(
            answers=dict.fromkeys(("total", "mean", "why"), HOSTILE),
            ran=(Ran("total", HOSTILE, stopped=HOSTILE), Ran("own-total-1", stopped=HOSTILE)),
            verdicts=(Verdict("total-check", 0, 2, HOSTILE),),
            mended=(HOSTILE,),
            unreadable="",
        ),
        standing=replace(STANDING, comments={"why": HOSTILE}),
    )
    html = rendered(page.title, page.blocks())
    body = html[html.index("<body") :]
    for active in ("<script", "<img", "<svg", 'javascript:alert(3)"', "</pre></code>"):
        assert active not in body
    # Words, and nothing that turns the direction of reading or talks to a terminal.
    assert not set(html) & set("\u202e\u2066\x1b\x00")
    assert "[U+202E]txt[U+2066]" in html


def test_what_is_printed_and_answered_is_cut():
    page = with_record(ran=(Ran("total", "x" * 5_000),), answers={"total": "y" * 30_000})
    text = told(page)
    assert "… and 4,000 more characters" in text
    assert "… and 10,000 more characters" in text


def test_the_result_as_data():
    assert PAGE.to_dict()["questions"][0] == {
        "question": "total",
        "marks": 0,
        "most": 2,
        "extra": 0.0,
        "by_person": False,
        "machine": 0,
        "waiting": False,
        "says": "That counts them. Add them up.",
        "comment": "",
    }
    assert PAGE.to_frame().to_dict("list") == {
        "question": ["total", "mean", "why"],
        "marks": [0.0, 1.0, 0.0],
        "most": [2.0, 1.0, 3.0],
        "says": ["That counts them. Add them up.", "", ""],
    }
    assert "  amy: 1 of 6 marks so far." in repr(PAGE)


def test_questions_have_the_heading_and_prose_above_them():
    def prose(text):
        return {"cell_type": "markdown", "metadata": {}, "source": text}

    def cell(name, kind="code", **settings):
        return {"cell_type": kind, "metadata": {"nbgrader": {"grade_id": name, **settings}}, "source": "..."}

    asked = questions(
        [
            prose(["# Adding\n", "\n", "Hello.\n", "\n", "## First\n", "\n", "Add."]),
            cell("total", solution=True, grade=False),
            cell("total-check", solution=False, grade=True),
            prose("Now the mean."),
            cell("the-mean", solution=True, grade=False),
            prose("## Last\n\n### Mind\n\n- one\n- two"),
            cell("why", "markdown", solution=True, grade=True),
        ]
    )
    assert [(one.id, one.title, one.cell, one.written) for one in asked] == [
        ("total", "First", "total-check", False),
        ("the-mean", "The mean", "the-mean-check", False),
        ("why", "Mind", "why", True),
    ]
    assert asked[0].prose == (Prose(("Add.",)),)
    assert asked[1].prose == (Prose(("Now the mean.",)),)
    assert asked[2].prose == (Prose(("one", "two"), listed=True),)


# --- in a real browser ------------------------------------------------------------------------------

OFTEN_SEEN = {
    "marked": PAGE,
    "hostile": replace(
        with_record(
            answers=dict.fromkeys(("total", "mean", "why"), HOSTILE + "long " * 200 + "x" * 400),
            ran=(Ran("total", HOSTILE), Ran("mean", stopped=HOSTILE)),
        ),
        standing=replace(
            STANDING,
            marks={**STANDING.marks, "why": mark(2, 3, person=True)},
            comments={"why": HOSTILE, "total": "Nearly."},
            penalty=1,
            seconds_late=7_300,
        ),
    ),
    "unreadable": replace(
        with_record(unreadable="What you handed in could not be read.", answers={}, ran=(), mended=()),
        standing=replace(STANDING, marks={"total-check": mark(0, 2), "mean-check": mark(0, 1), "why": mark(0, 3)}),
    ),
}


@pytest.fixture(params=OFTEN_SEEN)
def opened(request, page, tmp_path, screenshots):
    """A saved page in the browser, as wide as a laptop; nothing may be fetched and no dialog opened."""
    wrong = []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: asked.url.startswith("file:") or wrong.append(asked.url))
    page.goto(OFTEN_SEEN[request.param].save(tmp_path / f"{request.param}.html").as_uri())
    page.screenshot(path=screenshots / f"feedback-{request.param}.png", full_page=True)
    yield page
    assert wrong == []
    assert page.evaluate("window.owned") is None


def test_the_page_has_no_accessibility_violation(opened, axe):
    # Headings that skip a level are one, too.
    opened.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    assert axe(opened) == []


def test_the_page_fits_a_narrow_telephone(opened, screenshots):
    opened.set_viewport_size({"width": 320, "height": 700})
    opened.screenshot(path=screenshots / "feedback-320.png", full_page=True)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_page_works_by_keyboard(page, tmp_path):
    page.goto(PAGE.save(tmp_path / "page.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "The total"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#question-total"
    fold = page.locator("details").first
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert fold.get_attribute("open") is not None
    assert page.get_by_text("Add the numbers.").is_visible()


def test_what_is_folded_is_printed(page, tmp_path):
    page.goto(PAGE.save(tmp_path / "page.html").as_uri())
    asked = page.get_by_text("Add the numbers.")
    assert not asked.is_visible()
    page.emulate_media(media="print")
    assert asked.is_visible()
