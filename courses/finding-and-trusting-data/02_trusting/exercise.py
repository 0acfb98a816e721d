# %% [markdown]
# # Trust a table, for a use you state
#
# You still work for the council. You have found the tables, and a nursery group has sent you one more. You are asked
# how far to trust them, and for what. All of it is **synthetic**: no real child or place is described. The faults are
# put in on purpose, and are of kinds you will meet in real files.
#
# Each question has a cell for your answer and a check below it. Run the check as often as you like: it knows some
# mistakes, and tells you of one in a sentence. It does not say that an answer is right: other tests are held back
# until your work is marked. Many numbers are your own: your neighbour has other ones.
#
# If you are stuck, run `hint("looked-at")` in a new cell, with the name of the question. Its name is in the first
# line of its check.

# %%
import ndl_workbench as ndl
from ndl_workbench.academy.practice.nurseries import nurseries
from ndl_workbench.academy.seed import numbers

# %% [markdown]
# ## What was not looked at?
#
# Your use is *to compare school readiness between groups of children*. Here is the check of
# `early-years/school-readiness` for that use. The verdict sounds good. Read on to *The six dimensions*.

# %%
readiness_report = ndl.check(
    "early-years/school-readiness", use="compare school readiness between groups of children"
)
readiness_report

# %% [markdown]
# Name the dimensions of quality that were **not assessed**, as a list of texts.

# %% answer="looked-at" objectives="3"
### BEGIN SOLUTION
not_assessed = [row.dimension for row in readiness_report.dimensions if row.state == "not assessed"]
### END SOLUTION

# %% tests="looked-at" points=2
expect.listing(not_assessed, "not_assessed")
### BEGIN HIDDEN TESTS
named = {name.strip().lower() for name in not_assessed}
assert named, "Finding nothing is not the same as looking everywhere. Two dimensions have a state other than “assessed”."
assert not named & {"uniqueness", "consistency", "validity", "completeness"}, "You named a dimension that was assessed. “Nothing found” there means that somebody looked. The question is where nobody could."
assert "timeliness" in named, "You left one out. Was the table published when it should have been? Nobody told the check when that was."
assert "accuracy" in named, "You left one out. Are the values true of the children? There was nothing to compare them with."
assert named == {"timeliness", "accuracy"}, "Give the names of the dimensions as the report writes them, and nothing else."
### END HIDDEN TESTS

# %% right="looked-at"
not_assessed = ["Accuracy", "Timeliness"]

# %% wrong="looked-at" because="Finding nothing is not the same as looking everywhere. Two dimensions have a state other than “assessed”."
not_assessed = []

# %% wrong="looked-at" because="You named a dimension that was assessed. “Nothing found” there means that somebody looked. The question is where nobody could."
not_assessed = [row.dimension for row in readiness_report.dimensions if "nothing found" in row.evidence]

# %% wrong="looked-at" because="You left one out. Was the table published when it should have been? Nobody told the check when that was."
not_assessed = ["accuracy"]

# %% [markdown] hint="looked-at"
# The report has a table of six dimensions. Its second column, *State*, says whether each was assessed.

# %% [markdown]
# ## Which dates are impossible?
#
# Now the development reviews, which children have when they are about two. Read the findings and the repairs.

# %%
reviews_report = ndl.check("early-years/development-reviews", use="count reviews by month")
reviews_report

# %%
nth = numbers("trusting: date").choice([2, 3, 4, 5, 6, 7])
print(f"The publisher wants to see number {nth}, from the top of the file.")

# %% [markdown]
# The publisher asks you for the reviews dated on a **day that does not exist in any calendar**. In how many rows
# (`impossible`)? And on which row of the file is the one that the publisher wants to see (`odd_row`)?

# %% answer="impossible-dates" objectives="2"
### BEGIN SOLUTION
_no_such_day = next(f for f in reviews_report.findings if f.check == "invalid date")
impossible = _no_such_day.count
odd_row = _no_such_day.rows[nth - 1]
### END SOLUTION

