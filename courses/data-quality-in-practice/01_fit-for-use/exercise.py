# %% [markdown]
# # Fit for which use?
#
# You are the data officer of a partnership in which the councils of Ambermoor, Thistlewick and Port Callow run their
# libraries together. Every quarter each library sends a return, and the year's returns have just been put into one
# file. Several colleagues want to use it, each for something else, and ask you whether they may.
#
# All of it is **synthetic**: the places, the libraries and the visits are made up. The faults are put in on purpose, and
# your file is your own: nobody else's has the same numbers.
#
# Each question has a cell for your answer and a check below it. Run the check as often as you like: it knows some
# mistakes, and tells you of one in a sentence. It does not say that an answer is right: other tests are held back
# until your work is marked. If you are stuck, run `hint("hole")` in a new cell, with the name of the question. Its
# name is in the first line of its check.

# %%
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import ndl_workbench as ndl
from ndl_workbench.academy.practice.library_visits import write_returns
from ndl_workbench.academy.seed import numbers

folder = Path(mkdtemp())
write_returns(folder, numbers("library visits"))

visits = ndl.load(folder / "visits.csv")
quarters = ndl.load(folder / "quarters.csv")
areas = ndl.load("reference/areas")
visits.head()

# %% [markdown]
# ## Who is not in the file?
#
# Before you look at what stands in a table, ask what does not. The standard for these returns names the three councils
# and the four quarters to expect, so the check can look for them. This is what it says of both.

# %%
total_use = "the total number of visits to each council's libraries in the year"
returns_report = ndl.check(folder / "visits.csv", standard=folder / "visits.yaml", use=total_use)

for cover in returns_report.coverage:
    print(f"{cover.axis}: {len(cover.present)} of {len(cover.expected)} there, missing: {cover.missing}")

# %% [markdown]
# All councils and all quarters are there. And still there is a hole: **one council sent nothing at all for one quarter**.
# Which council (`absent_council`), and for which quarter (`absent_quarter`, written as in the file)?

# %% answer="hole" objectives="2"
### BEGIN SOLUTION
returned = set(zip(visits["Council"], visits["Quarter"], strict=True))
absent_council, absent_quarter = next(
    (council, quarter)
    for council in areas["name"]
    for quarter in quarters["quarter"]
    if (council, quarter) not in returned
)
### END SOLUTION

# %% tests="hole" points=2
expect.text(absent_council, "absent_council")
expect.text(absent_quarter, "absent_quarter")
### BEGIN HIDDEN TESTS
named, when = absent_council.strip(), absent_quarter.strip()
assert named.lower() not in ("", "none") and when.lower() not in ("", "none"), "The report looked at councils by themselves and at quarters by themselves. Look at the two together."
assert named not in set(quarters["quarter"]), "You have the two the wrong way round: first the council, then the quarter."
assert named in set(areas["name"]), "That is not the name of a council as “reference/areas” has it. A spelling of its own looks like a council that sent very little."
assert when in set(quarters["quarter"]), "Write the quarter as the file does."
assert not ((visits["Council"] == named) & (visits["Quarter"] == when)).any(), "That council did send returns for that quarter. Count the rows for each council and each quarter together."
### END HIDDEN TESTS

# %% right="hole"
counted = pd.crosstab(visits["Council"], visits["Quarter"]).reindex(areas["name"])
absent_council = counted.min(axis=1).idxmin()
absent_quarter = counted.loc[absent_council].idxmin()

# %% wrong="hole" because="The report looked at councils by themselves and at quarters by themselves. Look at the two together."
absent_council = ", ".join(returns_report.coverage[0].missing)
absent_quarter = ", ".join(returns_report.coverage[1].missing)

# %% wrong="hole" because="That is not the name of a council as “reference/areas” has it. A spelling of its own looks like a council that sent very little."
absent_council = visits["Council"].value_counts().index[-1]
absent_quarter = "2025-Q1"

# %% wrong="hole" because="That council did send returns for that quarter. Count the rows for each council and each quarter together."
rows = visits.groupby(["Council", "Quarter"]).size()
absent_council, absent_quarter = rows[rows > 6].idxmin()

# %% wrong="hole" because="You have the two the wrong way round: first the council, then the quarter."
absent_council, absent_quarter = "2025-Q1", "Ambermoor"

# %% [markdown] hint="hole"
# A council that is there in three quarters is *there*, and a quarter that two councils filled is *there* too.

# %% [markdown] hint="hole"
# `pd.crosstab(visits["Council"], visits["Quarter"])` counts the rows for every council and quarter.

# %% [markdown]
# ## What does each remark ask?
#
# Colleagues have looked at the returns of other years and made these remarks. Each is about one of the six dimensions of the
# Government Data Quality Framework.

# %%
remarks = [
    "For one quarter, no library of a whole council is in the table.",
    "One library stands in two rows for the same quarter.",
    "The name of one council is spelt in two ways.",
    "A return reached us after the committee that needed it had met.",
    "Under visits one library wrote “quite a lot”, where the standard asks for a whole number.",
    "One library wrote 4310 visits, and its tested counter says 4013.",
]
numbers("remarks").shuffle(remarks)
remarks = dict(zip("ABCDEF", remarks, strict=True))
remarks

# %% [markdown]
# For each letter, name the dimension that the remark is about **first of all**: `completeness`, `uniqueness`, `consistency`,
# `timeliness`, `validity` or `accuracy`. Each is used once. Write a dictionary, such as `{"A": "validity", "B": …}`.

# %% answer="six-dimensions" objectives="1"
### BEGIN SOLUTION
begins = {
    "For one quarter": "completeness",
    "One library stands": "uniqueness",
    "The name": "consistency",
    "A return": "timeliness",
    "Under visits": "validity",
    "One library wrote": "accuracy",
}
about = {letter: begins[begin] for letter, remark in remarks.items() for begin in begins if remark.startswith(begin)}
### END SOLUTION

# %% tests="six-dimensions" points=2
expect.answered(about, "about")
assert isinstance(about, dict), "“about” should be a dictionary, such as {'A': 'validity', 'B': 'accuracy'}."
assert sorted(map(str, about)) == list("ABCDEF"), "“about” should have the letters A to F, each once."
### BEGIN HIDDEN TESTS
of = {remarks[str(letter)][:12]: str(name).strip().lower() for letter, name in about.items()}
assert set(of.values()) <= {"completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy"}, "Use the six names of the framework, spelt as the question has them."
assert of["One library "] != "validity" and of["Under visits"] != "accuracy", "You mixed up the form of a value and its truth. A whole number can be untrue; words where a number belongs break a rule, whatever is true."
assert of["A return rea"] != "completeness" and of["For one quar"] != "timeliness", "You mixed up what is not there and what is there too late."
assert of["The name of "] != "uniqueness", "You mixed up two ways to write one thing and one thing that is there twice. Look at whether a row or only a word comes again."
assert len(set(of.values())) == 6, "Each dimension is used once."
assert of["A return rea"] == "timeliness" and of["For one quar"] == "completeness", "Look again at what came late and at what never came."
assert of["The name of "] == "consistency", "Look again at the remark about spelling: do the values agree with each other?"
assert of["Under visits"] == "validity" and sorted(remarks.values())[3][:17] == "One library wrote", "Look again at the remark about words in place of a number."
assert all(str(about[letter]).strip().lower() == "accuracy" for letter, remark in remarks.items() if "counter" in remark), "Look again at the remark about the counter: it tells you what is true."
### END HIDDEN TESTS
