# %% [markdown]
# # Where it came from, and what is not in it
#
# You work for eight councils that share family hubs. You were sent a file of visits, and later a new edition of another. You
# are asked what may be said of the year, and what must stand beside it. Everything about the hubs is **synthetic**: no real
# place or person is described. The faults are put in on purpose, and everybody has other ones.
#
# Each question has a cell for your answer and a check below it. Run the check as often as you like: it knows some
# mistakes, and tells you of one in a sentence. It does not say that an answer is right: other tests are held back
# until your work is marked.
#
# If you are stuck, run `hint("in-no-row")` in a new cell, with the name of the question. Its name is in the first
# line of its check.

# %%
import datetime
from pathlib import Path
from tempfile import mkdtemp

import ndl_workbench as ndl
from ndl_workbench.academy.practice.editions import two_editions
from ndl_workbench.academy.practice.hubs import AGES, AREAS, QUARTERS, families, hub_visits
from ndl_workbench.academy.practice.old_codes import old_codes
from ndl_workbench.academy.practice.updates import EVERY, updates
from ndl_workbench.academy.seed import numbers

folder = Path(mkdtemp())

# %% [markdown]
# ## What is in the total, and in no row?
#
# Here is the file as it was sent, from its first lines to its last.

# %%
sent = hub_visits(folder, numbers("coverage: hubs"))
lines = sent.read_text(encoding="utf-8").splitlines()
print("\n".join([*lines[:12], "…", *lines[-6:]]))

# %% [markdown]
# And here is what the workbench decided when it read it. Read each decision.

# %%
visits = ndl.load(sent)
ndl.provenance(visits)

# %% [markdown]
# The publisher's total counts figures that the rows do not show. How many visits are **in that total, and in no row that
# you can see**?

# %% answer="in-no-row" objectives="1,2"
### BEGIN SOLUTION
_left_out = ndl.check(sent).rejected
_total = next(int(row.cells[3]) for row in _left_out if row.reason == "a total")
in_no_row = _total - int(visits["visits"].sum())
### END SOLUTION

# %% tests="in-no-row" points=2
expect.number(in_no_row, "in_no_row")
### BEGIN HIDDEN TESTS
published = int(next(line for line in lines if line.startswith("Total")).rpartition(",")[2])
in_rows = int(visits["visits"].sum())
assert in_no_row != published, "That is the publisher's total. Take from it what the rows that you see add up to."
assert in_no_row != in_rows, "That is what the rows add up to. The publisher's total is more: by how much?"
assert in_no_row != visits["visits"].isna().sum(), "That is a number of cells without a figure. The question asks for visits."
assert in_no_row != in_rows - published, "Take the smaller number from the larger: the rows show fewer visits than the total has."
rest = published - in_rows
assert in_no_row == rest, "The total stands in a row that was left out, since it is no record. Take from it the sum of the rows that were kept."
### END HIDDEN TESTS

# %% right="in-no-row"
in_no_row = int(lines[-3].split(",")[3]) - sum(int(line.split(",")[3]) for line in lines[4:-3] if line[-1].isdigit())

# %% wrong="in-no-row" because="That is the publisher's total. Take from it what the rows that you see add up to."
in_no_row = int(lines[-3].split(",")[3])

# %% wrong="in-no-row" because="That is what the rows add up to. The publisher's total is more: by how much?"
in_no_row = visits["visits"].sum()

# %% wrong="in-no-row" because="That is a number of cells without a figure. The question asks for visits."
in_no_row = int(visits["visits"].isna().sum())

# %% wrong="in-no-row" because="Take the smaller number from the larger: the rows show fewer visits than the total has."
in_no_row = visits["visits"].sum() - int(lines[-3].split(",")[3])

# %% [markdown] hint="in-no-row"
# The provenance says which row was left out as a total. You see that row in the last lines of the file.

# %% [markdown] hint="in-no-row"
# `visits["visits"].sum()` adds up the figures that were kept. `ndl.check(sent).rejected` has the rows that were left out, with
# their cells.

# %% [markdown]
# ## Why is there no figure?
#
# Where a cell has no figure, the reason stands in `visits__reason`. The second line of the file says what the signs mean.

# %%
visits[visits["visits"].isna()]

# %% [markdown]
# A colleague wants to ask the publisher for what is missing. How many figures may be **asked for**, because they were just
# not sent in time (`to_ask`)? And of how many do you know that visits **were made**, though not how many (`hidden`)?

