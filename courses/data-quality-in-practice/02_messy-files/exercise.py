# %% [markdown]
# # What happens on the way in
#
# You are still the data officer of the partnership of Ambermoor, Thistlewick and Port Callow. Each council has sent you a file, made
# for people to look at. You are asked for a few figures from each, and to say what was decided while the files were read.
#
# All of it is **synthetic**: the places, the groups, the grants and the libraries are made up. Your files are your own, with numbers
# that nobody else has.
#
# Each question has a cell for your answer and a check below it, which you may run as often as you like. If you are
# stuck, run `hint("how-many")` in a new cell, with the name of the question. Its name is in the first line of its check.

# %%
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import ndl_workbench as ndl
from ndl_workbench.academy.practice.messy_files import write_grants, write_libraries, write_visits
from ndl_workbench.academy.seed import numbers

folder = Path(mkdtemp())
grants_file = write_grants(folder, numbers("grants"))
visits_file = write_visits(folder, numbers("visits"))
libraries_file = write_libraries(folder, numbers("libraries"))

print(grants_file.read_text(encoding="cp1252")[:560])

# %% [markdown]
# ## How many grants are there?
#
# That is the beginning of Ambermoor's register of grants. Load it, and read what was decided on the way in.

# %%
grants = ndl.load(grants_file)
ndl.provenance(grants)

# %% [markdown]
# The check of the same file accounts for every row, and lists those that are not in the table.

# %%
grants_report = ndl.check(grants_file)
print(grants_report.accounting)
pd.set_option("display.max_colwidth", 90)
grants_report.rejected_frame()

# %% [markdown]
# **How many grants** has Ambermoor put into this file?

# %% answer="how-many" objectives="1,2"
### BEGIN SOLUTION
how_many = len(grants) + sum("AM-" in row.cells[0] for row in grants_report.rejected)
### END SOLUTION

# %% tests="how-many" points=2
expect.number(how_many, "how_many")
### BEGIN HIDDEN TESTS
torn = sum("more cells" in row.reason for row in grants_report.rejected)
assert how_many != len(grants), "Those are the grants in the table you loaded. Look at the rejected rows: are there grants among them?"
assert how_many != grants_report.rows_read, "That is every row below the names, titles, totals and blank rows included. Count grants."
assert how_many != len(grants) + grants_report.rows_rejected, "You counted every rejected row. A title, a total, a note and a second row of names are no grants."
assert how_many != torn, "Those are the grants that were rejected. The others are in the table."
assert how_many == len(grants) + torn, "Count the grants in the table, and those among the rejected rows."
### END HIDDEN TESTS

# %% right="how-many"
how_many = grants_file.read_text(encoding="cp1252").count("AM-")

# %% wrong="how-many" because="Those are the grants in the table you loaded. Look at the rejected rows: are there grants among them?"
how_many = len(grants)

# %% wrong="how-many" because="That is every row below the names, titles, totals and blank rows included. Count grants."
how_many = grants_report.rows_read

# %% wrong="how-many" because="You counted every rejected row. A title, a total, a note and a second row of names are no grants."
how_many = grants_report.rows_kept + grants_report.rows_rejected

# %% [markdown] hint="how-many"
# Read the column `reason` of the rejected rows, then their cells. Which of them is a grant that did not fit?

# %% [markdown] hint="how-many"
# A name with a comma in it, and no quotation marks around it, makes one cell too many.

# %% [markdown]
# ## What do they add up to?
#
# Add up the amounts of **all grants in the file whose amount is shown**, in pounds. Think of what is in the table, what is not, and
# which row is no grant.

# %% answer="add-up" objectives="2"
### BEGIN SOLUTION
added_up = grants["Amount"].sum() + sum(
    float(row.cells[5].strip("£").replace(",", "")) for row in grants_report.rejected if "AM-" in row.cells[0]
)
### END SOLUTION

