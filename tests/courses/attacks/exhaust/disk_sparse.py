# class: exhaust
# tries: to make files that look larger than any disk, and to reserve room without writing
# marks: total 0
# prints: made []

# %% total
import os

made = []
for way in (lambda f: os.ftruncate(f, 1 << 40), lambda f: os.posix_fallocate(f, 0, 1 << 30), lambda f: os.pwrite(f, b"x", 1 << 40)):
    file = os.open("sparse", os.O_RDWR | os.O_CREAT)
    try:
        way(file)
        made.append(os.fstat(file).st_size)
    except OSError:
        pass
    os.close(file)
    os.unlink("sparse")
print("made", made)
total = 0
