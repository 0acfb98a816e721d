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
absent_council, absent_quarter = (
    pd.crosstab(visits["Council"], visits["Quarter"]).reindex(areas["name"]).stack().idxmin()
)
### END SOLUTION

# %% tests="hole" points=2
expect.text(absent_council, "absent_council")
expect.text(absent_quarter, "absent_quarter")
### BEGIN HIDDEN TESTS
spelt = {name.lower(): name for name in areas["name"]}
named, when = spelt.get(absent_council.strip().lower(), absent_council.strip()), absent_quarter.strip().upper()
assert named.lower() not in ("", "none") and when not in ("", "NONE"), "The report looked at councils by themselves and at quarters by themselves. Look at the two together."
assert named not in set(quarters["quarter"]), "You have the two the wrong way round: first the council, then the quarter."
assert named in set(areas["name"]), "That is not the name of a council as “reference/areas” has it. A spelling of its own looks like a council that sent very little."
assert when in set(quarters["quarter"]), "Write the quarter as the file does."
assert not ((visits["Council"] == named) & (visits["Quarter"] == when)).any(), "That council did send returns for that quarter. Count the rows for each council and each quarter together."
### END HIDDEN TESTS

# %% right="hole"
returned = set(zip(visits["Council"], visits["Quarter"], strict=True))
boxes = [(council, quarter) for council in areas["name"] for quarter in quarters["quarter"]]
absent_council, absent_quarter = next(box for box in boxes if box not in returned)

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
about = pd.Series(
    ["timeliness", "completeness", "uniqueness", "accuracy", "consistency", "validity"],
    index=sorted(remarks, key=remarks.get),
).to_dict()
### END SOLUTION

# %% tests="six-dimensions" points=2
expect.answered(about, "about")
assert isinstance(about, dict), "“about” should be a dictionary, such as {'A': 'validity', 'B': 'accuracy'}."
assert sorted(map(str, about)) == list("ABCDEF"), "“about” should have the letters A to F, each once."
### BEGIN HIDDEN TESTS
signs = {"whole council": "completeness", "two rows": "uniqueness", "spelt": "consistency", "committee": "timeliness", "quite a lot": "validity", "counter": "accuracy"}
said = {signs[sign]: str(about[letter]).strip().lower() for letter, remark in remarks.items() for sign in signs if sign in remark}
assert set(said.values()) <= set(signs.values()), "Use the six names of the framework, spelt as the question has them."
assert said["accuracy"] != "validity" and said["validity"] != "accuracy", "You mixed up the form of a value and its truth. A whole number can be untrue; words where a number belongs break a rule, whatever is true."
assert said["timeliness"] != "completeness" and said["completeness"] != "timeliness", "You mixed up what is not there and what is there too late."
assert said["consistency"] != "uniqueness" and said["uniqueness"] != "consistency", "You mixed up two ways to write one thing and one thing that is there twice. Look at whether a row or only a word comes again."
assert said["validity"] != "consistency" and said["consistency"] != "validity", "You mixed up a rule for one cell and the agreement of several cells with each other."
assert len(set(said.values())) == 6, "Each dimension is used once."
assert all(name == given for name, given in said.items()), "At least one remark has another dimension. Ask of each: what would have to be looked up to see that it is so?"
### END HIDDEN TESTS

# %% wrong="six-dimensions" because="You mixed up the form of a value and its truth. A whole number can be untrue; words where a number belongs break a rule, whatever is true."
kinds = ["timeliness", "completeness", "uniqueness", "validity", "consistency", "accuracy"]
about = dict(zip(sorted(remarks, key=remarks.get), kinds, strict=True))

# %% wrong="six-dimensions" because="You mixed up what is not there and what is there too late."
kinds = ["completeness", "timeliness", "uniqueness", "accuracy", "consistency", "validity"]
about = dict(zip(sorted(remarks, key=remarks.get), kinds, strict=True))

# %% wrong="six-dimensions" because="You mixed up two ways to write one thing and one thing that is there twice. Look at whether a row or only a word comes again."
kinds = ["timeliness", "completeness", "consistency", "accuracy", "uniqueness", "validity"]
about = dict(zip(sorted(remarks, key=remarks.get), kinds, strict=True))

# %% [markdown] hint="six-dimensions"
# Validity: does one value follow its rule of form? Accuracy: is it true? For which of the two must you look outside the file?

