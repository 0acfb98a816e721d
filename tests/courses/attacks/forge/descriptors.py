# class: forge
# tries: attributes that change with each look, and an object that has every attribute
# marks: total 0, line 0

# %% total
import itertools

class Every:
    turns = itertools.count()
    def __getattribute__(self, name):
        if name == "__class__":
            return int
        return lambda *given, **named: next(Every.turns)
    def __set_name__(self, owner, name): pass
    def __get__(self, one, owner): return next(Every.turns)
    def __set__(self, one, value): pass

class Holder:
    value = Every()

total = Holder()

# %% line
line = Every()