# %% answer="reasons" objectives="2"
### BEGIN SOLUTION
to_ask = int((visits["visits__reason"] == "[x]").sum())
hidden = int((visits["visits__reason"] == "[c]").sum())
### END SOLUTION

# %% tests="reasons" points=2
expect.number(to_ask, "to_ask")
expect.number(hidden, "hidden")
### BEGIN HIDDEN TESTS
late = sum(line.endswith("[x]") for line in lines[4:])
small = sum(line.endswith("[c]") for line in lines[4:])
assert to_ask != late + small and hidden != late + small, "That is every cell without a figure. They have two different reasons: read the second line of the file."
assert (to_ask, hidden) != (small, late), "You mixed the two up. A figure marked [c] exists and is kept back; one marked [x] was not sent."
assert to_ask != 0 and hidden != 0, "Both signs are in the file. Compare the column “visits__reason” with each, brackets and all."
assert to_ask == late, "Count the cells whose reason is the sign for a figure that was not sent in time."
assert hidden == small, "Count the cells whose reason is the sign for a small figure that is hidden."
### END HIDDEN TESTS

# %% right="reasons"
reasons = visits["visits__reason"].value_counts()
to_ask, hidden = reasons["[x]"], reasons["[c]"]

# %% wrong="reasons" because="That is every cell without a figure. They have two different reasons: read the second line of the file."
to_ask = int(visits["visits"].isna().sum())
hidden = int((visits["visits__reason"] == "[c]").sum())

# %% wrong="reasons" because="You mixed the two up. A figure marked [c] exists and is kept back; one marked [x] was not sent."
to_ask = int((visits["visits__reason"] == "[c]").sum())
hidden = int((visits["visits__reason"] == "[x]").sum())

# %% wrong="reasons" because="Both signs are in the file. Compare the column “visits__reason” with each, brackets and all."
to_ask = int((visits["visits__reason"] == "x").sum())
hidden = int((visits["visits__reason"] == "c").sum())

# %% [markdown] hint="reasons"
# A small figure is hidden so that nobody can tell who came. It would be wrong to ask for it.

# %% [markdown]
# ## What has no row at all?
#
# A cell without a figure can be seen. A row that was never sent cannot. The file should have a row for each of these areas,
# in each quarter, for each age:

# %%
print(", ".join(f"{code} {name}" for code, name in AREAS.items()), QUARTERS, AGES, sep="\n")

# %% [markdown]
# Which area has **no row at all** (`absent`, its code as text)? And how many of the rows that the file should have are
# **not there**, those of that area too (`rows_missing`)? Some codes are not written as the list writes them: put that right first.

# %% answer="no-row" objectives="3"
### BEGIN SOLUTION
_codes = visits["area_code"].str.strip().str.upper()
absent = next(code for code in AREAS if code not in set(_codes))
rows_missing = len(AREAS) * len(QUARTERS) * len(AGES) - len(visits)
### END SOLUTION

# %% tests="no-row" points=3
expect.text(absent, "absent")
expect.number(rows_missing, "rows_missing")
### BEGIN HIDDEN TESTS
there = {line.split(",")[0].strip().upper() for line in lines[4:]}
away = next(code for code in AREAS if code not in there)
each = len(QUARTERS) * len(AGES)
assert absent.strip() not in AREAS.values(), "Give the code of the area, such as “FIC-11”, and not its name."
assert absent.strip().upper() not in there, "That area has rows. Its code may be in small letters, or have a space behind it."
assert absent.strip().upper() == away, "Compare the codes of the list with those in the file, and give the one that is only in the list."
assert rows_missing != visits["visits"].isna().sum(), "Those are rows that are there and have no figure. The question asks for rows that are not there."
assert rows_missing != each, "Those are the rows of the absent area. Other areas have rows missing too: of one quarter, or of one age."
assert rows_missing != len(AREAS) * each - len(visits) - each, "You left out the rows of the absent area. They should be there as well."
assert rows_missing != len(AREAS) * each - visits["visits"].count(), "You counted rows without a figure as not there. They are there, and say why they have none."
wanting = len(AREAS) * each - len(visits)
assert rows_missing == wanting, "Each area should have a row for each quarter and age. Take the rows that are there from how many that makes."
### END HIDDEN TESTS

# %% right="no-row"
expected = {(code, quarter, age) for code in AREAS for quarter in QUARTERS for age in AGES}
tidy = visits.assign(area_code=visits["area_code"].str.strip().str.upper())
gaps = expected - set(tidy[["area_code", "quarter", "age"]].itertuples(index=False, name=None))
rows_missing = len(gaps)
absent = max(AREAS, key=lambda code: sum(gap[0] == code for gap in gaps))

