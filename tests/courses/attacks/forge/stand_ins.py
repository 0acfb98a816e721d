# class: forge
# tries: to look like what stands in for an answer that stays behind
# marks: total 0, scale 0, line 0

# %% total
def total(): pass
total.ndl_number = 0

# %% scale
class scale:
    ndl_number, stands_in, type_name = 0, True, "function"
    def __new__(cls, *given): return given

# %% line
class Foreign:
    __slots__ = ("ndl_number", "type_name", "intercept_")
    stands_in = True
    def predict(self, rows): return self

line = Foreign()
line.ndl_number, line.type_name, line.intercept_ = 0, "number", total
