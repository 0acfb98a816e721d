# %% [markdown]
# # Write the rule, keep the original
#
# You are the data officer of Thistlewick, a fictional council. A local fund sends you its register of grants, one row
# a grant. Say what must be mended before you publish it, by whom, and what you changed yourself.
#
# All of it is **synthetic**: no real fund, place or person is described. The faults are put in on purpose. Your numbers are
# your own, so a neighbour's answers will not fit.
#
# Each question has a cell for your answer and a check below it. Run the check as often as you like: it knows some
# mistakes, and tells you of one in a sentence. It does not say that an answer is right: other tests are held back
# until your work is marked. If you are stuck, run `hint("write-rule")` in a new cell, with the name of the question.

# %%
import json
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import ndl_workbench as ndl
from ndl_workbench.academy import expect
from ndl_workbench.academy.practice.grants import WARDS, write_grants
from ndl_workbench.academy.practice.publishing import answers_of, changes_offered, use_of
from ndl_workbench.academy.seed import numbers

folder = Path(mkdtemp())
fees = numbers("fees").choice([5, 10, 15, 20, 25])
new_ward = write_grants(folder, numbers("grants"), fees)
register = folder / "grants.csv"
ndl.load(register).head()

# %% [markdown]
# ## Put the guidance into a standard
#
# The fund's guidance says what each column should hold. A colleague put most of it into a **standard**, a short text file.

# %%
standard = folder / "community-grants.yaml"
standard_text = f"""
name: community-grants
title: Register of community grants
source: {{title: The fund's own guidance, url: "https://example.org/guidance"}}
fields:
  - {{name: reference, required: true, unique: true}}
  - {{name: recipient, required: true}}
  - {{name: charity_number, required: true}}
  - {{name: ward, required: true, codes: {{resource: {folder}/wards.csv, column: ward, axis: area}}}}
  - {{name: award_date, type: date, required: true}}
  - {{name: entered_by}}
  - {{name: amount, type: number, required: true, exclusive_minimum: 0}}
  - {{name: paid, type: number}}
  - {{name: status, type: category, values: [open, paid, withdrawn], replace: {{w/d: withdrawn}}}}
  - {{name: contact_email, pattern: '[^@]+@[^@]+'}}
"""
_ = standard.write_text(standard_text, encoding="utf-8")


def try_rule(expression, table=register):
    """Check a table against the standard with one rule more; return the finding of that rule, or None."""
    told = "name: my rule\n    sentence: The rule is broken.\n    dimension: accuracy"
    path = folder / "with-my-rule.yaml"
    path.write_text(f"{standard_text}checks:\n  - {told}\n    expression: {json.dumps(expression)}\n", encoding="utf-8")
    report = ndl.check(table, standard=path)
    return next((f for f in report.findings if f.check == "my rule" or "my rule" in f.message), None)


print(f"The guidance also says: a payment may be at most £{fees} over the award, for bank fees. More than that is wrong.")

# %% [markdown]
# Write that last sentence as a rule. It is a text: an expression over the names of columns that is **true for a good row**,
# such as `"amount <= 9000"`. It uses `+`, `-`, `<`, `<=`, `>`, `>=` and `=`. Try it with `try_rule(rule)`: how many
# rows does it find? Are they the ones that you would send back?

# %% answer="write-rule" objectives="1"
### BEGIN SOLUTION
rule = f"paid <= amount + {fees}"
### END SOLUTION

# %% tests="write-rule" points=2
expect.text(rule, "rule")
assert rule.strip(), "“rule” is empty: write an expression over the names of columns."
### BEGIN HIDDEN TESTS
from ndl_workbench.quality.expressions import read_expression

