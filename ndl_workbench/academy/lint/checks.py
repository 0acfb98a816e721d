"""Rules about the cells that check an answer: their messages, and what they may judge."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from ..names import names_bound
from ..source import BEGIN_HIDDEN, END_HIDDEN, Question, Unit, split
from .rules import Spot, at, error, warning

_OF_THE_TRAINEE = ("ask", "obj")
_SHOWING = ("print", "display", "pprint")
_SHORTEST_VALUE = 3


@error
def message_missing(unit: Unit) -> Iterator[Spot]:
    """An assertion has no message.

    A trainee who fails it reads “This is not right yet.” and learns nothing.

    After a comma, say in a sentence what mistake it caught, or where to look.
    """
    for question, check in _assertions(unit):
        if check.msg is None or (isinstance(check.msg, ast.Constant) and not str(check.msg.value).strip()):
            yield at(unit, question.tests, _quoted(check))


@error
def message_unended(unit: Unit) -> Iterator[Spot]:
    """A message is not a whole sentence.

    It is all that a trainee is told.

    End it with a full stop or a question mark.
    """
    for question, check in _assertions(unit):
        text = _last_text(check.msg)
        if text and not text.rstrip().rstrip("”\"')").endswith((".", "?", "!")):
            yield at(unit, question.tests, f"It ends in “{text.strip()[-20:]}”.")


@error
def message_worked_out(unit: Unit) -> Iterator[Spot]:
    """The message of a held-back check is worked out.

    Of a check that is held back, only a message that stands there word for word is shown: anything else could give the
    answer away. The trainee would read that a check found a mistake, and no more.

    Write the message as one text, without f and without names.
    """
    for question, check in _assertions(unit):
        if _is_held_back(question, check) and check.msg is not None and not isinstance(check.msg, ast.Constant):
            yield at(unit, question.tests, _quoted(check))


@error
def message_shows_value(unit: Unit) -> Iterator[Spot]:
    """A message that everybody sees shows a value which is not the trainee's own.

    It could be the answer.

    Put nothing into the message but names that the answer binds.
    """
    for question, check in _assertions(unit):
        if _is_held_back(question, check) or not isinstance(check.msg, ast.JoinedStr):
            continue
        shown = {node.id for node in ast.walk(check.msg) if isinstance(node, ast.Name)}
        if others := shown - names_bound(question.answer.source) - _BUILTINS:
            yield at(unit, question.tests, f"It is “{sorted(others)[0]}”.")


@error
def message_tells(unit: Unit) -> Iterator[Spot]:
    """A message names the value that its check asks for.

    Whoever reads it need not work anything out.

    Say how to come to the answer, and not what it is.
    """
    for question, check in _assertions(unit):
        text = _last_text(check.msg) if isinstance(check.msg, ast.Constant) else ""
        for value in _asked_for(check.test):
            if len(value) >= _SHORTEST_VALUE and value in text:
                yield at(unit, question.tests, f"It is {value}.")


@error
def trainee_judges(unit: Unit) -> Iterator[Spot]:
    """A check believes what the trainee's own object says of itself.

    An object can be written that says yes to everything. Only plain data, compared here, shows what it is.

    Ask for data and compare it: `assert list(obj("model").predict(rows)) == [0, 1], "…"`.
    """
    for question in unit.questions:
        tree = ast.parse(question.tests.source)
        theirs = _names_from_trainee(tree)
        for check in _asserts(tree):
            if _is_believed(check.test, theirs):
                yield at(unit, question.tests, _quoted(check))


@error
def ends_in_a_value(unit: Unit) -> Iterator[Spot]:
    """The last line of a check is a value.

    nbgrader would take the value for the marks.

    Take it out, make an assertion of it, or give part of the marks with `award(points)`.
    """
    for question in unit.questions:
        for part in split(question.tests.source, BEGIN_HIDDEN, END_HIDDEN):
            for last in ast.parse(part).body[-1:]:
                if isinstance(last, ast.Expr) and not _gives_nothing(last.value):
                    yield at(unit, question.tests, f"It is `{ast.unparse(last)[:60]}`.")


@warning
def nothing_held_back(unit: Unit) -> Iterator[Spot]:
    """No check of a question is held back.

    Whoever runs the check until it is silent has full marks, and may have guessed.

    Put the checks of the value between ### BEGIN HIDDEN TESTS and ### END HIDDEN TESTS.
    """
    for question in unit.questions:
        if not ast.parse(split(question.tests.source, BEGIN_HIDDEN, END_HIDDEN)[1]).body:
            yield at(unit, question.tests)


@warning
def held_back_silent(unit: Unit) -> Iterator[Spot]:
    """A held-back check has no message of its own.

    Of a check that is held back, only the message of an assertion is shown. For anything else the trainee reads that a
    check found a mistake, and no more.

    Write it as an assertion: `assert result.equals(expected), "…"`.
    """
    for question in unit.questions:
        for node in ast.walk(ast.parse(split(question.tests.source, BEGIN_HIDDEN, END_HIDDEN)[1])):
            called = node.value if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
            if isinstance(node, ast.Raise) or (called is not None and _name_called(called).startswith("assert_")):
                yield at(unit, question.tests, f"It is `{ast.unparse(node)[:60]}`.")


@warning
def check_prints(unit: Unit) -> Iterator[Spot]:
    """A check prints.

    In the part that is held back nobody sees it; elsewhere it stands beside the sentence that matters.

    Say it in the message of an assertion.
    """
    for question in unit.questions:
        for node in ast.walk(ast.parse(question.tests.source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SHOWING:
                yield at(unit, question.tests, f"It is on line {node.lineno} of the cell.")


# --- helpers ------------------------------------------------------------------------------------------

_BUILTINS = frozenset(dir(builtins))


def _assertions(unit: Unit) -> Iterator[tuple[Question, ast.Assert]]:
    for question in unit.questions:
        for check in _asserts(ast.parse(question.tests.source)):
            yield question, check


def _asserts(tree: ast.AST) -> list[ast.Assert]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]


def _is_held_back(question: Question, check: ast.Assert) -> bool:
    source = question.tests.source
    return check.lineno > source[: source.index(BEGIN_HIDDEN)].count("\n")


def _quoted(check: ast.Assert) -> str:
    text = ast.unparse(check.test)
    return f"It is `assert {text if len(text) < 80 else text[:79] + '…'}`."


def _last_text(message: ast.expr | None) -> str:
    """Return the end of a message that is a text or an f-string; "" where it cannot be told."""
    if isinstance(message, ast.JoinedStr) and message.values:
        message = message.values[-1]
    return str(message.value) if isinstance(message, ast.Constant) else ""


def _asked_for(test: ast.expr) -> Iterator[str]:
    """Give the values that a check wants an answer to be, or to be near."""
    for node in ast.walk(test):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            for side in (node.left, *node.comparators):
                yield from _values_in(side)
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Lt | ast.LtE):
            for call in ast.walk(node.left):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "abs":
                    yield from _values_in(call)


def _values_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float):
            yield str(node.value)


def _names_from_trainee(tree: ast.AST) -> set[str]:
    """Names bound to what ask() or obj() gave."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if _is_theirs(node.value, names):
                names |= {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return names


def _is_theirs(node: ast.AST, names: set[str]) -> bool:
    return any(
        isinstance(part, ast.Name) and (part.id in _OF_THE_TRAINEE or part.id in names) for part in ast.walk(node)
    )


def _is_believed(test: ast.expr, names: set[str]) -> bool:
    """Whether what the trainee's side gave decides a check without being compared with data."""
    if isinstance(test, ast.BoolOp):
        return any(_is_believed(part, names) for part in test.values)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _is_believed(test.operand, names)
    if isinstance(test, ast.Compare):
        sides = (test.left, *test.comparators)
        yes_or_no = any(
            isinstance(side, ast.Constant) and (side.value is None or isinstance(side.value, bool)) for side in sides
        )
        return yes_or_no and _is_theirs(test, names)
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id in ("all", "any", "bool"):
        return any(_is_believed(part.elt if isinstance(part, ast.GeneratorExp) else part, names) for part in test.args)
    return _is_theirs(test, names)


def _gives_nothing(value: ast.expr) -> bool:
    """Whether an expression is a call that is known to give None."""
    if not isinstance(value, ast.Call):
        return isinstance(value, ast.Constant) and value.value in (None, ...)
    name = _name_called(value)
    of = value.func.value if isinstance(value.func, ast.Attribute) else None
    return name in ("award", "print", "display") or name.startswith("assert_") or getattr(of, "id", "") == "expect"


def _name_called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
