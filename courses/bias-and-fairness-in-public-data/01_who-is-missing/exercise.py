# %% [markdown]
# # Who is missing?
#
# You are an analyst for the councils of Ambermoor, Thistlewick and Port Callow. They offer families with a young child
# some help at home. You were sent the register of families who applied, and you are asked whom it leaves out.
#
# Everything is **synthetic**: the families, the places and the numbers are made up. The faults are put in on purpose,
# and are of kinds you will meet in real files. Your numbers are your own: a colleague's will differ.
#
# Each question has a cell for your answer and a check below it. The check knows some mistakes, and tells you of one in
# a sentence. It does not say that an answer is right: other tests are held back until your work is marked.
#
# If you are stuck, run `hint("same-group")` in a new cell, with the name of the question. Its name is in the first line
# of its check.

# %%
import ndl_workbench as ndl
from ndl_workbench.academy.practice.early_help import early_help
from ndl_workbench.academy.seed import numbers

made = early_help(numbers("early help"))
register, population = made.register, made.population
register.head()

# %% [markdown]
# In the register each row is one family. `visited` says whether a visitor came: `yes`, `no`, or nothing written down.
# The second table is `population`. It counts **all** families with a young child, whether they applied or not.

# %%
population.head()

# %% [markdown]
# ## One group, many names
#
# Three councils wrote ethnic groups in their own ways. These are the names in the register, and how often each stands
# there.

# %%
register["ethnic_group"].value_counts(dropna=False)

# %%
five = {"ethnic_group": "ethnic group 5"}
group_a = numbers("group a").choice(sorted(population["ethnic_group"].unique()))
print("Your group is:", group_a)

# %% [markdown]
# `ndl.audit(…, lists=five)` brings the names to the five groups of the Census. It says first which names the list does
# not have.
#
# How many families of the register are in **your group** then (`in_group`)? Count each family, whether or not its visit
# was written down. And of how many families must you **ask the councils what was meant** (`to_ask`)? Those gave an
# answer, and it stands on no list.

# %% answer="same-group" objectives="1"
### BEGIN SOLUTION
_listed = ndl.audit(register, outcome="visited", by="ethnic_group", lists=five)
in_group = next(row.n for row in _listed.representation if row.group == group_a)
_known = {*population["ethnic_group"], "Not stated", "Prefer not to say"}
_unlisted = [row.group for row in _listed.representation if row.group not in _known]
to_ask = int(register["ethnic_group"].isin(_unlisted).sum())
### END SOLUTION

# %% tests="same-group" points=3
expect.number(in_group, "in_group")
expect.number(to_ask, "to_ask")
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.early_help import SPELT

names = register["ethnic_group"]
of_group_a = names.isin(SPELT[group_a])
said_no = names.isin(["Not stated", "Prefer not to say"])
on_no_list = names.notna() & ~said_no & ~names.isin([name for spelt in SPELT.values() for name in spelt])
assert in_group != (names == group_a).sum(), "You counted only the families whose group is written exactly as the list writes it. The other names mean the same group."
assert in_group != (of_group_a & register["visited"].notna()).sum(), "You counted only the families whose visit was written down. Those with a blank are in the group too."
assert in_group == of_group_a.sum(), "Bring the names to the list, then find the number of people beside your group under “Who is in the data”."
assert to_ask != on_no_list.sum() + said_no.sum(), "You counted families who would not say. Their answer is clear, and you need not ask what it means."
assert to_ask != on_no_list.sum() + said_no.sum() + names.isna().sum(), "You counted everybody who is in none of the five groups. Some would not say, and some cells are blank."
assert to_ask != on_no_list.sum() + names.isna().sum(), "You counted the blanks. Nothing was written there, so there is no word whose meaning you could ask for."
assert to_ask != names[on_no_list].nunique(), "That is a number of names. How many families go by them?"
assert to_ask == on_no_list.sum(), "Look at the note that begins the audit. Leave out those who would not say and those who are not recorded, and count families."
### END HIDDEN TESTS

# %% right="same-group"
from ndl_workbench.fairness.vocabulary import list_named

names_brought = register["ethnic_group"].dropna().map(list_named("ethnic group 5").name_of)
in_group = (names_brought == group_a).sum()
to_ask = len(names_brought) - names_brought.isin([*population["ethnic_group"], "Not stated", "Prefer not to say"]).sum()

# %% wrong="same-group" because="You counted only the families whose group is written exactly as the list writes it. The other names mean the same group."
in_group, to_ask = int((register["ethnic_group"] == group_a).sum()), 0

# %% wrong="same-group" because="You counted only the families whose visit was written down. Those with a blank are in the group too."
audited = ndl.audit(register, outcome="visited", by="ethnic_group", lists=five)
in_group, to_ask = next(row.n for row in audited.outcomes if row.group == group_a), 0