# %% wrong="no-row" because="Those are rows that are there and have no figure. The question asks for rows that are not there."
absent = next(code for code in AREAS if not visits["area_code"].str.upper().str.contains(code).any())
rows_missing = int(visits["visits"].isna().sum())

# %% wrong="no-row" because="Those are the rows of the absent area. Other areas have rows missing too: of one quarter, or of one age."
absent = next(code for code in AREAS if not visits["area_code"].str.upper().str.contains(code).any())
rows_missing = len(QUARTERS) * len(AGES)

# %% wrong="no-row" because="You counted rows without a figure as not there. They are there, and say why they have none."
absent = next(code for code in AREAS if not visits["area_code"].str.upper().str.contains(code).any())
rows_missing = len(AREAS) * len(QUARTERS) * len(AGES) - len(visits.dropna(subset=["visits"]))

# %% wrong="no-row" because="You left out the rows of the absent area. They should be there as well."
absent = next(code for code in AREAS if not visits["area_code"].str.upper().str.contains(code).any())
rows_missing = (len(AREAS) - 1) * len(QUARTERS) * len(AGES) - len(visits)

# %% wrong="no-row" because="That area has rows. Its code may be in small letters, or have a space behind it."
absent = visits["area_code"].str.strip().str.upper().value_counts().index[-1]
rows_missing = len(AREAS) * len(QUARTERS) * len(AGES) - len(visits)

# %% wrong="no-row" because="Give the code of the area, such as “FIC-11”, and not its name."
absent = next(name for code, name in AREAS.items() if not visits["area_code"].str.upper().str.contains(code).any())
rows_missing = len(AREAS) * len(QUARTERS) * len(AGES) - len(visits)

# %% [markdown] hint="no-row"
# No row stands there twice. So how many rows should there be, and how many are there?

# %% [markdown] hint="no-row"
# `column.str.strip().str.upper()` takes spaces off and makes small letters large.

# %% [markdown]
# ## What does a join lose?
#
# To work out visits for each thousand families, you want to join the visits **as they were sent** with this list.

# %%
lookup = families(visits, numbers("coverage: families"))
lookup

# %% [markdown]
# `visits.merge(lookup, left_on="area_code", right_on="code")` keeps a row only where the codes are exactly the same. How many
# **visits** would such a join lose (`lost_visits`)? With `how="left"` it keeps every row. How many rows would it then have
# **more** than `visits` (`extra_rows`)?

# %% answer="join" objectives="4"
### BEGIN SOLUTION
_without_area = ~visits["area_code"].isin(lookup["code"])
lost_visits = int(visits.loc[_without_area, "visits"].sum())
extra_rows = len(visits.merge(lookup, left_on="area_code", right_on="code", how="left")) - len(visits)
### END SOLUTION

# %% tests="join" points=3
expect.number(lost_visits, "lost_visits")
expect.number(extra_rows, "extra_rows")
### BEGIN HIDDEN TESTS
alone = visits[~visits["area_code"].isin(set(lookup["code"]))]
inner = visits.merge(lookup, left_on="area_code", right_on="code")
twice = lookup.loc[lookup["code"].duplicated(), "code"].item()
assert lost_visits != len(alone), "That is a number of rows. How many visits stand in them?"
assert lost_visits != visits["visits"].sum() - inner["visits"].sum(), "You compared the sums before and after. One area stands twice in the list, so its visits were added twice and hide part of the loss."
assert lost_visits != 0, "Some codes end in a space or are in small letters. To a join they are other codes."
in_them = alone["visits"].sum()
assert lost_visits == in_them, "Add up the visits of the rows whose code, as it was sent, is not in the list."
assert extra_rows != 0, "A left join keeps every row, and makes two of a row that finds two partners. Look for a code that stands twice in the list."
assert extra_rows != 1, "One code stands twice in the list. It is found by every row of visits that has this code."
assert extra_rows != len(inner) - len(visits), "That is for the first join, which also loses rows. With “left” none is lost."
more = (visits["area_code"] == twice).sum()
assert extra_rows == more, "Each row of the area that stands twice becomes two. Count the rows of visits with exactly that code."
### END HIDDEN TESTS

# %% right="join"
tried = visits.merge(lookup, left_on="area_code", right_on="code", how="left", indicator=True)
lost_visits = tried.loc[tried["_merge"] == "left_only", "visits"].sum()
extra_rows = len(tried) - len(visits)