# %% tests="impossible-dates" points=3
expect.number(impossible, "impossible")
expect.number(odd_row, "odd_row")
### BEGIN HIDDEN TESTS
assert impossible != 15, "Those 15 dates were repaired. They are real days, written day first, and the check could put them right without guessing."
assert impossible != 22, "You added the repaired dates. They are real days, written day first. A repair is not a finding."
assert impossible != 9, "Those 9 dates are days that exist. They are wrong because the child was not yet born, which is another finding."
assert impossible != 16, "You added two findings. Nine of those dates are days that exist, only too early."
wanted = next(f for f in reviews_report.findings if f.check == "invalid date")
too_early = next(f for f in reviews_report.findings if f.check == "too small" and f.column == "review_date")
assert impossible == wanted.count, "Look for the finding that says a value of “review_date” is not a date, and read its count."
assert odd_row not in (wanted.rows[nth - 1] - 2, wanted.rows[nth - 1] - 1), "You counted rows from the first review. The publisher opens the file in a spreadsheet, where the header is row 1. Use the row number the report gives."
assert odd_row not in too_early.rows, "On that row the date is a day that exists, but before the child was born. That is another finding."
assert odd_row not in [repair.row for repair in reviews_report.repairs], "On that row the date was repaired: it is a real day, written day first."
assert odd_row == wanted.rows[nth - 1] or odd_row not in wanted.rows, "That row has such a date, and it is not the one the publisher wants to see. Python counts the places in a list from 0."
assert odd_row == wanted.rows[nth - 1], "Count along the rows that are listed beside the finding."
### END HIDDEN TESTS

# %% right="impossible-dates"
table = ndl.load("early-years/development-reviews")
june = table.index[table["review_date"].str.fullmatch("31.06.2022")]
impossible, odd_row = len(june), june[nth - 1]

# %% wrong="impossible-dates" because="Those 15 dates were repaired. They are real days, written day first, and the check could put them right without guessing."
impossible = len(reviews_report.repairs)
odd_row = reviews_report.repairs[nth - 1].row

# %% wrong="impossible-dates" because="You added the repaired dates. They are real days, written day first. A repair is not a finding."
dates = ndl.load("early-years/development-reviews")["review_date"]
odd = dates[~dates.str.fullmatch(r"\d{4}-\d\d-\d\d")]
impossible, odd_row = len(odd), odd.index[nth - 1]

# %% wrong="impossible-dates" because="You added two findings. Nine of those dates are days that exist, only too early."
impossible = sum(f.count for f in reviews_report.findings if f.column == "review_date")
odd_row = 326

# %% wrong="impossible-dates" because="You counted rows from the first review. The publisher opens the file in a spreadsheet, where the header is row 1. Use the row number the report gives."
impossible = 7
dated = ndl.load("early-years/development-reviews")["review_date"].tolist()
odd_row = [place for place, date in enumerate(dated) if date == "31-06-2022"][nth - 1]

# %% wrong="impossible-dates" because="On that row the date is a day that exists, but before the child was born. That is another finding."
impossible = 7
odd_row = [f for f in reviews_report.findings if f.column == "review_date"][0].rows[nth - 1]

# %% wrong="impossible-dates" because="That row has such a date, and it is not the one the publisher wants to see. Python counts the places in a list from 0."
impossible = 7
odd_row = next(f for f in reviews_report.findings if f.check == "invalid date").rows[nth - 2]

# %% [markdown] hint="impossible-dates"
# Two findings are about `review_date`. Look at the example beside each: which of the two is not a day at all?

# %% [markdown] hint="impossible-dates"
# Repairs have a table of their own, below the findings. What stands there has been mended for you already.

# %% [markdown]
# ## What does the file still say?
#
# Here is the check of the children, and the list of areas. Some area codes were repaired; others are findings.

# %%
children_report = ndl.check("early-years/children", use="count children by area")
children_report

# %%
areas = ndl.load("reference/areas")
areas

# %% [markdown]
# A colleague takes the file **as it was published** and looks up each child's `area_code` in the list of areas. The
# two must be exactly the same to match. How many children will find no area?

# %% answer="no-area" objectives="2"
### BEGIN SOLUTION
no_area = int((~ndl.load("early-years/children")["area_code"].isin(areas["code"])).sum())
### END SOLUTION

# %% tests="no-area" points=2
expect.number(no_area, "no_area")
### BEGIN HIDDEN TESTS
assert no_area != 0, "Every area is there, but not every code is written as the list writes it. Look at the repairs and findings for “area_code”."
assert no_area != 5, "Those are the ones left after repair. The repairs were made in the check's own copy: your colleague's file still has the originals."
assert no_area != 8, "Those are the ones that were repaired. Some codes could not be, and will find no area either."
assert no_area not in (10, 18), "You counted some children twice. Two findings are about the same five rows: compare their row numbers."
assert no_area == 13, "Count each child once whose code was repaired, or is still not in the list."
### END HIDDEN TESTS

