# %% [markdown]
# # Gaps, and what they do not show
#
# You work for the housing teams of Ambermoor, Thistlewick and Port Callow. They sent you their records of repairs,
# and a paper is being written on whether all tenants are served alike. You are asked which of its figures can stand.
#
# Everything is **synthetic**: the tenants, the places and the gaps are made up. They say nothing about any real group of
# people. Your numbers are your own: a colleague's will differ.
#
# Each question has a cell for your answer and a check below it. The check knows some mistakes, and tells you of one in
# a sentence. It does not say that an answer is right: other tests are held back until your work is marked.
#
# If you are stuck, run `hint("how-much")` in a new cell, with the name of the question. Its name is in the first line of
# its check.

# %%
import ndl_workbench as ndl
from ndl_workbench.academy.practice import repairs as practice
from ndl_workbench.academy.seed import numbers

repairs = practice.repairs(numbers("repairs"))
repairs.head()

# %% [markdown]
# Each row is one repair that a tenant asked for. `missed` says whether the worker failed to come on the day agreed. `on_time`
# says whether the repair was done by the date that the council had set. Where an audit below says *people*, it counts
# repairs.
#
# ## How much more often?
#
# The paper says: *“tenants who speak another language at home are hit by missed visits”*. How much more often?

# %%
visits = ndl.audit(repairs, outcome="missed", by="language")
visits

# %% [markdown]
# By how many **percentage points** is the rate of missed visits higher for tenants who speak another language (`points`)?
# **How many times** as high is it (`times`)? And what is the smallest number of times that fits the data, at the lower
# end of its 95% interval (`times_low`)? The ratio and its interval are in `visits.to_frame()`.

# %% answer="how-much" objectives="1"
### BEGIN SOLUTION
_other = next(row for row in visits.outcomes if row.group == "another language")
points = float(f"{_other.difference:.1%}".rstrip("%"))
times = _other.ratio
times_low = _other.ratio_low
### END SOLUTION

# %% tests="how-much" points=3
expect.number(points, "points")
expect.number(times, "times")
expect.number(times_low, "times_low")
### BEGIN HIDDEN TESTS
speakers, english = repairs[repairs["language"] != "English"], repairs[repairs["language"] == "English"]
rate, rate_english = (speakers["missed"] == "yes").mean(), (english["missed"] == "yes").mean()
gap, ratio = (rate - rate_english) * 100, rate / rate_english
found = next(row for row in visits.outcomes if row.group == "another language")
assert abs(points + gap) > 0.06, "The sign is the wrong way round. The rate of the group asked about, less the other."
assert abs(points - gap / 100) > 0.006, "That is a share. In percentage points, a difference of 0.01 is 1."
assert abs(points - (ratio - 1) * 100) > 1, "That is how many per cent higher the rate is. Percentage points are one rate less the other."
assert abs(points - gap) < 0.11, "Take the rate for English from the rate for another language, both in per cent."
assert abs(times - (ratio - 1)) > 0.06, "That is by how much more it is. A rate that is doubled is 2 times as high, not once."
assert abs(times - 1 / ratio) > 0.03, "You divided the wrong way round: the rate is higher for this group, so the number of times is more than 1."
assert abs(times - ratio) < 0.051, "Divide the rate for another language by the rate for English."
assert abs(times_low - found.difference_low * 100) > 0.06 or abs(times_low - found.ratio_low) < 0.051, "That is the lower end for the difference. The ratio has an interval of its own."
assert abs(times_low - found.ratio_low) < 0.051, "Look in the row of the group for the lower end of the ratio's interval."
### END HIDDEN TESTS

# %% right="how-much"
table = visits.to_frame().set_index("group")
points = round(100 * table.loc["another language", "rate"], 1) - round(100 * table.loc["English", "rate"], 1)
times, times_low = table.loc["another language", ["ratio", "ratio_low"]].round(1)

# %% wrong="how-much" because="That is a share. In percentage points, a difference of 0.01 is 1."
row_of = next(row for row in visits.outcomes if row.group == "another language")
points, times, times_low = row_of.difference, row_of.ratio, row_of.ratio_low

# %% wrong="how-much" because="That is how many per cent higher the rate is. Percentage points are one rate less the other."
row_of = next(row for row in visits.outcomes if row.group == "another language")
points, times, times_low = (row_of.ratio - 1) * 100, row_of.ratio, row_of.ratio_low

# %% wrong="how-much" because="That is by how much more it is. A rate that is doubled is 2 times as high, not once."
row_of = next(row for row in visits.outcomes if row.group == "another language")
points, times, times_low = row_of.difference * 100, row_of.ratio - 1, row_of.ratio_low - 1