made = pd.DataFrame(
    {
        "amount": ["1000", "1000", "1000", "1000", "1000", "", "2000"],
        "paid": ["400", str(1000 + fees), str(1000 + fees + 1), "1000", "", "300", str(2000 + fees + 700)],
    },
    dtype=str,
)
readable = not read_expression(rule).complaint
assert readable, "That is not an expression that a rule can be. Use names of columns, numbers, and signs such as + and <=."
assert "£" not in rule, "A rule takes plain figures: leave the pound sign out."
assert "fees" not in rule, "A rule knows columns and figures. Write the pounds for fees as a figure, and not as a name."
assert set(read_expression(rule).columns) == {"paid", "amount"}, "The rule should be about the two columns that the sentence speaks of, spelt as in the standard, and no other."
finding = try_rule(rule, made)
rows = set(finding.rows) if finding else set()
first = min(try_rule("paid < 0 and amount > 0", made).rows)
failing = {row - first for row in rows}
assert not {0, 3} <= failing, "Your rule is true for bad rows. Write what must be so in a good row."
assert 3 not in failing, "You send back a payment that is exactly the award. That is as it should be."
assert 1 not in failing, "You send back a payment that is over by just what the guidance allows."
assert 2 in failing, "You let a payment pass that is over by a pound more than the guidance allows."
assert 4 not in failing and 5 not in failing, "You send back a row with a blank. That a value is missing is for another rule to find."
assert failing == {2, 6}, "Write that “paid” is at most the award and the fees together."
### END HIDDEN TESTS

# %% right="write-rule"
rule = f"paid - amount <= {fees}"

# %% right="write-rule"
rule = f"not (paid > amount + {fees})"

# %% wrong="write-rule" because="Your rule is true for bad rows. Write what must be so in a good row."
rule = f"paid > amount + {fees}"

# %% wrong="write-rule" because="You send back a payment that is over by just what the guidance allows."
rule = f"paid < amount + {fees}"

# %% wrong="write-rule" because="You send back a payment that is over by just what the guidance allows."
rule = "paid <= amount"

# %% wrong="write-rule" because="A rule knows columns and figures. Write the pounds for fees as a figure, and not as a name."
rule = "paid <= amount + fees"

# %% wrong="write-rule" because="A rule takes plain figures: leave the pound sign out."
rule = f"paid <= amount + £{fees}"

# %% wrong="write-rule" because="You let a payment pass that is over by a pound more than the guidance allows."
rule = f"paid <= amount + {fees + 5}"

# %% wrong="write-rule" because="You send back a row with a blank. That a value is missing is for another rule to find."
rule = f"paid is not null and amount is not null and paid <= amount + {fees}"

# %% [markdown] hint="write-rule"
# Say it aloud first: “the payment is at most …”. “At most” is written `<=`.

# %% [markdown] hint="write-rule"
# `"paid <= amount"` is nearly it. What does the guidance allow beside the amount?

# %% [markdown]
# ## The same in a Table Schema
#
# Other tools read a **Table Schema**. There a column is a field with a `name`, a `type` and `constraints`.

# %%
smallest = numbers("smallest").choice([100, 150, 200, 250, 300])
largest = numbers("largest").choice([8000, 9000, 10000, 12000])


def try_field(field, values):
    """Check values of one column against a Table Schema; return those in which something is wrong."""
    path = folder / "schema.json"
    path.write_text(json.dumps({"fields": [field]}), encoding="utf-8")
    table = pd.DataFrame({"amount": values, "note": ["-"] * len(values)}, dtype=str)
    report = ndl.check(table[["amount", "note"]], standard=path)
    wrong = [f for f in report.findings if f.column == "amount"]
    return sorted({value for f in wrong for value in report.failing(f)["amount"]})


print(
    f"From next year the guidance says: every grant has an amount in pounds, and pence if there are any. The smallest "
    f"grant is £{smallest} and the largest is £{largest}."
)
try_field({"name": "amount", "type": "string"}, [f"{smallest}.50", "a lot", ""])

# %% [markdown]
# The `[]` above says that nothing was found: in a column of text even “a lot” is right.
#
# Write the field `amount` so that a check finds every amount that the new guidance does not allow, and no other. The
# constraints are `required` (`True` or `False`), `minimum`, `maximum`, `exclusiveMinimum` and `exclusiveMaximum`.

# %% answer="write-field" objectives="1"
### BEGIN SOLUTION
field = {
    "name": "amount",
    "type": "number",
    "constraints": {"required": True, "minimum": smallest, "maximum": largest},
}
### END SOLUTION

# %% tests="write-field" points=2
expect.answered(field, "field")
assert isinstance(field, dict), "“field” should be in curly brackets, as in the example above."
assert field.get("name") == "amount", "“field” should be called as in the example above."
assert isinstance(field.get("constraints", {}), dict), "The constraints should be in curly brackets of their own."
### BEGIN HIDDEN TESTS
def finds(*values):
    # A Table Schema that cannot be read finds nothing.
    try:
        return try_field(json.loads(json.dumps(field)), [str(smallest + 40), *values])
    except (ndl.NdlError, TypeError):
        return ["unusable"]


