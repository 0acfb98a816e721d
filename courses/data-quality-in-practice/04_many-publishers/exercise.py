# %% [markdown]
# # One table from many publishers
#
# You work for a region of eight fictional councils. Each should send a yearly return of its libraries, one row a library. Make one
# table of them, say what it can and cannot tell, and write to those who must mend something.
#
# All of it is **synthetic**: no real council, library or figure is described. The faults are put in on purpose. Your numbers
# are your own, so a neighbour's answers will not fit.
#
# Each question has a cell for your answer and a check below it. Run the check as often as you like: it knows some
# mistakes, and tells you of one in a sentence. It does not say that an answer is right: other tests are held back
# until your work is marked. If you are stuck, run `hint("no-data")` in a new cell, with the name of the question.

# %%
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import ndl_workbench as ndl
from ndl_workbench.academy import expect
from ndl_workbench.academy.practice.library_returns import COUNCILS, write_library_returns
from ndl_workbench.academy.practice.publishing import measures_offered
from ndl_workbench.academy.seed import numbers

folder = Path(mkdtemp())
write_library_returns(folder, numbers("library returns"))
standard = folder / "library-returns.yaml"
_ = standard.write_text(
    """
name: library-returns
title: Yearly returns of libraries
source: {title: Guidance for the return, url: "https://example.org/returns"}
fields:
  - {name: library_id, required: true, unique: true, description: Number of the library in the whole region.}
  - {name: library, required: true}
  - {name: council, required: true}
  - {name: visits, type: integer, required: true, minimum: 0, description: Visits in the year.}
  - {name: borrowers, type: integer, description: Different people who borrowed something.}
  - {name: asked, type: integer, description: People who were asked whether they are content.}
  - {name: satisfied_percent, type: number, minimum: 0, maximum: 100, description: "Of those, how many said yes, in per cent."}
  - {name: opening_hours, type: number}
  - {name: phone, pattern: '[0-9 ]+'}
""",
    encoding="utf-8",
)
sent = sorted((folder / "sent").glob("*.csv"), key=lambda path: path.stem)
everything = ndl.aggregate(sent, standard=standard, use="add up the visits of the region", expected=COUNCILS)
everything

# %% [markdown]
# ## Who is not in the table?
#
# Eight councils were asked: Ambermoor, Thistlewick, Port Callow, Hollinvale, Ravensbeck, Saltmere, Wyndlemoor and Dunmarrow. From
# which of them has the table **no row at all**? Give their names as a list.

# %% answer="no-data" objectives="1"
### BEGIN SOLUTION
no_data = sorted(set(COUNCILS) - set(everything.table["council"]))
### END SOLUTION

# %% tests="no-data" points=2
expect.listing(no_data, "no_data")
### BEGIN HIDDEN TESTS
named = {name.strip().lower() for name in no_data}
silent = {one.name.lower() for one in everything.absent if one.kind == "publisher"}
unread = {name.lower() for name in COUNCILS} - silent - {name.lower() for name in everything.table["council"]}
assert named <= {name.lower() for name in COUNCILS}, "Give names of councils, and not of files or columns."
assert not named - silent - unread, "At least one of these councils has rows in the table. Look for those with none."
assert named != silent, "You named who sent nothing. Somebody else sent a file from which nothing could be read."
assert named != unread, "You named whose file could not be read. Somebody else sent nothing at all."
assert named == silent | unread, "Two things leave a council out: no file came, or the file was no table. Look for both in the summary."
### END HIDDEN TESTS

# %% wrong="no-data" because="You named who sent nothing. Somebody else sent a file from which nothing could be read."
no_data = [one.name for one in everything.absent if one.kind == "publisher"]

# %% wrong="no-data" because="Give names of councils, and not of files or columns."
no_data = [one.name for one in everything.absent]

# %% wrong="no-data" because="At least one of these councils has rows in the table. Look for those with none."
no_data = list(COUNCILS)