# %% wrong="how-much" because="That is the lower end for the difference. The ratio has an interval of its own."
row_of = next(row for row in visits.outcomes if row.group == "another language")
points, times, times_low = row_of.difference * 100, row_of.ratio, row_of.difference_low * 100

# %% [markdown] hint="how-much"
# The first sentence about `language` has the points. Both ways of saying it are right, and they sound very different.

# %% [markdown] hint="how-much"
# In `visits.to_frame()` look for `ratio`, `ratio_low` and `ratio_high` in the row of *another language*.

# %% [markdown]
# ## So many estates
#
# A newspaper wants a list of the estates “where repairs go wrong”. Here are the counts of each estate, and an audit
# that compares each estate with all the rest.

# %%
estates = practice.estates(numbers("estates"))
on_estates = ndl.audit(
    estates, outcome="on_time", by="estate", total="repairs", reference="rest"
)
on_estates

# %%
compared = on_estates.to_frame()
compared[["group", "n", "rate", "difference", "difference_low", "difference_high", "p_adjusted"]].head()

# %% [markdown]
# Suppose that all estates were served **exactly alike**. How many intervals of 95% would you then expect to leave out 0, by chance alone
# (`by_chance`)?
#
# And which estates differ from the rest by more than chance is likely to give, when **all these comparisons are
# allowed for** (`sure`)? Give a list of their names. An adjusted p-value of at most 0.05 says so.

# %% answer="many" objectives="2"
### BEGIN SOLUTION
by_chance = len(compared) * 0.05
sure = list(compared.loc[compared["p_adjusted"] <= 0.05, "group"])
### END SOLUTION

# %% tests="many" points=3
expect.number(by_chance, "by_chance")
expect.listing(sure, "sure")
### BEGIN HIDDEN TESTS
every = on_estates.to_frame()
outside = set(every.loc[(every["difference_low"] > 0) | (every["difference_high"] < 0), "group"])
apart = set(every.loc[every["p_adjusted"] <= 0.05, "group"])
below = set(every.loc[(every["p_adjusted"] <= 0.05) & (every["difference"] < 0), "group"])
named = {name.strip().capitalize() for name in sure}
assert by_chance != len(outside), "That is how many intervals leave out 0 in this data. The question is how many would if there were no differences at all."
assert by_chance not in (0, 5), "A 95% interval misses the truth five times in 100. How often is that among the number of estates you have?"
assert abs(by_chance - 0.95 * len(every)) > 0.5, "That is how many would hold 0. The question is how many would leave it out."
assert abs(by_chance - len(every) / 20) < 0.11 or by_chance == round(len(every) / 20), "One interval in 20 leaves out the true difference. Count the estates, and take that share of them."
assert named, "At least one estate is further from the rest than chance is likely to put any. Look at the adjusted p-values."
assert named != outside, "You took every estate whose interval leaves out 0. With so many comparisons some do by chance: use the adjusted p-values."
assert named != below or below == apart, "You left out an estate that does better than the rest. It differs as surely, and may have something to teach."
assert named == apart, "Take the estates whose adjusted p-value is at most 0.05, and no others."
### END HIDDEN TESTS

# %% right="many"
by_chance = round(0.05 * len(estates), 1)
sure = [row.group.lower() for row in on_estates.outcomes if row.p_adjusted <= 0.05]

# %% right="many"
by_chance = round(len(estates) / 20)
sure = compared[compared["p_adjusted"] < 0.05]["group"]

# %% wrong="many" because="You took every estate whose interval leaves out 0. With so many comparisons some do by chance: use the adjusted p-values."
by_chance = len(estates) / 20
sure = [row.group for row in on_estates.outcomes if row.difference_low > 0 or row.difference_high < 0]

# %% wrong="many" because="That is how many intervals leave out 0 in this data. The question is how many would if there were no differences at all."
sure = [row.group for row in on_estates.outcomes if row.p_adjusted <= 0.05]
by_chance = sum(row.difference_low > 0 or row.difference_high < 0 for row in on_estates.outcomes)

# %% wrong="many" because="You left out an estate that does better than the rest. It differs as surely, and may have something to teach."
by_chance = len(estates) / 20
sure = [row.group for row in on_estates.outcomes if row.p_adjusted <= 0.05 and row.difference < 0]

# %% wrong="many" because="That is how many would hold 0. The question is how many would leave it out."
by_chance, sure = len(estates) * 0.95, ["Alder"]

# %% survives="many" because="No adjusted p-value is exactly 0.05."
by_chance = len(compared) * 0.05
sure = list(compared.loc[compared["p_adjusted"] < 0.05, "group"])

