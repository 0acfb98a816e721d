# %% [markdown]
# # Find a table, and know what a row is
#
# You work for a council. A councillor asks: *how many of our children start school ready for it, and how sure
# are we of the figure?* In this unit you find the data and count it. All of it is **synthetic**: no real child
# or place is described.
#
# Each question has a cell for your answer and a check below it. Run the check as often as you like: it knows the
# commonest mistakes, and tells you of one in a sentence. It does not say that an answer is right: other tests are
# held back until your work is marked.
#
# If you are stuck, run `hint("which-table")` in a new cell. The name of a question stands in the first line of
# its check.

# %%
import ndl_workbench as ndl

# %% [markdown]
# ## Which table?
#
# Search for *school readiness*. Find the table with **one row for each child that says whether the child was
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
assert licence.strip(" ()").upper() == "CC0-1.0", "Give the short name of the licence: the part in brackets on the record."
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
# Here is the table. For how many children do we **know** whether they reached a good level of development?

# %%
children = ndl.load("early-years/school-readiness")
children.head()

# %% answer="recorded" objectives="4"
### BEGIN SOLUTION
recorded = children["good_level_of_development"].count()
### END SOLUTION

# %% tests="recorded" points=2
expect.number(recorded, "recorded")
assert recorded != len(children), "That is every child. For some of them the outcome was never written down, and an empty cell is not an answer."
### BEGIN HIDDEN TESTS
assert recorded != children["good_level_of_development"].sum(), "Those are the children who reached the level. Children who did not reach it have a recorded outcome too."
assert recorded == 6000, "Count the cells of “good_level_of_development” that are not empty."
### END HIDDEN TESTS

# %% right="recorded"
recorded = int(children["good_level_of_development"].notna().sum())

# %% wrong="recorded" because="That is every child. For some of them the outcome was never written down, and an empty cell is not an answer."
recorded = len(children)

# %% wrong="recorded" because="Those are the children who reached the level. Children who did not reach it have a recorded outcome too."
recorded = int(children["good_level_of_development"].sum())

# %% [markdown] hint="recorded"
# pandas has a method that counts the cells of a column that are not empty.

# %% [markdown] hint="recorded"
# It is called `count`: `children["some_column"].count()`.

# %% [markdown]
# ## How many were not ready?
#
# What share of the children **whose outcome is known** did *not* reach a good level of development? Give a
# number from 0 to 1.

# %% answer="not-ready" objectives="4"
### BEGIN SOLUTION
not_ready = float(1 - children["good_level_of_development"].mean())
### END SOLUTION

# %% tests="not-ready" points=2
expect.number(not_ready, "not_ready")
assert 0 <= not_ready <= 1, "A share lies between 0 and 1: write 0.25, not 25."
### BEGIN HIDDEN TESTS
assert abs(not_ready - 0.68) > 0.001, "That is the share who did reach it. The question asks for those who did not."
assert abs(not_ready - (6180 - 4080) / 6180) > 0.001, "You counted children with no recorded outcome as not ready. Leave them out of the whole and of the part."
assert abs(not_ready - 0.32) < 0.001, "Divide the children whose outcome is no by those whose outcome is known."
### END HIDDEN TESTS

# %% right="not-ready"
known = children["good_level_of_development"].dropna()
not_ready = (~known.astype(bool)).sum() / len(known)

# %% wrong="not-ready" because="That is the share who did reach it. The question asks for those who did not."
not_ready = float(children["good_level_of_development"].mean())

# %% wrong="not-ready" because="You counted children with no recorded outcome as not ready. Leave them out of the whole and of the part."
not_ready = 1 - children["good_level_of_development"].sum() / len(children)

# %% wrong="not-ready" because="A share lies between 0 and 1: write 0.25, not 25."
not_ready = 32

# %% [markdown] hint="not-ready"
# The mean of a column of yes and no is the share of yes, and it leaves empty cells out.

# %% [markdown]
# ## Whose outcomes are missing?
#
# In Port Callow, what share of **all its children** have no recorded outcome? Give a number from 0 to 1.

# %% answer="missing-share" objectives="4"
### BEGIN SOLUTION
port_callow = children[children["area_name"] == "Port Callow"]
missing_share = float(port_callow["good_level_of_development"].isna().mean())
### END SOLUTION

# %% tests="missing-share" points=2
expect.number(missing_share, "missing_share")
assert 0 <= missing_share <= 1, "A share lies between 0 and 1: divide a number of children by all the children of Port Callow."
### BEGIN HIDDEN TESTS
assert abs(missing_share - 96 / 180) > 0.001, "That is the share of all missing outcomes that are in Port Callow. The question asks what share of Port Callow's children have none."
assert abs(missing_share - 180 / 6180) > 0.001, "That is for the three areas together. Keep only the rows of Port Callow first."
assert abs(missing_share - 96 / 1273) < 0.0005, "Divide the children of Port Callow with an empty outcome by all the children of Port Callow."
### END HIDDEN TESTS

# %% wrong="missing-share" because="A share lies between 0 and 1: divide a number of children by all the children of Port Callow."
missing_share = int(children[children["area_name"] == "Port Callow"]["good_level_of_development"].isna().sum())