# %% [markdown] hint="six-dimensions"
# Completeness: is it there? Timeliness: was it there in time? Uniqueness: is it there once? Consistency: do values agree
# with each other?

# %% [markdown]
# ## Which faults matter?
#
# The first colleague, in finance, wants **the total number of visits to each council's libraries in the year**. Read the report that
# was made for this use. The verdict counts kinds of error; which of them matter for finance, it cannot know.

# %%
returns_report

# %% [markdown]
# Here are its findings again, each with a letter of your own.

# %%
shuffled = list(returns_report.findings)
numbers("faults").shuffle(shuffled)
faults = pd.DataFrame(
    [(finding.column or "(whole row)", finding.check, finding.count, finding.observed) for finding in shuffled],
    columns=["column", "check", "rows", "example"],
    index=[chr(65 + place) for place in range(len(shuffled))],
)
faults

# %% [markdown]
# Which findings could change **those totals** if somebody put them right? Give their letters as a list of texts.

# %% answer="which-matter" objectives="3"
### BEGIN SOLUTION
matter = [letter for letter in faults.index if faults["column"][letter] not in ("Postcode", "How counted")]
### END SOLUTION

# %% tests="which-matter" points=2
expect.listing(matter, "matter")
### BEGIN HIDDEN TESTS
chosen = {letter.strip().upper() for letter in matter}
assert chosen, "Some faults do change the totals. Take them one by one, and think of what the sum would be without it."
assert chosen <= set(faults.index), "Give letters from the table “faults”, and nothing else."
in_column = faults["column"]
assert not chosen & set(faults.index[in_column == "Postcode"]), "A wrong postcode is a fault, and no sum of visits has a postcode in it. Judge by the use."
assert not chosen & set(faults.index[in_column == "How counted"]), "How somebody counted says how far to trust a figure. Put right, that word changes no total."
assert set(faults.index[in_column == "Visits"]) <= chosen, "You left out a fault in the very column that is added up."
assert set(faults.index[in_column == "Council"]) <= chosen, "Finance wants a total for each council. To which council does a row go whose council is misspelt?"
twice = set(faults.index[in_column.str.contains("Library|row")])
assert len(twice & chosen) != 1, "Two findings are about rows that stand twice, and you named one of them. What happens if the other is put right?"
assert twice <= chosen, "You left out rows that stand twice. What happens to their visits in a sum?"
assert chosen == set(faults.index[~in_column.isin(["Postcode", "How counted"])]), "Name every finding that could change a total, and no other."
### END HIDDEN TESTS

# %% wrong="which-matter" because="A wrong postcode is a fault, and no sum of visits has a postcode in it. Judge by the use."
matter = list(faults.index)

# %% wrong="which-matter" because="Finance wants a total for each council. To which council does a row go whose council is misspelt?"
matter = list(faults.index[faults["column"] == "Visits"])

# %% wrong="which-matter" because="You left out rows that stand twice. What happens to their visits in a sum?"
matter = list(faults.index[faults["column"].isin(["Visits", "Council"])])

# %% wrong="which-matter" because="Two findings are about rows that stand twice, and you named one of them. What happens if the other is put right?"
matter = list(faults.index[faults["column"].isin(["Visits", "Council", "Library, Quarter"])])

# %% wrong="which-matter" because="How somebody counted says how far to trust a figure. Put right, that word changes no total."
matter = list(faults.index[faults["column"] != "Postcode"])

# %% [markdown] hint="which-matter"
# Imagine the totals on paper. Then imagine that the fault is put right. Do you have to rub out a number?

# %% [markdown] hint="which-matter"
# A total for each council needs three things of every row: its visits, its council, and that it stands there once.

# %% [markdown]
# ## How much work is it?
#
# Finance asks how many rows somebody must look at before the totals can be given. In **how many different rows** was at least one
# of the findings made that matter for the totals? `returns_report.failing(finding)` gives every row of a finding; its index is the
# number of the row.

# %% answer="rows-to-mend" objectives="3"
### BEGIN SOLUTION
rows_to_mend = len(
    {
        row
        for finding in returns_report.findings
        if finding.column not in ("Postcode", "How counted")
        for row in returns_report.failing(finding).index
    }
)
### END SOLUTION