# %% [markdown] hint="many"
# A 95% interval leaves out the true difference about once in 20 times. You have made one comparison for each estate.

# %% [markdown] hint="many"
# `compared[compared["p_adjusted"] <= 0.05]` are the rows that pass.

# %% [markdown]
# ## A gap that turns round
#
# The paper's headline is: *“Disabled tenants wait less.”* Here is the audit behind it, with one column held the same: the
# kind of repair.

# %%
waits = ndl.audit(repairs, outcome="on_time", by="disabled", control="kind")
waits

# %% [markdown]
# Give the gap in **percentage points**: the rate of disabled tenants, less the rate of others. Give it over all repairs
# (`all_repairs`), and among repairs of the same kind (`same_kind`). A gap below 0 has a minus sign.
#
# Of which kind are **most of the repairs that disabled tenants ask for** (`most_of`: `"urgent"` or `"routine"`)?

# %% answer="turns-round" objectives="3"
### BEGIN SOLUTION
(_held,) = waits.controlled
all_repairs = float(f"{_held.difference:.1%}".rstrip("%"))
same_kind = float(f"{_held.adjusted:.1%}".rstrip("%"))
most_of = repairs.loc[repairs["disabled"] == "yes", "kind"].mode()[0]
### END SOLUTION

# %% tests="turns-round" points=3
expect.number(all_repairs, "all_repairs")
expect.number(same_kind, "same_kind")
expect.one_of(most_of, ["urgent", "routine"], "most_of")
assert abs(all_repairs) > 1, "Give percentage points: a difference of 0.01 is 1 point."
### BEGIN HIDDEN TESTS
rates = (repairs["on_time"] == "yes").groupby(repairs["disabled"]).mean() * 100
inside = (repairs["on_time"] == "yes").groupby([repairs["kind"], repairs["disabled"]]).mean().unstack() * 100
kept = next(iter(waits.controlled)).adjusted * 100
assert all_repairs * (rates["yes"] - rates["no"]) > 0, "Your first sign is the wrong way round. Take the rate of other tenants from that of disabled tenants."
assert abs(all_repairs - (rates["yes"] - rates["no"])) < 0.11, "The audit's sentence on “disabled” has the gap over all repairs."
assert abs(same_kind - all_repairs) > 0.06, "That is the gap over all repairs again. Look under “With kind held the same”."
assert same_kind * kept > 0, "Among repairs of the same kind the gap goes the other way: its sign is not that of the first. Read the warning."
assert abs(same_kind - (inside["yes"] - inside["no"]).mean()) > 0.06 or abs(same_kind - kept) < 0.06, "You took the plain mean of the two kinds. The audit weights each kind by the tenants it has of both groups."
assert all(abs(same_kind - gap) > 0.06 for gap in inside["yes"] - inside["no"]) or abs(same_kind - kept) < 0.06, "That is the gap in one of the two kinds. The audit puts both together."
assert abs(same_kind - kept) < 0.06, "In the table “With kind held the same”, take the second difference."
assert most_of == "urgent", "That is the kind most repairs of other tenants are of. Count the rows of disabled tenants by kind."
### END HIDDEN TESTS

# %% right="turns-round"
frame = waits.controlled.to_frame()
all_repairs, same_kind = round(frame.loc[0, "difference"] * 100, 1), round(frame.loc[0, "adjusted"] * 100, 1)
most_of = "urgent"

# %% wrong="turns-round" because="That is the gap over all repairs again. Look under “With kind held the same”."
all_repairs = same_kind = next(iter(waits.controlled)).difference * 100
most_of = "urgent"

# %% wrong="turns-round" because="Among repairs of the same kind the gap goes the other way: its sign is not that of the first. Read the warning."
row_held = next(iter(waits.controlled))
all_repairs, same_kind, most_of = row_held.difference * 100, -row_held.adjusted * 100, "urgent"

# %% wrong="turns-round" because="That is the gap in one of the two kinds. The audit puts both together."
all_repairs = next(iter(waits.controlled)).difference * 100
done = (repairs["on_time"] == "yes").groupby([repairs["kind"], repairs["disabled"]]).mean() * 100
same_kind = done["urgent", "yes"] - done["urgent", "no"]
most_of = "urgent"

# %% wrong="turns-round" because="That is the kind most repairs of other tenants are of. Count the rows of disabled tenants by kind."
row_held = next(iter(waits.controlled))
all_repairs, same_kind, most_of = row_held.difference * 100, row_held.adjusted * 100, "routine"

# %% [markdown] hint="turns-round"
# The audit warns of it in *What was found*. The table *With kind held the same* has both differences in one row.

