# %% [markdown]
# # Find a table, and know what a row is
#
# You work for a council, in a team that has a caseload of children. A councillor asks: *how many children are ready for
# school when they start, and how sure are we of the figure?* You are asked to find the data and count it.
# All of it is **synthetic**: no real child or place is described.
#
# Each question has a cell for your answer and a check below it. Run the check as often as you like: it knows the
# commonest mistakes, and tells you of one in a sentence. It does not say that an answer is right: other tests are
# held back until your work is marked. Many numbers are your own: your neighbour has other ones.
#
# If you are stuck, run `hint("which-table")` in a new cell. The name of a question stands in the first line of
# its check.

# %%
import ndl_workbench as ndl
from ndl_workbench.academy.practice.caseload import caseload
from ndl_workbench.academy.seed import numbers

# %% [markdown]
# ## Which table?
#
# Add a cell and search for *school readiness*, as the lesson does. Find the table with **one row for each child that says whether the child was
# ready**, and give its id as text.

# %% answer="which-table" objectives="1"
### BEGIN SOLUTION
table_id = ndl.search("school readiness")[0].id
### END SOLUTION

# %% tests="which-table" points=2
expect.text(table_id, "table_id")
table_id = table_id.strip()
assert " " not in table_id, "That is a title. Give the id: the short name in the first column of what the search shows."
assert "/" in table_id, "“table_id” names a collection, which holds several tables. Name one table, such as “collection/table”."
### BEGIN HIDDEN TESTS
assert table_id != "early-years/school-readiness-by-area", "That table has a row for each group in each area. Which one has a row for each child?"
assert table_id == "early-years/school-readiness", "That is a table, but not the one that says whether each child was ready for school."
### END HIDDEN TESTS

# %% right="which-table"
table_id = "early-years/school-readiness"

# %% wrong="which-table" because="“table_id” names a collection, which holds several tables. Name one table, such as “collection/table”."
table_id = "early-years"

# %% wrong="which-table" because="That is a title. Give the id: the short name in the first column of what the search shows."
table_id = "School readiness by child (synthetic)"

# %% wrong="which-table" because="That table has a row for each group in each area. Which one has a row for each child?"
table_id = "early-years/school-readiness-by-area"

# %% wrong="which-table" because="That is a table, but not the one that says whether each child was ready for school."
table_id = "early-years/children"

# %% [markdown] hint="which-table"
# The titles of the hits say what each table is by: by child, or by area and group.

# %% [markdown] hint="which-table"
# The id of a hit is its attribute `id`: `ndl.search("school readiness")[0].id`.

# %% [markdown]
# ## May we use it?
#
# You may use a table only as its licence says. Give the short name of the licence of
# `early-years/school-readiness`, as its record writes it. (It lets you use the table for anything, without asking
# and without naming its publisher. The Open Government Licence asks you to name the publisher.)

# %% answer="licence" objectives="2"
### BEGIN SOLUTION
licence = ndl.show("early-years/school-readiness").licence.id
### END SOLUTION

# %% tests="licence" points=1
expect.text(licence, "licence")
assert "OGL" not in licence.upper(), "Much government data is under the Open Government Licence, but this table is not. Read its record."
### BEGIN HIDDEN TESTS
assert licence.strip(" ()").upper().replace(" ", "-") == "CC0-1.0", "Give the short name of the licence: the part in brackets on the record."
### END HIDDEN TESTS

# %% wrong="licence" because="Much government data is under the Open Government Licence, but this table is not. Read its record."
licence = "OGL-UK-3.0"

# %% wrong="licence" because="Give the short name of the licence: the part in brackets on the record."
licence = "Creative Commons Zero v1.0 Universal"

# %% [markdown] hint="licence"
# `ndl.show("early-years/school-readiness")` shows the record. Look for *Licence*.

# %% [markdown]
# ## How many outcomes are recorded?
#
# Here is the table, and in `mine` the children of it who are on **your team's caseload**. Everybody's caseload is
# another one. `good_level_of_development` says whether a child was ready for school.

# %%
children = ndl.load("early-years/school-readiness")
mine = caseload(children, numbers("finding: caseload"))
mine.head()

# %% [markdown]
# For how many children **on your caseload** do we **know** whether they reached a good level of development?