# %% wrong="same-group" because="You counted everybody who is in none of the five groups. Some would not say, and some cells are blank."
audited = ndl.audit(register, outcome="visited", by="ethnic_group", lists=five)
in_group = next(row.n for row in audited.representation if row.group == group_a)
to_ask = len(register) - sum(row.n for row in audited.representation if row.group in set(population["ethnic_group"]))

# %% wrong="same-group" because="You counted families who would not say. Their answer is clear, and you need not ask what it means."
audited = ndl.audit(register, outcome="visited", by="ethnic_group", lists=five)
in_group = next(row.n for row in audited.representation if row.group == group_a)
others = {row.group for row in audited.representation} - set(population["ethnic_group"])
to_ask = int(register["ethnic_group"].isin(others).sum())

# %% [markdown] hint="same-group"
# Run `ndl.audit(register, outcome="visited", by="ethnic_group", lists=five)` and read its first sentence. It names what
# the list does not have.

# %% [markdown] hint="same-group"
# Of the names in that sentence, which is a word for a group? Look up in the counts above how many families go by each.

# %% [markdown] hint="same-group"
# *Who is in the data* counts everybody. The table of outcomes counts only those whose outcome is known.

# %% [markdown]
# ## Not stated is not missing
#
# A draft report says: *“for so many families, ethnic group is missing”*. Two different things were added up in it. How
# many families were asked and **would not say** (`would_not_say`)? For how many was **nothing written**
# (`nothing_written`)? And which council should look at its form first, because of the second number (`council`)?

# %% answer="not-stated" objectives="2"
### BEGIN SOLUTION
would_not_say = int(register["ethnic_group"].isin(["Not stated", "Prefer not to say"]).sum())
_blanks = register[register["ethnic_group"].isna()]
nothing_written = len(_blanks)
council = _blanks["council"].mode()[0]
### END SOLUTION

# %% tests="not-stated" points=3
expect.number(would_not_say, "would_not_say")
expect.number(nothing_written, "nothing_written")
expect.text(council, "council")
### BEGIN HIDDEN TESTS
groups = register["ethnic_group"]
refused, blank = groups.isin(["Not stated", "Prefer not to say"]).sum(), groups.isna().sum()
assert (would_not_say, nothing_written) != (blank, refused), "You have the two the wrong way round. A blank means that nobody wrote an answer."
assert would_not_say not in ((groups == "Not stated").sum(), (groups == "Prefer not to say").sum()), "There are two ways to decline in this register, and you counted one. Read all the names again."
assert refused + blank not in (would_not_say, nothing_written), "You put the two together, as the draft did. Keep those who would not say apart from the blanks."
assert would_not_say == refused, "Count the families with a name that says they were asked and did not want to answer."
assert nothing_written == blank, "Count the families with nothing at all in “ethnic_group”."
assert council.strip().lower() != "ambermoor" and council.strip().lower() != "thistlewick", "That council wrote something for each family. Ask which council's rows the blanks are in."
assert council.strip().lower() == "port callow", "Give the name of one of the three councils, as the register writes it."
### END HIDDEN TESTS

# %% right="not-stated"
counts = register["ethnic_group"].value_counts(dropna=False)
would_not_say = counts["Not stated"] + counts["Prefer not to say"]
nothing_written = register["ethnic_group"].isnull().sum()
council = " port callow"

# %% wrong="not-stated" because="You have the two the wrong way round. A blank means that nobody wrote an answer."
would_not_say = int(register["ethnic_group"].isna().sum())
nothing_written = int(register["ethnic_group"].isin(["Not stated", "Prefer not to say"]).sum())
council = "Port Callow"

# %% wrong="not-stated" because="There are two ways to decline in this register, and you counted one. Read all the names again."
would_not_say = int((register["ethnic_group"] == "Not stated").sum())
nothing_written, council = int(register["ethnic_group"].isna().sum()), "Port Callow"

# %% wrong="not-stated" because="You put the two together, as the draft did. Keep those who would not say apart from the blanks."
declined = register["ethnic_group"].isin(["Not stated", "Prefer not to say"])
nothing_written = int((declined | register["ethnic_group"].isna()).sum())
would_not_say, council = int(declined.sum()), "Port Callow"

# %% wrong="not-stated" because="That council wrote something for each family. Ask which council's rows the blanks are in."
would_not_say = int(register["ethnic_group"].isin(["Not stated", "Prefer not to say"]).sum())
nothing_written = int(register["ethnic_group"].isna().sum())
council = register["council"].mode()[0]

# %% [markdown] hint="not-stated"
# *Not stated* and *Prefer not to say* are answers. Pandas shows a blank as `None` or `NaN`.

# %% [markdown] hint="not-stated"
# `register[register["ethnic_group"].isna()]` are the rows where nothing was written. Which councils are they from?

# %% [markdown]
# ## Bands that do not fit
#
# You want to set the ages of parents beside published figures. These use the Census bands *16 to 24*, *25 to 34*, *35 to
# 49* and *50 to 64*. A band that lies inside one of these can be brought to it. One that lies across two cannot be
# divided afterwards.

