# class: forge
# tries: another value each time the same name is asked for
# marks: total 0, word 0
# prints: patched

# %% total
import itertools
from ndl_workbench.academy.sandbox import student

turns = itertools.count()
total, word = 0, "most"
usual = student._Student._get

def get(self, asked, body):
    if asked["name"] == "total":
        self._shell.user_ns["total"] = [0, "4761", True, 47.61, 1][next(turns) % 5]
    if asked["name"] == "word":
        self._shell.user_ns["word"] = ["least", "more", 3][next(turns) % 3]
    return usual(self, asked, body)

student._Student._get = get
print("patched")
