# class: file
# tries: a file in another encoding
# marks: total 0, word 0, table 0, scale 0, report 0, line 0
# told: total What you handed in could not be read

# %% hand-in
import json
path.write_text(json.dumps(notebook), encoding="utf-16")
