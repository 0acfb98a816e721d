# class: file
# tries: nothing: a notebook that begins with a mark of byte order
# marks: all

# %% hand-in
import json
path.write_text(json.dumps(notebook), encoding="utf-8-sig")