assert finds() != ["unusable"], "That is no field of a Table Schema. Compare its parts and their spelling with the lesson's example."
assert "a lot" in finds("a lot"), "“a lot” passes as an amount. Which type do figures have?"
assert not finds(str(largest - 1)), "An amount that the guidance allows is found. Compare your bounds with the guidance."
assert not finds(f"{smallest + 1}.50"), "An amount with pence is found, and the guidance allows it. Which type may have a decimal point?"
assert "" in finds(""), "A blank amount passes. Every grant has an amount."
assert not finds(str(smallest)) and not finds(str(largest)), "The smallest or the largest grant itself is found. The guidance allows both."
assert finds(f"{smallest - 1}.99"), "An amount a penny too small passes."
assert finds(f"{largest}.01"), "An amount a penny too large passes."
### END HIDDEN TESTS

# %% right="write-field"
field = {
    "name": "amount",
    "title": "Amount in pounds",
    "type": "number",
    "constraints": {"maximum": str(largest), "minimum": str(smallest), "required": True},
}

# %% wrong="write-field" because="The smallest or the largest grant itself is found. The guidance allows both."
field = {
    "name": "amount",
    "type": "number",
    "constraints": {"required": True, "exclusiveMinimum": smallest, "exclusiveMaximum": largest},
}

# %% wrong="write-field" because="A blank amount passes. Every grant has an amount."
field = {"name": "amount", "type": "number", "constraints": {"minimum": smallest, "maximum": largest}}

# %% wrong="write-field" because="An amount with pence is found, and the guidance allows it. Which type may have a decimal point?"
field = {
    "name": "amount",
    "type": "integer",
    "constraints": {"required": True, "minimum": smallest, "maximum": largest},
}

# %% wrong="write-field" because="An amount that the guidance allows is found. Compare your bounds with the guidance."
field = {
    "name": "amount",
    "type": "number",
    "constraints": {"required": True, "minimum": largest, "maximum": smallest},
}

# %% wrong="write-field" because="An amount a penny too large passes."
field = {"name": "amount", "type": "number", "constraints": {"required": True, "minimum": smallest}}

# %% [markdown] hint="write-field"
# The lesson has an example of a field. Does “the smallest grant is” let that amount itself pass?

# %% [markdown]
# ## Whose fault is it?
#
# Here is the check of this year's register. The council's list of wards, `wards.csv`, stands behind the rule for `ward`.

# %%
use = use_of(numbers("use"))
report = ndl.check(register, standard=standard, use=f"say {use}")
print(f"From the council's notice: the ward {new_ward} was made in March. Our list of wards is from January.")
report

# %% [markdown]
# The report says of every ward that is not in the list that the publisher must mend it. That is not true of all. How many
# grants have a ward that **the fund** must mend (`theirs`), and how many were found only because of **our own list** (`ours`)?
# `report.failing(finding)` gives every row of a finding.

# %% answer="whose-fault" objectives="2"
### BEGIN SOLUTION
_unknown = report.failing(next(f for f in report.findings if f.column == "ward"))
ours = int((_unknown["ward"] == new_ward).sum())
theirs = len(_unknown) - ours
### END SOLUTION

# %% tests="whose-fault" points=2
expect.number(theirs, "theirs")
expect.number(ours, "ours")
### BEGIN HIDDEN TESTS
wards = pd.read_csv(register, dtype=str, keep_default_na=False)["ward"]
from_list = int((wards == new_ward).sum())
misspelt = int((~wards.isin([*WARDS, new_ward])).sum())
if (theirs, ours) != (misspelt, from_list):
    assert (theirs, ours) != (from_list, misspelt), "You have the two the wrong way round. Who can mend a list that is out of date?"
    assert theirs != misspelt + from_list, "You put all of them down to the fund. Read the notice: one of these wards is real."
    assert theirs + ours != len(set(wards) - set(WARDS)), "You counted different wards. The question is how many grants have them."
    assert theirs + ours == misspelt + from_list, "Look at every row of the finding: the two numbers together are its count."
assert (theirs, ours) == (misspelt, from_list), "A ward in the notice is right, and our list is old. Any other ward is spelt in no known way."
### END HIDDEN TESTS