# %% [markdown] hint="no-data"
# The summary has a line that begins “nothing from”, and one that begins “refused”. What does each mean for the table?

# %% [markdown]
# ## Where does this figure come from?
#
# One library seems to have far more visits than all others.

# %%
table = everything.table
visits = pd.to_numeric(table["visits"], errors="coerce")
table.loc[visits.sort_values(ascending=False).index, ["library_id", "library", "visits"]].head(4)

# %% [markdown]
# You will ask the council about it. Where will **they** find it? Give the name of their file (`file`), and the row as their
# spreadsheet numbers it (`row`).

# %% answer="trace" objectives="1"
### BEGIN SOLUTION
_largest = table.loc[visits.idxmax()]
file, row = _largest["source"], int(_largest["source_row"])
### END SOLUTION

# %% tests="trace" points=2
expect.text(file, "file")
expect.number(row, "row")
### BEGIN HIDDEN TESTS
place = int(visits.idxmax())
name = file.strip().lower().replace("\\", "/").rpartition("/")[2].removesuffix(".csv")
assert name != str(table.at[place, "council"]).lower() or " " not in name, "That is the name of the council. Give the name of its file, as the table has it."
assert name == str(table.at[place, "source"]).removesuffix(".csv"), "The table says of each row which file it came from, in one of its last columns. Look at the row with most visits."
assert row not in (place, place + 1, place + 2), "That is the place of the row in your own table. The council has only its own file."
assert row != int(table.at[place, "source_row"]) - 1, "A spreadsheet counts the line of column names as row 1."
assert row == int(table.at[place, "source_row"]), "The last column of the table says which row of the council's file it is."
### END HIDDEN TESTS

# %% right="trace"
file, row = str(folder / "sent" / table.at[visits.idxmax(), "source"]), float(table.at[visits.idxmax(), "source_row"])

# %% wrong="trace" because="That is the place of the row in your own table. The council has only its own file."
file, row = table.at[visits.idxmax(), "source"], int(visits.idxmax())

# %% wrong="trace" because="A spreadsheet counts the line of column names as row 1."
file, row = table.at[visits.idxmax(), "source"], int(table.at[visits.idxmax(), "source_row"]) - 1

# %% wrong="trace" because="The table says of each row which file it came from, in one of its last columns. Look at the row with most visits."
file, row = table.at[0, "source"], 2

# %% [markdown] hint="trace"
# Two columns stand at the end of the table: `table[["library_id", "source", "source_row"]]`.

# %% [markdown]
# ## How many libraries are there?
#
# No row is taken out by `aggregate`: whether two rows are one thing is for you to say. Each library has one `library_id` in the
# whole region.

# %%
everything.duplicates_frame().tail(6)

# %% [markdown]
# How many **different libraries** are in the table? Call the number `libraries`.

# %% answer="libraries" objectives="2"
### BEGIN SOLUTION
libraries = table["library_id"].nunique()
### END SOLUTION

# %% tests="libraries" points=2
expect.number(libraries, "libraries")
### BEGIN HIDDEN TESTS
own = table.drop(columns=["source", "source_row"])
if libraries != table["library_id"].nunique():
    assert libraries != len(table), "That is every row. One council sent its file twice, and one library stands in two councils' files."
    assert libraries != len(own.drop_duplicates()), "You took away rows that are the same in every column. A corrected row is not the same, and is still the same library."
    assert libraries != (~table["library_id"].duplicated(keep=False)).sum(), "You left out every library that stands in two files. One of its rows should be counted."
    assert libraries != len(everything.duplicates), "That is how many stand in more than one file. How many different ones are there in all?"
assert libraries == table["library_id"].nunique(), "Count the different numbers of libraries: each library has one of its own."
### END HIDDEN TESTS

# %% right="libraries"
libraries = len(table) - len(everything.duplicates)

# %% wrong="libraries" because="That is every row. One council sent its file twice, and one library stands in two councils' files."
libraries = len(table)