# %% wrong="join" because="That is a number of rows. How many visits stand in them?"
lost_visits = int((~visits["area_code"].isin(lookup["code"])).sum())
extra_rows = len(visits.merge(lookup, left_on="area_code", right_on="code", how="left")) - len(visits)

# %% wrong="join" because="You compared the sums before and after. One area stands twice in the list, so its visits were added twice and hide part of the loss."
lost_visits = visits["visits"].sum() - visits.merge(lookup, left_on="area_code", right_on="code")["visits"].sum()
extra_rows = len(visits.merge(lookup, left_on="area_code", right_on="code", how="left")) - len(visits)

# %% wrong="join" because="Some codes end in a space or are in small letters. To a join they are other codes."
lost_visits, extra_rows = 0, 0

# %% wrong="join" because="A left join keeps every row, and makes two of a row that finds two partners. Look for a code that stands twice in the list."
lost_visits = visits.loc[~visits["area_code"].isin(lookup["code"]), "visits"].sum()
extra_rows = 0

# %% wrong="join" because="One code stands twice in the list. It is found by every row of visits that has this code."
lost_visits = visits.loc[~visits["area_code"].isin(lookup["code"]), "visits"].sum()
extra_rows = len(lookup) - lookup["code"].nunique()

# %% [markdown] hint="join"
# `visits["area_code"].isin(lookup["code"])` says of each row whether it finds a partner. `~` turns yes into no.

# %% [markdown] hint="join"
# Do the second join and compare `len(...)` before and after.

# %% [markdown]
# ## Which codes have gone?
#
# A colleague has a table of 2018, and a list of councils of 2025. Here are the codes of the table: real codes of English
# districts, without any figure, and two that were mistyped. Between the two years councils merged. `ndl.harmonise` says
# what became of each code.

# %%
old = old_codes(numbers("coverage: codes"))
carried = ndl.harmonise(old, "area", to=2025)
carried

# %% [markdown]
# A join of the codes with those of 2025 finds only codes that are **unchanged**. How many codes would it lose (`gone`)? And
# how many **different** councils of 2025 do the codes stand for, once carried over (`councils`)?

# %% answer="codes" objectives="4"
### BEGIN SOLUTION
gone = len(old) - carried.unchanged
councils = carried.table["area_2025"].nunique()
### END SOLUTION

# %% tests="codes" points=2
expect.number(gone, "gone")
expect.number(councils, "councils")
### BEGIN HIDDEN TESTS
now = carried.table["area_2025"]
assert gone != carried.rows_lost, "Those are the codes that nobody knows. A join also loses the codes of councils that were merged or got another code."
assert gone != carried.unchanged, "Those are the codes that a join finds. How many does it not find?"
assert gone != len(old) - carried.unchanged - carried.rows_lost, "You left out the codes that nobody knows. A join does not find them either."
changed = (now != old["area"]).fillna(True).sum()
assert gone == changed, "Take the codes that are unchanged from all codes of the table."
assert councils != now.notna().sum(), "That is a number of codes that were carried over. Several of them were merged into one council."
assert councils != len(carried.merged), "Those are the councils that others were merged into. The unchanged ones are councils of 2025 too."
different = len(set(now.dropna()))
assert councils == different, "Look at the new column of “carried.table”, and count each code in it once."
### END HIDDEN TESTS

# %% right="codes"
gone = sum(part.rows for whole in carried.merged for part in whole.parts) + carried.rows_lost + sum(one.rows for one in carried.recoded)
councils = len(set(carried.table["area_2025"].dropna()))

# %% wrong="codes" because="Those are the codes that nobody knows. A join also loses the codes of councils that were merged or got another code."
gone = carried.rows_lost
councils = carried.table["area_2025"].nunique()

# %% wrong="codes" because="You left out the codes that nobody knows. A join does not find them either."
gone = len(old) - carried.unchanged - carried.rows_lost
councils = carried.table["area_2025"].nunique()

# %% wrong="codes" because="That is a number of codes that were carried over. Several of them were merged into one council."
gone = len(old) - carried.unchanged
councils = carried.table["area_2025"].count()

# %% wrong="codes" because="Those are the councils that others were merged into. The unchanged ones are councils of 2025 too."
gone = len(old) - carried.unchanged
councils = len(carried.merged)

# %% [markdown] hint="codes"
# Each code stands in one row, so rows are codes here. The first lines say how many are unchanged.

# %% [markdown] hint="codes"
# `carried.table` has a column `area_2025`. It is empty where there is no one code to carry to.