# %% tests="add-up" points=2
expect.number(added_up, "added_up")
### BEGIN HIDDEN TESTS
in_table = float(grants["Amount"].sum())
outside = sum(float(row.cells[5].strip("£").replace(",", "")) for row in grants_report.rejected if "more cells" in row.reason)
printed = next(float(row.cells[4].strip("£").replace(",", "")) for row in grants_report.rejected if row.reason == "a total")
assert abs(added_up - in_table) > 0.5, "That is what the loaded table adds up to. The rejected grants have amounts too."
assert abs(added_up - printed) > 0.5, "That is the total that the file gives. Add the grants up yourself: somebody added to the list after the total was typed."
assert min(abs(added_up - in_table - outside - printed), abs(added_up - in_table - printed)) > 0.5, "You added the row “Total” to the grants that it adds up."
assert abs(added_up - outside) > 0.5, "Those are the rejected grants alone. Add those in the table."
assert abs(added_up - in_table - outside) < 0.5, "Add up “Amount” over the table, and the amounts that stand in the rejected grants."
### END HIDDEN TESTS

# %% right="add-up"
text = grants_file.read_text(encoding="cp1252").split("Total")[0]
found = pd.Series([text]).str.findall(r"£([\d,]+)\.00")[0]
added_up = sum(int(amount.replace(",", "")) for amount in found)

# %% wrong="add-up" because="That is what the loaded table adds up to. The rejected grants have amounts too."
added_up = grants["Amount"].sum()

# %% wrong="add-up" because="That is the total that the file gives. Add the grants up yourself: somebody added to the list after the total was typed."
total_row = next(row for row in grants_report.rejected if row.cells[0] == "Total")
added_up = float(total_row.cells[4].strip("£").replace(",", ""))

# %% wrong="add-up" because="You added the row “Total” to the grants that it adds up."
text = grants_file.read_text(encoding="cp1252")
found = pd.Series([text]).str.findall(r"£([\d,]+)\.00")[0]
added_up = sum(int(amount.replace(",", "")) for amount in found)

# %% [markdown] hint="add-up"
# In a rejected grant every cell after the name has moved one place to the right.

# %% [markdown] hint="add-up"
# `row.cells[5]` of a rejected grant is its amount, as text. `.strip("£")` and `.replace(",", "")` leave digits, and `float` makes a
# number of them.

# %% [markdown]
# ## Zero, withheld, unknown
#
# In the column “Amount” three things stand in place of an ordinary sum. `£0.00` is a grant that was paid back. `[c]` is an amount that the
# council knows and withholds. A blank is an amount that nobody has agreed yet. Here is how they were loaded.

# %%
grants.loc[grants["Amount"].fillna(0) == 0, ["Grant ref", "Amount", "Amount__reason", "Notes"]]

# %% [markdown]
# Of the grants **in the table `grants`**: what is the average amount, over those whose amount is shown (`average`)? And for how many is the
# amount **not yet agreed** (`not_agreed`)?

# %% answer="average" objectives="3"
### BEGIN SOLUTION
average = grants["Amount"].mean()
not_agreed = int((grants["Amount"].isna() & grants["Amount__reason"].isna()).sum())
### END SOLUTION

# %% tests="average" points=3
expect.number(average, "average")
expect.number(not_agreed, "not_agreed")
### BEGIN HIDDEN TESTS
shown = grants["Amount"].dropna()
held_back = int(grants["Amount__reason"].notna().sum())
assert abs(average - shown.sum() / len(grants)) > 0.02, "You counted amounts that are withheld or unknown as 0. Nobody told you that they are 0."
assert abs(average - shown[shown > 0].mean()) > 0.02, "You left out the grants of £0. That is an amount, and it is shown."
assert abs(average - shown.sum() / (len(grants) - held_back)) > 0.02, "You counted the blank amounts as 0. Not agreed is not the same as nothing."
assert abs(average - shown.mean()) < 0.51, "Add up the amounts that are shown, and divide by how many are shown."
assert not_agreed != held_back, "Those are withheld: the council knows them. For how many does nobody know?"
assert not_agreed != len(grants) - len(shown), "You counted the withheld amounts too. The council knows those, and says so with a sign."
assert not_agreed == len(grants) - len(shown) - held_back, "Count the grants that have neither an amount nor a reason."
### END HIDDEN TESTS

# %% right="average"
average, not_agreed = round(grants["Amount"].mean()), int((grants["Notes"] == "not yet agreed").sum())

# %% right="average"
known = [amount for amount in grants["Amount"].tolist() if not pd.isna(amount)]
average = sum(known) / len(known)
not_agreed = int((grants["Notes"] == "not yet agreed").sum())

# %% wrong="average" because="You counted amounts that are withheld or unknown as 0. Nobody told you that they are 0."
average, not_agreed = grants["Amount"].fillna(0).mean(), int(grants["Amount"].isna().sum())

