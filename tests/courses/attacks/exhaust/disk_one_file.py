# class: exhaust
# tries: to fill the disk with one file
# marks: total 0
# told: total Your cell stopped before the answer was made. It stopped on line 3 with OSError

# %% total
with open("one", "wb") as file:
    for _ in range(10_000):
        file.write(b"x" * 1_000_000)

# %% own
import os
print(os.path.getsize("one"))
os.unlink("one")