# %% tests="rows-to-mend" points=2
expect.number(rows_to_mend, "rows_to_mend")
### BEGIN HIDDEN TESTS
rows_of = [(finding, set(returns_report.failing(finding).index)) for finding in returns_report.findings]
for_totals = [rows for finding, rows in rows_of if finding.column not in ("Postcode", "How counted")]
needed = set().union(*for_totals)
assert rows_to_mend != sum(map(len, for_totals)), "You added the counts up. One row can be in several findings, and it needs only one visit."
assert rows_to_mend != len(set().union(*(rows for _, rows in rows_of))), "You took every finding. Leave out those that do not change the totals."
assert rows_to_mend != sum(len(rows) for _, rows in rows_of), "You added up every count, and one row can be in several findings. Leave out those that do not change the totals."
alone = set().union(*(rows for finding, rows in rows_of if finding.column == "Visits"))
assert rows_to_mend != len(alone), "You took the faults in “Visits” alone. Rows that stand twice, and those of a misspelt council, change the totals too."
assert rows_to_mend == len(needed), "Put the row numbers of the findings that matter into one set, and count them."
### END HIDDEN TESTS

# %% right="rows-to-mend"
seen = set()
for finding in returns_report.findings:
    if finding.column in ("Visits", "Council", "Library, Quarter", ""):
        seen = seen | set(returns_report.failing(finding).index)
rows_to_mend = len(seen)

# %% wrong="rows-to-mend" because="You added the counts up. One row can be in several findings, and it needs only one visit."
rows_to_mend = sum(f.count for f in returns_report.findings if f.column not in ("Postcode", "How counted"))

# %% wrong="rows-to-mend" because="You took every finding. Leave out those that do not change the totals."
rows_to_mend = len({row for finding in returns_report.findings for row in returns_report.failing(finding).index})

# %% wrong="rows-to-mend" because="You took the faults in “Visits” alone. Rows that stand twice, and those of a misspelt council, change the totals too."
in_visits = [finding for finding in returns_report.findings if finding.column == "Visits"]
rows_to_mend = len({row for finding in in_visits for row in returns_report.failing(finding).index})

# %% [markdown] hint="rows-to-mend"
# Visits of one row may be blank while its council is misspelt: that is one row to look at, and two findings.

# %% [markdown] hint="rows-to-mend"
# Begin with `seen = set()`. For each finding that matters: `seen |= set(returns_report.failing(finding).index)`.

# %% [markdown]
# ## The same file, another use
#
# The second colleague prints **a leaflet that names each library once, with its postcode**. A library sends several returns a
# year, so its postcode stands in several rows. **How many libraries** have no good postcode in any of their rows? A good one is
# there and keeps to the rules.

# %% answer="no-postcode" objectives="3"
### BEGIN SOLUTION
no_postcode = len(
    set(visits["Library"])
    - set(
        visits.drop(
            index=[
                row
                for finding in returns_report.findings
                if finding.column == "Postcode"
                for row in returns_report.failing(finding).index
            ]
        )["Library"]
    )
)
### END SOLUTION

# %% tests="no-postcode" points=3
expect.number(no_postcode, "no_postcode")
### BEGIN HIDDEN TESTS
failed = {row for f in returns_report.findings if f.column == "Postcode" for row in returns_report.failing(f).index}
touched = visits.loc[visits.index.isin(failed), "Library"]
kept = set(visits.loc[~visits.index.isin(failed), "Library"])
assert no_postcode != len(failed), "That is a number of rows. The leaflet has each library once, so count libraries."
assert no_postcode != touched.nunique(), "Those libraries have a bad postcode in some row. Some of them have a good one in another row, and the leaflet can use that."
assert no_postcode != 0, "A postcode that breaks the rule of form is no better for a leaflet than a blank one. Look at both findings together."
assert no_postcode != len(kept), "Those are the libraries that have a good postcode. How many have none?"
assert no_postcode == len(set(touched) - kept), "Take the libraries of the rows where the postcode failed, and leave out those with a good postcode in another row."
### END HIDDEN TESTS

# %% right="no-postcode"
bad = {row for f in returns_report.findings if f.column == "Postcode" for row in returns_report.failing(f).index}
printable = set(visits.loc[~visits.index.isin(bad), "Library"])
no_postcode = len(set(visits["Library"]) - printable)

# %% right="no-postcode"
good = visits["Postcode"].str.fullmatch(r"[A-Z]{2}\d{1,2} \d[A-Z]{2}").fillna(False).astype(bool)
no_postcode = int((~good.groupby(visits["Library"]).any()).sum())