# %% wrong="average" because="You left out the grants of £0. That is an amount, and it is shown."
average, not_agreed = grants.loc[grants["Amount"] > 0, "Amount"].mean(), int(grants["Amount"].isna().sum())

# %% wrong="average" because="You counted the withheld amounts too. The council knows those, and says so with a sign."
average, not_agreed = grants["Amount"].mean(), int(grants["Amount"].isna().sum())

# %% wrong="average" because="Those are withheld: the council knows them. For how many does nobody know?"
average, not_agreed = grants["Amount"].mean(), int(grants["Amount__reason"].notna().sum())

# %% [markdown] hint="average"
# Which of the three is a number of pounds? Only that one belongs in an average.

# %% [markdown] hint="average"
# `.mean()` leaves out missing values. `grants["Amount__reason"]` has the sign that stood in place of an amount.

# %% [markdown]
# ## Read the wrong way round, and nobody noticed
#
# The dates were read day first, and the provenance says so. A colleague opened the same file on a computer that reads dates
# **month first**. Where that gives no date, as for 16/06/2025, her program leaves the text as it stands, and she sees it. Elsewhere it
# makes a date, and says nothing.
#
# In how many rows of `grants` does she get a **wrong date without noticing**?

# %% answer="silent-dates" objectives="3"
### BEGIN SOLUTION
silent = sum(date.day <= 12 and date.day != date.month for date in grants["Awarded"])
### END SOLUTION

# %% tests="silent-dates" points=2
expect.number(silent, "silent")
### BEGIN HIDDEN TESTS
parts = [(date.day, date.month) for date in grants["Awarded"]]
assert silent != len(parts), "You counted every date. Some of them give no date when they are read month first, and those she sees."
assert silent != sum(first > 12 for first, _ in parts), "Those are the ones that she sees: there is no thirteenth month. How many give another date?"
assert silent != sum(first != second for first, second in parts), "You counted those that give no date as well. She sees these, because they stay text."
assert silent != sum(first <= 12 for first, _ in parts), "Some of those come out right by luck. When is a date the same whichever way it is read?"
assert silent == sum(first <= 12 and first != second for first, second in parts), "Count the dates that are another date when day and month change places."
### END HIDDEN TESTS

# %% right="silent-dates"
swapped = pd.to_datetime(grants["Awarded"].dt.strftime("%d/%m/%Y"), format="%m/%d/%Y", errors="coerce")
silent = int((swapped.notna() & (swapped != grants["Awarded"])).sum())

# %% wrong="silent-dates" because="Those are the ones that she sees: there is no thirteenth month. How many give another date?"
silent = int((grants["Awarded"].dt.day > 12).sum())

# %% wrong="silent-dates" because="Some of those come out right by luck. When is a date the same whichever way it is read?"
silent = int((grants["Awarded"].dt.day <= 12).sum())

# %% wrong="silent-dates" because="You counted those that give no date as well. She sees these, because they stay text."
silent = int((grants["Awarded"].dt.day != grants["Awarded"].dt.month).sum())

# %% [markdown] hint="silent-dates"
# 03/04/2025 becomes 4 March, which is a real day. 16/06/2025 would be in month 16. And 05/05/2025?

# %% [markdown] hint="silent-dates"
# `grants["Awarded"].dt.day` and `.dt.month` give the two numbers of each date. Combine two conditions with `&`, each in brackets.

# %% [markdown]
# ## Letters that are lost
#
# The register was saved in an old encoding, Windows-1252. `ndl.load` noticed and said so. A colleague read it as UTF-8, and her program put a
# sign in place of each letter it did not know. This is what she has of the first grants with such a sign.

# %%
hers = grants_file.read_bytes().decode("utf-8", errors="replace").splitlines()
for line in [line for line in hers if line.startswith("AM-") and "\N{REPLACEMENT CHARACTER}" in line][:4]:
    print(line)

# %% [markdown]
# She wants to find each group in a national list, by its name. For how many grants of `grants` does her **name of the group** no longer
# match?

# %% answer="lost-letters" objectives="3"
### BEGIN SOLUTION
unmatched = sum(not name.isascii() for name in grants["Organisation"])
### END SOLUTION