# %%
register["parent_age"].value_counts()

# %% [markdown]
# Which bands of the register can be brought to **no** Census band? Give them as a list of texts (`no_place`), spelt as
# above. And for how many families is that so (`families_left`)? `lists={"parent_age": "age bands"}` does the sorting.

# %% answer="age-bands" objectives="1"
### BEGIN SOLUTION
_ages = ndl.audit(register, outcome="visited", by="parent_age", lists={"parent_age": "age bands"})
_left_over = [row for row in _ages.representation if not row.group.endswith("years")]
no_place = [row.group for row in _left_over]
families_left = sum(row.n for row in _left_over)
### END SOLUTION

# %% tests="age-bands" points=3
expect.listing(no_place, "no_place")
expect.number(families_left, "families_left")
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.early_help import CUT_ACROSS, FIT

bands = {band.strip().lower() for band in no_place}
across = {band for band in register["parent_age"].unique() if band in CUT_ACROSS}
assert len(bands) > 0, "At least one band of the register begins in one Census band and ends in another."
assert not bands & {"25-34", "aged 35 to 49"}, "A band that is only written in another way can be brought to the Census band. Look at where it begins and ends."
assert not bands & {"18 to 24", "30 to 34"}, "A band that lies wholly inside a Census band can be brought to it, though its name is not on the list."
assert not bands & {band.lower() for band in FIT}, "That band is one of the Census bands."
assert bands == across, "You left a band out. For each one, ask in which Census band its first age lies, and in which its last."
assert families_left != len(across), "That is a number of bands. How many families are in them?"
assert families_left == register["parent_age"].isin(across).sum(), "Count all families of the bands you named, whether or not they were visited."
### END HIDDEN TESTS

# %% right="age-bands"
from ndl_workbench.fairness.vocabulary import list_named

brought = register["parent_age"].map(list_named("age bands").name_of)
stayed = brought[~brought.str.startswith("Aged")]
no_place, families_left = stayed.unique(), stayed.count()

# %% wrong="age-bands" because="A band that is only written in another way can be brought to the Census band. Look at where it begins and ends."
published = ["16 to 24", "25 to 34", "35 to 49", "50 to 64"]
no_place = [band for band in register["parent_age"].unique() if band not in published]
families_left = int(register["parent_age"].isin(no_place).sum())

# %% wrong="age-bands" because="A band that lies wholly inside a Census band can be brought to it, though its name is not on the list."
fitting = ["16 to 24", "25-34", "25 to 34", "Aged 35 to 49", "35 to 49", "50 to 64"]
no_place = [band for band in register["parent_age"].unique() if band not in fitting]
families_left = int(register["parent_age"].isin(no_place).sum())

# %% wrong="age-bands" because="You left a band out. For each one, ask in which Census band its first age lies, and in which its last."
sorted_out = ndl.audit(register, outcome="visited", by="parent_age", lists={"parent_age": "age bands"})
stayed = [row for row in sorted_out.representation if not row.group.startswith("Aged")]
no_place, families_left = [stayed[0].group], stayed[0].n

# %% wrong="age-bands" because="Count all families of the bands you named, whether or not they were visited."
sorted_out = ndl.audit(register, outcome="visited", by="parent_age", lists={"parent_age": "age bands"})
stayed = [row for row in sorted_out.outcomes if not row.group.startswith("Aged")]
no_place, families_left = [row.group for row in stayed], sum(row.n for row in stayed)

# %% [markdown] hint="age-bands"
# Audit by `parent_age` with the list. The note at the top names the bands that were kept as they are.

# %% [markdown] hint="age-bands"
# How many families each band has stands in the counts above the question. Add up those of the bands you named.

# %% [markdown]
# ## Who is under-represented?
#
# Here is the audit of the register beside the population. Read *Who is in the data*. In its shares, everybody in the
# register is counted, those who would not say included. In the population everybody has one of the five groups.

# %%
by_group = ndl.audit(
    register, outcome="visited", by="ethnic_group", lists=five, population=population
)
by_group

# %% [markdown]
# Make it a fair comparison: take only the register's families who are **in one of the five groups**. How many are they
# (`in_five`)? Which group is then the most under-represented (`group`; the first word will do)? And what is its share
# of those families **divided by** its share of the population (`ratio`)?

# %% answer="fair-shares" objectives="3"
### BEGIN SOLUTION
_shares = [row for row in by_group.representation if row.expected]
in_five = sum(row.n for row in _shares)
_lowest = min(_shares, key=lambda row: row.n / row.expected)
group = _lowest.group
ratio = _lowest.n / in_five / _lowest.expected
### END SOLUTION

# %% tests="fair-shares" points=3
expect.number(in_five, "in_five")
expect.text(group, "group")
expect.number(ratio, "ratio")
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.early_help import SPELT