# %% wrong="libraries" because="You took away rows that are the same in every column. A corrected row is not the same, and is still the same library."
libraries = len(table.drop(columns=["source", "source_row"]).drop_duplicates())

# %% wrong="libraries" because="You left out every library that stands in two files. One of its rows should be counted."
libraries = len(table.drop_duplicates("library_id", keep=False))

# %% wrong="libraries" because="That is how many stand in more than one file. How many different ones are there in all?"
libraries = len(everything.duplicates)

# %% [markdown] hint="libraries"
# What makes two rows the same library: all of their columns, or one?

# %% [markdown]
# ## Whose file cannot be used for this?
#
# Here is the verdict on each file. It counts every error alike, whatever your use.

# %%
everything.files_frame()[["file", "rows_kept", "rows_rejected", "errors", "verdict"]]

# %%
found = everything.reports.findings_frame()
found = found.assign(file=found["file"].map(lambda path: Path(path).name))
found.loc[found["severity"] == "error", ["file", "check", "column", "count", "observed"]]

# %% [markdown]
# Your use is to add up visits. Which **councils** must mend something found in the table above before their visits can be added
# up in full? Give their names as a list.

# %% answer="hindered" objectives="3"
### BEGIN SOLUTION
_in_visits = found[(found["severity"] == "error") & (found["column"] == "visits")]["file"]
hindered = [council for council in COUNCILS if f"{council.lower().replace(' ', '-')}.csv" in set(_in_visits)]
### END SOLUTION

# %% tests="hindered" points=2
expect.listing(hindered, "hindered")
### BEGIN HIDDEN TESTS
named = {name.strip().lower().removesuffix(".csv").replace("-", " ") for name in hindered}
empty_of = {name.lower() for name in table.loc[table["visits"] == "", "council"]}
in_words = {name.lower() for name in table.loc[table["visits"].str.contains("about"), "council"]}
not_fit = {file.name.removesuffix(".csv").replace("-", " ") for file in everything.files if file.report.worst == "error"}
assert named <= {name.lower() for name in COUNCILS}, "Give names of councils, such as “Port Callow”."
assert named, "At least one file has visits that no machine can add up. Look at the column “column” above."
assert named != not_fit, "You named every file that is not fit. One of them has errors only in a column that this use does not need."
assert named <= not_fit, "No error was found in at least one of these files. Take those of the table above."
assert named != not_fit - empty_of - in_words, "The errors of that file are in a column that this use does not need."
assert not empty_of - named, "You left one out whose libraries have no visits at all. A blank cannot be added up."
assert not in_words - named, "You left one out whose visits are in words. A sum passes over them without a sign."
assert named == empty_of | in_words, "Name the councils with an error in the column that your use needs, and no other."
### END HIDDEN TESTS

# %% wrong="hindered" because="You named every file that is not fit. One of them has errors only in a column that this use does not need."
hindered = [file.name for file in everything.files if file.report.judgement == "not fit"]

# %% wrong="hindered" because="You left one out whose visits are in words. A sum passes over them without a sign."
hindered = table.loc[table["visits"] == "", "council"].unique()

# %% wrong="hindered" because="At least one file has visits that no machine can add up. Look at the column “column” above."
hindered = []

# %% [markdown] hint="hindered"
# Read the column *column* of the second table. Which columns do you need to add up visits?

# %% [markdown]
# ## How many visits, at least?
#
# Until the councils answer, you may say what is known. The rules of your office are:
#
# - each library counts once; where a council sent a file again, the corrected file counts;
# - the largest figure, about which you ask, is left out;
# - so is what is no number. Nothing is guessed.

# %% [markdown]
# Give the visits that are known (`known_visits`), and the number of libraries that are **in the table and not in that sum**
# (`without`).