# %% wrong="whose-fault" because="You put all of them down to the fund. Read the notice: one of these wards is real."
theirs, ours = next(f for f in report.findings if f.column == "ward").count, 0

# %% wrong="whose-fault" because="You have the two the wrong way round. Who can mend a list that is out of date?"
unknown = report.failing(next(f for f in report.findings if f.column == "ward"))
theirs = int((unknown["ward"] == new_ward).sum())
ours = len(unknown) - theirs

# %% wrong="whose-fault" because="Look at every row of the finding: the two numbers together are its count."
theirs, ours = 0, 1

# %% [markdown] hint="whose-fault"
# The finding on wards is `next(f for f in report.findings if f.column == "ward")`. Put it into `report.failing(…)`.

# %% [markdown] hint="whose-fault"
# With those rows as `rows`, `rows["ward"].value_counts()` counts each ward. Which of them is in the notice?

# %% [markdown]
# ## Which repairs can you not trust?
#
# Dates that were written `14/07/2024` have been repaired: the check reads the day first, as people in the United Kingdom do. Now
# look at who entered the dates that could **not** be read.

# %%
unread = report.failing(next(f for f in report.findings if f.check == "invalid date"))
unread[["award_date", "entered_by"]].head(8)

# %%
dates = report.repairs_frame()
dates = dates[dates["rule"] == "date format"].merge(ndl.load(register)[["entered_by"]], on="row")
dates[["row", "entered_by", "original", "value"]].head(8)

# %% [markdown]
# One person seems to write the month first. How many **repaired** dates may now be another day than was meant?
# Call the number `doubtful`.

# %% answer="doubtful-dates" objectives="3"
### BEGIN SOLUTION
_parts = dates[dates["entered_by"].isin(unread["entered_by"])]["original"].str.split("/")
doubtful = int((_parts.str[0] != _parts.str[1]).sum())
### END SOLUTION

# %% tests="doubtful-dates" points=2
expect.number(doubtful, "doubtful")
### BEGIN HIDDEN TESTS
raw = pd.read_csv(register, dtype=str, keep_default_na=False)
slashed = raw[raw["award_date"].str.contains("/")]
split = slashed["award_date"].str.split("/")
one, two = split.str[0].astype(int), split.str[1].astype(int)
month_first = slashed["entered_by"].isin(slashed.loc[two > 12, "entered_by"])
month_first &= ~slashed["entered_by"].isin(slashed.loc[one > 12, "entered_by"])
right_count = int((month_first & (two <= 12) & (one != two)).sum())
if doubtful != right_count:
    assert doubtful != int((two <= 12).sum()), "Those are all repaired dates. Only one person writes the month first; the other's were read as they were meant."
    assert doubtful != int((two > 12).sum()), "Those could not be read, so they were not repaired. They are findings, and safe: nobody will use them by mistake."
    assert doubtful != int(month_first.sum()), "You counted all dates of that person. Those that could not be read were not repaired."
    assert doubtful != int((month_first & (two <= 12)).sum()), "Nearly. Some of these are the same day whichever number is the month."
    assert doubtful != int(((two <= 12) & (one <= 12) & (one != two)).sum()), "Dates of somebody who always writes the day first can be trusted. Look at who entered each."
assert doubtful == right_count, "Count repaired dates of the person who writes the month first, where day and month would be other numbers."
### END HIDDEN TESTS

# %% wrong="doubtful-dates" because="Those are all repaired dates. Only one person writes the month first; the other's were read as they were meant."
doubtful = len(dates)

# %% wrong="doubtful-dates" because="Those could not be read, so they were not repaired. They are findings, and safe: nobody will use them by mistake."
doubtful = len(unread)

# %% wrong="doubtful-dates" because="Nearly. Some of these are the same day whichever number is the month."
doubtful = int(dates["entered_by"].isin(unread["entered_by"]).sum())

# %% [markdown] hint="doubtful-dates"
# In `12/27/2024` the second number cannot be a month. Who entered such dates? What else did they enter?

# %% [markdown] hint="doubtful-dates"
# `dates[dates["entered_by"] == "…"]` are the repaired dates of one person. Is `05/05/2024` in doubt?

# %% [markdown]
# ## What must go back to the fund?
#
# A colleague offers to tidy the register up before it is published, and to write each change into a log. Some of these
# changes follow from what is written. Others are guesses, and a log does not make a guess true.

