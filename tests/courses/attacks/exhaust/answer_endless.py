# class: exhaust
# tries: answers that have no end
# marks: total 0, table 0, scale 0
# told: total “total” should be a number
# told: table “table” should be a table
# told: scale A check that was held back found a mistake.

# %% total
import itertools

total = itertools.count()

# %% table
class Endless(list):
    def __iter__(self):
        while True:
            yield 1

table = Endless([1])

# %% scale
def scale(numbers, by):
    while True:
        yield by