# %% right="no-area"
rows = {repair.row for repair in children_report.repairs}
for finding in children_report.findings:
    if finding.column == "area_code":
        rows.update(finding.rows)
no_area = len(rows)

# %% wrong="no-area" because="Those are the ones left after repair. The repairs were made in the check's own copy: your colleague's file still has the originals."
no_area = next(f.count for f in children_report.findings if f.check == "missing associated entity")

# %% wrong="no-area" because="Those are the ones that were repaired. Some codes could not be, and will find no area either."
no_area = len(children_report.repairs)

# %% wrong="no-area" because="You counted some children twice. Two findings are about the same five rows: compare their row numbers."
no_area = len(children_report.repairs) + sum(f.count for f in children_report.findings if f.column == "area_code")

# %% [markdown] hint="no-area"
# `ndl.load("early-years/children")` gives the values as they were published, without the repairs.

# %% [markdown] hint="no-area"
# `column.isin(others)` says of each value whether it is among the others, spelt exactly the same.

# %% [markdown]
# ## Which faults matter for this use?
#
# Some children have moved away since the tables were made. Run the cell: `listed` has those who still live here.

# %%
reviews = ndl.load("early-years/development-reviews")
everyone = ndl.load("early-years/children")
draw = numbers("trusting: moved")
moved = draw.sample(everyone["child_id"].tolist(), draw.randint(300, 900))
listed = everyone[~everyone["child_id"].isin(moved)]
print(f"{len(moved):,} children have moved away, and {len(listed):,} are listed.")
reviews.head()

# %% [markdown]
# A new use: *how many different children in `listed` have had a development review?* Some reviews stand in the file
# twice, some are of children who are not listed, some have a wrong date or score. Decide which of these change the
# answer, then give the number.

# %% answer="reviewed" objectives="1"
### BEGIN SOLUTION
reviewed = reviews.loc[reviews["child_id"].isin(listed["child_id"]), "child_id"].nunique()
### END SOLUTION

# %% tests="reviewed" points=3
expect.number(reviewed, "reviewed")
### BEGIN HIDDEN TESTS
of_listed = reviews[reviews["child_id"].isin(listed["child_id"])]
assert reviewed != len(reviews), "That is every row of reviews. Some children stand there twice, and some are not listed."
assert reviewed != reviews["child_id"].nunique(), "You counted each child once, but some of these children are not in “listed”."
assert reviewed != len(of_listed), "You left out the children who are not listed, but some of the others stand there twice. Count children, not rows."
assert reviewed != len(of_listed.drop_duplicates(keep=False)), "You threw away both copies of each review that stands twice. One of the two is a real review: keep it."
assert reviewed != len(set(reviews["child_id"]) & set(everyone["child_id"])), "You counted children who have moved away. Those who still live here are in “listed”."
assert reviewed != len(listed), "That is every child listed. Not every child has had a review."
assert reviewed >= of_listed["child_id"].nunique(), "You left out children who were reviewed. A wrong date or score does not matter for this use, and of a review that stands twice one copy is real."
assert reviewed == of_listed["child_id"].nunique(), "Keep the reviews of children who are listed, whatever their date or scores, and count different children."
### END HIDDEN TESTS

# %% right="reviewed"
reviewed = len(set(reviews["child_id"]) & set(listed["child_id"]))

# %% wrong="reviewed" because="That is every row of reviews. Some children stand there twice, and some are not listed."
reviewed = len(reviews)

# %% wrong="reviewed" because="You counted each child once, but some of these children are not in “listed”."
reviewed = reviews["child_id"].nunique()

# %% wrong="reviewed" because="You threw away both copies of each review that stands twice. One of the two is a real review: keep it."
reviewed = reviews[reviews["child_id"].isin(listed["child_id"])].drop_duplicates(keep=False)["child_id"].nunique()

# %% wrong="reviewed" because="You counted children who have moved away. Those who still live here are in “listed”."
reviewed = reviews.loc[reviews["child_id"].isin(everyone["child_id"]), "child_id"].nunique()

