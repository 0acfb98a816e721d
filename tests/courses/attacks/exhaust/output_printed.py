# class: exhaust
# tries: to print four hundred megabytes. Printing costs no marks
# marks: all

# %% total
total = sum(counts)
for _ in range(200):
    print("x" * 2_000_000)

# %% word
import sys

word = "most"
for _ in range(20_000):
    sys.stderr.write("y\n")

# %% scale
def scale(numbers, by):
    return [number * by for number in numbers]

# Twelve bytes each on the way to the grader.
print("\U0001f600" * 20_000)