# %% answer="known-visits" objectives="2,3"
### BEGIN SOLUTION
_corrected = table["source"].str.contains("corrected")
_once = table[_corrected | ~table["library_id"].isin(table[_corrected]["library_id"])].drop_duplicates("library_id")
_counted = visits[_once.index].replace(visits.max(), float("nan"))
known_visits = int(_counted.sum())
without = int(_counted.isna().sum())
### END SOLUTION

# %% tests="known-visits" points=2
expect.number(known_visits, "known_visits")
expect.number(without, "without")
### BEGIN HIDDEN TESTS
figures = visits.copy()
figures[visits.idxmax()] = float("nan")
newest = figures.groupby([~table["source"].str.contains("corrected"), table["library_id"]]).first()
newest = pd.concat([newest.loc[False], newest.loc[True]])
newest = newest[~newest.index.duplicated()]
older = figures.groupby([table["source"].str.contains("corrected"), table["library_id"]]).first()
older = pd.concat([older.loc[False], older.loc[True]])
older = older[~older.index.duplicated()]
if known_visits != newest.sum():
    assert known_visits != visits.sum() and known_visits != figures.sum(), "You added up every row. Some libraries stand in two files, and count once."
    assert known_visits != older.sum(), "You took the visits of the first file that a council sent. It sent another because some were wrong."
    assert known_visits != newest.sum() + visits.max(), "The largest figure is in your sum. It is in doubt, so leave it out until the council answers."
    assert known_visits <= newest.sum(), "Your sum is too large. Does each library count once, and is the doubtful figure out?"
    assert known_visits == newest.sum(), "Something is missing from your sum. Leave out only what is in doubt or no number, and of two rows the older."
assert without != 0, "No sum is complete here. Some libraries have a blank, or words, or the figure that is in doubt."
assert without != newest.isna().sum() - 1, "You forgot the library with the doubtful figure: it is not in the sum either."
assert without == newest.isna().sum(), "Count the libraries that are in the table and gave nothing to the sum, each once."
### END HIDDEN TESTS

# %% wrong="known-visits" because="You added up every row. Some libraries stand in two files, and count once."
known_visits, without = visits.sum(), 0

# %% wrong="known-visits" because="You took the visits of the first file that a council sent. It sent another because some were wrong."
firsts = table[~table["source"].str.contains("corrected")].drop_duplicates("library_id")
known_visits, without = pd.to_numeric(firsts["visits"], errors="coerce").drop(visits.idxmax()).sum(), 5

# %% wrong="known-visits" because="The largest figure is in your sum. It is in doubt, so leave it out until the council answers."
newer = table["source"].str.contains("corrected")
each = table[newer | ~table["library_id"].isin(table[newer]["library_id"])].drop_duplicates("library_id")
known_visits, without = pd.to_numeric(each["visits"], errors="coerce").sum(), 5

# %% wrong="known-visits" because="No sum is complete here. Some libraries have a blank, or words, or the figure that is in doubt."
newer = table["source"].str.contains("corrected")
each = table[newer | ~table["library_id"].isin(table[newer]["library_id"])].drop_duplicates("library_id")
known_visits, without = pd.to_numeric(each["visits"], errors="coerce").drop(visits.idxmax()).sum(), 0

# %% [markdown] hint="known-visits"
# Begin with one row for each library. `corrected = table["source"].str.contains("corrected")` says
# which rows come from the corrected file.

# %% [markdown] hint="known-visits"
# `rows.drop_duplicates("library_id")` keeps one row of each library: the first. Put the corrected rows at the top
# before, with `pd.concat([table[corrected], table[~corrected]])`.

# %% [markdown] hint="known-visits"
# `pd.to_numeric(rows["visits"], errors="coerce")` makes nothing of what is no number; `.sum()` passes over it, and
# `.isna().sum()` counts it.

# %% [markdown]
# ## What may be added up?
#
# A councillor wants one figure for the whole region from each of these measures, made by **adding up** the libraries' figures.

# %%
by_letter = measures_offered(numbers("measures"))
for letter, measure in by_letter.items():
    print(letter, measure)