# %% wrong="reviewed" because="You left out the children who are not listed, but some of the others stand there twice. Count children, not rows."
reviewed = int(reviews["child_id"].isin(listed["child_id"]).sum())

# %% wrong="reviewed" because="That is every child listed. Not every child has had a review."
reviewed = len(listed)

# %% wrong="reviewed" because="You left out children who were reviewed. A wrong date or score does not matter for this use, and of a review that stands twice one copy is real."
sound = reviews[reviews["review_date"] != "31-06-2022"]
reviewed = sound.loc[sound["child_id"].isin(listed["child_id"]), "child_id"].nunique()

# %% [markdown] hint="reviewed"
# Take the faults one by one and ask: if this were put right, would the number of different listed children change?

# %% [markdown] hint="reviewed"
# A date or a score that is wrong changes nothing here. Keep the reviews whose `child_id` is in `listed`, then count
# *different* values with `.nunique()`.

# %% [markdown]
# ## Where did the rows go?
#
# A nursery group sends you a small file by email: one row for each nursery, with its number of children. Run the cell,
# which makes your copy of the file and checks it.

# %%
from pathlib import Path
from tempfile import mkdtemp

sent = nurseries(Path(mkdtemp()), numbers("trusting: nurseries"))
sent_report = ndl.check(sent, use="plan reviews in nurseries in all three areas")
sent_report

# %% [markdown]
# How many **children** did the nurseries write down, in all?

# %% answer="every-row" objectives="4"
### BEGIN SOLUTION
in_nurseries = int(ndl.load(sent)["children"].sum()) + sum(int(row.cells[2]) for row in sent_report.rejected)
### END SOLUTION

# %% tests="every-row" points=2
expect.number(in_nurseries, "in_nurseries")
### BEGIN HIDDEN TESTS
kept = ndl.load(sent)
lost = [int(row.cells[2]) for row in sent_report.rejected]
counted = kept[kept["reviewed"].notna()]["children"].sum()
assert in_nurseries not in (len(kept), len(kept) + len(lost), sent_report.rows_read), "That is a number of rows. Add up the column that says how many children each nursery has."
assert in_nurseries != kept["children"].sum(), "That is what the loaded table adds up to. Two rows were rejected because they have a cell too many, and their children are not in the table."
assert in_nurseries != counted, "You dropped rows with an empty cell, and the rejected rows are not in the table either. An empty “reviewed” does not make the children of that nursery vanish."
assert in_nurseries != counted + sum(lost), "You dropped the row with an empty cell. An empty “reviewed” does not make the children of that nursery vanish."
assert in_nurseries not in [kept["children"].sum() + one for one in lost], "You added one rejected row. There are two: add the children of both."
everybody = kept["children"].sum() + sum(lost)
assert in_nurseries == everybody, "Add up “children” over the rows that were kept, and add those of the rows that were rejected."
### END HIDDEN TESTS

# %% right="every-row"
cells = [line.split(",") for line in sent.read_text(encoding="utf-8").splitlines()[1:]]
in_nurseries = sum(int(row[2]) for row in cells if len(row) > 2 and row[2])

# %% wrong="every-row" because="That is what the loaded table adds up to. Two rows were rejected because they have a cell too many, and their children are not in the table."
in_nurseries = int(ndl.load(sent)["children"].sum())

# %% wrong="every-row" because="You dropped rows with an empty cell, and the rejected rows are not in the table either. An empty “reviewed” does not make the children of that nursery vanish."
in_nurseries = int(ndl.load(sent).dropna()["children"].sum())

# %% wrong="every-row" because="That is a number of rows. Add up the column that says how many children each nursery has."
in_nurseries = sent_report.rows_read

# %% wrong="every-row" because="You dropped the row with an empty cell. An empty “reviewed” does not make the children of that nursery vanish."
in_nurseries = int(ndl.load(sent).dropna()["children"].sum()) + sum(int(row.cells[2]) for row in sent_report.rejected)

# %% wrong="every-row" because="You added one rejected row. There are two: add the children of both."
in_nurseries = int(ndl.load(sent)["children"].sum()) + int(sent_report.rejected[0].cells[2])

# %% [markdown] hint="every-row"
# The report says: rows read = kept + rejected + blank. Which of these does `ndl.load(sent)` give you?

# %% [markdown] hint="every-row"
# A rejected row is listed in the report with its cells, and in `sent_report.rejected_frame()`.