# %% [markdown]
# ## What did the new edition change?
#
# Two editions of a table of single hubs. The second has a month more. Here is how they differ, and the first lines of the
# same as a table.

# %%
first, second = two_editions(folder, numbers("coverage: editions"))
drift = ndl.compare(first, second)
drift

# %%
drift.to_frame().head()

# %% [markdown]
# How many figures were **revised**: there was a figure in both editions, and it is another number now (`revised`)? And which hub
# is in the first edition **only** (`vanished`, its name)? Nobody said anything about either.

# %% answer="revised" objectives="5"
### BEGIN SOLUTION
revised = sum(change.kind == "value" and change.before != "[x]" for change in drift.changes)
vanished = {row.cells[0] for row in drift.only_a}.pop()
### END SOLUTION

# %% tests="revised" points=3
expect.number(revised, "revised")
expect.text(vanished, "vanished")
### BEGIN HIDDEN TESTS
was, is_now = (ndl.load(file).set_index(["hub", "month"])["visits"] for file in (first, second))
both = was.dropna().index.intersection(is_now.index)
other = int((was[both] != is_now[both]).sum())
assert revised != len(drift.changes), "That is every cell that differs. Some are the same number with a comma in it, and some had no number before."
assert revised != sum(change.kind == "value" for change in drift.changes), "You counted figures that were not sent in time the first time. To fill a gap is not to revise a figure."
assert revised != sum(change.before != "[x]" for change in drift.changes), "You counted figures that are only written another way. 1,204 and 1204 are the same number."
assert revised != len(drift.only_b), "Those are rows of the new month. A new row revises nothing."
assert revised == other, "Go through the cells that differ. Was there a number before, and is it another number now?"
hub = drift.only_a[0].key.partition(" / ")[0].casefold()
assert vanished.strip().casefold() == hub, "Look at the rows that are only in the first edition. They are all of one hub."
### END HIDDEN TESTS

# %% right="revised"
differences = drift.to_frame()
revised = int(((differences["kind"] == "value") & differences["before"].str.isdecimal()).sum())
vanished = (set(ndl.load(first)["hub"]) - set(ndl.load(second)["hub"])).pop()

# %% wrong="revised" because="That is every cell that differs. Some are the same number with a comma in it, and some had no number before."
revised = len(drift.changes)
vanished = drift.only_a[0].cells[0]

# %% wrong="revised" because="You counted figures that were not sent in time the first time. To fill a gap is not to revise a figure."
revised = sum(change.kind == "value" for change in drift.changes)
vanished = drift.only_a[0].cells[0]

# %% wrong="revised" because="You counted figures that are only written another way. 1,204 and 1204 are the same number."
revised = sum(change.before != "[x]" for change in drift.changes)
vanished = drift.only_a[0].cells[0]

# %% wrong="revised" because="Look at the rows that are only in the first edition. They are all of one hub."
revised = sum(change.kind == "value" and change.before != "[x]" for change in drift.changes)
vanished = drift.changes[0].key.partition(" / ")[0]

# %% [markdown] hint="revised"
# The column `kind` tells a change of `value` from one of `writing` only. Look at `before` too: was there a number?

# %% [markdown] hint="revised"
# `drift.changes` has each cell that differs, with `kind`, `before` and `after`. `drift.only_a` has the rows of the first edition
# only.

# %% [markdown]
# ## Which file is late?
#
# It is 2 March 2026, and you look through the files your report rests on. `updated_every` is what the publisher promised. A
# file is late when its last update is more than 31 days ago (promised each month), 92 (each quarter) or 366 (each year).

# %%
today = datetime.date(2026, 3, 2)
shelf = updates(numbers("coverage: updates"), today)
shelf

# %% [markdown]
# For which files is the publisher **late** with an update it promised? Give the names of the files as a list of texts.

# %% answer="late" objectives="5"
### BEGIN SOLUTION
late_files = []
for item in shelf.itertuples():
    days = (today - datetime.date.fromisoformat(item.last_updated)).days
    if days > EVERY[item.updated_every]:
        late_files.append(item.file)
### END SOLUTION

