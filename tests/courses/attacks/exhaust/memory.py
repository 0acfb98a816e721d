# class: exhaust
# tries: to take all the memory there is
# marks: total 0
# told: total Your cell stopped before the answer was made. It stopped on line 3 with MemoryError

# %% total
taken = []
while True:
    taken.append(bytearray(50_000_000))

# %% word
taken = None
word = "most"