# %% [markdown] hint="turns-round"
# `repairs.groupby("disabled")["kind"].value_counts()` counts repairs by group and kind.

# %% [markdown]
# ## What may be held the same?
#
# Holding the kind of repair the same was fair: it was decided when the tenant called. A colleague now wants to hold more
# columns the same, and says: *“With these, the gap is gone.”* Here they are.

# %%
offered = practice.columns_offered(numbers("columns"))
for column, meaning in offered.items():
    print(f"{column}: {meaning}")

# %% [markdown]
# Some of them were settled **before** the council did anything. Others are part of how the tenant **was served**, or
# follow from it. Hold those the same, and you remove the very gap you were asked about.
#
# Which ones may be held the same? Give their names as a list of texts (`may_hold`).

# %% answer="may-hold" objectives="3"
### BEGIN SOLUTION
may_hold = [column for column in offered if column in practice.BEFORE]
### END SOLUTION

# %% tests="may-hold" points=2
expect.listing(may_hold, "may_hold")
### BEGIN HIDDEN TESTS
chosen = {name.strip().lower() for name in may_hold}
allowed = {name for name in offered if name in practice.BEFORE}
assert chosen <= set(offered), "Name columns that were printed above, spelt as they are there."
assert chosen, "Some of these columns were settled before the council did anything. Those may be held the same."
assert not chosen & {"days_waited"}, "How long a tenant waited is the very thing that “on time” is made of. Among tenants who waited equally long, no gap can be left."
assert not chosen & {"reminders", "complaint", "compensation"}, "One of your columns is a consequence of the wait. Tenants who were served badly call again, complain, or are paid."
assert chosen == allowed, "You left one out. Ask of each column: was it settled before the council did anything?"
### END HIDDEN TESTS

# %% right="may-hold"
may_hold = {name for name in offered if name in ("kind", "floor", "month", "trade")}

# %% wrong="may-hold" because="Some of these columns were settled before the council did anything. Those may be held the same."
may_hold = []

# %% wrong="may-hold" because="One of your columns is a consequence of the wait. Tenants who were served badly call again, complain, or are paid."
may_hold = [column for column in offered if column != "days_waited"]

# %% wrong="may-hold" because="You left one out. Ask of each column: was it settled before the council did anything?"
may_hold = [column for column in offered if column in ("kind", "floor", "month", "trade")][:1]

# %% [markdown] hint="may-hold"
# Think of the day on which the tenant calls. Which of these are known on that day?

# %% [markdown]
# ## Better for all?
#
# The paper says: *“Since 2022 repairs have become faster for everyone, so the gap is closing.”* Here are four years of
# counts.

# %%
yearly = practice.by_year(numbers("years"))
over_time = ndl.audit(yearly, outcome="on_time", by="disabled", total="repairs", period="year")
over_time.trend.to_frame()[["group", "period", "n", "rate"]]

# %% [markdown]
# How large was the gap between other tenants and disabled tenants in the first year (`gap_first`), and in the last
# (`gap_last`)? Give percentage points without a minus sign, such as 12.3.

# %% answer="closing" objectives="4"
### BEGIN SOLUTION
_rates_by_year = {(row.group, row.period): row.rate * 100 for row in over_time.trend}
gap_first = _rates_by_year["no", "2022"] - _rates_by_year["yes", "2022"]
gap_last = _rates_by_year["no", "2025"] - _rates_by_year["yes", "2025"]
### END SOLUTION

# %% tests="closing" points=2
expect.number(gap_first, "gap_first")
expect.number(gap_last, "gap_last")
assert gap_first >= 0 and gap_last >= 0, "Leave out the minus signs: the question asks how large the gap is."
assert gap_last > 0.5, "Give percentage points: a difference of 0.1 is 10 points."
### BEGIN HIDDEN TESTS
share = yearly.assign(rate=yearly["on_time"] / yearly["repairs"] * 100).pivot(index="year", columns="disabled", values="rate")
gaps = share["no"] - share["yes"]
change = share.loc[2025] - share.loc[2022]
sums = yearly.groupby("disabled")[["on_time", "repairs"]].sum()
together = (sums["on_time"] / sums["repairs"] * 100).loc["no"] - (sums["on_time"] / sums["repairs"] * 100).loc["yes"]
def are(first, last):
    return abs(gap_first - first) < 0.11 and abs(gap_last - last) < 0.11