# %% wrong="no-postcode" because="That is a number of rows. The leaflet has each library once, so count libraries."
no_postcode = sum(finding.count for finding in returns_report.findings if finding.column == "Postcode")

# %% wrong="no-postcode" because="Those libraries have a bad postcode in some row. Some of them have a good one in another row, and the leaflet can use that."
bad = {row for f in returns_report.findings if f.column == "Postcode" for row in returns_report.failing(f).index}
no_postcode = visits.loc[visits.index.isin(bad), "Library"].nunique()

# %% wrong="no-postcode" because="A postcode that breaks the rule of form is no better for a leaflet than a blank one. Look at both findings together."
no_postcode = int(visits["Postcode"].isna().groupby(visits["Library"]).all().sum())

# %% [markdown] hint="no-postcode"
# The report counts rows. One library with a bad postcode in one quarter and a good one in the next is no trouble here.

# %% [markdown] hint="no-postcode"
# Find the rows in which no finding about “Postcode” was made. Which libraries are not among them?

# %% [markdown]
# ## Was it there in time?
#
# The third colleague reports **how promptly returns arrive**. The check says that timeliness was *not assessed*: nobody told it when
# a return is due. You know. The table below has each return once, with the day it came and the last day on which it was in time.

# %%
returns = visits.drop_duplicates().merge(quarters, left_on="Quarter", right_on="quarter").drop(columns="quarter")
returns[["Council", "Library", "Quarter", "Received", "due"]].head()

# %% [markdown]
# How many of these returns **came late** (`late`)? Of how many can **nobody say** whether they did (`not_known`)?

# %% answer="in-time" objectives="4"
### BEGIN SOLUTION
late = int((returns["Received"] > returns["due"]).sum())
not_known = int(returns["Received"].isna().sum())
### END SOLUTION

# %% tests="in-time" points=2
expect.number(late, "late")
expect.number(not_known, "not_known")
### BEGIN HIDDEN TESTS
dated = returns[returns["Received"].notna()]
after, on_the_day = int((dated["Received"] > dated["due"]).sum()), int((dated["Received"] == dated["due"]).sum())
undated = len(returns) - len(dated)
assert (late, not_known) != (undated, after), "You have the two the wrong way round: “late” is for those that came after the last day, “not_known” for those with no date."
assert late != after + undated, "You counted a return with no date as late. Nobody wrote down when it came, which is not the same."
assert late != after + on_the_day, "A return that came on the last day was in time."
assert late not in (len(dated) - after, len(returns) - after), "You counted those in time, and not those that were late."
assert late == after, "Compare “Received” with “due”, row by row."
assert not_known != 0, "A blank date does not mean that the return came in time. Count those of which you cannot tell."
assert not_known == undated, "Count the returns for which nobody wrote down a day."
### END HIDDEN TESTS

# %% right="in-time"
days = (returns["Received"] - returns["due"]).dt.days
late, not_known = int(days.gt(0).sum()), int(days.isna().sum())

# %% wrong="in-time" because="You counted a return with no date as late. Nobody wrote down when it came, which is not the same."
late = len(returns) - int((returns["Received"] <= returns["due"]).sum())
not_known = 0

# %% wrong="in-time" because="You have the two the wrong way round: “late” is for those that came after the last day, “not_known” for those with no date."
not_known, late = int((returns["Received"] > returns["due"]).sum()), int(returns["Received"].isna().sum())

# %% wrong="in-time" because="A return that came on the last day was in time."
late = int((returns["Received"] >= returns["due"]).sum())
not_known = int(returns["Received"].isna().sum())

# %% wrong="in-time" because="A blank date does not mean that the return came in time. Count those of which you cannot tell."
late, not_known = int((returns["Received"] > returns["due"]).sum()), 0

# %% [markdown] hint="in-time"
# There are three kinds of return: in time, late, and with no date. The three numbers add up to `len(returns)`.

# %% [markdown] hint="in-time"
# `returns["Received"] > returns["due"]` is true for each late one. `.isna()` is true where there is no date.

# %% [markdown]
# ## How far are the values true?
#
# So far nobody has looked at accuracy: no rule can tell whether 4310 people came. But some libraries have a **counter at
# the door that was tested**, and its figures are in `counters.csv`. Given them as a reference, the check compares.

# %%
tested_report = ndl.check(
    folder / "visits.csv", standard=folder / "visits.yaml", use=total_use, reference=folder / "counters.csv"
)
tested_report

