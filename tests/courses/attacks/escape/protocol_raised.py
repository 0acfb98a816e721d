# class: escape
# tries: to have the tests' side raise what would end it, or what a test takes for success
# marks: scale 0, line 0
# told: scale A check that was held back found a mistake.
# told: line A check that was held back found a mistake.

# %% scale
from ndl_workbench.academy.sandbox import student

names = iter(["SystemExit", "KeyboardInterrupt", "GeneratorExit", "StopIteration", "BaseException", "BaseExceptionGroup", "Gone", "Unreadable"])
before = student._raised
student._raised = lambda error: {"raised": [next(names, "SystemExit"), [[[]]], None, 5, {"x": 1}], "says": "\0\ud800" * 5_000, "type": "passed"}

def scale(numbers, by):
    raise SystemExit(0)

# %% line
student._raised = lambda error: {"raised": ["StopIteration", "SystemExit"], "says": {"a": [1]}, "type": ["x"]}

class Line:
    def predict(self, rows):
        raise StopIteration

line = Line()