assert not are(together, together), "That is the gap over all four years together. Compare the two groups in one year."
assert not are(gaps[2025], gaps[2022]), "You have the two years the wrong way round. Read again in which year the gap was wider."
assert not are(change["no"], change["yes"]) and not are(change["yes"], change["no"]), "That is how much one group changed over the years. A gap is between two groups in the same year."
assert abs(gap_first - gaps[2022]) < 0.11, "Take the rate of “yes” from the rate of “no”, both of the first year."
assert abs(gap_last - gaps[2025]) < 0.11, "Take the rate of “yes” from the rate of “no”, both of the last year."
### END HIDDEN TESTS

# %% right="closing"
rate_of = over_time.trend.to_frame().pivot_table(index="period", columns="group", values="rate") * 100
gap_first, gap_last = (rate_of["no"].round(1) - rate_of["yes"].round(1)).iloc[[0, -1]]

# %% wrong="closing" because="That is how much one group changed over the years. A gap is between two groups in the same year."
rate_of = {(row.group, row.period): row.rate * 100 for row in over_time.trend}
gap_first = rate_of["no", "2025"] - rate_of["no", "2022"]
gap_last = rate_of["yes", "2025"] - rate_of["yes", "2022"]

# %% wrong="closing" because="That is the gap over all four years together. Compare the two groups in one year."
gap_first = gap_last = -next(row.difference for row in over_time.outcomes if row.group == "yes") * 100

# %% wrong="closing" because="You have the two years the wrong way round. Read again in which year the gap was wider."
rate_of = {(row.group, row.period): row.rate * 100 for row in over_time.trend}
gap_first = rate_of["no", "2025"] - rate_of["yes", "2025"]
gap_last = rate_of["no", "2022"] - rate_of["yes", "2022"]

# %% wrong="closing" because="Give percentage points: a difference of 0.1 is 10 points."
rate_of = {(row.group, row.period): row.rate for row in over_time.trend}
gap_first = rate_of["no", "2022"] - rate_of["yes", "2022"]
gap_last = rate_of["no", "2025"] - rate_of["yes", "2025"]

# %% [markdown] hint="closing"
# The table has each group's rate in each year. Look at 2022 for both groups, then at 2025.

# %% [markdown]
# ## Groups within groups
#
# Looked at one by one, councils hardly differ, and kinds of household differ little. Here they are together, with each
# combination compared with everyone else.

# %%
homes = practice.households(numbers("households"))
crossed = ndl.audit(homes, outcome="on_time", by=["council", "household"], total="repairs")
crossed.intersections.to_frame()[
    ["group", "n", "rate", "difference", "difference_low", "difference_high", "p_adjusted"]
]

# %% [markdown]
# There is money for **one** visit to talk with tenants. To which combination of council and household should it go, so that you
# can be **sure enough that its rate is low** (`visit`)? Give its name, as the table writes it. And how many percentage points lower is
# its rate than that of everyone else (`points_lower`)? Give it without a minus sign.

# %% answer="within" objectives="2,4"
### BEGIN SOLUTION
_low = next(row for row in crossed.intersections if row.p_adjusted <= 0.05)
visit = _low.group
points_lower = -_low.difference * 100
### END SOLUTION

# %% tests="within" points=3
expect.text(visit, "visit")
expect.number(points_lower, "points_lower")
assert points_lower >= 0, "Leave out the minus sign: the question asks how much lower the rate is."
assert points_lower > 1, "Give percentage points: a difference of 0.1 is 10 points."
### BEGIN HIDDEN TESTS
rows = crossed.intersections.to_frame()
name = " × ".join(part.strip().lower() for part in visit.replace(" x ", " × ").split("×"))
lowest, sure_one = rows.iloc[0], rows[(rows["p_adjusted"] <= 0.05) & (rows["difference"] < 0)].iloc[0]
assert "×" in name, "Name a combination, such as “Ambermoor × pensioners”. One council or one kind of household alone hides it."
assert name != lowest["group"].lower() or lowest["group"] == sure_one["group"], "That one has the lowest rate of all, and few repairs. Its interval reaches far, and so many comparisons make a low one likely."
assert name == sure_one["group"].lower(), "Look for the combination with an adjusted p-value of at most 0.05 and a rate below that of everyone else."
everyone = homes["on_time"].sum() / homes["repairs"].sum() * 100
below_all, below_others = everyone - sure_one["rate"] * 100, -sure_one["difference"] * 100
assert abs(points_lower - below_all) > 0.06 or abs(points_lower - below_others) < 0.06, "You compared with everyone together, and this combination is among them. The table compares it with everyone else."
assert abs(points_lower - below_others) < 0.06, "Take the difference in the row of the combination you named, in percentage points."
### END HIDDEN TESTS

# %% right="within"
judged_rows = crossed.intersections.to_frame().query("p_adjusted <= 0.05")
visit = judged_rows["group"].iloc[0].replace("×", "x").upper().replace(" X ", " x ")
points_lower = abs(judged_rows["difference"].iloc[0]) * 100