# %% tests="lost-letters" points=1
expect.number(unmatched, "unmatched")
### BEGIN HIDDEN TESTS
foreign = [name for name in grants["Organisation"] if any(ord(letter) > 127 for letter in name)]
broken = [line for line in hers if "\N{REPLACEMENT CHARACTER}" in line]
assert unmatched != 0, "Her program raised no error, and yet some names are not what they were. Which names have a letter beyond plain A to Z?"
assert unmatched not in (len(broken), sum(line.startswith("AM-") for line in broken)), "You counted every line with a lost sign. Pound signs are lost too, and they are in no name."
assert unmatched == len(foreign), "Count the grants in whose “Organisation” there is a letter beyond plain A to Z, such as é."
### END HIDDEN TESTS

# %% right="lost-letters"
unmatched = int(grants["Organisation"].str.contains("[^A-Za-z ]").sum())

# %% wrong="lost-letters" because="Her program raised no error, and yet some names are not what they were. Which names have a letter beyond plain A to Z?"
unmatched = int(grants["Organisation"].isna().sum())

# %% wrong="lost-letters" because="You counted every line with a lost sign. Pound signs are lost too, and they are in no name."
unmatched = sum("\N{REPLACEMENT CHARACTER}" in line for line in hers if line.startswith("AM-"))

# %% [markdown] hint="lost-letters"
# Look at the names in `grants`, which were read rightly. Which have an é, ë or ñ?

# %% [markdown] hint="lost-letters"
# `name.isascii()` is true of a name that has only plain letters.

# %% [markdown]
# ## Which sheet, and which rows?
#
# Thistlewick sent a workbook. If you do not say which sheet, it is not loaded: two could be what you want.

# %%
try:
    ndl.load(visits_file)
except ndl.NdlError as error:
    print(error)

year = numbers("year").choice(["2024-25", "2025-26"])
print("You are asked about", year)

# %% [markdown]
# How many **visits by children** were there in the libraries of Thistlewick in the year you are asked about? Load the right sheet, read its
# provenance, and look at every row before you add up.

# %% answer="children" objectives="2,4"
### BEGIN SOLUTION
children = int(
    ndl.load(visits_file, sheet=year).query("Library != 'All libraries'")["Children Visits"].sum()
)
### END SOLUTION

