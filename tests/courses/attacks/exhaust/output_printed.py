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
