# class: escape
# tries: to say that a name is not there, or too large, so that a test might not be run
# marks: total 0, word 0, table 0
# told: total There is no “total” yet.
# told: word Your answer could not be read
# told: table Your answer could not be read

# %% first
from ndl_workbench.academy.sandbox import student

before = student._Student._get
def got(self, asked, body):
    if asked["name"] == "total":
        return {"missing": True, "ok": True}, b""
    if asked["name"] == "word":
        return {"too_much": "\x1b[2J<script>" * 9_000, "ok": True}, b""
    if asked["name"] == "table":
        return {"unreadable": ["x"], "ok": "yes", "raised": "no list", "missing": 1}, b"\xff\xff\xff\xff"
    return before(self, asked, body)
student._Student._get = got

# %% why
None of these is an answer.