# %% tests="children" points=2
expect.number(children, "children")
### BEGIN HIDDEN TESTS
asked = ndl.load(visits_file, sheet=year)
each = asked[asked["Library"].str.endswith(" Library")]
other = ndl.load(visits_file, sheet="2024-25" if year == "2025-26" else "2025-26")
assert children != asked["Children Visits"].sum(), "You added up a row that adds up the others. Nothing in the file calls it a total, so it was kept: read the last row."
assert children not in (other["Children Visits"].sum(), other["Children Visits"].sum() // 2), "That is the other year. Name the sheet you are asked about."
assert children not in (each["Children Loans"].sum(), asked["Children Loans"].sum()), "Those are loans to children. The names stand in two rows: the group above, and what was counted below."
assert children not in (each["Everybody Visits"].sum(), asked["Everybody Visits"].sum(), each["Adults Visits"].sum(), asked["Adults Visits"].sum()), "Those are visits, and not by children alone. Look at the name of the group."
assert children == each["Children Visits"].sum(), "Add up the column of children's visits over the libraries of the right sheet."
### END HIDDEN TESTS

# %% right="children"
last = ndl.load(visits_file, sheet=year).iloc[-1]
children = int(last["Children Visits"])

# %% wrong="children" because="You added up a row that adds up the others. Nothing in the file calls it a total, so it was kept: read the last row."
children = int(ndl.load(visits_file, sheet=year)["Children Visits"].sum())

# %% wrong="children" because="That is the other year. Name the sheet you are asked about."
both = ["2024-25", "2025-26"]
both.remove(year)
children = int(ndl.load(visits_file, sheet=both[0])["Children Visits"].iloc[:-1].sum())

# %% wrong="children" because="Those are loans to children. The names stand in two rows: the group above, and what was counted below."
children = int(ndl.load(visits_file, sheet=year)["Children Loans"].iloc[:-1].sum())

# %% [markdown] hint="children"
# `ndl.load(visits_file, sheet=year)` loads the sheet. Its names come from two rows, and were joined.

# %% [markdown] hint="children"
# Is every row a library? Compare the last row with the sum of the others.

# %% [markdown]
# ## Which points are the wrong way round?
#
# Port Callow sent a list of its libraries, with eastings and northings in metres. They were also given as longitude and latitude. The town
# does not exist, so its points were put into the sea, in a square of about 12 kilometres.

# %%
libraries = ndl.load(libraries_file)
libraries[["Library name", "Easting", "Northing", "longitude", "latitude"]]

# %% [markdown]
# No program found a fault: every point lies in or near Great Britain. In which libraries were **easting and northing put in the wrong
# way round**, so that changing them over brings the point back among the others? Give their names as a list of texts.

# %% answer="wrong-way" objectives="5"
### BEGIN SOLUTION
wrong_way = libraries.loc[libraries["Northing"].lt(libraries["Easting"]).fillna(False), "Library name"].tolist()
### END SOLUTION

# %% tests="wrong-way" points=2
expect.listing(wrong_way, "wrong_way")
### BEGIN HIDDEN TESTS
given = {name.strip().lower().removesuffix(" library") for name in wrong_way}
called = libraries["Library name"].str.lower().str.removesuffix(" library")
placed = libraries["Easting"].notna()
turned = set(called[(libraries["Easting"] > 290_000).fillna(False)])
cut = set(called[(libraries["Easting"] < 100_000).fillna(False)])
assert given, "At least one point is far from the others, and comes back when its two numbers change places."
assert given <= set(called), "Give names of libraries, as the column “Library name” has them."
assert not given & set(called[~placed]), "A library without a point has nothing to change over. It is missing, which is another fault."
assert not given & cut, "That point is far away because a digit is missing. Changed over, its numbers would still not be among the others."
assert given <= turned, "At least one of those points lies among the others already."
assert given == turned, "You left out one that comes back among the others when its two numbers change places."
### END HIDDEN TESTS

# %% right="wrong-way"
east, north = libraries["Easting"].median(), libraries["Northing"].median()
back = (libraries["Northing"] - east).abs() + (libraries["Easting"] - north).abs()
wrong_way = libraries.loc[(back < 30_000).fillna(False), "Library name"]

# %% wrong="wrong-way" because="That point is far away because a digit is missing. Changed over, its numbers would still not be among the others."
far = (libraries["Easting"] - libraries["Easting"].median()).abs() > 30_000
wrong_way = libraries.loc[far.fillna(False), "Library name"].tolist()

# %% wrong="wrong-way" because="A library without a point has nothing to change over. It is missing, which is another fault."
wrong_way = libraries.loc[~libraries["Easting"].between(230_000, 242_000).fillna(False), "Library name"].tolist()

# %% wrong="wrong-way" because="At least one point is far from the others, and comes back when its two numbers change places."
found = ndl.check(libraries_file).findings
wrong_way = [finding.column for finding in found if finding.check == "WGS84 out of bounds"]

# %% [markdown] hint="wrong-way"
# Read down the column “Easting”. Most numbers are alike. What do the others look like, and what stands beside them?

# %% [markdown] hint="wrong-way"
# Here every right easting is near 236000 and every right northing near 305000.

# %% [markdown]
# ## What is this column?
#
# The same list is checked against the standard for libraries. Columns are matched by their names and their values. Three were named after
# the questions of a form, so nobody can tell. You asked, and Port Callow sent a key.

# %%
for column in ndl.check(libraries_file, standard="council-libraries").columns:
    print(f"{column.column:14} → {column.field or 'not matched'}")

pd.read_csv(folder / "port-callow-key.csv")

# %% [markdown]
# The standard calls these three fields `type` (who runs the library), `statutory` (must it be provided by law?) and `co-located` (does it
# share its building?). Write a dictionary from the names of Port Callow's columns to those of the standard, such as `{"Q1": "type"}`.

# %% answer="renamed" objectives="6"
### BEGIN SOLUTION
renamed = (
    pd.read_csv(folder / "port-callow-key.csv")
    .set_index("question")["what it asked"]
    .map(
        {
            "who runs the library, as a code": "type",
            "whether the council must provide it by law": "statutory",
            "whether it shares its building with somebody": "co-located",
        }
    )
    .to_dict()
)
### END SOLUTION

# %% tests="renamed" points=2
expect.answered(renamed, "renamed")
assert isinstance(renamed, dict), "“renamed” should be a dictionary, such as {'Q1': 'type'}."
### BEGIN HIDDEN TESTS
asks = dict(pd.read_csv(folder / "port-callow-key.csv").itertuples(index=False))
means = {"who": "type", "law": "statutory", "shares": "co-located"}
truth = {question: field for question, text in asks.items() for word, field in means.items() if word in text}
names = {str(column).strip(): str(field).strip().lower() for column, field in renamed.items()}
assert not set(names) & set(truth.values()), "You wrote it the other way round. First the column as Port Callow has it, then the standard's name."
assert set(names) <= set(libraries.columns), "At least one name on the left is not a column of Port Callow's file."
assert not {column for column in names if column not in truth}, "You renamed a column that needed no new name. Leave those that were matched, and the coordinates."
assert len(names) == 3, "Three columns were not matched. Name all of them."
assert not (names[next(q for q in truth if truth[q] == "statutory")] == "co-located"), "Two columns hold “Yes” and “No”, and their values do not tell them apart. Read the key again."
assert names == truth, "Read in the key what each question asked, and find the field that asks the same."
### END HIDDEN TESTS

# %% wrong="renamed" because="Two columns hold “Yes” and “No”, and their values do not tell them apart. Read the key again."
key = pd.read_csv(folder / "port-callow-key.csv").set_index("what it asked")["question"]
renamed = {
    key["who runs the library, as a code"]: "type",
    key["whether the council must provide it by law"]: "co-located",
    key["whether it shares its building with somebody"]: "statutory",
}

# %% wrong="renamed" because="You wrote it the other way round. First the column as Port Callow has it, then the standard's name."
key = pd.read_csv(folder / "port-callow-key.csv").set_index("what it asked")["question"]
renamed = {
    "type": key["who runs the library, as a code"],
    "statutory": key["whether the council must provide it by law"],
    "co-located": key["whether it shares its building with somebody"],
}

# %% wrong="renamed" because="Three columns were not matched. Name all of them."
key = pd.read_csv(folder / "port-callow-key.csv").set_index("what it asked")["question"]
renamed = {
    key["who runs the library, as a code"]: "type",
    key["whether the council must provide it by law"]: "statutory",
}

# %% [markdown] hint="renamed"
# The values cannot help with all three: two of the columns hold “Yes” and “No”. Only the key can.

# %% [markdown]
# ## In your own words
#
# Write to the person in Ambermoor who makes the register of grants. Say **what to change in the file, and why**, so that the next
# edition can be read with nothing to decide. Use rows and figures of your file. Answer in five to eight sentences. Somebody will read and mark this.

# %% [markdown] written="to-the-publisher" points=5 objectives="1,2,3"
# ### BEGIN MARK SCHEME
# Figures and rows differ from trainee to trainee.
#
# - 1 mark: names the grants that were rejected, with a row number, and how to mend them (quotation marks around a name with a comma, or
#   saving it from a spreadsheet).
# - 1 mark: asks for one row of names, and for titles, the repeated names, the note or the total to be taken out or put elsewhere.
# - 1 mark: says that the total does not agree with the grants, or why a total in the table does harm.
# - 1 mark: keeps zero, withheld and not agreed apart, and asks for at least one of: dates as 2025-06-16, plain numbers, UTF-8.
# - 1 mark: is polite and plain, gives a reason for what it asks, and blames nobody.
#
# A good answer (5 of 5): "Thank you for the register; we could use nearly all of it. In rows 22, 36 and 46 the name of the group has a comma, so the
# row has a cell too many and these 3 grants fall out: please put such names in quotation marks. Could the file begin with the row of names?
# The two titles, the names in row 26, and the note below the list are best put on your web page. The total says
# £57,000 and the grants add up to £57,500, so we think that one was added later; without a total row nobody can add
# it up by mistake. Your [c] for withheld amounts is very helpful, because it keeps them apart from those not yet agreed. If
# dates were written 2025-06-16, they could not be read the wrong way round."
#
# A weaker answer (2 of 5): "Thank you for the file. Please take out the titles, the total and the second header because a computer
# cannot read them. There must be no empty cells in the amount column, so please write 0 where there is no amount. Also use
# the right date format and encoding. Please send it again."
#
# It misses: the rejected grants, which are the worst fault (1); that the total disagrees, or why it does harm (1); and it would have
# zeros where amounts are not known, which makes the file worse, and names no form of date (1). It has the marks for the rows
# that do not belong, and for plain words with a reason.
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# For you alone; nobody marks this.
#
# - Which file that you read this month had a total, a note or a merged heading in it? Who, or what, took it out?
# - Could you say today what was decided when it was read?
# - Which of your own files makes others decide such things?
