# class: forge
# tries: numbers with which comparisons go astray
# marks: total 0, report 0, line 0
# prints: no text

# %% total
from decimal import Decimal

total = Decimal("sNaN")

# %% report
report = 10**5000
try:
    str(report)
except ValueError as error:
    print("no text:", error)

# %% line
class Line:
    intercept_ = float("nan")
    def predict(self, rows): return [float("nan"), float("inf")]

line = Line()