# %%
offers = changes_offered(numbers("changes"))
for letter, change in offers.items():
    print(letter, change)

# %% [markdown]
# Which of them must **not** be made, but asked of the fund? Give their letters as a list
# called `to_ask`, such as `["A", "B"]`.

# %% answer="ask-first" objectives="3"
### BEGIN SOLUTION
from ndl_workbench.academy.practice.publishing import GUESSES

to_ask = [letter for letter, change in offers.items() if change in GUESSES]
### END SOLUTION

# %% tests="ask-first" points=2
expect.listing(to_ask, "to_ask")
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.publishing import PLAIN

asked = {letter.strip().upper() for letter in to_ask}
texts = dict(offers)
assert asked <= set(texts), "Give letters of the list, and nothing else."
assert asked != {letter for letter, text in texts.items() if text in PLAIN}, "You have them the wrong way round: the question is which may not be made."
assert len(asked) < 6, "Some of these changes lose nothing: what is written can mean only one thing. Those may be made, and logged."
wording = " ".join(texts[letter] for letter in asked)
assert "withdrawn" not in wording, "The guidance says what “w/d” means. A rule that is written down is no guess."
assert "1650" not in wording and "space" not in wording, "A comma among the thousands, or a space at the end, says nothing. It may go, and be logged."
assert "Dale" not in wording, "Dale's dates can be read in one way only. That change may be made, and logged."
missed = " ".join(text for letter, text in texts.items() if letter not in asked)
assert "below nothing" not in missed and "hardly ever" not in missed, "An amount that seems wrong may be true. Only the fund knows what was awarded."
assert "two rows" not in missed, "The two rows may be two grants. Nobody but the fund knows which of the references is wrong."
assert "nearest day" not in missed and "most grants" not in missed, "Likely is not known. You would publish a value that nobody ever wrote."
### END HIDDEN TESTS

# %% right="ask-first"
from ndl_workbench.academy.practice.publishing import GUESSES

to_ask = tuple(letter.lower() for letter, change in offers.items() if change in GUESSES)

# %% wrong="ask-first" because="Some of these changes lose nothing: what is written can mean only one thing. Those may be made, and logged."
to_ask = list("ABCDEF")

# %% wrong="ask-first" because="You have them the wrong way round: the question is which may not be made."
from ndl_workbench.academy.practice.publishing import PLAIN

to_ask = [letter for letter, change in offers.items() if change in PLAIN]

# %% [markdown] hint="ask-first"
# Ask of each: could two careful people read the old value and come to different new ones?

# %% [markdown]
# ## Mark the workbook
#
# `ndl.mark` saves the register as a workbook for the fund. Each bad cell is coloured and has a note, and a sheet lists them. First we
# mend what is ours: `standard_now` has a list of wards with the new one, so nobody is asked about that.

# %%
(folder / "wards-now.csv").write_text("\n".join(["ward", *WARDS, new_ward]), encoding="utf-8")
standard_now = folder / "community-grants-now.yaml"
standard_now.write_text(standard_text.replace("wards.csv", "wards-now.csv"), encoding="utf-8")
marked = ndl.mark(register, folder / "grants-for-the-fund.xlsx", standard=standard_now, use=f"say {use}")
notes = ndl.load(marked, sheet="Findings and notes")
notes[["Kind", "Finding", "Column", "Cell", "What was found"]].head()

# %% [markdown]
# The fund asks: *how many **grants** must we look up in our papers?* Count the grants with at least one cell that they must
# mend. Leave out cells that were only repaired. In a cell such as `E4`, 4 is the row.

# %% answer="to-mend" objectives="4"
### BEGIN SOLUTION
_cells = notes.loc[notes["Kind"] == "error", "Cell"]
to_mend = _cells.str.extract(r"(\d+)")[0].nunique()
### END SOLUTION