# %% [markdown]
# For which does the sum mean what it says? Give their letters as a list called `adds_up`, such as `["A", "B"]`.

# %% answer="adds-up" objectives="4"
### BEGIN SOLUTION
from ndl_workbench.academy.practice.publishing import ADDABLE

adds_up = [letter for letter, measure in by_letter.items() if measure in ADDABLE]
### END SOLUTION

# %% tests="adds-up" points=2
expect.listing(adds_up, "adds_up")
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.publishing import ADDABLE

letters = {letter.strip().upper() for letter in adds_up}
words = {letter: measure.partition(":")[0] for letter, measure in by_letter.items()}
assert letters <= set(words), "Give letters of the list, and nothing else."
picked = {words[letter] for letter in letters}
right_ones = {measure.partition(":")[0] for measure in ADDABLE} & set(words.values())
assert picked != set(words.values()) - right_ones, "You have them the wrong way round: name those that may be added up."
assert "borrowers" not in picked, "Somebody who borrows in two libraries would be two people in your sum."
assert "satisfied" not in picked and "wait" not in picked, "Per cents and averages have no sum. They must be worked out anew, from the counts behind them."
assert "busiest" not in picked, "Libraries have their busiest days on different days. Their sum is a day that never was."
assert picked == right_ones, "You left one out. What happens once, in one library, can be added up over libraries."
### END HIDDEN TESTS

# %% right="adds-up"
from ndl_workbench.academy.practice.publishing import ADDABLE

adds_up = tuple(letter.lower() for letter, measure in by_letter.items() if measure in ADDABLE)

# %% wrong="adds-up" because="You have them the wrong way round: name those that may be added up."
from ndl_workbench.academy.practice.publishing import NOT_ADDABLE

adds_up = [letter for letter, measure in by_letter.items() if measure in NOT_ADDABLE]

# %% wrong="adds-up" because="You left one out. What happens once, in one library, can be added up over libraries."
from ndl_workbench.academy.practice.publishing import ADDABLE

adds_up = [letter for letter, measure in by_letter.items() if measure in ADDABLE][:2]

# %% [markdown] hint="adds-up"
# Think of two libraries and of one reader who uses both. Is anything of theirs counted twice, or made up, in the sum?

# %% [markdown]
# ## How content are the region's readers?
#
# Each library says how many people it `asked` and how many per cent were content. Here is one row for each library; all of them
# can be used for this.

# %%
survey = table.drop_duplicates("library_id")[["library_id", "asked", "satisfied_percent"]]
survey = survey.assign(asked=survey["asked"].astype(int), satisfied_percent=survey["satisfied_percent"].astype(float))
survey.head()

# %% [markdown]
# Of all people who were asked in these libraries, how many **per cent** were content? Give a number such as 71.3.

# %% answer="content" objectives="4"
### BEGIN SOLUTION
content = (survey["asked"] * survey["satisfied_percent"]).sum() / survey["asked"].sum()
### END SOLUTION

# %% tests="content" points=2
expect.number(content, "content")
### BEGIN HIDDEN TESTS
asked = survey["asked"]
share = (asked * survey["satisfied_percent"]).sum() / asked.sum()
if abs(content - share) > 0.06:
    assert content != round(share), "Give one decimal too, such as 71.3."
    assert content > 1, "Give per cents, and not a part of one: three quarters are 75 per cent."
    assert content <= 100, "No share is above 100 per cent. Divide by how many people were asked in all."
    assert abs(content - survey["satisfied_percent"].mean()) > 0.06, "That is the average of the libraries. One that asked 20 people counts there as much as one that asked 600."
    assert abs(content - survey["satisfied_percent"].median()) > 0.06, "That is the library in the middle. The question is about people, and libraries asked very different numbers of them."
assert abs(content - share) <= 0.06, "Work out how many people were content in each library, add them up, and divide by all who were asked."
### END HIDDEN TESTS

# %% right="content"
content = round(float((survey["asked"] * survey["satisfied_percent"] / 100).sum() / survey["asked"].sum() * 100), 1)

