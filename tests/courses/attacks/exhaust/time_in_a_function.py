# class: exhaust
# tries: to run for ever when it is asked
# marks: scale 0
# told: scale Your code took longer than 2 seconds to answer.

# %% scale
import itertools

def scale(numbers, by):
    return sum(1 for _ in itertools.count())