# %% [markdown]
# ## Which area is missing?
#
# The report on the same file finds nothing wrong with its areas, though the use named **all three**. Which areas of
# `reference/areas` have no nursery in it? Give their names as a list of texts.

# %% answer="missing-areas" objectives="3,4"
### BEGIN SOLUTION
missing_areas = sorted(set(areas["name"]) - set(ndl.load(sent)["area_name"]))
### END SOLUTION

# %% tests="missing-areas" points=2
expect.listing(missing_areas, "missing_areas")
### BEGIN HIDDEN TESTS
assert len(missing_areas) > 0, "The check did not look for areas: it had no list of those to expect. Compare the file with “reference/areas” yourself."
assert not any(name.startswith("FIC-") for name in missing_areas), "Give names, such as “Ambermoor”, and not codes: the file has names only."
there = set(ndl.load(sent)["area_name"])
wanted = set(areas["name"]) - there
assert not there & {name.strip() for name in missing_areas}, "At least one of those areas is in the file. The question asks for what is not there."
assert {name.strip() for name in missing_areas} == wanted, "Take the names in “areas”, and leave out those that are in the file."
### END HIDDEN TESTS

# %% right="missing-areas"
missing_areas = [name for name in areas["name"] if name not in sent.read_text(encoding="utf-8")]

# %% wrong="missing-areas" because="The check did not look for areas: it had no list of those to expect. Compare the file with “reference/areas” yourself."
missing_areas = [name for cover in sent_report.coverage for name in cover.missing]

# %% wrong="missing-areas" because="At least one of those areas is in the file. The question asks for what is not there."
missing_areas = ndl.load(sent)["area_name"].unique().tolist()

# %% wrong="missing-areas" because="Give names, such as “Ambermoor”, and not codes: the file has names only."
missing_areas = areas.loc[~areas["name"].isin(ndl.load(sent)["area_name"]), "code"].tolist()

# %% [markdown] hint="missing-areas"
# Under *Coverage* the report says whether there was a list of areas to expect.

# %% [markdown] hint="missing-areas"
# `areas["name"]` has the three names. Which of them is not in the column `area_name` of the file?

# %% [markdown]
# ## How large is the gap?
#
# Now differences between groups. Run the cell: it picks an area and two groups for you, and audits who reached a good
# level of development there.

# %%
draw = numbers("trusting: gap")
where = draw.choice(["Ambermoor", "Port Callow", "Thistlewick"])
split_by, one, two = draw.choice(
    [("benefits", "yes", "no"), ("sex", "Female", "Male"), ("first_language", "Other than English", "English")]
)
readiness = ndl.load("early-years/school-readiness")
here = ndl.audit(
    readiness[readiness["area_name"] == where], outcome="good_level_of_development", by=split_by, reference=two
)
print(f"In {where}, compare the children whose “{split_by}” is “{one}” with those whose “{split_by}” is “{two}”.")
here

# %% [markdown]
# By how many **percentage points** do the rates of your two groups differ (`gap`)? Give also the smallest and the largest
# gap of its 95% interval (`gap_low` and `gap_high`). Write each as a number without a minus sign, such as 12.3.

# %% answer="gap" objectives="5"
### BEGIN SOLUTION
_compared = {row.group: row for row in here.outcomes}[one]
gap = abs(_compared.difference) * 100
gap_low, gap_high = sorted(abs(end) * 100 for end in (_compared.difference_low, _compared.difference_high))
### END SOLUTION