people = register["ethnic_group"].map({name: key for key, spelt in SPELT.items() for name in spelt}).value_counts()
families = population.groupby("ethnic_group")["count"].sum()
fair = (people / people.sum()) / (families / families.sum())
least = fair.idxmin()
first = group.replace(",", " ").split()[0].lower() if group.strip() else ""
assert in_five != len(register), "That is every family in the register. Some would not say, some were not asked, and some gave a name that is on no list."
assert in_five != register["ethnic_group"].notna().sum(), "You left out the blanks only. Those who would not say, and names on no list, are in none of the five groups either."
assert in_five == people.sum(), "Add up the families of the five groups. Each family of a group counts, whether or not its visit was written down."
assert first not in ("not", "prefer"), "The population has no such group, so nothing can be said of its share."
assert first == least.split()[0].strip(",").lower(), "Another group's share of the register is smaller, beside its share of the population. Compare the ratios."
assert abs(ratio - people[least] / len(register) / (families[least] / families.sum())) > 0.004, "That ratio has everybody in the register below the line, those who would not say and the blanks included. The population has no such people."
assert abs(ratio - 1 / fair[least]) > 0.05, "You divided the wrong way round. Below 1 should mean under-represented: divide the share of the register by the share of the population."
assert abs(ratio - people[least] / families[least]) > 0.004, "You divided numbers of families. Far fewer applied than there are, in every group, so compare shares."
assert abs(ratio - people[least] / people.sum()) > 0.004, "That is the group's share of the register. Divide it by its share of the population."
assert abs(ratio - fair[least]) < 0.006, "Add up the families of the five groups, take your group's share of them, and divide it by the group's share of the population."
### END HIDDEN TESTS

# %% right="fair-shares"
in_a_group = register[
    ~register["ethnic_group"].isin(["Not stated", "Prefer not to say", "European", "South Asian", "British", "Middle Eastern"])
].dropna(subset=["ethnic_group"])
again = ndl.audit(in_a_group, outcome="visited", by="ethnic_group", lists=five, population=population)
smallest = min(again.representation, key=lambda row: row.ratio)
in_five, group, ratio = len(in_a_group), smallest.group.lower(), round(smallest.ratio, 2)

# %% wrong="fair-shares" because="That ratio has everybody in the register below the line, those who would not say and the blanks included. The population has no such people."
smallest = min((row for row in by_group.representation if row.ratio), key=lambda row: row.ratio)
group, ratio = smallest.group, smallest.ratio
in_five = sum(row.n for row in by_group.representation if row.expected)

# %% wrong="fair-shares" because="You divided the wrong way round. Below 1 should mean under-represented: divide the share of the register by the share of the population."
five_shares = [row for row in by_group.representation if row.expected]
smallest = min(five_shares, key=lambda row: row.ratio)
in_five = sum(row.n for row in five_shares)
group, ratio = smallest.group, smallest.expected / (smallest.n / in_five)

# %% wrong="fair-shares" because="You divided numbers of families. Far fewer applied than there are, in every group, so compare shares."
smallest = min((row for row in by_group.representation if row.ratio), key=lambda row: row.ratio)
group, in_five = smallest.group, sum(row.n for row in by_group.representation if row.expected)
ratio = smallest.n / population.loc[population["ethnic_group"] == group, "count"].sum()

# %% wrong="fair-shares" because="Another group's share of the register is smaller, beside its share of the population. Compare the ratios."
few = min((row for row in by_group.representation if row.group in ("White", "Other ethnic group")), key=lambda row: row.n)
group, ratio, in_five = few.group, few.ratio, sum(row.n for row in by_group.representation if row.expected)

# %% wrong="fair-shares" because="That is every family in the register. Some would not say, some were not asked, and some gave a name that is on no list."
smallest = min((row for row in by_group.representation if row.ratio), key=lambda row: row.ratio)
in_five, group, ratio = by_group.people, smallest.group, smallest.ratio

# %% [markdown] hint="fair-shares"
# Under *Who is in the data*, the column *People* has the families of each group. Add up the five that have a share of
# the population.

# %% [markdown] hint="fair-shares"
# `[row for row in by_group.representation if row.expected]` are those five rows. Each has `n` and `expected`.

# %% [markdown] hint="fair-shares"
# A calculator is enough: the group's families, divided by the families of all five, divided by `expected`.

# %% [markdown]
# ## Nobody, hidden, or spelt otherwise?
#
# Now by ward. The first cell asks for the audit. The second shows what it has on who is in the data.

# %%
by_ward = ndl.audit(register, outcome="visited", by="ward", population=population)

# %%
by_ward.representation.to_frame()[["group", "n", "expected", "absent", "suppressed", "unmatched"]]

# %% [markdown]
# From which wards did **nobody at all apply**? Give their names as a list of texts (`empty_wards`). And how many families
# with a young child live there (`families_there`)? They are the ones no figure about visits will ever mention.