# %% answer="recorded" objectives="4"
### BEGIN SOLUTION
recorded = mine["good_level_of_development"].count()
### END SOLUTION

# %% tests="recorded" points=2
expect.number(recorded, "recorded")
assert recorded != len(mine), "That is every child on your caseload. For some of them the outcome was never written down, and an empty cell is not an answer."
### BEGIN HIDDEN TESTS
assert recorded != mine["good_level_of_development"].sum(), "Those are the children who reached the level. Children who did not reach it have a recorded outcome too."
known = mine["good_level_of_development"].notna().sum()
assert recorded not in (len(children), children["good_level_of_development"].count()), "You counted in “children”, which has every child of the three areas. Your caseload is in “mine”."
assert recorded == known, "Count the cells of “good_level_of_development” that are not empty."
### END HIDDEN TESTS

# %% right="recorded"
recorded = int(mine["good_level_of_development"].notna().sum())

# %% wrong="recorded" because="That is every child on your caseload. For some of them the outcome was never written down, and an empty cell is not an answer."
recorded = len(mine)

# %% wrong="recorded" because="Those are the children who reached the level. Children who did not reach it have a recorded outcome too."
recorded = int(mine["good_level_of_development"].sum())

# %% wrong="recorded" because="You counted in “children”, which has every child of the three areas. Your caseload is in “mine”."
recorded = int(children["good_level_of_development"].notna().sum())

# %% [markdown] hint="recorded"
# pandas has a method that counts the cells of a column that are not empty.

# %% [markdown] hint="recorded"
# It is called `count`: `mine["some_column"].count()`.

# %% [markdown]
# ## How many were not ready?
#
# Now one group of your caseload. Run the cell: it says which group is yours.

# %%
draw = numbers("finding: group")
column, value, named = draw.choice(
    [
        ("sex", "Female", "girls"),
        ("sex", "Male", "boys"),
        ("benefits", True, "children whose families receive benefits"),
        ("benefits", False, "children whose families receive no benefits"),
        ("first_language", "English", "children whose first language is English"),
        ("first_language", "Other than English", "children whose first language is another than English"),
    ]
)
group = mine[mine[column] == value]
print(f"“group” has the {len(group):,} {named} on your caseload.")

# %% [markdown]
# What share of the children in `group` **whose outcome is known** did *not* reach a good level of development?
# Give a number from 0 to 1, with four decimals or more.

# %% answer="not-ready" objectives="4"
### BEGIN SOLUTION
not_ready = float(1 - group["good_level_of_development"].mean())
### END SOLUTION

# %% tests="not-ready" points=2
expect.number(not_ready, "not_ready")
assert 0 <= not_ready <= 1, "A share lies between 0 and 1: write 0.25, not 25."
### BEGIN HIDDEN TESTS
reached = group["good_level_of_development"].sum()
known = group["good_level_of_development"].notna().sum()
assert abs(not_ready - reached / known) > 0.0005, "That is the share who did reach it. The question asks for those who did not."
assert abs(not_ready - (1 - reached / len(group))) > 0.0005, "You counted children with no recorded outcome as not ready. Leave them out of the whole and of the part."
assert abs(not_ready - (known - reached) / len(group)) > 0.0005, "You divided by every child of the group. The whole is only the children whose outcome is known."
assert abs(not_ready - (1 - mine["good_level_of_development"].mean())) > 0.0005, "That is for your whole caseload. The question asks about the children in “group”."
share = (known - reached) / known
assert abs(not_ready - share) < 0.0005 or not_ready not in (round(share, 1), round(share, 2)), "You rounded too much. Give four decimals or more."
assert abs(not_ready - share) < 0.0005, "Divide the children whose outcome is no by those whose outcome is known."
### END HIDDEN TESTS

# %% right="not-ready"
outcomes = group["good_level_of_development"].dropna()
not_ready = (~outcomes.astype(bool)).sum() / len(outcomes)

# %% right="not-ready"
not_ready = round(float(1 - group["good_level_of_development"].mean()), 4)

# %% wrong="not-ready" because="That is the share who did reach it. The question asks for those who did not."
not_ready = float(group["good_level_of_development"].mean())

# %% wrong="not-ready" because="You counted children with no recorded outcome as not ready. Leave them out of the whole and of the part."
not_ready = 1 - group["good_level_of_development"].sum() / len(group)

