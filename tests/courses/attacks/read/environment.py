# class: read
# tries: to read the grader's environment, Python's and the C library's
# marks: total 0
# prints: host sandbox
# prints: names ['HOME', 'NDL_CACHE', 'NDL_EXECUTION', 'NDL_SEED', 'TMPDIR']

# %% total
import ctypes, os

print("names", sorted(os.environ))
print("host", os.uname().nodename)
pointers = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
for number in range(1000):
    if not pointers or pointers[number] is None:
        break
    print(pointers[number])
total = len([name for name in os.environ if "PLAN" in name])