# %% answer="empty-wards" objectives="3,4"
### BEGIN SOLUTION
from ndl_workbench.academy.practice.early_help import RESPELT

_also_spelt = {name for name, spelt in RESPELT.items() if spelt in set(register["ward"])}
empty_wards = [row.group for row in by_ward.representation if row.absent and row.group not in _also_spelt]
families_there = int(population.loc[population["ward"].isin(empty_wards), "count"].sum())
### END SOLUTION

# %% tests="empty-wards" points=3
expect.listing(empty_wards, "empty_wards")
expect.number(families_there, "families_there")
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.early_help import RESPELT

wards = {name.strip().lower() for name in empty_wards}
in_register = {name.lower() for name in register["ward"]}
other_spelling = {name.lower() for name, spelt in RESPELT.items() if spelt.lower() in in_register}
nobody = {name.lower() for name in population["ward"]} - in_register - other_spelling
there = population.loc[population["ward"].str.lower().isin(nobody), "count"]
assert not wards & other_spelling, "One of your wards is in the register, spelt in another way. The audit marks a name that the population does not have: compare the two."
assert not wards & in_register, "Hidden is not empty. Families of a hidden ward are in the register, and are too few to show or guard another ward."
assert wards == nobody, "A ward is empty if the population has it and the register has no family from it, under any spelling."
assert families_there != 0, "Nobody there applied, but families live there. The table “population” counts them."
assert families_there not in set(there), "That is one ethnic group of the ward. Add up all of its families."
assert families_there == there.sum(), "Add up “count” over the rows of “population” that are in the wards you named."
### END HIDDEN TESTS

# %% right="empty-wards"
written = {name.replace(" ", "").lower() for name in register["ward"]}
lived_in = population.groupby("ward")["count"].sum()
families_of_none = lived_in[[name for name in lived_in.index if name.replace(" ", "").lower() not in written]]
empty_wards, families_there = families_of_none.index, families_of_none.sum()

# %% wrong="empty-wards" because="One of your wards is in the register, spelt in another way. The audit marks a name that the population does not have: compare the two."
empty_wards = [row.group for row in by_ward.representation if row.absent]
families_there = int(population.loc[population["ward"].isin(empty_wards), "count"].sum())

# %% wrong="empty-wards" because="Hidden is not empty. Families of a hidden ward are in the register, and are too few to show or guard another ward."
empty_wards = [row.group for row in by_ward.representation if row.suppressed]
families_there = int(population.loc[population["ward"].isin(empty_wards), "count"].sum())

# %% wrong="empty-wards" because="Nobody there applied, but families live there. The table “population” counts them."
alike = {name.replace(" ", "").lower() for name in register["ward"]}
empty_wards = [name for name in population["ward"].unique() if name.replace(" ", "").lower() not in alike]
families_there = 0

# %% [markdown] hint="empty-wards"
# Two names are *absent*, and one is *unmatched*: the population does not have it. Say it aloud. Which absent ward is it?

# %% [markdown] hint="empty-wards"
# A *suppressed* ward has families in the register. That `n` is not shown does not mean that it is 0.

# %% [markdown] hint="empty-wards"
# `population[population["ward"] == "Fenside"]["count"].sum()` adds up the families of one ward, here Fenside.

# %% [markdown]
# ## Whose outcome is missing?
#
# Back to `by_group` above. Of one group the outcome is missing **more often than of everyone else**, by more than chance
# is likely to give. Which group is it (`missing_group`; the first word will do)?
#
# Had every outcome of that group been written down, between which two rates would its rate of visits lie, whatever the
# blanks would have said? Give `least` and `most` in per cent, such as 41.3.

# %% answer="bounds" objectives="5"
### BEGIN SOLUTION
(_warned,) = [row for row in by_group.missingness if row.matters]
_visits = {row.group: row.events for row in by_group.outcomes}[_warned.group]
missing_group = _warned.group
least = _visits / _warned.people * 100
most = (_visits + _warned.missing) / _warned.people * 100
### END SOLUTION

# %% tests="bounds" points=3
expect.text(missing_group, "missing_group")
expect.number(least, "least")
expect.number(most, "most")
assert least > 1 and most > 1, "Give per cent: a half is 50."
assert least < most, "“least” should be the smaller rate and “most” the larger."
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.early_help import SPELT

