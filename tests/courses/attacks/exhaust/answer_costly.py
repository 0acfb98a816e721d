# class: exhaust
# tries: small answers that cost much where they are read: an array of a shape, a range, a power
# marks: total 0, table 0
# told: total “total” should be a number

# %% total
total = range(10**18)

# %% table
import numpy, pandas as pd

table = numpy.broadcast_to(numpy.int8(1), (10**6, 10**6))