# %% [markdown]
# Of the visits that were compared, **how many per cent** agree (`agree`, such as 71.4)? And in **how many rows** of your file were the
# visits **not compared** with anything (`not_compared`)? The report says what was compared in its line on accuracy. The same
# numbers are `tested_report.reference.matched`, `.compared` and `.agree`; `rows_kept` is how many rows the file has.

# %% answer="agreement" objectives="5"
### BEGIN SOLUTION
agree = 100 * tested_report.reference.agree / tested_report.reference.compared
not_compared = tested_report.rows_kept - tested_report.reference.compared
### END SOLUTION

# %% tests="agreement" points=3
expect.number(agree, "agree")
expect.number(not_compared, "not_compared")
assert agree > 1, "Give “agree” in per cent: half of them is 50."
### BEGIN HIDDEN TESTS
against = tested_report.reference
assert abs(agree - 100 * against.agree / len(visits)) > 0.06, "You divided by all rows. A row that was not compared neither agrees nor differs."
assert abs(agree - 100 * (1 - against.agree / against.compared)) > 0.06, "Those are the visits that differ. How many per cent agree?"
share = 100 * against.agree / against.compared
assert abs(agree - share) < 0.06 or agree == round(share), "Divide the number of visits that agree by the number that were compared."
assert not_compared != len(visits) - against.matched, "That is how many rows found no row of the reference. One of those that did has no visits, so there was nothing to compare."
assert not_compared != next(f.count for f in tested_report.findings if f.check == "row not in the reference"), "Those rows are not in the reference. Others are there and could not be compared either: which of two copies should be?"
assert not_compared != against.compared, "That is how many were compared. In how many rows of the file were they not?"
assert not_compared == len(visits) - against.compared, "Take the number of visits that were compared from the number of rows in the file."
### END HIDDEN TESTS

# %% right="agreement"
agree, not_compared = round(100 * tested_report.reference.agree / tested_report.reference.compared), len(visits) - tested_report.reference.compared

# %% wrong="agreement" because="You divided by all rows. A row that was not compared neither agrees nor differs."
agree = 100 * tested_report.reference.agree / tested_report.rows_kept
not_compared = tested_report.rows_kept - tested_report.reference.compared

# %% wrong="agreement" because="Those are the visits that differ. How many per cent agree?"
agree = 100 * len(tested_report.reference.differences) / tested_report.reference.compared
not_compared = tested_report.rows_kept - tested_report.reference.compared

# %% wrong="agreement" because="That is how many rows found no row of the reference. One of those that did has no visits, so there was nothing to compare."
agree = 100 * tested_report.reference.agree / tested_report.reference.compared
not_compared = tested_report.rows_kept - tested_report.reference.matched

# %% wrong="agreement" because="Those rows are not in the reference. Others are there and could not be compared either: which of two copies should be?"
agree = 100 * tested_report.reference.agree / tested_report.reference.compared
not_compared = next(f.count for f in tested_report.findings if f.check == "row not in the reference")

# %% [markdown] hint="agreement"
# In *The six dimensions* of the report, the line of accuracy says what was compared and how much of it agrees.

# %% [markdown] hint="agreement"
# `.matched` counts rows, `.compared` and `.agree` count cells. Here the cells are all visits, one a row.

# %% [markdown]
# ## Valid, and not true
#
# Some visits differ from the tested counter and break **no rule at all** of the standard: whole numbers, neither too small nor
# too large. In how many rows? Without the reference nobody would have noticed them.

# %% answer="valid-untrue" objectives="5"
### BEGIN SOLUTION
valid_untrue = len(
    {change.row_a for change in tested_report.reference.differences}
    - {
        row
        for finding in returns_report.findings
        if finding.column == "Visits"
        for row in returns_report.failing(finding).index
    }
)
### END SOLUTION

# %% tests="valid-untrue" points=2
expect.number(valid_untrue, "valid_untrue")
### BEGIN HIDDEN TESTS
apart = {change.row_a for change in tested_report.reference.differences}
ruled_out = {row for f in returns_report.findings if f.column == "Visits" for row in returns_report.failing(f).index}
assert valid_untrue != len(apart), "Those are all that differ. Some of them break a rule, so they would have been found without the reference."
assert valid_untrue != len(apart & ruled_out), "Those differ and break a rule. How many differ and break none?"
assert valid_untrue != 0, "A check without a reference finds none of them. The report with the reference has a finding for all that differ."
assert valid_untrue == len(apart - ruled_out), "Take the rows that differ, and leave out those with another fault in “Visits”."
### END HIDDEN TESTS