answers = register.assign(
    brought=register["ethnic_group"].map({name: key for key, spelt in SPELT.items() for name in spelt})
).groupby("brought")["visited"]
blank_share = answers.apply(lambda said: said.isna().mean())
gone = blank_share.idxmax()
said = answers.get_group(gone)
yes, unknown, whole = (said == "yes").sum(), said.isna().sum(), len(said)
row = next(row for row in by_group.outcomes if row.group == gone)
first = missing_group.replace(",", " ").split()[0].lower() if missing_group.strip() else ""
assert first not in ("not", "prefer"), "That is a name for families whose ethnic group is not known. The question is whose outcome is not known."
assert first == gone.split()[0].strip(",").lower(), "Look under “Whose outcome is missing”: one of the five groups has a warning."
assert abs(least - row.low * 100) > 0.1 or abs(most - row.high * 100) > 0.1, "That is the 95% interval. It allows for chance among those whose outcome is known, and says nothing of the blanks."
assert abs(least - yes / (whole - unknown) * 100) > 0.1, "That is the rate among those whose outcome is known. What if none of the blanks was visited?"
worst, best = yes / whole * 100, (yes + unknown) / whole * 100
assert abs(most - best) < 0.1 or most == round(best), "For the most that it could be, count every blank as visited, and divide by all families of the group."
assert abs(least - worst) < 0.1 or least == round(worst), "For the least that it could be, count no blank as visited, and divide by all families of the group."
### END HIDDEN TESTS

# %% right="bounds"
warning_row = max((row for row in by_group.missingness if row.share), key=lambda row: row.share)
shown = next(row for row in by_group.outcomes if row.group == warning_row.group)
missing_group = warning_row.group.split()[0]
least = round(100 * shown.events / warning_row.people, 1)
most = round(100 - 100 * (shown.n - shown.events) / warning_row.people, 1)

# %% right="bounds"
(marked,) = [row for row in by_group.missingness if row.matters]
shown = next(row for row in by_group.outcomes if row.group == marked.group)
missing_group = marked.group.upper()
least, most = round(100 * shown.events / marked.people), round(100 * (shown.events + marked.missing) / marked.people)

# %% wrong="bounds" because="That is the 95% interval. It allows for chance among those whose outcome is known, and says nothing of the blanks."
marked = next(row for row in by_group.missingness if row.matters)
shown = next(row for row in by_group.outcomes if row.group == marked.group)
missing_group, least, most = shown.group, shown.low * 100, shown.high * 100

# %% wrong="bounds" because="That is a name for families whose ethnic group is not known. The question is whose outcome is not known."
missing_group, least, most = "Not recorded", 55.0, 65.0

# %% wrong="bounds" because="That is the rate among those whose outcome is known. What if none of the blanks was visited?"
marked = next(row for row in by_group.missingness if row.matters)
shown = next(row for row in by_group.outcomes if row.group == marked.group)
missing_group, least = shown.group, shown.rate * 100
most = (shown.events + marked.missing) / marked.people * 100

# %% wrong="bounds" because="For the most that it could be, count every blank as visited, and divide by all families of the group."
marked = next(row for row in by_group.missingness if row.matters)
shown = next(row for row in by_group.outcomes if row.group == marked.group)
missing_group, least = shown.group, shown.events / marked.people * 100
most = shown.rate * 100

# %% [markdown] hint="bounds"
# The audit says it in a sentence, under *Who is not recorded*. The two rates have nothing to do with a 95% interval.

# %% [markdown] hint="bounds"
# First pretend that no blank was visited, then that every blank was. Each time divide by all families of the group.

# %% [markdown]
# ## Where do families drop out?
#
# The audit of visits found no gap between groups among those who applied. A councillor says: *“So every group gets the
# same help.”* Look at it from the population instead, for two groups: White families, and the group below. Take each
# family's group as the register has it. Some would not say, which makes both numbers a little low.

# %%
group_b = made.applies_least
print("Compare White families with:", group_b)

# %% [markdown]
# For every **100 families in the population**, how many were visited, in the group above (`per_100`) and among White
# families (`per_100_white`)? Give both with one decimal, such as 12.3. And where do the two groups part: write
# `"applying"`, or `"a visit"` if it is between applying and being visited (`step`).

# %% answer="per-hundred" objectives="4"
### BEGIN SOLUTION
_visited = {row.group: row.events for row in by_group.outcomes}
_living = population.groupby("ethnic_group")["count"].sum()
per_100 = _visited[group_b] / _living[group_b] * 100
per_100_white = _visited["White"] / _living["White"] * 100
step = "applying"
### END SOLUTION

# %% tests="per-hundred" points=3
expect.number(per_100, "per_100")
expect.number(per_100_white, "per_100_white")
expect.one_of(step, ["applying", "a visit"], "step")
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.early_help import SPELT

def of(group, rows):
    return rows["ethnic_group"].isin(SPELT[group]).sum()