# %% tests="to-mend" points=2
expect.number(to_mend, "to_mend")
### BEGIN HIDDEN TESTS
now = ndl.check(register, standard=standard_now)
bad = {row for f in now.findings for row in now.failing(f).index}
everything = bad | {repair.row for repair in now.repairs}
if to_mend != len(bad):
    assert to_mend != len({row for f in now.findings for row in f.rows}), "A finding's own “rows” are only the first of them. Ask the report for every row: report.failing(finding)."
    assert to_mend != sum(f.count for f in now.findings), "You counted cells. Some grants have several cells to mend."
    assert to_mend != len(everything), "You counted grants with a repaired cell too. Those can be read, and need no look into the papers."
    assert to_mend != len(notes), "That is every line of the list. One grant may stand in several, and repairs stand there too."
    assert to_mend != len(now.findings), "That is the number of kinds of finding. One kind can be in many grants."
    old = {row for f in report.findings for row in report.failing(f).index}
    assert to_mend != len(old), "You took the first report. The new ward is still an error there, and that is not the fund's to mend."
assert to_mend == len(bad), "Take the lines of kind “error”, and count their different rows."
### END HIDDEN TESTS

# %% right="to-mend"
now = ndl.check(register, standard=standard_now)
to_mend = len({row for finding in now.findings for row in now.failing(finding).index})

# %% wrong="to-mend" because="A finding's own “rows” are only the first of them. Ask the report for every row: report.failing(finding)."
to_mend = len({row for finding in ndl.check(register, standard=standard_now).findings for row in finding.rows})

# %% wrong="to-mend" because="You counted cells. Some grants have several cells to mend."
to_mend = int((notes["Kind"] == "error").sum())

# %% wrong="to-mend" because="You counted grants with a repaired cell too. Those can be read, and need no look into the papers."
to_mend = notes["Cell"].str.extract(r"(\d+)")[0].nunique()

# %% wrong="to-mend" because="That is every line of the list. One grant may stand in several, and repairs stand there too."
to_mend = len(notes)

# %% [markdown] hint="to-mend"
# `notes[notes["Kind"] == "error"]` are the lines for what the fund must mend.

# %% [markdown] hint="to-mend"
# `column.str.extract(r"(\d+)")[0]` takes the number out of each text, and `.nunique()` counts different ones.

# %% [markdown]
# ## How good was it when it came?
#
# Your head of service asks something else: *how well does the fund keep to its own guidance?* She wants the number of grants in which
# a check finds anything at all, **in the file as it came**. What you repaired does not count in the fund's favour.

# %% [markdown]
# Give that number of grants as `as_it_came`. Use `standard_now`. Your rule on payments is not in it, so leave that out.

# %% answer="as-it-came" objectives="3"
### BEGIN SOLUTION
_untouched = ndl.check(register, standard=standard_now, repair=False)
as_it_came = len({row for finding in _untouched.findings for row in _untouched.failing(finding).index})
### END SOLUTION

# %% tests="as-it-came" points=2
expect.number(as_it_came, "as_it_came")
### BEGIN HIDDEN TESTS
raw_report = ndl.check(register, standard=standard_now, repair=False)
faulty = {row for f in raw_report.findings for row in raw_report.failing(f).index}
if as_it_came != len(faulty):
    mended = ndl.check(register, standard=standard_now)
    after = {row for f in mended.findings for row in mended.failing(f).index}
    old_list = ndl.check(register, standard=standard, repair=False)
    with_old_list = {row for f in old_list.findings for row in old_list.failing(f).index}
    assert as_it_came != len({row for f in raw_report.findings for row in f.rows}), "A finding's own “rows” are only the first of them. Ask the report for every row: report.failing(finding)."
    assert as_it_came != len(with_old_list), "You used the standard with the old list of wards. The new ward is no fault of the fund's."
    assert as_it_came != len(after), "That is what was left after your repairs. Check the file again without them."
    assert as_it_came != sum(f.count for f in raw_report.findings), "You counted cells. A grant with two faults is one grant."
    assert as_it_came != len({repair.row for repair in mended.repairs}), "Those are the grants with a repair. Others have faults that could not be repaired."
    assert as_it_came != len(after) + len(mended.repairs), "You added repairs to grants. One grant may have a repair, or two, and a fault beside them."
assert as_it_came == len(faulty), "Check the register with repair=False, and count the different rows of all findings."
### END HIDDEN TESTS

# %% right="as-it-came"
now = ndl.check(register, standard=standard_now)
as_it_came = len({row for finding in now.findings for row in now.failing(finding).index} | {one.row for one in now.repairs})

# %% wrong="as-it-came" because="That is what was left after your repairs. Check the file again without them."
now = ndl.check(register, standard=standard_now)
as_it_came = len({row for finding in now.findings for row in now.failing(finding).index})

