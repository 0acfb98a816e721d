# class: exhaust
# tries: to fill the stack until Python crashes
# marks: total 0
# told: total Your cell stopped before the answer was made. It

# %% total
import sys

sys.setrecursionlimit(2**31 - 1)

class Again:
    def __getattr__(self, name):
        return getattr(Again(), name)

Again().on