# %% wrong="within" because="That one has the lowest rate of all, and few repairs. Its interval reaches far, and so many comparisons make a low one likely."
first_row = next(iter(crossed.intersections))
visit, points_lower = first_row.group, -first_row.difference * 100

# %% wrong="within" because="Name a combination, such as “Ambermoor × pensioners”. One council or one kind of household alone hides it."
single = min((row for row in crossed.outcomes if row.difference is not None), key=lambda row: row.difference)
visit, points_lower = single.group, abs(single.difference) * 100

# %% wrong="within" because="Give percentage points: a difference of 0.1 is 10 points."
found_row = next(row for row in crossed.intersections if row.p_adjusted <= 0.05)
visit, points_lower = found_row.group, -found_row.difference

# %% survives="within" because="No adjusted p-value is exactly 0.05."
_low = next((row for row in crossed.intersections if row.p_adjusted < 0.05))
visit = _low.group
points_lower = -_low.difference * 100

# %% [markdown] hint="within"
# The table begins with the lowest rate. How many repairs does that rest on, and does its interval leave out 0?

# %% [markdown] hint="within"
# `p_adjusted` allows for all the comparisons of this audit. Which rows have at most 0.05?

# %% [markdown]
# ## Leaving the column out
#
# A supplier wants to build a model that says which tenants get priority. *“We remove `ethnic_group`,”* they write, *“so the
# model cannot treat groups differently.”* Here is the table they would use.

# %%
tenants = practice.tenants(numbers("tenants"))
priority = ndl.audit(tenants, outcome="priority", by="ethnic_group")
tenants.head()

# %%
priority.proxies.to_frame()[["column", "strength", "value", "group", "share", "overall"]]

# %%
print("Not tested, because they have too many values:", *priority.proxies.untested)

# %% [markdown]
# Which columns **give a group away**, with a strength (Cramér's V) of 0.3 or more? Give a list of their names (`give_away`).
#
# And which column that was **not tested** would you ask about before you agree, because it could well say something of a
# group (`ask_about`)? Not every column with many values could.

# %% answer="give-away" objectives="5"
### BEGIN SOLUTION
give_away = [row.column for row in priority.proxies if row.strength >= 0.3]
(ask_about,) = [column for column in priority.proxies.untested if column != "tenant"]
### END SOLUTION

# %% tests="give-away" points=3
expect.listing(give_away, "give_away")
expect.text(ask_about, "ask_about")
### BEGIN HIDDEN TESTS
columns = {column.strip().lower() for column in give_away}
strong = {row.column for row in priority.proxies if row.strength is not None and row.strength >= 0.3}
weak = {row.column for row in priority.proxies if row.strength is not None and row.strength < 0.3}
assert columns, "Removing one column does not remove what others say. Look at the strengths."
assert "ethnic_group" not in columns, "That is the group itself. Which other columns stand in for it?"
assert not columns & weak, "You named a column with a strength below 0.3. A little is not much: compare the numbers with 0.3."
assert columns >= strong, "You left out a column that says much about the group. Look at all the strengths, not only the first."
assert columns == strong, "Name columns of the table of strengths only. Those that were not tested have no strength."
assert ask_about.strip().lower() not in columns | weak, "That column was tested. The question is about one that was not."
assert ask_about.strip().lower() != "tenant", "That is a running number, given out in no order that has to do with people. The other one says where somebody lives or who their family is."
assert ask_about.strip().lower() in set(priority.proxies.untested), "Name one of the columns that the last cell prints."
### END HIDDEN TESTS

# %% right="give-away"
strengths = priority.proxies.to_frame().set_index("column")["strength"]
give_away = list(strengths[strengths >= 0.3].index)[::-1]
ask_about = tenants.columns[1]

# %% wrong="give-away" because="Removing one column does not remove what others say. Look at the strengths."
give_away, ask_about = [], ""

# %% wrong="give-away" because="You left out a column that says much about the group. Look at all the strengths, not only the first."
give_away, ask_about = [next(iter(priority.proxies)).column], tenants.columns[1]

# %% wrong="give-away" because="You named a column with a strength below 0.3. A little is not much: compare the numbers with 0.3."
give_away, ask_about = [row.column for row in priority.proxies if row.strength >= 0.05], tenants.columns[1]

# %% wrong="give-away" because="That is a running number, given out in no order that has to do with people. The other one says where somebody lives or who their family is."
give_away, ask_about = [row.column for row in priority.proxies if row.strength >= 0.3], "tenant"