# %% tests="gap" points=3
expect.number(gap, "gap")
expect.number(gap_low, "gap_low")
expect.number(gap_high, "gap_high")
assert gap >= 0 and gap_low >= 0 and gap_high >= 0, "Leave out the minus signs: the question asks by how much the rates differ."
assert gap > 1, "Give percentage points: a difference of 0.1 is 10 points."
assert gap_low < gap_high, "“gap_low” should be the smaller end of the interval and “gap_high” the larger."
### BEGIN HIDDEN TESTS
row = {row.group: row for row in here.outcomes}[one]
others = [other for other in here.outcomes if other.group not in (one, two) and other.difference is not None]
outcome = readiness.loc[readiness["area_name"] == where, "good_level_of_development"]
ends = sorted([abs(row.difference_low) * 100, abs(row.difference_high) * 100])
assert abs(gap - abs(row.ratio - 1) * 100) > 0.2 and abs(gap - abs(1 / row.ratio - 1) * 100) > 0.2, "That is how far the rate is from the other in per cent of it. Percentage points are one rate less the other."
assert all(abs(gap - abs(other.difference) * 100) > 0.06 for other in others), "That is the gap of children for whom this was not recorded or not known. Take the two groups that the cell names."
assert abs(gap - abs(row.rate - outcome.mean()) * 100) > 0.2, "You compared with everyone together, and your group is among them. Compare your two groups."
assert abs(gap - abs(row.difference) * 100) < 0.11, "Take the rate of one of your two groups from the rate of the other, and give percentage points."
assert abs(gap_low - row.low * 100) > 0.06 and abs(gap_high - row.high * 100) > 0.06, "That is the interval of a rate. The difference between two rates has an interval of its own, under “95% interval of difference”."
assert abs(gap_low - ends[0]) < 0.06 and abs(gap_high - ends[1]) < 0.06, "Give the 95% interval of the difference between your two groups."
### END HIDDEN TESTS

# %% right="gap"
rates = readiness[readiness["area_name"] == where].groupby(split_by)["good_level_of_development"].mean()
low, high = (rates[{"yes": True, "no": False}.get(name, name)] for name in (one, two))
found = next(row for row in here.outcomes if row.group == one)
gap = abs(round(low * 100, 1) - round(high * 100, 1))
gap_low = round(min(abs(found.difference_low), abs(found.difference_high)) * 100, 1)
gap_high = round(max(abs(found.difference_low), abs(found.difference_high)) * 100, 1)

# %% wrong="gap" because="Give percentage points: a difference of 0.1 is 10 points."
gap, gap_low, gap_high = 0.215, 0.187, 0.244

# %% wrong="gap" because="Leave out the minus signs: the question asks by how much the rates differ."
gap, gap_low, gap_high = -21.5, -24.4, -18.7

# %% wrong="gap" because="That is how far the rate is from the other in per cent of it. Percentage points are one rate less the other."
found = next(row for row in here.outcomes if row.group == one)
gap, gap_low, gap_high = abs(found.ratio - 1) * 100, 10.0, 20.0

# %% wrong="gap" because="That is the interval of a rate. The difference between two rates has an interval of its own, under “95% interval of difference”."
found = next(row for row in here.outcomes if row.group == one)
gap, gap_low, gap_high = abs(found.difference) * 100, found.low * 100, found.high * 100

# %% wrong="gap" because="You compared with everyone together, and your group is among them. Compare your two groups."
found = next(row for row in here.outcomes if row.group == one)
together = readiness.loc[readiness["area_name"] == where, "good_level_of_development"].mean()
gap, gap_low, gap_high = abs(found.rate - together) * 100, 10.0, 20.0

# %% [markdown] hint="gap"
# The first sentences of the audit say it in words. The table below the first picture has it in figures.

# %% [markdown] hint="gap"
# `here.outcomes` has a row for each group, with `rate`, `difference`, `difference_low` and `difference_high` as
# fractions: 0.1 is 10 percentage points.

# %% [markdown]
# ## Could it be chance?
#
# Here is the audit of all three areas, by two columns. A newspaper wants to write about ethnic groups whose rate differs
# from that of the White group. For which of them is **chance alone unlikely** to explain the difference? Give their names
# as a list of texts; the first word of each will do.

# %%
gaps = ndl.audit(
    "early-years/school-readiness", outcome="good_level_of_development", by=["benefits", "ethnic_group"]
)
gaps

# %% answer="chance" objectives="5"
### BEGIN SOLUTION
differs = [
    row.group
    for row in gaps.outcomes
    if row.by == "ethnic_group"
    and row.difference is not None
    and not row.difference_low <= 0 <= row.difference_high
]
### END SOLUTION

# %% tests="chance" points=2
expect.listing(differs, "differs")
### BEGIN HIDDEN TESTS
groups = {name.replace(",", " ").split()[0].lower() for name in differs if name.strip()}
assert "mixed" not in groups, "The rate of the Mixed group is 0.7 points higher, but its interval runs from below 0 to above 0. Chance alone could explain it."
assert not groups & {"other", "not"}, "You named a group that is hidden. The audit shows no rate for it, so it supports no claim about it."
assert "white" not in groups, "The White group is what the others are compared with. It cannot differ from itself."
assert "black" in groups, "You left one out. A wide interval does not matter, as long as 0 is outside it."
assert groups == {"asian", "black"}, "Name each group whose interval of difference leaves out 0, and no other."
### END HIDDEN TESTS

