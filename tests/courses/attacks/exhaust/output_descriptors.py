# class: exhaust
# tries: to write past Python, to the descriptors of output and of errors
# marks: all

# %% total
import os, sys

total = sum(counts)
for number in (0, 1, 2):
    for _ in range(2_000):
        os.write(number, b"x" * 100_000)
sys.__stdout__.write("x" * 1_000_000)
sys.__stderr__.write("x" * 1_000_000)
