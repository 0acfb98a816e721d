"""Which names a cell binds, and which it calls."""

from __future__ import annotations

import ast

# What a test cell finds when work is marked, beside the course's and the trainee's names.
GIVEN_TO_TESTS = frozenset({"ask", "award", "obj", "trainee_file"})
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# What is bound inside these stays inside.
_INNER = (*_DEFINITIONS, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def names_bound(*sources: str) -> set[str]:
    """Names that cells bind at their top level: assigned, imported, defined or looped over."""
    names: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(source) for source in sources]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _DEFINITIONS):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(name.asname or name.name).partition(".")[0] for name in node.names}
        if not isinstance(node, _INNER):
            waiting += ast.iter_child_nodes(node)
    return names


def calls(name: str, *sources: str) -> bool:
    """Whether a cell calls a function of that name, by itself or out of a module."""
    nodes = (node for source in sources for node in ast.walk(ast.parse(source)))
    called = (node.func for node in nodes if isinstance(node, ast.Call))
    return any(name in (getattr(function, "id", ""), getattr(function, "attr", "")) for function in called)