# %% wrong="not-ready" because="You divided by every child of the group. The whole is only the children whose outcome is known."
not_ready = (~group["good_level_of_development"]).sum() / len(group)

# %% wrong="not-ready" because="That is for your whole caseload. The question asks about the children in “group”."
not_ready = float(1 - mine["good_level_of_development"].mean())

# %% wrong="not-ready" because="A share lies between 0 and 1: write 0.25, not 25."
not_ready = 32

# %% [markdown] hint="not-ready"
# The mean of a column of yes and no is the share of yes, and it leaves empty cells out.

# %% [markdown] hint="not-ready"
# The share of no is what is left of 1. Do not round it to fewer than four decimals.

# %% [markdown]
# ## Whose outcomes are missing?
#
# Outcomes may be missing more often in one place than in another. Run the cell: it names your area.

# %%
area = numbers("finding: area").choice(["Ambermoor", "Port Callow", "Thistlewick"])
print(f"Your area is {area}.")

# %% [markdown]
# Of **all children of your caseload in that area**, what share have no recorded outcome? Give a number from 0 to 1,
# with four decimals or more.

# %% answer="missing-share" objectives="4"
### BEGIN SOLUTION
_in_area = mine[mine["area_name"] == area]
missing_share = float(_in_area["good_level_of_development"].isna().mean())
### END SOLUTION

# %% tests="missing-share" points=2
expect.number(missing_share, "missing_share")
assert 0 <= missing_share <= 1, "A share lies between 0 and 1: divide a number of children by all the children of your caseload in that area."
### BEGIN HIDDEN TESTS
missing = mine[mine["good_level_of_development"].isna()]
missing_there = (missing["area_name"] == area).sum()
of_area = (mine["area_name"] == area).sum()
assert abs(missing_share - missing_there / len(missing)) > 0.0005, "That is the share of all missing outcomes that are in your area. The question asks what share of the area's children have none."
assert abs(missing_share - len(missing) / len(mine)) > 0.0003, "That is for the three areas together. Keep only the rows of your area first."
assert abs(missing_share - missing_there / (of_area - missing_there)) > 0.00005, "You divided by the children whose outcome is known. The whole is all children of your caseload in that area."
assert abs(missing_share - (1 - missing_there / of_area)) > 0.0005, "That is the share whose outcome is recorded. The question asks about those with none."
share = missing_there / of_area
assert abs(missing_share - share) < 0.00006 or missing_share not in (round(share, 2), round(share, 3)), "You rounded too much. Give four decimals or more."
assert abs(missing_share - share) < 0.00006, "Divide the children of your area with an empty outcome by all the children of your caseload there."
### END HIDDEN TESTS

# %% right="missing-share"
there = mine.loc[mine["area_name"] == area, "good_level_of_development"]
missing_share = (len(there) - there.count()) / len(there)

# %% right="missing-share"
missing_share = round(float(mine.loc[mine["area_name"] == area, "good_level_of_development"].isna().mean()), 4)

# %% wrong="missing-share" because="A share lies between 0 and 1: divide a number of children by all the children of your caseload in that area."
missing_share = int(mine[mine["area_name"] == area]["good_level_of_development"].isna().sum())

# %% wrong="missing-share" because="That is the share of all missing outcomes that are in your area. The question asks what share of the area's children have none."
no_outcome = mine[mine["good_level_of_development"].isna()]
missing_share = float((no_outcome["area_name"] == area).mean())

# %% wrong="missing-share" because="That is for the three areas together. Keep only the rows of your area first."
missing_share = float(mine["good_level_of_development"].isna().mean())

# %% wrong="missing-share" because="You divided by the children whose outcome is known. The whole is all children of your caseload in that area."
there = mine.loc[mine["area_name"] == area, "good_level_of_development"]
missing_share = float(there.isna().sum() / there.count())

# %% wrong="missing-share" because="That is the share whose outcome is recorded. The question asks about those with none."
missing_share = float(mine.loc[mine["area_name"] == area, "good_level_of_development"].notna().mean())

# %% [markdown] hint="missing-share"
# Two steps: keep the rows of `mine` where `area_name` is your area, then ask how many of their outcomes are empty.

# %% [markdown] hint="missing-share"
# `column.isna()` says of each cell whether it is empty. The mean of that is a share.