# %% survives="give-away" because="No strength is exactly 0.3."
give_away = [row.column for row in priority.proxies if row.strength > 0.3]
(ask_about,) = [column for column in priority.proxies.untested if column != "tenant"]

# %% [markdown] hint="give-away"
# The strength goes from 0, where a column says nothing about the group, to 1, where it says all.

# %% [markdown] hint="give-away"
# A running number is given out in no order that has to do with people. What does the other column say about somebody?

# %% [markdown]
# ## A survey that asked some more than others
#
# Last, a survey. Port Callow is small, and was asked more than its share so that its own figure would be sure. Each
# answer has a `weight`: how many tenants it stands for. The column `satisfied` says `yes` or `no`.

# %%
answers = practice.survey(numbers("survey"))
answers.groupby("council").agg(answers=("answer", "size"), mean_weight=("weight", "mean"))

# %% [markdown]
# What per cent of **all tenants** in the three councils are satisfied (`satisfied`, with one decimal)? And as how many
# answers without weights are these worth (`worth`)? An audit calls that the effective number. You find it as `effective_n`
# in the audit's `.overall`.

# %% answer="weights" objectives="6"
### BEGIN SOLUTION
_weighted = ndl.audit(answers, outcome="satisfied", by="council", weight="weight")
satisfied = _weighted.overall.rate * 100
worth = _weighted.overall.effective_n
### END SOLUTION

# %% tests="weights" points=2
expect.number(satisfied, "satisfied")
expect.number(worth, "worth")
assert satisfied > 1, "Give per cent: a half is 50."
### BEGIN HIDDEN TESTS
yes, weight = answers["satisfied"] == "yes", answers["weight"]
right_rate = weight[yes].sum() / weight.sum() * 100
by_council = yes.groupby(answers["council"]).mean() * 100
assert abs(satisfied - yes.mean() * 100) > 0.1, "That is the share of the answers. Port Callow was asked more than its share, so weigh the answers."
assert abs(satisfied - by_council.mean()) > 0.1 or abs(satisfied - right_rate) < 0.06, "That is the plain mean of the three councils. They have very different numbers of tenants, so weigh the answers."
assert abs(satisfied - right_rate) < 0.06 or satisfied != round(right_rate), "You rounded to a whole number. Give one decimal, such as 12.3."
assert abs(satisfied - right_rate) < 0.06, "Audit with the weight, and take the rate over everyone."
assert abs(worth - len(answers)) > 1, "That is how many people answered. Unequal weights make them worth fewer."
assert abs(worth - weight.sum()) > 1, "That is how many tenants there are. Answers from some cannot be worth all of them."
assert abs(worth - weight.sum() ** 2 / (weight**2).sum()) < 0.51, "Look in “overall” of the audit with the weight for the effective number."
### END HIDDEN TESTS

# %% right="weights"
total_weight = answers["weight"].sum()
satisfied = round(100 * answers.loc[answers["satisfied"] == "yes", "weight"].sum() / total_weight, 1)
worth = round(total_weight**2 / (answers["weight"] ** 2).sum())

# %% wrong="weights" because="That is the share of the answers. Port Callow was asked more than its share, so weigh the answers."
plain = ndl.audit(answers, outcome="satisfied", by="council")
satisfied, worth = plain.overall.rate * 100, plain.overall.n

# %% wrong="weights" because="That is the plain mean of the three councils. They have very different numbers of tenants, so weigh the answers."
satisfied, worth = (answers["satisfied"] == "yes").groupby(answers["council"]).mean().mean() * 100, len(answers)

# %% wrong="weights" because="That is how many people answered. Unequal weights make them worth fewer."
with_weight = ndl.audit(answers, outcome="satisfied", by="council", weight="weight")
satisfied, worth = with_weight.overall.rate * 100, with_weight.people

# %% wrong="weights" because="That is how many tenants there are. Answers from some cannot be worth all of them."
with_weight = ndl.audit(answers, outcome="satisfied", by="council", weight="weight")
satisfied, worth = with_weight.overall.rate * 100, answers["weight"].sum()

# %% [markdown] hint="weights"
# Run `ndl.audit(answers, outcome="satisfied", by="council", weight="weight")`, and look at what its `.overall` holds.

# %% [markdown]
# ## Which sentences may stand?
#
# The paper is nearly ready. These sentences are in it, with figures from your own audits above.

# %%
claims = practice.claims(numbers("claims"), waits, visits)
for letter, sentence in claims.items():
    print(f"{letter}  {sentence}")
    print()

# %% [markdown]
# Which of them may stand, **as they are and each read by itself**? Give their letters as a list of texts (`may_stand`).

