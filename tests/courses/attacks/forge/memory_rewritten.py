# class: forge
# tries: to write other values into Python's own objects, and ours, by their address
# marks: total 0, word 0
# prints: 1

# %% total
import ctypes

total = 70_000
ctypes.memmove(id(total) + int.__basicsize__, b"\x01\x00\x00\x00", 4)
small = 5
ctypes.memset(id(257 - 1) + int.__basicsize__, 0, 1)
print(total)

# %% word
word = "lest"
ctypes.memmove(id(word) + str.__basicsize__ - 25 + 1, b"LEAS", 1)
