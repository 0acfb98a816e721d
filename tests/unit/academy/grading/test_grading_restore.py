"""Whatever is handed in, the course's own notebook is marked, with the trainee's answers in it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.academy.grading import restore as restoring
from ndl_workbench.academy.grading.restore import Restored, read_notebook, restore
from ndl_workbench.errors import Unreadable

TEST = "assert a == 1\n### BEGIN HIDDEN TESTS\nassert a == 1\n### END HIDDEN TESTS"


def cell(name: str, source: Any, kind: str = "code", **settings: Any) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {"nbgrader": {"grade_id": name, **settings}}, "source": source}


def own(source: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source}


SOURCE = [
    {"cell_type": "markdown", "metadata": {}, "source": "# Sums"},
    cell("start", "n = 1", locked=True, grade=False, solution=False),
    cell("a", "a = 1", grade=False, solution=True),
    cell("a-check", TEST, grade=True, solution=False, points=2),
    cell("b", "b = 2", grade=False, solution=True),
    cell("b-check", "assert b == 2", grade=True, solution=False, points=1),
    cell("why", "", "markdown", grade=True, solution=True, points=3),
]
RELEASED = copy.deepcopy(SOURCE)
RELEASED[2]["source"], RELEASED[4]["source"], RELEASED[6]["source"] = "a = ...", "b = ...", "*Write.*"
RELEASED[3]["source"] = "assert a == 1"


def handed(*changes: Any) -> list[Any]:
    """Return the released notebook with answers to both questions, and some cells put elsewhere or changed."""
    cells: list[Any] = copy.deepcopy(RELEASED)
    cells[2]["source"], cells[4]["source"], cells[6]["source"] = "a = 1", "b = 2", "Because."
    for change in changes:
        change(cells)
    return cells


def marked(cells: list[Any]) -> Restored:
    return restore(SOURCE, RELEASED, cells)


def answers(restored: Restored) -> dict[str, str]:
    return {part.id: part.source for part in restored.parts if part.role in ("answer", "written")}


def of_the_course(restored: Restored) -> list[tuple[str, str, float]]:
    return [(p.id, p.source, p.points) for p in restored.parts if p.role in ("prose", "given", "test")]


WHOLE = {"a": "a = 1", "b": "b = 2", "why": "Because."}
HONEST = marked(handed())


def test_an_honest_notebook_is_as_it_was() -> None:
    assert answers(HONEST) == WHOLE
    assert HONEST.mended == ()
    assert [one.kind for one in HONEST.cells()] == ["given", "theirs", "test", "theirs", "test"]
    assert [one.hidden_from for one in HONEST.cells() if one.kind == "test"] == [2, 0]
    assert [one.question for one in HONEST.cells() if one.kind == "test"] == ["a", "b"]
    assert not any(part.untouched for part in HONEST.parts)


def test_an_untouched_notebook_is_known() -> None:
    untouched = marked(copy.deepcopy(RELEASED))

    assert {part.id for part in untouched.parts if part.untouched} == {"a", "b", "why"}


CHANGES: dict[str, Any] = {
    "turned round": lambda cells: cells.reverse(),
    "a test deleted": lambda cells: cells.pop(3),
    "tests and data edited": lambda cells: [cells[n].update(source="raise SystemExit") for n in (0, 1, 3, 5)],
    "points of their own": lambda cells: cells[3]["metadata"]["nbgrader"].update(points=1000, solution=True),
    "a test made an answer": lambda cells: cells.append(cell("a-check", "a = 1", grade=True, solution=True, points=99)),
    "a test of their own": lambda cells: cells.append(cell("c-check", "pass", grade=True, points=99)),
    "an answer made prose": lambda cells: cells[2].update(cell_type="markdown"),
    "an answer made raw": lambda cells: cells[2].update(cell_type="raw"),
    "no type at all": lambda cells: cells[2].pop("cell_type"),
    "lines": lambda cells: cells[2].update(source=["a =", " 1"]),
    "lines of other things": lambda cells: cells[2].update(source=["a =", 7, None, {"a": 1}, " 1"]),
    "an untouched copy behind": lambda cells: cells.append(cell("a", "a = ...")),
    "an untouched copy before": lambda cells: cells.insert(0, cell("a", "a = ...")),
    "the same copy": lambda cells: cells.append(cell("a", "a = 1")),
    "controls in the text": lambda cells: cells[2].update(source="a\x00 =\x1b 1\r\ud800"),
    "things that are no cells": lambda cells: cells.extend([None, 7, "a", [], {}, {"source": 3}]),
    "metadata of other kinds": lambda cells: cells.extend(
        [{"cell_type": "code", "source": "", "metadata": one} for one in (None, 7, [], "x", {"nbgrader": []})]
    ),
    "ids of other kinds": lambda cells: cells.extend([cell(one, "") for one in (None, 7, [], {}, True)]),
    "outputs that claim marks": lambda cells: cells[3].update(outputs=[{"output_type": "execute_result"}]),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_answers_are_found_whatever_was_done_to_the_cells(what: str) -> None:
    restored = marked(handed(CHANGES[what]))

    assert answers(restored) == WHOLE
    assert of_the_course(restored) == of_the_course(HONEST)


def test_a_deleted_answer_is_put_back_as_it_was_released_and_said() -> None:
    restored = marked(handed(lambda cells: cells.pop(2)))

    assert answers(restored)["a"] == "a = ..."
    assert restored.mended == ("The cell of “a” was not in your notebook.",)


def test_of_two_answers_the_last_counts_and_it_is_said() -> None:
    restored = marked(handed(lambda cells: cells.append(cell("a", "a = 3"))))

    assert answers(restored)["a"] == "a = 3"
    assert restored.mended == ("The cell of “a” was there more than once; the last that you changed was marked.",)


def test_cells_of_their_own_stay_behind_what_they_stood_after() -> None:
    restored = marked(handed(lambda cells: (cells.insert(0, own("x = 0")), cells.insert(4, own("x = 1")))))

    assert [part.id for part in restored.parts if part.role == "extra"] == ["own-first-1", "own-a-1"]
    assert [one.source for one in restored.cells()][:4] == ["x = 0", "n = 1", "a = 1", "x = 1"]
    assert len({part.id for part in restored.parts}) == len(restored.parts)


@pytest.mark.parametrize(("number", "size"), [(10_000, 1), (1_000, 50_000)])
def test_a_great_many_cells_are_cut_short_and_it_is_said(number: int, size: int) -> None:
    restored = marked([*(own("#" * size) for _ in range(number)), *handed()])

    extra = [part.source for part in restored.parts if part.role == "extra"]
    assert len(extra) <= restoring.MOST_EXTRA
    assert sum(map(len, extra)) <= restoring.MOST_EXTRA_TEXT
    assert restored.mended == (f"Of {number:,} cells of your own {len(extra)} were run.",)
    assert answers(restored) == WHOLE


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | st.just("a"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["metadata", "nbgrader", "grade_id", "source", "points", "cell_type"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(JSON, max_size=6), st.integers(0, 7))
def test_any_cells_beside_the_answers_change_nothing_of_the_courses(strange: list[Any], place: int) -> None:
    cells = handed()
    cells[place:place] = strange

    restored = marked(cells)

    assert of_the_course(restored) == of_the_course(HONEST)
    assert restored == marked(copy.deepcopy(cells))
    assert all(type(part.source) is str for part in restored.parts)
    assert len({one.id for one in restored.cells()}) == len(restored.cells())


# --- the file -------------------------------------------------------------------------------------------


def notebook(cells: Any, **more: Any) -> bytes:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"\xff\xfe{[",
        b"\x1f\x8b\x08",
        "{}".encode("utf-16"),
        b"{}",
        b"[]",
        b"null",
        b'"cells"',
        b'{"cells": null}',
        b'{"cells": {}}',
        b'{"cells": [',
        b'{"cells": [1' + b"0" * 5_000 + b"]}",
        b'{"worksheets": [{"cells": []}], "nbformat": 3}',
        b'{"cells": ' + b"[" * 100_000,
        b'{"cells": ' + b'{"a":' * 100_000,
        b'{"cells": [' + b"[]," * restoring.MOST_PARTS + b"[]]}",
    ],
    ids=lambda content: repr(content[:24]),
)
def test_what_is_no_notebook_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "01.ipynb"
    path.write_bytes(content)

    with pytest.raises(Unreadable) as refused:
        read_notebook(path)

    assert "01.ipynb" in str(refused.value)
    assert str(tmp_path) not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_notebook_of_more_bytes_than_may_be_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "01.ipynb"
    with path.open("wb") as file:
        file.truncate(restoring.MOST_BYTES + 1)

    with pytest.raises(Unreadable, match="150,000,001 bytes"):
        read_notebook(path)


def test_a_mark_of_byte_order_and_great_outputs_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "01.ipynb"
    cells = handed()
    cells[3]["outputs"] = [{"output_type": "stream", "text": "x" * 30_000_000}]
    cells[2]["attachments"] = {"a.png": {"image/png": "x" * 1000}}
    path.write_bytes(b"\xef\xbb\xbf" + notebook(cells))

    read = read_notebook(path)

    assert marked(read) == HONEST
    assert all(set(one) <= {"cell_type", "metadata", "source"} for one in read)
