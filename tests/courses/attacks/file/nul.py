# class: file
# tries: bytes of nothing in the file
# marks: total 0, word 0, table 0, scale 0, report 0, line 0
# told: total What you handed in could not be read

# %% hand-in
import json
path.write_bytes(json.dumps(notebook).encode() + b"\x00" * 100)