# %% right="chance"
differs = ["Asian", "Black"]

# %% wrong="chance" because="The rate of the Mixed group is 0.7 points higher, but its interval runs from below 0 to above 0. Chance alone could explain it."
differs = [row.group for row in gaps.outcomes if row.by == "ethnic_group" and row.difference]

# %% wrong="chance" because="You left one out. A wide interval does not matter, as long as 0 is outside it."
differs = ["Asian"]

# %% wrong="chance" because="You named a group that is hidden. The audit shows no rate for it, so it supports no claim about it."
differs = ["Asian", "Black", "Other ethnic group"]

# %% survives="chance" because="No interval begins at exactly 0."
differs = [
    row.group
    for row in gaps.outcomes
    if row.by == "ethnic_group"
    and row.difference is not None
    and not row.difference_low < 0 <= row.difference_high
]

# %% survives="chance" because="No interval ends at exactly 0."
differs = [
    row.group
    for row in gaps.outcomes
    if row.by == "ethnic_group"
    and row.difference is not None
    and not row.difference_low <= 0 < row.difference_high
]

# %% [markdown] hint="chance"
# Look at the interval of each difference. Does 0 lie inside it? Then no difference at all would fit the data too.

# %% [markdown]
# ## Why are two groups hidden?
#
# The audit hides two ethnic groups. One has too few children to show; the other has plenty. To see why, imagine that
# the audit had shown every group but the small one. This is what a reader would have, together with the total: **4,080** of
# the **6,000** children with a known outcome reached the level.

# %%
outcomes = ndl.load("early-years/school-readiness").dropna(subset=["good_level_of_development"])
shown = outcomes.groupby("ethnic_group")["good_level_of_development"].agg(known="count", reached="sum")
shown = shown.drop("Other ethnic group")
shown

# %% [markdown]
# How many children of the small group reached the level, as any reader could work out (`reached`)? And which
# group does the audit hide **only so that nobody can do this** (`guard`)?

# %% answer="hidden" objectives="6"
### BEGIN SOLUTION
reached = 4080 - int(shown["reached"].sum())
guard = "Not stated"
### END SOLUTION

# %% tests="hidden" points=2
expect.number(reached, "reached")
expect.text(guard, "guard")
### BEGIN HIDDEN TESTS
assert reached != 8, "That is how many of them have a known outcome. How many of those reached the level?"
assert reached != 6, "Those are the ones who did not reach the level."
assert reached != 196, "You took away only the groups that the audit shows. The reader here can see “Not stated” too."
assert reached == 2, "Add up those who reached the level in the groups shown, and take that from the total."
assert not guard.strip().lower().startswith("other"), "That group is hidden because it is small itself. Which group is hidden to guard it?"
assert guard.strip().lower() == "not stated", "The audit shows that group. Look for the other group that is marked as hidden."
### END HIDDEN TESTS

# %% wrong="hidden" because="That is how many of them have a known outcome. How many of those reached the level?"
reached, guard = 6000 - int(shown["known"].sum()), "Not stated"

# %% wrong="hidden" because="You took away only the groups that the audit shows. The reader here can see “Not stated” too."
reached, guard = 4080 - int(shown.drop("Not stated")["reached"].sum()), "Not stated"

# %% wrong="hidden" because="That group is hidden because it is small itself. Which group is hidden to guard it?"
reached, guard = 2, "Other ethnic group"

# %% wrong="hidden" because="The audit shows that group. Look for the other group that is marked as hidden."
reached, guard = 2, "Mixed or Multiple ethnic groups"

# %% [markdown] hint="hidden"
# The total is the groups shown and the small group together. So what is the small group?

# %% [markdown] hint="hidden"
# `shown["reached"].sum()` adds up those who reached the level in the groups shown.

# %% [markdown]
# ## Who is missing from the data?
#
# The audit compares the make-up of the data with `reference/population`. Of the ethnic groups **it shows**, which is the
# most under-represented (`group`; the first word will do)? And what is its share of the data **divided by** its
# share of the population (`ratio`)?