came = register[register["visited"] == "yes"]
families = population.groupby("ethnic_group")["count"].sum()
right_b, right_white = of(group_b, came) / families[group_b] * 100, of("White", came) / families["White"] * 100
known_b = register.dropna(subset=["visited"])
assert abs(per_100 - of(group_b, came) / of(group_b, known_b) * 100) > 0.5, "That is the rate among those who applied and whose outcome is known. Divide by all families of the group in the population."
assert abs(per_100 - of(group_b, register) / families[group_b] * 100) > 0.05, "That is how many of 100 applied. How many of 100 were visited?"
assert abs(per_100 - of(group_b, came) / families.sum() * 100) > 0.05, "You divided by the families of all groups. Divide by those of the group itself."
assert abs(per_100 - right_b) < 0.051 or per_100 != round(right_b), "You rounded to a whole number. Give one decimal, such as 12.3."
assert abs(per_100 - right_b) < 0.051, "Divide the group's visits by the group's families in the population, and multiply by 100."
assert abs(per_100_white - right_white) < 0.051, "The first number is right. Do the same for White families."
assert step == "applying", "Among those who applied, the two groups are visited about equally often. Compare how many of 100 families applied."
### END HIDDEN TESTS

# %% right="per-hundred"
outcome_rows, people_rows = by_group.outcomes.to_frame().set_index("group"), population.groupby("ethnic_group").sum()
step = "applying"
per_100, per_100_white = (
    round(100 * outcome_rows.loc[name, "events"] / people_rows.loc[name, "count"], 1) for name in (group_b, "White")
)

# %% wrong="per-hundred" because="That is the rate among those who applied and whose outcome is known. Divide by all families of the group in the population."
rates = {row.group: row.rate for row in by_group.outcomes if row.rate}
per_100, per_100_white, step = rates[group_b] * 100, rates["White"] * 100, "a visit"

# %% wrong="per-hundred" because="That is how many of 100 applied. How many of 100 were visited?"
applied = {row.group: row.n for row in by_group.representation}
lived = population.groupby("ethnic_group")["count"].sum()
per_100, per_100_white = applied[group_b] / lived[group_b] * 100, applied["White"] / lived["White"] * 100
step = "applying"

# %% wrong="per-hundred" because="You divided by the families of all groups. Divide by those of the group itself."
happened = {row.group: row.events for row in by_group.outcomes}
everybody = population["count"].sum()
per_100, per_100_white = happened[group_b] / everybody * 100, happened["White"] / everybody * 100
step = "applying"

# %% wrong="per-hundred" because="Among those who applied, the two groups are visited about equally often. Compare how many of 100 families applied."
happened = {row.group: row.events for row in by_group.outcomes}
lived = population.groupby("ethnic_group")["count"].sum()
per_100, per_100_white = happened[group_b] / lived[group_b] * 100, happened["White"] / lived["White"] * 100
step = "a visit"

# %% [markdown] hint="per-hundred"
# In the table of outcomes, the column *With outcome* has the visits of each group (`events` in Python).

# %% [markdown] hint="per-hundred"
# `population.groupby("ethnic_group")["count"].sum()` has the families of each group, applied or not.

# %% [markdown]
# ## Two tables, one subtraction
#
# You publish visits by ethnic group for all three councils. A partner has published the same for Ambermoor and
# Thistlewick. Neither table shows a group with fewer than ten visited, or fewer than ten not visited.

# %%
only_two = register[register["council"] != "Port Callow"]
ours = ndl.audit(register, outcome="visited", by="ethnic_group", lists=five).to_frame()
theirs = ndl.audit(only_two, outcome="visited", by="ethnic_group", lists=five).to_frame()
ours[["group", "n", "events"]].merge(theirs[["group", "n", "events"]], on="group", suffixes=("_ours", "_theirs"))

# %% [markdown]
# Somebody takes one table from the other and has Port Callow. Look at the **five groups** of the list only. For which of them does
# a number below ten follow, of families visited or of families not visited? Give them as a list of texts
# (`given_away`; the first word of each will do). And what is the smallest number that follows (`smallest`)?

# %% answer="subtract" objectives="6"
### BEGIN SOLUTION
_left = ours.set_index("group")[["n", "events"]] - theirs.set_index("group")[["n", "events"]]
_left = _left.loc[sorted(population["ethnic_group"].unique())].dropna()
_low = _left.assign(others=_left["n"] - _left["events"])[["events", "others"]].min(axis=1)
given_away = list(_low[_low.isin(range(by_group.min_count))].index)
smallest = int(_low.min())
### END SOLUTION

# %% tests="subtract" points=3
expect.listing(given_away, "given_away")
expect.number(smallest, "smallest")
### BEGIN HIDDEN TESTS
from ndl_workbench.academy.practice.early_help import SPELT