# %% wrong="as-it-came" because="A finding's own “rows” are only the first of them. Ask the report for every row: report.failing(finding)."
raw = ndl.check(register, standard=standard_now, repair=False)
as_it_came = len({row for finding in raw.findings for row in finding.rows})

# %% wrong="as-it-came" because="You counted cells. A grant with two faults is one grant."
as_it_came = sum(f.count for f in ndl.check(register, standard=standard_now, repair=False).findings)

# %% wrong="as-it-came" because="Those are the grants with a repair. Others have faults that could not be repaired."
as_it_came = report.repairs_frame()["row"].nunique()

# %% [markdown] hint="as-it-came"
# `ndl.check(register, standard=standard_now, repair=False)` looks at the file without mending anything first.

# %% [markdown] hint="as-it-came"
# With that as `raw`, `raw.failing(finding).index` are the rows of one finding. Put those of all findings into one `set`, so that each
# counts once.

# %% [markdown]
# ## What comes first?
#
# `ndl.plan` makes an action plan with a priority for each finding. It cannot know what your use needs.

# %%
print(f"This year's only use of the register: to say {use}.")
ndl.plan(report)

# %% [markdown]
# Say how important each column with a finding is for **this use**: `"high"`, `"medium"` or `"low"`, as
# `importance = {"ward": "medium", …}`. Then `ndl.plan(report, importance=importance)` should put `"high"` on what the use
# needs, and on nothing that it does not need. What you say of `reference` will not be judged.

# %% answer="first-things" objectives="4"
### BEGIN SOLUTION
from ndl_workbench.academy.practice.publishing import USES

importance = {finding.column: "high" if finding.column in USES[use] else "low" for finding in report.findings}
### END SOLUTION

# %% tests="first-things" points=2
expect.answered(importance, "importance")
assert isinstance(importance, dict), "“importance” should be in curly brackets, with a word for each column."
assert all(word in ("low", "medium", "high") for word in importance.values()), "Each word should be “low”, “medium” or “high”."
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.publishing import USES

needed = set(USES[use])
columns = {finding.column for finding in report.findings}
assert set(importance) <= columns, "You named a column in which nothing was found. Take the columns from the plan, spelt the same."
issues = ndl.plan(report, importance=importance).issues
urgent = {issue.part_of_data for issue in issues if issue.priority == "high"} - {"reference"}
less = {issue.part_of_data for issue in issues if issue.priority != "high"}
assert not urgent >= columns - {"reference", "contact_email"}, "If everything comes first, nothing does. Which columns could be blank, and this use would not suffer?"
assert not less & needed, "A column that the use cannot do without is not first. Which columns would you need to work the figures out?"
assert "charity_number" not in urgent and "contact_email" not in urgent, "Many rows lack a charity number or an address, but no figure of this use is made from these."
assert urgent == needed, "A column is still first that this use does not need. Say that it is of low importance."
### END HIDDEN TESTS

# %% wrong="first-things" because="If everything comes first, nothing does. Which columns could be blank, and this use would not suffer?"
importance = {finding.column: "high" for finding in report.findings}

# %% wrong="first-things" because="A column that the use cannot do without is not first. Which columns would you need to work the figures out?"
from ndl_workbench.academy.practice.publishing import USES

importance = {finding.column: "low" if finding.column in USES[use] else "high" for finding in report.findings}

# %% wrong="first-things" because="Many rows lack a charity number or an address, but no figure of this use is made from these."
from ndl_workbench.academy.practice.publishing import USES

importance = {**dict.fromkeys(("ward", "award_date", "amount"), "low"), **dict.fromkeys(USES[use], "high")}

# %% [markdown] hint="first-things"
# Imagine the table of figures that the use asks for. From which columns of the register would you make it?

# %% [markdown] hint="first-things"
# Where you say nothing, many rows count for much. So say `"low"` of what the use does not need.

# %% [markdown]
# ## Which findings may stay?
#
# The fund answers. A finding may be **accepted** when somebody gives a reason why the values are right as they are. It stays
# in the report, with the reason and the name.

# %%
said_by_fund = answers_of(numbers("letter"))
for about, said in said_by_fund.items():
    print(f"{about}: {said}")

# %% [markdown]
# Of which columns may you accept the finding? Give their names as a list.