# %% wrong="content" because="That is the average of the libraries. One that asked 20 people counts there as much as one that asked 600."
content = survey["satisfied_percent"].mean()

# %% wrong="content" because="Give per cents, and not a part of one: three quarters are 75 per cent."
content = (survey["asked"] * survey["satisfied_percent"] / 100).sum() / survey["asked"].sum()

# %% wrong="content" because="No share is above 100 per cent. Divide by how many people were asked in all."
content = survey["satisfied_percent"].sum()

# %% [markdown] hint="content"
# 50 per cent of 600 people are 300 people. How many people were content in each library?

# %% [markdown] hint="content"
# `(survey["asked"] * survey["satisfied_percent"]).sum()` is a hundred times the number of content people.

# %% [markdown]
# ## Did visits go up?
#
# Ambermoor sent last year's return too. `ndl.compare` says what changed between the two editions.

# %%
drift = ndl.compare(folder / "last-year.csv", folder / "sent" / "ambermoor.csv")
drift

# %% [markdown]
# Some libraries closed, and some opened. In the libraries that are **in both years**, by how many per cent did visits change? Give
# the change as a part of last year's visits, with a minus sign if there were fewer, such as -2.4.

# %% answer="like-for-like" objectives="5"
### BEGIN SOLUTION
_changed = [change for change in drift.changes if change.column == "visits"]
_before = sum(int(change.before) for change in _changed)
_after = sum(int(change.after) for change in _changed)
change_percent = _after / _before * 100 - 100
### END SOLUTION

# %% tests="like-for-like" points=2
expect.number(change_percent, "change_percent")
### BEGIN HIDDEN TESTS
last, this = (pd.read_csv(path, index_col="library_id")["visits"] for path in (folder / "last-year.csv", folder / "sent" / "ambermoor.csv"))
both = last.index.intersection(this.index)
like = (this[both].sum() / last[both].sum() - 1) * 100
if abs(change_percent - like) > 0.06:
    assert abs(change_percent - (this.sum() / last.sum() - 1) * 100) > 0.06, "You compared all libraries of each year. Those that closed or opened change the sum, whatever readers did."
    assert change_percent != round(like), "Give one decimal too, such as -2.4."
    assert abs(change_percent - like - 100) > 0.06, "That is what this year's visits are of last year's, in per cent. How far is it from 100?"
    assert abs(change_percent - (1 - last[both].sum() / this[both].sum()) * 100) > 0.06, "You divided by this year's visits. The change is a part of last year's."
    assert abs(change_percent + like) > 0.06, "The sign is the wrong way round: fewer visits than last year are a minus."
    assert abs(change_percent - like / 100) > 0.0006, "Give per cents, and not a part of one: 0.02 is 2 per cent."
    assert abs(change_percent - (this[both] / last[both] - 1).mean() * 100) > 0.06, "That is the average of each library's own change. A small library counts there as much as a large one."
    assert abs(change_percent - (this[both].sum() - last[both].sum())) > 1, "That is the change in visits. Divide it by last year's visits."
assert abs(change_percent - like) <= 0.06, "Add up the visits of libraries in both years, for each year, and see by which part of last year's they differ."
### END HIDDEN TESTS

# %% right="like-for-like"
two = ndl.load(folder / "last-year.csv").merge(ndl.load(folder / "sent" / "ambermoor.csv"), on="library_id")
change_percent = round(float(two["visits_y"].sum() / two["visits_x"].sum() * 100 - 100), 1)

# %% wrong="like-for-like" because="You compared all libraries of each year. Those that closed or opened change the sum, whatever readers did."
one, two = ndl.load(folder / "last-year.csv"), ndl.load(folder / "sent" / "ambermoor.csv")
change_percent = (two["visits"].sum() / one["visits"].sum() - 1) * 100

# %% wrong="like-for-like" because="That is the change in visits. Divide it by last year's visits."
change_percent = sum(int(c.after) - int(c.before) for c in drift.changes if c.column == "visits")