# %% wrong="missing-share" because="That is the share of all missing outcomes that are in Port Callow. The question asks what share of Port Callow's children have none."
missing = children[children["good_level_of_development"].isna()]
missing_share = float((missing["area_name"] == "Port Callow").mean())

# %% wrong="missing-share" because="That is for the three areas together. Keep only the rows of Port Callow first."
missing_share = float(children["good_level_of_development"].isna().mean())

# %% [markdown] hint="missing-share"
# Two steps: keep the rows where `area_name` is Port Callow, then ask how many of their outcomes are empty.

# %% [markdown] hint="missing-share"
# `column.isna()` says of each cell whether it is empty. The mean of that is a share.

# %% [markdown]
# ## People, not rows
#
# The same children are also published as counts. How many **children** does this table describe?

# %%
counts = ndl.load("early-years/school-readiness-by-area")
counts.head()

# %% answer="people" objectives="3,4"
### BEGIN SOLUTION
people = int(counts["children"].sum())
### END SOLUTION

# %% tests="people" points=2
expect.number(people, "people")
assert people != len(counts), "That is the number of rows. Here a row stands for many children: which column says how many?"
### BEGIN HIDDEN TESTS
assert people != 6000, "You left out children whose outcome is not recorded. They are in the table too."
assert people == 6180, "Add up the column that says how many children each row stands for."
### END HIDDEN TESTS

# %% wrong="people" because="That is the number of rows. Here a row stands for many children: which column says how many?"
people = len(counts)

# %% wrong="people" because="You left out children whose outcome is not recorded. They are in the table too."
people = int(counts.dropna(subset=["good_level_of_development"])["children"].sum())

# %% [markdown] hint="people"
# Look at the last column.

# %% [markdown]
# ## Say where it is
#
# Which **row of the file** is the first child whose `benefits` is not recorded on? Give the row number a
# spreadsheet would show.

# %% answer="row" objectives="5"
### BEGIN SOLUTION
row = int(children.index[children["benefits"].isna()][0])
### END SOLUTION

# %% tests="row" points=2
expect.number(row, "row")
### BEGIN HIDDEN TESTS
first = int(children.index[children["benefits"].isna()][0])
assert row != first - 2, "You counted from 0. A spreadsheet counts from 1, and its first row is the header."
assert row != first - 1, "You counted the first child as row 1. In the file row 1 is the header, so the first child is row 2."
assert row == first, "Find the first empty cell of “benefits”, and give the table's own row number: its index."
### END HIDDEN TESTS

# %% wrong="row" because="You counted from 0. A spreadsheet counts from 1, and its first row is the header."
row = children["benefits"].isna().tolist().index(True)

# %% wrong="row" because="You counted the first child as row 1. In the file row 1 is the header, so the first child is row 2."
row = children["benefits"].isna().tolist().index(True) + 1

# %% [markdown] hint="row"
# The index of a table that `ndl.load` gives *is* the row number. `children.index[...]` picks from it.

# %% [markdown]
# ## Which file was it?
#
# Give the fingerprint (SHA-256) of the file that `children` was read from, so that a colleague can check they
# have the same one.

# %% answer="fingerprint" objectives="5"
### BEGIN SOLUTION
fingerprint = ndl.provenance(children).sha256
### END SOLUTION

# %% tests="fingerprint" points=1
expect.text(fingerprint, "fingerprint")
fingerprint = fingerprint.strip().lower().removeprefix("sha256:")
assert fingerprint != ndl.provenance(children).source, "That is the name of the table. The name stays the same when the file changes; the fingerprint does not."
### BEGIN HIDDEN TESTS
assert fingerprint != ndl.provenance(counts).sha256, "That is the fingerprint of the other table."
assert fingerprint == ndl.provenance(children).sha256, "A SHA-256 is 64 letters and digits. Look for it in “ndl.provenance(children)”."
### END HIDDEN TESTS

# %% wrong="fingerprint" because="That is the name of the table. The name stays the same when the file changes; the fingerprint does not."
fingerprint = ndl.provenance(children).source

# %% wrong="fingerprint" because="That is the fingerprint of the other table."
fingerprint = ndl.provenance(counts).sha256

# %% [markdown] hint="fingerprint"
# `ndl.provenance(children)` shows everything that is known of the file.

# %% [markdown]
# ## In your own words
#
# Answer the councillor in three to five sentences. Give the figure, say what it is a share of, and say what
# could make it wrong. Somebody will read and mark this.

# %% [markdown] written="councillor" points=4 objectives="3,4"
# ### BEGIN MARK SCHEME
# - 1 mark: gives 32% not ready, or 68% ready, and says which it is.
# - 1 mark: says that it is a share of children whose outcome is recorded.
# - 1 mark: says that outcomes are missing more often in Port Callow, so its figure is less sure.
# - 1 mark: words a councillor would understand, with no claim about causes.
#
# A good answer: "About a third of our children (32% of the 6,000 whose assessment was recorded) were not ready
# for school. 180 more children have no recorded assessment. More than half of those are in Port Callow, so we
# are less sure of the figure there."
# ### END MARK SCHEME
