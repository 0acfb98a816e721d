# class: escape
# tries: answers whose form is right and whose parts are not: lengths, shapes, names of types, depth, digits
# marks: total 0, word 0, table 0, scale 0, line 0

# %% first
import json, struct
from ndl_workbench.academy.sandbox import student

before = student._Student._get, student._Student._call
raw = {
    "total": {"t": "int", "hex": "9" * 300_000},
    "word": {"t": "array", "shape": [2**62, -1], "of": {"k": "raw", "dtype": "<f8", "buffer": 0}},
    "table": {"t": "frame", "index": {"k": "range", "of": [0, 10**18, 1], "names": [None]}, "columns": {"k": "plain", "of": {"k": "list", "dtype": "object", "items": []}, "names": [None]}, "of": []},
}
def got(self, asked, body):
    if asked["name"] not in raw:
        return before[0](self, asked, body)
    text = json.dumps({"value": raw[asked["name"]], "buffers": [0]}).encode()
    return {"ok": True}, struct.pack("!I", len(text)) + text
def called(self, asked, body):
    text = b'{"value": ' + b'{"t":"list","items":[' * 100_000 + b"]}" * 100_000 + b', "buffers": []}'
    if asked["path"]:
        text = b'{"value": {"t": "list", "items": [1e999, 41.0]}, "buffers": [-5]}'
    return {"ok": True}, struct.pack("!I", len(text)) + text
student._Student._get, student._Student._call = got, called
