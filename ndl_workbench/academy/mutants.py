"""Small mistakes put into a model answer, to see whether a question's checks notice them.

One thing is changed at a time: an operator, a comparison, a condition, a constant, the order of two arguments, a
method for its neighbour, or a statement left out. This is mutation testing (DeMillo, Lipton and Sayward, *Hints on
test data selection*, IEEE Computer, 1978), with operators chosen for short answers about tables.
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

MOST = 60

_OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_NEIGHBOURS = (
    ("sum", "mean", "count", "min", "max"),
    ("mean", "median", "sum"),
    ("count", "nunique", "sum"),
    ("nunique", "count"),
    ("min", "max"),
    ("max", "min"),
    ("median", "mean"),
    ("isna", "notna"),
    ("notna", "isna"),
    ("isnull", "notnull"),
    ("notnull", "isnull"),
    ("any", "all"),
    ("all", "any"),
    ("head", "tail"),
    ("tail", "head"),
    ("first", "last"),
    ("last", "first"),
    ("len", "sum"),
    ("ge", "gt"),
    ("le", "lt"),
)
_OTHER_NAMES = {name: others for name, *others in _NEIGHBOURS}


@dataclass(frozen=True)
class Mutant:
    """A model answer with one mistake in it.

    Attributes
    ----------
    source
        All of it, as Python writes it: without comments, one statement a line.
    before, after
        The lines in which it differs from the model answer; ``after`` is "" where a statement was left out.
    """

    source: str
    before: str
    after: str


def mutants_of(answer: str, most: int = MOST) -> tuple[Mutant, ...]:
    """Make the mutants of a model answer, no two alike.

    Where there would be more than ``most``, each kind of mistake is kept in turn, from the top of the answer down.
    """
    tree = ast.parse(answer)
    whole = ast.unparse(tree)
    kinds = (_operators, _constants, _conditions, _neighbours, _swapped, _signs, _dropped)
    in_turn = chain.from_iterable(zip_longest(*(kind(tree) for kind in kinds)))
    made: dict[str, Mutant] = {}
    for source in in_turn:
        if source is not None and source != whole and source not in made and len(made) < most:
            made[source] = _mutant(whole, source)
    return tuple(made.values())


def is_same(one: str, other: str) -> bool:
    """Whether two sources are the same Python, whatever their spacing and comments."""
    return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))


def _mutant(whole: str, source: str) -> Mutant:
    lines = [line for line in difflib.ndiff(whole.splitlines(), source.splitlines()) if line[0] in "-+"]
    before, after = ("\n".join(line[2:].strip() for line in lines if line[0] == sign) for sign in "-+")
    return Mutant(source, before, after)


# --- kinds of mistake: each gives whole sources, from the top of the answer down -----------------------


def _operators(tree: ast.Module) -> Iterator[str | None]:
    for number, node in _numbered(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp):
            for other in _OPERATORS.get(type(node.op), ()):
                yield _with(tree, number, lambda twin, other=other: setattr(twin, "op", other()))
        elif isinstance(node, ast.Compare):
            for place, operator in enumerate(node.ops):
                for other in _OPERATORS.get(type(operator), ()):
                    yield _with(
                        tree, number, lambda twin, place=place, other=other: twin.ops.__setitem__(place, other())
                    )


def _constants(tree: ast.Module) -> Iterator[str | None]:
    for number, node in _numbered(tree):
        if isinstance(node, ast.Constant):
            for other in _other_constants(node.value):
                yield _with(tree, number, lambda twin, other=other: setattr(twin, "value", other))


def _other_constants(value: object) -> tuple[object, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int | float):
        return (value + 1, value - 1, *((-value,) if value else ()))
    return ("",) if isinstance(value, str) and value else ()


def _conditions(tree: ast.Module) -> Iterator[str | None]:
    """Turn a condition round: of an if, a while, or a comprehension."""
    for number, node in _numbered(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            yield _with(tree, number, lambda twin: setattr(twin, "test", _not(twin.test)))
        elif isinstance(node, ast.comprehension):
            for place in range(len(node.ifs)):
                yield _with(
                    tree,
                    number,
                    lambda twin, place=place: twin.ifs.__setitem__(place, _not(twin.ifs[place])),
                )
                yield _with(tree, number, lambda twin, place=place: twin.ifs.pop(place))


def _neighbours(tree: ast.Module) -> Iterator[str | None]:
    for number, node in _numbered(tree):
        if isinstance(node, ast.Call):
            name, field = _called(node.func)
            for other in _OTHER_NAMES.get(name, ()):
                yield _with(tree, number, lambda twin, other=other, field=field: setattr(twin.func, field, other))


def _called(function: ast.expr) -> tuple[str, str]:
    if isinstance(function, ast.Attribute):
        return function.attr, "attr"
    return (function.id, "id") if isinstance(function, ast.Name) else ("", "")


def _swapped(tree: ast.Module) -> Iterator[str | None]:
    """Swap two arguments, or the sides of what depends on their order."""
    for number, node in _numbered(tree):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            yield _with(tree, number, lambda twin: twin.args.__setitem__(slice(0, 2), twin.args[1::-1]))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Div | ast.FloorDiv | ast.Mod):
            yield _with(tree, number, _swap_sides)


def _swap_sides(twin: ast.BinOp) -> None:
    twin.left, twin.right = twin.right, twin.left


def _signs(tree: ast.Module) -> Iterator[str | None]:
    """Leave out a not, a minus or a tilde."""
    for number, node in _numbered(tree):
        if isinstance(node, ast.UnaryOp):
            yield _with(tree, number, lambda twin: _become(twin, twin.operand))


def _dropped(tree: ast.Module) -> Iterator[str | None]:
    """Leave out a statement, where another stands beside it."""
    for number, node in _numbered(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if not isinstance(block, list):
                continue
            for place in range(len(block)) if len(block) > 1 else ():
                yield _with(tree, number, lambda twin, field=field, place=place: getattr(twin, field).pop(place))


# --- how a change is made ----------------------------------------------------------------------------


def _numbered(tree: ast.Module) -> Iterator[tuple[int, ast.AST]]:
    """Every node with its number, in the order of the text."""
    nodes = list(enumerate(ast.walk(tree)))
    return iter(sorted(nodes, key=lambda pair: (getattr(pair[1], "lineno", 0), getattr(pair[1], "col_offset", 0))))


def _with(tree: ast.Module, number: int, change: object) -> str | None:
    """Return the source with a node changed; None where that is no Python."""
    twin = copy.deepcopy(tree)
    node = next(node for place, node in enumerate(ast.walk(twin)) if place == number)
    change(node)  # type: ignore[operator]
    source = ast.unparse(ast.fix_missing_locations(twin))
    try:
        compile(source, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return None
    return source


def _become(node: ast.AST, other: ast.AST) -> None:
    node.__class__ = other.__class__
    node.__dict__.clear()
    node.__dict__.update(other.__dict__)


def _not(test: ast.expr) -> ast.expr:
    return (
        test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else ast.UnaryOp(ast.Not(), test)
    )