# %% answer="under" objectives="6"
### BEGIN SOLUTION
group = "Black"
ratio = 0.50
### END SOLUTION

# %% tests="under" points=2
expect.text(group, "group")
expect.number(ratio, "ratio")
### BEGIN HIDDEN TESTS
first = group.replace(",", " ").split()[0].lower() if group.strip() else ""
assert first not in ("other", "not"), "That group is hidden, so the audit cannot say how well it is represented."
assert first not in ("asian", "mixed"), "That group is a little smaller in the data than in the population. Another is much smaller: compare the ratios."
assert first == "black", "Look for the group whose share of the data is smallest beside its share of the population."
assert abs(ratio - 2) > 0.1, "You divided the wrong way round. Below 1 should mean under-represented: divide the share of the data by the share of the population."
assert abs(ratio - 186 / 420) > 0.03, "You divided numbers of children. The table has fewer children than the population in all, so compare shares."
assert abs(abs(ratio) - 0.03) > 0.005 and abs(abs(ratio) - 3) > 0.1, "That is one share, or one share less the other. Divide the share of the data by the share of the population."
assert abs(ratio - 0.5016) < 0.006, "Divide the group's share of the data by its share of the population."
### END HIDDEN TESTS

# %% right="under"
lowest = min((row for row in gaps.representation if row.by == "ethnic_group" and row.ratio), key=lambda row: row.ratio)
group, ratio = lowest.group, lowest.ratio

# %% wrong="under" because="That group is hidden, so the audit cannot say how well it is represented."
group, ratio = "Other ethnic group", 0.1

# %% wrong="under" because="You divided the wrong way round. Below 1 should mean under-represented: divide the share of the data by the share of the population."
group, ratio = "Black", 6.0 / 3.0

# %% wrong="under" because="You divided numbers of children. The table has fewer children than the population in all, so compare shares."
group, ratio = "Black", 186 / 420

# %% wrong="under" because="That is one share, or one share less the other. Divide the share of the data by the share of the population."
group, ratio = "Black", 0.03

# %% [markdown] hint="under"
# Look for *Who is in the data* in the audit. It has a share of the data and a share of the population for each group.

# %% [markdown]
# ## In your own words
#
# The head of service asks: *may we use `early-years/school-readiness` to say how far children in families on benefits are
# behind? And what must we say beside the figure?* Answer in four to six sentences. Somebody will read and mark this.

# %% [markdown] written="advice" points=5 objectives="1,5,6"
# ### BEGIN MARK SCHEME
# - 1 mark: says yes or no **for this use**, and that passing the checks does not show that the values are true.
# - 1 mark: gives the gap in percentage points (21.5), with its interval (18.7 to 24.4) or that chance is unlikely to explain it.
# - 1 mark: says that it is a gap between groups and does not show why, or that benefits are not shown to be the cause.
# - 1 mark: says who is missing or less sure: Black children are 3.0% of the data and 6.0% of the population, or
#   outcomes are missing more often for Asian children (7.5%), or benefits are not recorded for 120 children.
# - 1 mark: words the head of service would understand, no group that is hidden is described, and the data is called synthetic.
#
# A good answer (5 of 5): "Yes, for comparing these two groups, as far as it was checked; nobody could check the records against the
# children themselves. In this synthetic data 52.0% of children in families on benefits reached the level and 73.5% of
# other children whose benefits are recorded did: 21.5 percentage points lower (95% interval 18.7 to 24.4), which is more
# than chance would explain. This does not tell us why. For 120 children we do not know whether the family receives
# benefits. Black children are 3.0% of the table but 6.0% of the population, so say less about them."
#
# A weaker answer (2 of 5): "Yes. All checks were passed, so the figures are right. In this synthetic data children in
# families on benefits are 21.5 percentage points behind (95% interval 18.7 to 24.4), because their parents have less time
# to read to them. Black children are only 3.0% of the table."
#
# It misses: passing the checks does not make the figures right (no first mark); it names a cause that the table does not
# show (no third mark); and it says that there are few Black children, but not that they are 6.0% of the population, so
# nobody can see that they are missing (no fourth mark).
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These are for you alone, and nobody marks them.
#
# - Which file that you used this month would not pass such a check? Whom would you tell, and which row would you name?
# - Did you ever leave rows out without saying so? Who was in them?
# - Which difference between groups does your team quote, and has anybody seen its interval?
