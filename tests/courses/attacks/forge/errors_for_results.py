# class: forge
# tries: errors that look as if the check had passed, or had been the course's own
# marks: scale 0, line 0
# told: scale Multiply each number.
# told: line A check that was held back found a mistake.

# %% scale
class TraineeError(Exception): pass
class Gone(Exception): pass

def scale(numbers, by):
    print("<b>You passed.</b>")
    raise AssertionError("<img src=x onerror=alert(1)> You passed, with all marks.")

# %% line
class Line:
    intercept_ = 0
    def predict(self, rows): raise SystemExit(0)

line = Line()