# %% answer="accept" objectives="5"
### BEGIN SOLUTION
from ndl_workbench.academy.practice.publishing import REASONS

accepted = [about for about, said in said_by_fund.items() if said in REASONS.values()]
### END SOLUTION

# %% tests="accept" points=2
expect.listing(accepted, "accepted")
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.publishing import REASONS

with_reason = {about for about, said in said_by_fund.items() if said in REASONS.values()}
named = {name.strip().lower() for name in accepted}
assert named <= set(said_by_fund), "Name columns that the fund's letter speaks of, spelt the same."
assert named, "At least one answer says why the values are right as they are. That is a reason, and the finding may stay with it."
assert "amount" not in named, "That a team is used to it helps nobody who reads the published table. It does not make the values right."
assert not named - with_reason, "One of these answers gives no reason why the values are right. That nobody asks, or that time is short, is none."
assert named == with_reason, "You left one out. An answer that says why each value is right as it stands is a reason."
### END HIDDEN TESTS

# %% right="accept"
from ndl_workbench.academy.practice.publishing import REASONS

accepted = sorted({"charity_number", "contact_email", "reference"} & {about for about in REASONS if said_by_fund[about] == REASONS[about]})

# %% wrong="accept" because="At least one answer says why the values are right as they are. That is a reason, and the finding may stay with it."
accepted = []

# %% wrong="accept" because="That a team is used to it helps nobody who reads the published table. It does not make the values right."
accepted = list(said_by_fund)

# %% wrong="accept" because="One of these answers gives no reason why the values are right. That nobody asks, or that time is short, is none."
from ndl_workbench.academy.practice.publishing import REASONS

accepted = [about for about in REASONS if said_by_fund[about] != REASONS[about]]

# %% [markdown] hint="accept"
# Would the reason still hold if a newspaper asked? Does it speak of the values, or of the people who keep them?

# %% [markdown]
# Take one of those you accepted: `report.accept(finding, because="…", by="…")` writes the fund's reason down. If next year's
# file has the fault in more rows, the acceptance lapses, and somebody must look again.

# %% [markdown]
# ## In your own words
#
# You publish the mended register. Write the **note on changes** that stands beside it, in five to eight sentences. It is for people
# who will use the table and have never met the fund. Somebody will read and mark this.

# %% [markdown] written="note" points=5 objectives="3,5"
# ### BEGIN MARK SCHEME
# - 1 mark: says that values were changed, which kinds (dates, amounts, status), and by which rule.
# - 1 mark: says how many were changed, or how large a part that is, and where the originals and the log can be had.
# - 1 mark: warns of what may be wrong in spite of the repair: dates of one clerk may have day and month exchanged.
# - 1 mark: says what was not changed and is still wrong or missing (for example misspelt wards, blank charity numbers), and that
#   the fund was asked.
# - 1 mark: says of an accepted finding who gave which reason; and all in words that a stranger understands, with the use or the
#   limits for a reader (for example: do not count by month yet).
#
# The figures are each trainee's own; those below are one trainee's.
#
# A good answer (5 of 5): "This synthetic register was checked against the fund's guidance. We changed 106 cells by rule: dates were
# written as year-month-day, commas were taken out of amounts, and other words for the status were replaced. The log with every
# original is the second file on this page, and the fund's own file is the third. One clerk may write the month first: up to 20 of
# the dates we rewrote may be another day, so do not count by month until the fund has answered. We changed no ward, amount
# or reference that was in doubt: 30 dates, 4 wards and 3 amounts are as the fund wrote them, and we have asked. Blank charity
# numbers were accepted: the fund looked at each, and these groups are not charities (A. Fold, the fund's secretary)."
#
# A weaker answer (2 of 5): "We cleaned the data. Dates were put in the standard format and commas were removed from
# amounts, 106 changes in all, and the original file can be had from us. Everything is now correct and can be used."
#
# It misses: the mark for a warning, since it says that everything is correct and the clerk's dates may not be; the mark for what was
# not changed, which it does not speak of; and the mark for who accepted what, and the limits of use.
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These questions are for you alone; nobody marks them.
#
# - Which file did you tidy by hand this year? Could you still say what stood in it before?
# - Which rule of your office is in people's heads, and nowhere in a file?
# - Whose reason for a fault have you accepted without writing it down?