# %% [markdown]
# ## People, not rows
#
# All the children of the three areas are also published as counts. Run the cell: it says whom to count.

# %%
counts = ndl.load("early-years/school-readiness-by-area")
draw = numbers("finding: people")
place = draw.choice(["Ambermoor", "Port Callow", "Thistlewick"])
field, kind = draw.choice(
    [
        ("benefits", True),
        ("benefits", False),
        ("ethnic_group", "White"),
        ("ethnic_group", "Asian, Asian British or Asian Welsh"),
        ("ethnic_group", "Mixed or Multiple ethnic groups"),
    ]
)
part = counts[(counts["area_name"] == place) & (counts[field] == kind)]
print(f"“part” has the rows of {place} where “{field}” is {kind}.")
part

# %% [markdown]
# How many **children** does `part` describe?

# %% answer="people" objectives="3,4"
### BEGIN SOLUTION
people = int(part["children"].sum())
### END SOLUTION

# %% tests="people" points=2
expect.number(people, "people")
assert people != len(part), "That is the number of rows. Here a row stands for many children: which column says how many?"
### BEGIN HIDDEN TESTS
assert people != part.dropna(subset=["good_level_of_development"])["children"].sum(), "You left out children whose outcome is not recorded. They are in the table too."
assert people != counts["children"].sum(), "Those are the children of all areas and groups. The question asks about the rows in “part”."
in_part = sum(part["children"])
assert people == in_part, "Add up the column that says how many children each row stands for."
### END HIDDEN TESTS

# %% right="people"
people = float(part["children"].sum())

# %% wrong="people" because="That is the number of rows. Here a row stands for many children: which column says how many?"
people = len(part)

# %% wrong="people" because="You left out children whose outcome is not recorded. They are in the table too."
people = int(part.dropna(subset=["good_level_of_development"])["children"].sum())

# %% wrong="people" because="Those are the children of all areas and groups. The question asks about the rows in “part”."
people = int(counts["children"].sum())

# %% [markdown] hint="people"
# Look at the last column.

# %% [markdown]
# ## Say where it is
#
# You ask the publisher to look up one child in the file. Run the cell: it says which child.

# %%
draw = numbers("finding: row")
town = draw.choice(["Ambermoor", "Port Callow", "Thistlewick"])
nth = draw.choice([2, 3, 4, 5])
print(f"Find number {nth}, from the top of the file, of the children in {town} whose benefits are not recorded.")

# %% [markdown]
# On which **row of the file** is that child? Search in `children`, which has every row. Give the row number a
# spreadsheet would show.

# %% answer="row" objectives="5"
### BEGIN SOLUTION
_wanted = children[(children["area_name"] == town) & children["benefits"].isna()]
row = int(_wanted.index[nth - 1])
### END SOLUTION

# %% tests="row" points=2
expect.number(row, "row")
### BEGIN HIDDEN TESTS
benefits = children.loc[children["area_name"] == town, "benefits"]
rows = [number for number, missing in benefits.isna().items() if missing]
everywhere = children.index[children["benefits"].isna()]
assert row != rows[nth - 1] - 2, "You counted from 0. A spreadsheet counts from 1, and its first row is the header."
assert row != rows[nth - 1] - 1, "You counted the first child as row 1. In the file row 1 is the header, so the first child is row 2."
assert row != everywhere[nth - 1], "You counted the children of all areas. Keep those of your area first."
assert row == rows[nth - 1] or row not in rows, "That is another child of your area whose benefits are not recorded. Python counts the places in a list from 0."
assert row == rows[nth - 1], "Find the child among the empty cells of “benefits” in your area, and give the table's own row number: its index."
### END HIDDEN TESTS

# %% right="row"
row = [number for number, child in children.iterrows() if child["area_name"] == town and child.isna()["benefits"]][nth - 1]

# %% wrong="row" because="You counted from 0. A spreadsheet counts from 1, and its first row is the header."
row = [n for n, (a, b) in enumerate(zip(children["area_name"], children["benefits"].isna())) if a == town and b][nth - 1]

# %% wrong="row" because="You counted the first child as row 1. In the file row 1 is the header, so the first child is row 2."
row = [n for n, (a, b) in enumerate(zip(children["area_name"], children["benefits"].isna()), 1) if a == town and b][nth - 1]

