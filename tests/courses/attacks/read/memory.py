# class: read
# tries: to find secrets in its memory, left from before it was forked
# marks: total 0
# prints: looked through

# %% total
import ctypes, os, re

libc = ctypes.CDLL(None, use_errno=True)
end, begin = os.pipe()
pages, found = 0, set()
# Writing from an address that is not there is an error and no crash.
for around in (id(os), id(None), id(re), id(print), id(get_ipython())):
    for page in range((around >> 12) - 1_000, (around >> 12) + 1_000):
        if libc.write(begin, ctypes.c_void_p(page << 12), 4096) == 4096:
            pages += 1
            found |= set(re.findall(rb"plan" rb"ted-[a-z]+-[0-9a-f]{4}", os.read(end, 4096)))
print("looked through", pages > 500, found)
total = 0