# %% tests="late" points=2
expect.listing(late_files, "late_files")
### BEGIN HIDDEN TESTS
ago = {row.file: (today - datetime.date.fromisoformat(row.last_updated)).days for row in shelf.itertuples()}
promised = {row.file: EVERY[row.updated_every] for row in shelf.itertuples()}
overdue = {name for name in ago if ago[name] > promised[name]}
calm = set(ago) - overdue
about = {row.file: (today - datetime.date.fromisoformat(row.about_days_to)).days for row in shelf.itertuples()}
named = {name.strip().casefold() for name in late_files}
assert named <= set(ago), "Give names of files, as the column “file” writes them."
assert named, "At least one file is late. Compare the days since its last update with what was promised."
assert named != {name for name in about if about[name] > promised[name]}, "You went by the days that the figures are about. A file can come out in time and be about days long past."
assert not {name for name in named & calm if promised[name] == 366}, "You named a file that is updated once a year, and came out less than a year ago. Old is not late."
assert not named & calm, "You named a file whose next update is still to come. Count the days from its last update to 2 March 2026."
assert named == overdue, "You left one out. A file that is promised every month is soon late."
### END HIDDEN TESTS

# %% right="late"
limits = shelf["updated_every"].map(EVERY)
waited = [(today - datetime.date.fromisoformat(day)).days for day in shelf["last_updated"]]
late_files = shelf.loc[[days > limit for days, limit in zip(waited, limits)], "file"]

# %% wrong="late" because="You went by the days that the figures are about. A file can come out in time and be about days long past."
late_files = [
    row.file
    for row in shelf.itertuples()
    if (today - datetime.date.fromisoformat(row.about_days_to)).days > EVERY[row.updated_every]
]

# %% wrong="late" because="You named a file that is updated once a year, and came out less than a year ago. Old is not late."
late_files = [row.file for row in shelf.itertuples() if (today - datetime.date.fromisoformat(row.last_updated)).days > 92]

# %% wrong="late" because="You left one out. A file that is promised every month is soon late."
late_files = [
    row.file
    for row in shelf.itertuples()
    if (today - datetime.date.fromisoformat(row.last_updated)).days > max(92, EVERY[row.updated_every])
]

# %% survives="late" because="No file is on the very last day."
late_files = []
for item in shelf.itertuples():
    days = (today - datetime.date.fromisoformat(item.last_updated)).days
    if days >= EVERY[item.updated_every]:
        late_files.append(item.file)

# %% [markdown] hint="late"
# Take the files one by one: how many days are there from its last update to 2 March 2026, and how many were promised?

# %% [markdown] hint="late"
# `datetime.date.fromisoformat("2026-01-31")` makes a date of a text. `(today - that_date).days` is a number of days.

# %% [markdown]
# ## In your own words
#
# The councils want to put a figure on their website: *"Visits to family hubs in 2025"*. It is the sum of the rows of the
# **first file** (`visits`). Write what must stand beside it, in four to six sentences. Say where the figure comes from, what
# is not in it and why, and what a reader should not conclude. Somebody will read and mark this.

# %% [markdown] written="beside" points=5 objectives="1,2,3"
# ### BEGIN MARK SCHEME
# Figures differ between trainees. What each should find for the first file is what the checks above ask for.
#
# - 1 mark: says what the figure is and where it comes from: the file, its publisher's total or the sum of its rows, and when it
#   was read or its fingerprint.
# - 1 mark: says that some small figures are hidden, and how many cells or visits that is.
# - 1 mark: says that some figures were not sent in time, so that the true number is higher.
# - 1 mark: names the area that has no rows, and a quarter or age that another lacks.
# - 1 mark: says what not to conclude: no comparison of areas or quarters with gaps, and no visits is not the same as no row.
#
# A good answer (5 of 5): "The figure is the sum of the rows of family-hubs.csv, as sent to us and read on 2 March (SHA-256 cfa88f0b…).
# Six small figures are hidden to protect people; with them the publisher's total is 31 visits higher. Four figures were not sent in
# time, so the true number is higher still. Quarry Hill sent nothing, Wychlow only two quarters, Ambermoor no children under two,
# and four single rows are missing. Do not compare these three areas with the others, and do not read a missing row as no visits. All of it is synthetic."
#
# A weaker answer (2 of 5): "The figure is the sum of family-hubs.csv (synthetic, read on 2 March). Six small figures are hidden to
# protect people. Some figures are missing, but they are few and make no difference. Quarry Hill had no visits in 2025."
#
# It misses: it does not say that the figures that were not sent would make the number higher (no third mark); it takes an area
# without rows for one without visits, and names no other gap (no fourth and no fifth mark).
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These are for you alone, and nobody marks them.
#
# - When did you last join two tables? Did you count the rows before and after?
# - Which total do you pass on every month, and do you know what it leaves out?
# - If a figure you published last year has been revised since, who would tell you?