# %% wrong="row" because="That is another child of your area whose benefits are not recorded. Python counts the places in a list from 0."
row = children[(children["area_name"] == town) & children["benefits"].isna()].index[nth]

# %% wrong="row" because="You counted the children of all areas. Keep those of your area first."
row = children.index[children["benefits"].isna()][nth - 1]

# %% [markdown] hint="row"
# The index of a table that `ndl.load` gives *is* the row number. `children.index[...]` picks from it.

# %% [markdown] hint="row"
# Keep the rows of your area whose `benefits` are empty: `children[(children["area_name"] == town) & ...]`. Then look
# at the index of what is left. In Python, place 0 is the first.

# %% [markdown]
# ## Which file was it?
#
# You also used another table. Run the cell: it loads the one that is yours.

# %%
used = numbers("finding: file").choice(
    ["early-years/children", "early-years/development-reviews", "reference/areas", "reference/ethnic-groups"]
    + ["reference/population"]
)
other = ndl.load(used)
print(f"“other” was read from {used}.")
other.head()

# %% [markdown]
# Give the fingerprint (SHA-256) of the file that `other` was read from, so that a colleague can check they
# have the same one.

# %% answer="fingerprint" objectives="5"
### BEGIN SOLUTION
fingerprint = ndl.provenance(other).sha256
### END SOLUTION

# %% tests="fingerprint" points=1
expect.text(fingerprint, "fingerprint")
fingerprint = fingerprint.strip().lower().removeprefix("sha256:")
assert fingerprint != ndl.provenance(other).source, "That is the name of the table. The name stays the same when the file changes; the fingerprint does not."
### BEGIN HIDDEN TESTS
assert fingerprint not in (ndl.provenance(children).sha256, ndl.provenance(counts).sha256), "That is the fingerprint of a table you used before. The question asks about “other”."
assert fingerprint == ndl.provenance(other).sha256, "A SHA-256 is 64 letters and digits. Look for it in “ndl.provenance(other)”."
### END HIDDEN TESTS

# %% right="fingerprint"
fingerprint = f"SHA256: {ndl.show(used).distributions[0].sha256.upper()}".replace(" ", "")

# %% wrong="fingerprint" because="That is the name of the table. The name stays the same when the file changes; the fingerprint does not."
fingerprint = ndl.provenance(other).source

# %% wrong="fingerprint" because="That is the fingerprint of a table you used before. The question asks about “other”."
fingerprint = ndl.provenance(children).sha256

# %% [markdown] hint="fingerprint"
# `ndl.provenance(other)` shows everything that is known of the file.

# %% [markdown]
# ## In your own words
#
# Now the councillor's question, about **every child of the three areas**: how many are ready for school, and how sure
# are we? Add a cell, and work out from `children` the share for all, and in which area outcomes are missing most
# often. Then answer in three to five sentences. Give the figure, say what it is a share of, and say what could make
# it wrong. Somebody will read and mark this.

# %% [markdown] written="councillor" points=4 objectives="3,4"
# ### BEGIN MARK SCHEME
# - 1 mark: gives 32% not ready, or 68% ready, for the three areas together, and says which it is.
# - 1 mark: says that it is a share of children whose outcome is recorded.
# - 1 mark: says that outcomes are missing more often in Port Callow, so its figure is less sure.
# - 1 mark: words a councillor would understand, with no claim about causes.
#
# A good answer (4 of 4): "About a third of our children (32% of the 6,000 whose assessment was recorded) were not ready
# for school. 180 more children have no recorded assessment. More than half of those are in Port Callow, so we
# are less sure of the figure there."
#
# A weaker answer (2 of 4): "68% of our 6,180 children were ready for school and 32% were not. In Port Callow 7.5% of
# outcomes are missing, much more than elsewhere, because parents there take less interest."
#
# It misses: the share is of the 6,000 children whose outcome is recorded, and not of all 6,180 (no second mark); and
# it says why outcomes are missing, which the table does not show (no fourth mark).
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These are for you alone, and nobody marks them.
#
# - Think of a figure you gave somebody this month. Was it a share of everybody, or of those who answered?
# - If a colleague opened the same file next year, how would you both know whether it had changed?
# - Which table do you use often, and could you say in one sentence what a row of it stands for?