there = register[register["council"] == "Port Callow"].dropna(subset=["visited"])
cells = {
    key: [int((there["ethnic_group"].isin(spelt) & (there["visited"] == word)).sum()) for word in ("yes", "no")]
    for key, spelt in SPELT.items()
}
told = {key.split()[0].strip(",").lower() for key, pair in cells.items() if min(pair) < 10}
few_visited = {key.split()[0].strip(",").lower() for key, pair in cells.items() if pair[0] < 10}
few_people = {key.split()[0].strip(",").lower() for key, pair in cells.items() if sum(pair) < 10}
named = {name.replace(",", " ").split()[0].lower() for name in given_away if name.strip()}
assert "white" not in named, "The White group of Port Callow is large: no number below ten follows for it."
assert not named & {"not", "prefer", "european", "south", "british", "middle"}, "Name groups of the list of five only, as the question asks."
assert named or not told, "Each table alone is safe. Take one from the other, group by group, and look at what is left."
assert named == told or named != few_people, "A group of ten people or more can still have a small number in it. Look at those visited and those not visited, each alone."
assert named == told or named != few_visited, "You looked only at those visited. How many were not visited is what is left of the group, and it can be small too."
assert named == told, "For each of the five groups, take “n” from “n” and “events” from “events”. Then look for a number below ten."
assert smallest == min(min(pair) for pair in cells.values()), "Of all the numbers of families visited, and not visited, that follow for the five groups, give the smallest."
### END HIDDEN TESTS

# %% right="subtract"
left = (ours.set_index("group")[["n", "events"]] - theirs.set_index("group")[["n", "events"]]).dropna()
left = left[[name in set(population["ethnic_group"]) for name in left.index]]
left["others"] = left["n"] - left["events"]
low = left[["events", "others"]].min(axis=1)
given_away, smallest = [name.split()[0] for name in low[low < 10].index], low.min()

# %% wrong="subtract" because="Each table alone is safe. Take one from the other, group by group, and look at what is left."
given_away, smallest = [], 10

# %% wrong="subtract" because="The White group of Port Callow is large: no number below ten follows for it."
given_away, smallest = list(population["ethnic_group"].unique()), 1

# %% wrong="subtract" because="Name groups of the list of five only, as the question asks."
hidden_ones = list(ours.loc[ours["suppressed"], "group"])
given_away, smallest = hidden_ones, 1

# %% wrong="subtract" because="Of all the numbers of families visited, and not visited, that follow for the five groups, give the smallest."
pair_rows = ours.merge(theirs, on="group").dropna(subset=["n_x", "n_y"])
pair_rows = pair_rows[pair_rows["group"].isin(population["ethnic_group"])]
came_to = pair_rows["events_x"] - pair_rows["events_y"]
stayed_out = pair_rows["n_x"] - pair_rows["n_y"] - came_to
given_away = list(pair_rows.loc[(came_to < 10) | (stayed_out < 10), "group"])
smallest = int((pair_rows["n_x"] - pair_rows["n_y"]).min())

# %% [markdown] hint="subtract"
# `n` is everybody whose outcome is known, and `events` is those visited. So `n` less `events` is those not visited.

# %% [markdown] hint="subtract"
# Do it for one group first: ours less theirs, for `n` and for `events`. Port Callow is what is left.

# %% [markdown]
# ## In your own words
#
# Write to the three councils' heads of early years, in five to seven sentences. *What does the register not tell us, and
# what should we change before next year?* Use your own figures. Somebody will read and mark this.

# %% [markdown] written="note-to-heads" points=5 objectives="2,3,4"
# ### BEGIN MARK SCHEME
# Figures are each trainee's own. Mark whether one is given and said rightly, not its value.
#
# - 1 mark: says who is under-represented, with a figure (a ratio, two shares, or visits in 100 families), in the
#   group's full or usual name.
# - 1 mark: says that families part when they apply, or that a ward sent nobody; so equal rates of visits among those who applied are
#   not equal help.
# - 1 mark: keeps *would not say* apart from *nothing written*, and asks Port Callow to look at its form.
# - 1 mark: names one thing to change that would help next year: one list of groups for all three, one list of wards, or outcomes
#   written down for each family; or to ask families why they do not apply.
# - 1 mark: claims no cause, shows no number below ten, writes of people with respect, and says that the data is
#   synthetic.
#
# A good answer (5 of 5): "This is synthetic data. Among families who applied, every ethnic group was visited about equally
# often. But of 100 Black families with a young child 7 were visited, and of 100 White families 14, because fewer Black
# families applied; the register cannot tell us why. From one ward nobody applied at all. 250 families would not say what
# their ethnic group is, which is their right. For 130 more, all in Port Callow, nothing was written, so please look at whether
# your form asks. Next year let us all use the five groups of the Census, and ask families we did not reach what stood in the way."
#
# A weaker answer (2 of 5): "Black families are only 5% of the register and 10% of the population, because they do not know
# about our service. Ethnic group is missing for 380 families. All groups are visited equally once they apply, and one
# ward sent no one, so the gap is in applying, and help is not equal. We must do better before next year."
# It misses: refusals and blanks are added up, so the third mark. It names nothing to change, so the fourth. It gives a
# cause that nobody looked at, and does not say that the data is synthetic, so the fifth.
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These are for you alone. Nobody marks them.
#
# - Think of a register you work with. Who has never been in it, and which table would show you?
# - On which form that you know does a blank mean “not asked”, and on which “would not say”?
# - Who else publishes figures about the people in your tables? Could theirs be taken from yours?