# %% right="valid-untrue"
differing, broken = set(), set()
for finding in tested_report.findings:
    if finding.check == "differs from the reference":
        differing |= set(tested_report.failing(finding).index)
    elif finding.column == "Visits":
        broken |= set(tested_report.failing(finding).index)
valid_untrue = len(differing - broken)

# %% right="valid-untrue"
sound = visits["Visits"].str.fullmatch(r"\d{4}|1\d{4}|20000").fillna(False)
valid_untrue = sum(bool(sound[change.row_a]) for change in tested_report.reference.differences)

# %% wrong="valid-untrue" because="Those are all that differ. Some of them break a rule, so they would have been found without the reference."
valid_untrue = len(tested_report.reference.differences)

# %% wrong="valid-untrue" because="Those differ and break a rule. How many differ and break none?"
broken = {row for f in returns_report.findings if f.column == "Visits" for row in returns_report.failing(f).index}
valid_untrue = len([c for c in tested_report.reference.differences if c.row_a in broken])

# %% wrong="valid-untrue" because="A check without a reference finds none of them. The report with the reference has a finding for all that differ."
valid_untrue = sum(finding.check == "differs from the reference" for finding in returns_report.findings)

# %% [markdown] hint="valid-untrue"
# The finding *differs from the reference* has the rows that differ. The other findings about “Visits” have those that break a rule.

# %% [markdown] hint="valid-untrue"
# Make two sets of row numbers with `tested_report.failing(finding).index`. `one - other` leaves out what is in both.

# %% [markdown]
# ## In your own words
#
# Write to the head of libraries, who asks: *may finance, the leaflet and the report on promptness use this file now? What must be done
# first, and by whom?* Use your own figures. Answer in five to eight sentences. Somebody will read and mark this.

# %% [markdown] written="three-uses" points=5 objectives="3,5,6"
# ### BEGIN MARK SCHEME
# Figures differ from trainee to trainee: they are those of the answers above. Do not take marks off twice for a wrong one.
#
# - 1 mark: says what is not there: names the council and the quarter that sent nothing; a yearly total of that council
#   cannot be given until it does.
# - 1 mark: gives a verdict **for each of the three uses**, and not one for the file.
# - 1 mark: names for at least two uses the faults that matter for that use, with a figure.
# - 1 mark: says how far accuracy is known: the share that agrees, and that most rows were not compared; or that values
#   which break no rule were found to be untrue.
# - 1 mark: says who does what next (the library, the council or the partnership), in words that the head would understand.
#
# A good answer (5 of 5): "Port Callow sent no returns for 2025-Q2, so finance cannot give its total for the year until they
# come; please ask Port Callow for them. For the other two councils finance should wait as well: 18 rows have visits that are blank or
# impossible, a misspelt council, or stand twice, and their libraries must mend them. The leaflet can be printed once we have
# asked 3 libraries for their postcode; all others have a good one. The report on promptness can be made, if it says that of 6 returns
# nobody knows when they came. Of the 53 figures that we could compare with a tested counter, 85% agree; 81 rows could not be
# compared. Some of the wrong ones looked quite normal, so the rest may hold more of them. (The data is synthetic.)"
#
# A weaker answer (2 of 5): "The file is not fit for use, because the check found nine kinds of error, among them 16 wrong postcodes and
# 13 wrong numbers of visits. All councils and all quarters are there. The finance team and the leaflet have to wait until the errors are
# mended. The libraries should correct their rows and send them to us again. The report on promptness is fine because no error was
# found in the dates. 85% of the visits are right."
#
# It misses: coverage, since it says that everything is there and did not look at councils and quarters together (1); the faults
# by use, since the errors are counted for the whole file, most of the postcodes do not matter for the leaflet, and the blank dates are
# not seen (1); how far accuracy is known, since 85% holds only for the figures that were compared (1). It has the marks for
# a verdict on each use and for who does what.
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# For you alone; nobody marks this.
#
# - Think of a table you used this month. For which use was it good enough, and for which would it not have been?
# - Who could tell you which places or months should be in it? Have you ever asked?
# - What could you hold beside it as a reference, even for ten rows?