# %% answer="may-stand" objectives="1,3"
### BEGIN SOLUTION
may_stand = [letter for letter, sentence in claims.items() if practice.may_stand(sentence)]
### END SOLUTION

# %% tests="may-stand" points=3
expect.listing(may_stand, "may_stand")
### BEGIN HIDDEN TESTS
letters = {letter.strip().upper() for letter in may_stand}
said = {mark: {letter for letter, text in claims.items() if mark in text} for mark in (" because ", " shows that ", " wait less", "times as high")}
good = {letter for letter, text in claims.items() if practice.may_stand(text)}
assert letters <= set(claims), "Give the letters only, such as “A”."
assert letters, "Some of these say no more than the audits do. Which have the figure, how sure it is, and no cause?"
assert not letters & said[" because "], "One of your sentences gives a reason. No audit looked at the reasons."
assert not letters & said[" shows that "], "One of your sentences says that a column explains the gap away. Holding it the same did not make the gap vanish, and no column explains why."
assert not letters & said[" wait less"], "One of your sentences gives the gap over all repairs alone. Among repairs of the same kind it turns round, so neither stands without the other."
assert not said["times as high"] & good or letters & said["times as high"] or letters == good, "You left one out. A ratio may stand beside its difference and its interval."
assert letters == good, "You left one out. A sentence may stand if it has the figure and how sure it is, and claims no cause."
### END HIDDEN TESTS

# %% right="may-stand"
may_stand = [
    letter.lower()
    for letter, sentence in claims.items()
    if not any(mark in sentence for mark in (" because ", " shows that ", " wait less"))
]

# %% wrong="may-stand" because="One of your sentences gives a reason. No audit looked at the reasons."
may_stand = list(claims)

# %% wrong="may-stand" because="One of your sentences gives the gap over all repairs alone. Among repairs of the same kind it turns round, so neither stands without the other."
may_stand = [letter for letter, sentence in claims.items() if "because" not in sentence and "shows that" not in sentence]

# %% wrong="may-stand" because="One of your sentences says that a column explains the gap away. Holding it the same did not make the gap vanish, and no column explains why."
may_stand = [letter for letter, sentence in claims.items() if "because" not in sentence]

# %% wrong="may-stand" because="You left one out. A ratio may stand beside its difference and its interval."
may_stand = [letter for letter, sentence in claims.items() if "does not say why" in sentence]

# %% [markdown] hint="may-stand"
# Go through each sentence with three questions. Is the figure the whole story? Does it say how sure it is? Does it give a
# reason that nobody looked at?

# %% [markdown]
# ## In your own words
#
# Write the paragraph that should take the place of *“Disabled tenants wait less”* in the paper, for the councillors who will read
# it. Five to seven sentences, with your own figures. Somebody will read and mark this.

# %% [markdown] written="paragraph" points=5 objectives="1,3,4"
# ### BEGIN MARK SCHEME
# Figures are each trainee's own. Mark whether one is given and said rightly, not its value.
#
# - 1 mark: gives both gaps, over all repairs and among repairs of the same kind, in percentage points, and says plainly
#   that they point in opposite ways.
# - 1 mark: says why both can be true: most repairs of disabled tenants are urgent, and urgent repairs are on time more
#   often for everyone.
# - 1 mark: gives an interval, or says that chance alone is unlikely to explain it.
# - 1 mark: says that no cause is shown, and names something that was not looked at, or one thing to ask next.
# - 1 mark: words a councillor would follow, people named with respect (“disabled tenants”), and the data is called synthetic.
#
# A good answer (5 of 5): "In this synthetic data, 78% of repairs for disabled tenants were on time, and 72% of those for
# other tenants. That looks like better service. But most repairs of disabled tenants are urgent, and urgent repairs are on time
# more often for everyone. Among repairs of the same kind, disabled tenants' were on time less often, by 10 percentage points (95%
# interval 7 to 14), which chance alone is unlikely to explain. The gap also grew between 2022 and 2025. These figures do not
# show why. We did not look at which contractor came, and suggest asking that next."
#
# A weaker answer (2 of 5): "Disabled tenants' repairs are on time more often, by 6 percentage points, but 10 points less
# often among repairs of the same kind. So the teams must be putting disabled tenants last, and staff need training. The
# 95% interval is 7 to 14."
# It misses: why both can be true, so the second mark. It claims a cause that nobody looked at, so the fourth. And it
# does not say that the data is synthetic, so the fifth.
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These are for you alone. Nobody marks them.
#
# - Which figure that you sent out this year could turn round if one more column were held the same?
# - How many comparisons were made before the one that reached your last report?
# - Who could tell you why a gap is there, and have you asked them?