# %% wrong="like-for-like" because="That is what this year's visits are of last year's, in per cent. How far is it from 100?"
pairs = [(int(c.before), int(c.after)) for c in drift.changes if c.column == "visits"]
change_percent = sum(new for _, new in pairs) / sum(old for old, _ in pairs) * 100

# %% wrong="like-for-like" because="You divided by this year's visits. The change is a part of last year's."
pairs = [(int(c.before), int(c.after)) for c in drift.changes if c.column == "visits"]
change_percent = 100 - sum(old for old, _ in pairs) / sum(new for _, new in pairs) * 100

# %% wrong="like-for-like" because="Give per cents, and not a part of one: 0.02 is 2 per cent."
pairs = [(int(c.before), int(c.after)) for c in drift.changes if c.column == "visits"]
change_percent = sum(new for _, new in pairs) / sum(old for old, _ in pairs) - 1

# %% [markdown] hint="like-for-like"
# `drift.to_frame()` has a row for each cell that changed. Rows that are in one year only are called so in its first column.

# %% [markdown] hint="like-for-like"
# Take the rows whose `column` is `visits`. Add up `before`, add up `after`, and compare the two sums.

# %% [markdown]
# ## Write to the council
#
# `save_feedback` writes a page for each publisher, in words that somebody without this workbench can follow. A page is no letter:
# somebody has to ask.

# %%
pages = everything.save_feedback(folder / "feedback")
[page.name for page in pages]

# %%
doubt = table.loc[visits.idxmax(), ["library_id", "library", "visits", "source", "source_row"]]
again = next(one for one in everything.duplicates if "corrected" not in str(one.places))
print("In doubt:", doubt.to_string(), sep="\n")
print("\nIn two councils' files:", *again.places, sep="\n  ")

# %% [markdown]
# Write to the council whose file has the doubtful figure. Ask about it, and about the library that another council lists too. Five to
# eight sentences, to somebody who keeps the file in a spreadsheet beside other work. Somebody will read and mark this.

# %% [markdown] written="letter" points=5 objectives="1,5"
# ### BEGIN MARK SCHEME
# - 1 mark: names the file, the row and the library, so that the reader finds the cell (row as in *In doubt*).
# - 1 mark: says what stands there and why it is in doubt (about a hundred times the others), and asks; it does not say what the
#   figure must be.
# - 1 mark: names the library in two files with the other council, and asks who should list it; it does not demand that it go.
# - 1 mark: says what happens until they answer (the figure is left out, the library counted once), and by when an answer helps.
# - 1 mark: kind and plain: thanks, no word of the trade unexplained, no blame, and something on what was fine or where help can be had.
#
# The figures are each trainee's own; those below are one trainee's.
#
# A good answer (5 of 5): "Thank you for your return; nearly all of it could be used as you sent it. In your file port-callow.csv, row 7,
# Alder Lane has 4,310,000 visits, about a hundred times as many as your other libraries. Could you look up what was meant?
# Row 11, Fern Road, is in Ambermoor's file as well, with the same figures. Could you agree with them who lists it? Until we hear
# from you we leave the visits of Alder Lane out of the region's sum, and count Fern Road once. An answer by 12 December would be in time
# for the report. The page attached shows both places, and you can ring me."
#
# A weaker answer (1 of 5): "Our validation found errors in your submission. Alder Lane should be 43,100 and we have corrected it.
# There is also a duplicate primary key. Please resubmit port-callow.csv, row 7, without errors."
#
# It misses: the mark for asking, since it says what the figure must be and changes it; the mark for the shared library, which it does
# not name; the mark for what happens until they answer; and the mark for tone and plain words ("primary key").
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These questions are for you alone; nobody marks them.
#
# - Who should send you a file and does not? Would a reader of your table see that?
# - Which average of averages stands in a report of yours?
# - When did you last tell a publisher that a file was good?
