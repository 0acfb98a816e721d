# class: escape
# tries: to tell of a cell in values of the wrong types
# marks: all

# %% total
from ndl_workbench.academy.sandbox import student

total = sum(counts)
before = student._Student._run
deep = []
for _ in range(300):
    deep = [deep]
told = iter([
    {"ok": 1, "printed": 5, "error": deep, "says": {"a": deep}, "line": True},
    {"ok": False, "printed": deep, "error": None, "says": None, "line": 10**400},
    {"ok": "yes", "printed": "\ud800\x1b[2J" * 2_000, "error": "\ud800" * 500, "says": "\x00" * 5_000, "line": -1},
    {"ok": None, "line": 1e308, "token2": "x"},
    {},
])

def run(self, asked, body):
    before(self, asked, body)
    return next(told, {"ok": True}), b'["<script>", "iVBORw0KGgo<svg onload=1>", 5, null]\n\n\niVBORw0KGgo=\n"><img src=x>'

student._Student._run = run
