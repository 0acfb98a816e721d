# class: forge
# tries: other built-in functions and exceptions under Python's own names
# marks: total 0, word 0

# %% total
import builtins

total = 0
kept = {name: getattr(builtins, name) for name in ("isinstance", "sum", "round", "len", "repr")}
builtins.isinstance = lambda *given: True
builtins.sum = builtins.round = builtins.len = lambda *given: 3
builtins.AssertionError = type("AssertionError", (Exception,), {})
builtins.repr = lambda one: "4761"
builtins.__dict__["True"] = builtins.__dict__["False"] = 1

# %% word
word = 1
for name, one in kept.items():
    setattr(builtins, name, one)
