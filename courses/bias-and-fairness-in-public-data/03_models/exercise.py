# %% [markdown]
# # What does the model do, and to whom?
#
# Three councils share a model that gives each family a score. From a score of 0.5 it says: offer a visit. You are
# the analyst who is asked whether it treats families alike. All of it is **synthetic**: the councils, the families and the
# model are made up, and your numbers are your own.
#
# Each question has a cell for your answer and a check below it. The check knows some mistakes, and tells you of
# one in a sentence. It does not say that an answer is right: other tests are held back until your work is marked. If
# you are stuck, run `hint("missed")` in a new cell, with the name of the question. Its name is in the first line of its check.
#
# Give shares and gaps with one decimal, such as 12.3, or with more.

# %%
import ndl_workbench as ndl
from ndl_workbench.academy.practice.choices import lettered, told
from ndl_workbench.academy.practice.support_scores import support_scores
from ndl_workbench.academy.seed import numbers

families = support_scores(numbers("support scores"))
families.head()

# %% [markdown]
# `offered` is what the model said. `needed_help` is what a review found a year later. It is blank where there was
# no review.
#
# ## Which mistake hurts most?
#
# A visit that was not needed costs an hour. A family that needed help and was offered none may wait for years. Of the
# families with a review, how many **needed help and were not offered a visit** (`missed`)? And how many is that in per cent
# (`missed_share`) **of those who needed help**?

# %% answer="missed" objectives="1"
### BEGIN SOLUTION
_needed = families[families["needed_help"] == "yes"]
missed = int((_needed["offered"] == "no").sum())
missed_share = 100 * missed / len(_needed)
### END SOLUTION

# %% tests="missed" points=3
expect.number(missed, "missed")
expect.number(missed_share, "missed_share")
assert missed_share > 1, "Give “missed_share” in per cent: a share of 0.1 is 10."
### BEGIN HIDDEN TESTS
_reviewed = families.dropna(subset=["needed_help"])
_yes, _offer = _reviewed["needed_help"] == "yes", _reviewed["offered"] == "yes"
_missed, _wrongly = int((_yes & ~_offer).sum()), int((~_yes & _offer).sum())
_left = (families["offered"] == "no").to_numpy()
_blank = families["needed_help"].isna().to_numpy()
assert missed != _wrongly, "Those families were offered a visit and did not need it. That is the other mistake a model can make."
assert missed not in (int((~_offer).sum()), int(_left.sum())), "You counted every family that was not offered a visit. Most of them did not need one."
assert missed != _missed + int((_left & _blank).sum()), "You counted families without a review as families in need. Nobody knows whether they were."
assert missed == _missed, "Count the families with “yes” under “needed_help” and “no” under “offered”."
assert abs(missed_share - 100 * _missed / len(_reviewed)) > 0.06, "You divided by all families. Most of them needed no help, and make the share look small."
assert abs(missed_share - 100 * _missed / int((~_offer).sum())) > 0.06, "You divided by the families that were not offered a visit. The question asks: of those who needed help, how many went without?"
assert abs(missed_share - 100 * _missed / int(_yes.sum())) < 0.06, "Divide the families that were missed by all families that needed help."
### END HIDDEN TESTS

# %% right="missed"
_everyone = ndl.audit_model(families["needed_help"], families["offered"], sensitive_features=families["council"]).everyone[0]
_rate = _everyone["false_negative_rate"]
missed, missed_share = round(_rate.value * _rate.people), round(_rate.value * 100, 1)

# %% wrong="missed" because="Those families were offered a visit and did not need it. That is the other mistake a model can make."
missed = int(((families["offered"] == "yes") & (families["needed_help"] == "no")).sum())
missed_share = 100 * missed / int((families["needed_help"] == "no").sum())

# %% wrong="missed" because="You divided by all families. Most of them needed no help, and make the share look small."
missed = int(((families["offered"] == "no") & (families["needed_help"] == "yes")).sum())
missed_share = 100 * missed / families["needed_help"].count()

# %% wrong="missed" because="You divided by the families that were not offered a visit. The question asks: of those who needed help, how many went without?"
_no = families[families["offered"] == "no"].dropna(subset=["needed_help"])
missed = int((_no["needed_help"] == "yes").sum())
missed_share = 100 * missed / len(_no)

# %% wrong="missed" because="You counted every family that was not offered a visit. Most of them did not need one."
missed = int((families["offered"] == "no").sum())
missed_share = 100 * missed / len(families)

# %% wrong="missed" because="You counted families without a review as families in need. Nobody knows whether they were."
missed = int(((families["offered"] == "no") & (families["needed_help"] != "no")).sum())
missed_share = 100 * missed / len(families)

# %% [markdown] hint="missed"
# First keep the families that needed help: `families[families["needed_help"] == "yes"]`. How many are there?

# %% [markdown] hint="missed"
# Of those, which have “no” under `offered`? `needing["offered"].value_counts()` counts them, if you called the families in need
# `needing`. Their share is the false negative rate, by its other name.

# %% [markdown]
# ## One number hides a gap
#
# The firm that sells the model writes: *“We tested for bias. Families with English as their first language and families
# with another are offered visits at the same rate.”* Here is the audit of the same families. It is long: read *What was found*
# first. Below it each metric has a heading, a picture and a table of its own.

# %%
by_language = ndl.audit_model(
    families["needed_help"], families["offered"], sensitive_features=families["first_language"], scores=families["score"]
)
by_language

# %% [markdown]
# Look at the share of families **missed**, the false negative rate. How much larger is it for another first language
# than for English, in percentage points (`gap`)? And what are the smallest and the largest gap in its 95% interval
# (`gap_low`, `gap_high`)?

# %% answer="gap" objectives="2"
### BEGIN SOLUTION
_of = {group.name: group for group in by_language.groups}
_rate = _of["Another language"]["false_negative_rate"]
gap, gap_low, gap_high = 100 * _rate.difference, 100 * _rate.difference_low, 100 * _rate.difference_high
### END SOLUTION

# %% tests="gap" points=3
expect.number(gap, "gap")
expect.number(gap_low, "gap_low")
expect.number(gap_high, "gap_high")
assert gap > 1, "Give percentage points, above 0: the question asks how much larger the share is, and 0.1 is 10 points."
assert gap_low < gap_high, "“gap_low” should be the smaller end of the interval and “gap_high” the larger."
### BEGIN HIDDEN TESTS
_again = ndl.audit_model(families["needed_help"], families["offered"], sensitive_features=families["first_language"])
_of = {group.name: group for group in _again.groups}
_rate, _other = _of["Another language"]["false_negative_rate"], _of["English"]["false_negative_rate"]
assert abs(gap - abs(100 * _of["Another language"]["selection_rate"].difference)) > 0.06, "That is the gap in who is offered a visit, which is what the firm looked at. Look for the heading “False negative rate”."
assert abs(gap - abs(100 * _of["Another language"]["accuracy_score"].difference)) > 0.06, "That is the gap in how often the model is right. It mixes both kinds of mistake."
assert abs(gap - 100 * (_rate.value / _other.value - 1)) > 0.2, "That is how much larger the share is in per cent of the other share. Percentage points are one share less the other."
assert abs(gap - 100 * _rate.value) > 0.06, "That is the share of one group by itself. A gap is one share less the other."
assert abs(gap - 100 * _rate.difference) < 0.11, "Take the share missed of English from that of another language, under the heading “False negative rate”."
assert abs(gap_low - 100 * _rate.low) > 0.06, "That is the interval of the share itself. The gap has an interval of its own: “95% interval of difference”."
assert abs(gap_low - 100 * _rate.difference_low) < 0.06 and abs(gap_high - 100 * _rate.difference_high) < 0.06, "Give the 95% interval of the difference, from the row of “Another language”."
### END HIDDEN TESTS

# %% right="gap"
_two = {_group.name: _group["false_negative_rate"] for _group in by_language.groups}
gap = round(100 * (_two["Another language"].value - _two["English"].value), 1)
gap_low, gap_high = (round(100 * _end, 1) for _end in (_two["Another language"].difference_low, _two["Another language"].difference_high))

# %% wrong="gap" because="Give percentage points, above 0: the question asks how much larger the share is, and 0.1 is 10 points."
_rate = next(group for group in by_language.groups if group.name == "Another language")["false_negative_rate"]
gap, gap_low, gap_high = _rate.difference, _rate.difference_low, _rate.difference_high

# %% wrong="gap" because="That is the gap in how often the model is right. It mixes both kinds of mistake."
_rate = next(group for group in by_language.groups if group.name == "Another language")["accuracy_score"]
gap, gap_low, gap_high = -100 * _rate.difference, -100 * _rate.difference_high, -100 * _rate.difference_low

# %% wrong="gap" because="That is how much larger the share is in per cent of the other share. Percentage points are one share less the other."
_rate = next(group for group in by_language.groups if group.name == "Another language")["false_negative_rate"]
gap, gap_low, gap_high = 100 * (_rate.ratio - 1), 100 * _rate.difference_low, 100 * _rate.difference_high

# %% wrong="gap" because="That is the share of one group by itself. A gap is one share less the other."
_rate = next(group for group in by_language.groups if group.name == "Another language")["false_negative_rate"]
gap, gap_low, gap_high = 100 * _rate.value, 100 * _rate.low, 100 * _rate.high

# %% wrong="gap" because="That is the interval of the share itself. The gap has an interval of its own: “95% interval of difference”."
_rate = next(group for group in by_language.groups if group.name == "Another language")["false_negative_rate"]
gap, gap_low, gap_high = 100 * _rate.difference, 100 * _rate.low, 100 * _rate.high

# %% [markdown] hint="gap"
# The sentences under *What was found* say the gap in words. The table under *False negative rate* has it in figures.

# %% [markdown] hint="gap"
# In that table take the row “Another language”, and its columns *Difference* and *95% interval of difference*.

# %% [markdown]
# ## Of whom is the truth not known?
#
# These rates count families with a review, and nobody else. What per cent of the families have **no review**, among
# those with English as their first language (`unknown_english`), and among those with another (`unknown_another`)?

# %% answer="unknown" objectives="3"
### BEGIN SOLUTION
_blank = 100 * families["needed_help"].isna().groupby(families["first_language"]).mean()
unknown_english, unknown_another = _blank["English"], _blank["Another language"]
### END SOLUTION

# %% tests="unknown" points=2
expect.number(unknown_english, "unknown_english")
expect.number(unknown_another, "unknown_another")
assert unknown_another > 1, "Give the shares in per cent: a share of 0.1 is 10."
### BEGIN HIDDEN TESTS
_part = {name: families[families["first_language"] == name] for name in ("English", "Another language")}
_blank = {name: int(part["needed_help"].isna().sum()) for name, part in _part.items()}
_all, _size = int(families["needed_help"].isna().sum()), {name: len(part) for name, part in _part.items()}
assert unknown_another != _blank["Another language"], "That is a number of families. Groups differ in size, so compare shares."
assert abs(unknown_another - 100 * _blank["Another language"] / _all) > 0.06, "That is the group's share of all families without a review. The question asks for those without one among the group."
assert abs(unknown_another - 100 * _blank["Another language"] / (_size["Another language"] - _blank["Another language"])) > 0.06, "You divided by the families that have a review. Divide by all families of the group."
assert abs(unknown_another - 100 * _blank["English"] / _size["English"]) > 0.06, "You have the two groups the wrong way round."
assert abs(unknown_english - 100 * _blank["English"] / _size["English"]) < 0.06 and abs(unknown_another - 100 * _blank["Another language"] / _size["Another language"]) < 0.06, "For each group, divide the families with a blank under “needed_help” by all families of the group."
### END HIDDEN TESTS

# %% right="unknown"
_shares = {_group.name: 100 * _group.unknown / (_group.unknown + _group.people) for _group in by_language.groups}
unknown_english, unknown_another = _shares["English"], _shares["Another language"]

# %% wrong="unknown" because="That is a number of families. Groups differ in size, so compare shares."
_counts = families["needed_help"].isna().groupby(families["first_language"]).sum()
unknown_english, unknown_another = int(_counts["English"]), int(_counts["Another language"])

# %% wrong="unknown" because="That is the group's share of all families without a review. The question asks for those without one among the group."
_without = families[families["needed_help"].isna()]
_share = 100 * _without["first_language"].value_counts() / len(_without)
unknown_english, unknown_another = _share["English"], _share["Another language"]

# %% wrong="unknown" because="You divided by the families that have a review. Divide by all families of the group."
_by = {_group.name: _group for _group in by_language.groups}
unknown_english, unknown_another = (100 * _by[_name].unknown / _by[_name].people for _name in ("English", "Another language"))

# %% wrong="unknown" because="You have the two groups the wrong way round."
_mean = 100 * families["needed_help"].isna().groupby(families["first_language"]).mean()
unknown_english, unknown_another = _mean["Another language"], _mean["English"]

# %% [markdown] hint="unknown"
# `families["needed_help"].isna()` is true where there was no review. `.groupby(families["first_language"]).mean()` after it gives the
# share in each group, from 0 to 1.

# %% [markdown] hint="unknown"
# Each group of the audit says how many are left out: `by_language.groups[0].unknown`, beside `.people`, who are counted.

# %% [markdown]
# ## Does the same score mean the same?
#
# Here are the families with a review that were **just below the threshold**: a score from 0.3 to below 0.5.

# %%
near = families[(families["score"] >= 0.3) & (families["score"] < 0.5) & families["needed_help"].notna()]
near.groupby("first_language")["score"].agg(["count", "mean"]).round(2)

# %% [markdown]
# What per cent of them needed help: of those with English (`need_english`), and of those with another first language
# (`need_another`)? So beside the English ones, are the scores of the others `"too low"`, `"too high"` or `"alike"`
# (`verdict`)?

# %% answer="same-score" objectives="4"
### BEGIN SOLUTION
_needing = 100 * near["needed_help"].eq("yes").groupby(near["first_language"]).mean()
need_english, need_another = _needing["English"], _needing["Another language"]
verdict = "too low"
### END SOLUTION

# %% tests="same-score" points=3
expect.number(need_english, "need_english")
expect.number(need_another, "need_another")
expect.one_of(verdict, ("too low", "too high", "alike"), "verdict")
assert need_english > 1 and need_another > 1, "Give the shares in per cent: a share of 0.1 is 10."
### BEGIN HIDDEN TESTS
_need = 100 * near["needed_help"].eq("yes").groupby(near["first_language"]).mean()
_score = 100 * near.groupby("first_language")["score"].mean()
_whole = families.dropna(subset=["needed_help"])
_every = 100 * _whole["needed_help"].eq("yes").groupby(_whole["first_language"]).mean()
assert abs(need_another - _score["Another language"]) > 0.06 or abs(need_english - _score["English"]) > 0.06, "That is the mean score. What happened to these families is under “needed_help”."
assert abs(need_another - _every["Another language"]) > 0.06 or abs(need_english - _every["English"]) > 0.06, "You counted families of every score. Take those in “near”, which are just below the threshold."
assert abs(need_english - _need["Another language"]) > 0.06, "You have the two groups the wrong way round."
assert abs(need_english - _need["English"]) < 0.06 and abs(need_another - _need["Another language"]) < 0.06, "In “near”, take the share with “yes” under “needed_help”, for each first language by itself."
assert verdict != "alike", "Compare the two shares. These families have much the same scores, and differ in how many needed help."
assert verdict != "too high", "More of them needed help than their scores say. Would a score that fits the need be higher or lower than theirs?"
assert verdict == "too low", "Compare how many needed help with the mean score."
### END HIDDEN TESTS

# %% right="same-score"
need_english, need_another = (
    round(100 * (near.loc[near["first_language"] == _name, "needed_help"] == "yes").mean(), 1)
    for _name in ("English", "Another language")
)
verdict = "too low"

# %% wrong="same-score" because="That is the mean score. What happened to these families is under “needed_help”."
_means = 100 * near.groupby("first_language")["score"].mean()
need_english, need_another, verdict = _means["English"], _means["Another language"], "alike"

# %% wrong="same-score" because="You counted families of every score. Take those in “near”, which are just below the threshold."
_known = families.dropna(subset=["needed_help"])
_all = 100 * _known["needed_help"].eq("yes").groupby(_known["first_language"]).mean()
need_english, need_another, verdict = _all["English"], _all["Another language"], "too low"

# %% wrong="same-score" because="More of them needed help than their scores say. Would a score that fits the need be higher or lower than theirs?"
_both = 100 * near["needed_help"].eq("yes").groupby(near["first_language"]).mean()
need_english, need_another, verdict = _both["English"], _both["Another language"], "too high"

# %% wrong="same-score" because="You have the two groups the wrong way round."
_both = 100 * near["needed_help"].eq("yes").groupby(near["first_language"]).mean()
need_english, need_another, verdict = _both["Another language"], _both["English"], "too low"

# %% [markdown] hint="same-score"
# For one group: `(near.loc[near["first_language"] == "English", "needed_help"] == "yes").mean()` is the share that needed help.

# %% [markdown] hint="same-score"
# A score of 0.4 should mean that about 40 in 100 such families need help. Is that so for both groups?

# %% [markdown]
# ## A lower threshold for everyone
#
# A manager asks: *what if we offer a visit from a score of 0.4, to everyone alike?* Here is what the model would say.

# %%
lower = families.assign(offered=(families["score"] >= 0.4).map({True: "yes", False: "no"}))
lower["offered"].value_counts()

# %% [markdown]
# How many **more** families would be offered a visit, with or without a review (`more_offers`)? How many of those are
# known to have needed help (`more_found`)? And how large is then the gap between the two groups in the share missed, in
# percentage points (`gap_after`)?

# %% answer="lower-threshold" objectives="5"
### BEGIN SOLUTION
_more = lower["offered"].ne(families["offered"])
more_offers = int(_more.sum())
more_found = int((_more & families["needed_help"].eq("yes")).sum())
_after = ndl.audit_model(lower["needed_help"], lower["offered"], sensitive_features=lower["first_language"])
_others = {group.name: group for group in _after.groups}["Another language"]
gap_after = 100 * _others["false_negative_rate"].difference
### END SOLUTION

# %% tests="lower-threshold" points=3
expect.number(more_offers, "more_offers")
expect.number(more_found, "more_found")
expect.number(gap_after, "gap_after")
assert gap_after > 1, "Give percentage points, above 0: a gap of 0.1 is 10 points."
### BEGIN HIDDEN TESTS
_new, _yes = (lower["offered"] == "yes") & (families["offered"] == "no"), families["needed_help"] == "yes"
_gaps = []
for _table in (families, lower):
    _known = _table[_table["needed_help"] == "yes"]
    _shares = (_known["offered"] == "no").groupby(_known["first_language"]).mean()
    _gaps.append(100 * (_shares["Another language"] - _shares["English"]))
_after = (lower["offered"] == "yes").to_numpy()
assert more_offers != int(_after.sum()), "That is everyone who would be offered a visit. How many more is that than now?"
assert more_offers != int((_new & families["needed_help"].notna()).sum()), "You left out families without a review. They would be offered a visit too, and somebody must make it."
assert more_offers == int(_new.sum()), "Count the families that have “yes” in “lower” and “no” in “families”."
assert more_found != int((_after & _yes).sum()), "You counted families in need that the model found before. Count those among the new offers."
assert more_found != int((_new & families["needed_help"].ne("no")).sum()), "You counted families without a review as families in need. Nobody knows whether they were."
assert more_found == int((_new & _yes).sum()), "Of the new offers, count those with “yes” under “needed_help”."
assert abs(gap_after - _gaps[0]) > 0.06, "That is the gap at the threshold of today. Audit “lower” in the same way."
assert abs(gap_after - _gaps[1]) < 0.11, "Make the audit again with the columns of “lower”, and take the difference in the false negative rate."
### END HIDDEN TESTS

# %% right="lower-threshold"
more_offers = int((lower["offered"] == "yes").sum() - (families["offered"] == "yes").sum())
more_found = len(families[families["score"].between(0.4, 0.499) & (families["needed_help"] == "yes")])
_needing = lower[lower["needed_help"] == "yes"]
_part = (_needing["offered"] == "no").groupby(_needing["first_language"]).mean()
gap_after = round(100 * (_part["Another language"] - _part["English"]), 1)

# %% wrong="lower-threshold" because="That is everyone who would be offered a visit. How many more is that than now?"
more_offers = int((lower["offered"] == "yes").sum())
more_found, gap_after = 100, 10

# %% wrong="lower-threshold" because="You left out families without a review. They would be offered a visit too, and somebody must make it."
_told = lower[families["needed_help"].notna()]
more_offers = int((_told["offered"] != families.loc[_told.index, "offered"]).sum())
more_found, gap_after = 100, 10

# %% wrong="lower-threshold" because="You counted families in need that the model found before. Count those among the new offers."
more_offers = int((lower["offered"] != families["offered"]).sum())
more_found = int(((lower["offered"] == "yes") & (lower["needed_help"] == "yes")).sum())
gap_after = 10

# %% wrong="lower-threshold" because="That is the gap at the threshold of today. Audit “lower” in the same way."
_moved = lower["offered"] != families["offered"]
more_offers, more_found = int(_moved.sum()), int((_moved & (families["needed_help"] == "yes")).sum())
gap_after = 100 * next(_g for _g in by_language.groups if _g.name == "Another language")["false_negative_rate"].difference

# %% [markdown] hint="lower-threshold"
# `more = lower["offered"] != families["offered"]` is true of the families for whom something changes, and `more.sum()` counts them.

# %% [markdown] hint="lower-threshold"
# `families[more]` are the new offers. How many have “yes” under `needed_help`?

# %% [markdown] hint="lower-threshold"
# For the gap, copy the call of `ndl.audit_model` above and write `lower` for `families`.

# %% [markdown]
# ## A small council
#
# A newspaper in Port Callow writes: *the model works worse here than in Ambermoor: of the families that need help it misses a larger
# share.* Here are the shares missed.

# %%
by_council = ndl.audit_model(families["needed_help"], families["offered"], sensitive_features=families["council"])
by_council.by_group[["count", "selection_rate", "false_negative_rate"]].round(3).astype({"count": int})

# %% [markdown]
# How sure that is, the whole audit says: run `by_council` in a new cell. Take the difference in the share missed, Port Callow's less
# Ambermoor's. What are the ends of its 95% interval, in percentage points (`port_low`, `port_high`)? Keep a minus sign where there
# is one. And is that enough to support the newspaper's sentence (`supported`, `True` or `False`)?

# %% answer="small-council" objectives="2,6"
### BEGIN SOLUTION
_port = next(group for group in by_council.groups if group.name == "Port Callow")["false_negative_rate"]
port_low, port_high = (100 * end for end in (_port.difference_low, _port.difference_high))
supported = False
### END SOLUTION

# %% tests="small-council" points=2
expect.number(port_low, "port_low")
expect.number(port_high, "port_high")
expect.truth(supported, "supported")
assert port_high > 1, "Give percentage points: 0.1 is 10 points."
### BEGIN HIDDEN TESTS
_port = next(g for g in ndl.audit_model(families["needed_help"], families["offered"], sensitive_features=families["council"]).groups if g.name == "Port Callow")
_missed = _port["false_negative_rate"]
assert abs(port_low - 100 * _missed.low) > 0.06, "That is the interval of Port Callow's own share. The difference from Ambermoor has another, which is wider."
assert abs(port_low + 100 * _missed.difference_low) > 0.06, "The lower end has lost its minus sign: it is a difference in the other direction."
assert abs(port_low - 100 * _port["selection_rate"].difference_low) > 0.06, "That is the difference in who is offered a visit. Take the false negative rate."
assert abs(port_low - 100 * _missed.difference_low) < 0.06 and abs(port_high - 100 * _missed.difference_high) < 0.06, "Take the difference's own interval, of the false negative rate of Port Callow."
assert not supported, "The interval holds 0, so no difference would fit the data too. That is not proof that there is none: with so few families it cannot be told."
### END HIDDEN TESTS

# %% right="small-council"
_row = {_group.name: _group for _group in by_council.groups}["Port Callow"]["false_negative_rate"]
port_low, port_high, supported = round(100 * _row.difference_low, 1), round(100 * _row.difference_high, 1), False

# %% wrong="small-council" because="That is the interval of Port Callow's own share. The difference from Ambermoor has another, which is wider."
_row = {_group.name: _group for _group in by_council.groups}["Port Callow"]["false_negative_rate"]
port_low, port_high, supported = 100 * _row.low, 100 * _row.high, True

# %% wrong="small-council" because="The lower end has lost its minus sign: it is a difference in the other direction."
_row = {_group.name: _group for _group in by_council.groups}["Port Callow"]["false_negative_rate"]
port_low, port_high, supported = abs(100 * _row.difference_low), 100 * _row.difference_high, True

# %% wrong="small-council" because="That is the difference in who is offered a visit. Take the false negative rate."
_row = {_group.name: _group for _group in by_council.groups}["Port Callow"]["selection_rate"]
port_low, port_high, supported = 100 * _row.difference_low, 100 * max(_row.difference_high, 0.02), False

# %% wrong="small-council" because="The interval holds 0, so no difference would fit the data too. That is not proof that there is none: with so few families it cannot be told."
_row = {_group.name: _group for _group in by_council.groups}["Port Callow"]["false_negative_rate"]
port_low, port_high, supported = 100 * _row.difference_low, 100 * _row.difference_high, _row.difference > 0

# %% [markdown] hint="small-council"
# In the audit look for Port Callow in the table under *False negative rate*. The last two columns are about the difference.

# %% [markdown] hint="small-council"
# Does 0 lie inside the interval of the difference? Then the data would also fit a world without a difference.

# %% [markdown]
# ## What would it cost, and whom?
#
# `ndl.mitigate` gives each group a threshold of its own, so that the same share of those who need help is found. It fits that on half
# of the families and measures on the others. `min_count=0` shows small numbers: this is for your eyes, not to publish.

# %%
known = families.dropna(subset=["needed_help", "first_language"])
mitigated = ndl.mitigate(
    known["score"],
    y=known["needed_help"],
    sensitive_features=known["first_language"],
    constraint="true_positive_rate_parity",
    holdout=0.5,
    min_count=0,
)
mitigated

# %% [markdown]
# One gap narrows; another opens. **After** the change, how many percentage points more of the families with another first
# language are offered a visit than of those with English (`opened`)? And among all families measured, how many
# offers more are made than before (`extra`)?

# %% answer="cost" objectives="5,7"
### BEGIN SOLUTION
_changes = mitigated.to_frame().set_index("group")
opened = 100 * (_changes.loc["Another language", "selection_rate_after"] - _changes.loc["English", "selection_rate_after"])
_everyone = _changes.loc["Everyone"]
extra = round(_everyone["people"] * (_everyone["selection_rate_after"] - _everyone["selection_rate_before"]))
### END SOLUTION

# %% tests="cost" points=3
expect.number(opened, "opened")
expect.number(extra, "extra")
### BEGIN HIDDEN TESTS
_of = mitigated.to_frame().set_index("group")
_one, _other, _all = _of.loc["Another language"], _of.loc["English"], _of.loc["Everyone"]
_wanted = 100 * (_one["selection_rate_after"] - _other["selection_rate_after"])
assert abs(opened - _wanted / 100) > 0.001, "Give percentage points: a gap of 0.1 is 10 points."
assert abs(opened + _wanted) > 0.06, "Leave out the minus sign: more families with another first language are offered a visit."
assert abs(opened - abs(100 * (_one["selection_rate_before"] - _other["selection_rate_before"]))) > 0.06, "That is the gap before the change. Take the column “After”."
assert abs(opened - abs(100 * (_one["true_positive_rate_after"] - _other["true_positive_rate_after"]))) > 0.06, "That is what is left of the gap that was to be narrowed. The question is about all who are offered a visit: “Said yes to”."
assert abs(opened - 100 * (_one["selection_rate_after"] - _one["selection_rate_before"])) > 0.06, "That is how one group's share changes. Compare the two groups with each other, after the change."
assert abs(opened - _wanted) < 0.11, "Under “Said yes to”, take the share of English after the change from that of another language."
_extra = int(_all["gained"]) - int(_all["lost"])
assert abs(extra - round(_all["people"] * _all["selection_rate_after"])) > 0.5, "That is every offer after the change. How many more is that than before?"
assert abs(extra - 100 * (_all["selection_rate_after"] - _all["selection_rate_before"])) > 0.06, "Those are percentage points. The question asks for a number of offers: look at who gains a yes and who loses one."
assert abs(extra - _extra) < 0.5, "Take those of everyone who lose an offer from those who gain one."
### END HIDDEN TESTS

# %% right="cost"
_by = {_change.group: _change for _change in mitigated.changes}
_read = [round(100 * _by[_name].selection_rate_after.value, 1) for _name in ("Another language", "English")]
opened = round(_read[0] - _read[1], 1)
extra = _by["Everyone"].gained - _by["Everyone"].lost

# %% wrong="cost" because="That is the gap before the change. Take the column “After”."
_by = {_change.group: _change for _change in mitigated.changes}
opened = 100 * abs(_by["Another language"].selection_rate_before.value - _by["English"].selection_rate_before.value)
extra = 5

# %% wrong="cost" because="Give percentage points: a gap of 0.1 is 10 points."
_by = {_change.group: _change for _change in mitigated.changes}
opened = _by["Another language"].selection_rate_after.value - _by["English"].selection_rate_after.value
extra = _by["Everyone"].gained - _by["Everyone"].lost

# %% wrong="cost" because="That is how one group's share changes. Compare the two groups with each other, after the change."
_by = {_change.group: _change for _change in mitigated.changes}
opened = 100 * (_by["Another language"].selection_rate_after.value - _by["Another language"].selection_rate_before.value)
extra = 5

# %% wrong="cost" because="That is every offer after the change. How many more is that than before?"
_by = {_change.group: _change for _change in mitigated.changes}
opened = 100 * (_by["Another language"].selection_rate_after.value - _by["English"].selection_rate_after.value)
extra = round(_by["Everyone"].people * _by["Everyone"].selection_rate_after.value)

# %% wrong="cost" because="Those are percentage points. The question asks for a number of offers: look at who gains a yes and who loses one."
_by = {_change.group: _change for _change in mitigated.changes}
opened = 100 * (_by["Another language"].selection_rate_after.value - _by["English"].selection_rate_after.value)
extra = 100 * (_by["Everyone"].selection_rate_after.value - _by["Everyone"].selection_rate_before.value)

# %% [markdown] hint="cost"
# *Whose decision changes* counts offers gained and lost. *Said yes to* has the share of each group, before and after.

# %% [markdown] hint="cost"
# `mitigated.to_frame()` has all of it in one table, everyone first.

# %% [markdown]
# ## What may you send?
#
# A colleague has drafted sentences for the head of service.

# %%
drafts = lettered(
    [
        "The model is fair, because both language groups are offered visits at the same rate.",
        "The figures count only families with a review, and reviews are missing more often for families with another "
        "first language.",
        "Families with another first language need more help because of the language they speak.",
        "Both language groups are offered visits at about the same rate, and the model misses more of those who needed "
        "help among families with another first language.",
        "In Port Callow the model misses no larger share than in Ambermoor: the gap there is 0.",
        "A threshold for each language group would be lawful, because it makes the shares missed alike.",
        "A rule that looks at a family's first language may itself be unlawful, so we ask for legal advice before "
        "anybody is decided on in that way.",
    ],
    numbers("drafts about the model"),
)
print(told(drafts))

# %% [markdown]
# Which may be sent as they are? Give their letters, as a list of texts.

# %% answer="may-send" objectives="6,7"
### BEGIN SOLUTION
_good = ("Both language groups", "The figures count", "A rule that looks")
may_send = [letter for letter, text in drafts.items() if text.startswith(_good)]
### END SOLUTION

# %% tests="may-send" points=3
expect.listing(may_send, "may_send")
assert all(letter.strip().upper() in drafts for letter in may_send), "Give letters of the sentences above, such as “A”."
### BEGIN HIDDEN TESTS
_chosen = [drafts[letter.strip().upper()] for letter in may_send]
assert not any(text.startswith("The model is fair") for text in _chosen), "One sentence makes one equal rate into a verdict. You have seen another rate that differs widely."
assert not any(text.startswith("A threshold for each") for text in _chosen), "One sentence says what is lawful. Equal figures do not show that, and you are not the council's lawyer."
assert not any(text.startswith("Families with another") for text in _chosen), "One sentence names a cause. The audit shows that groups differ, and not why."
assert not any(text.startswith("In Port Callow") for text in _chosen), "One sentence makes “it cannot be told” into “there is none”. An interval that holds 0 holds other values too."
assert any(text.startswith("The figures count") for text in _chosen), "You left out the sentence about who is not counted. Whoever reads the figures must know."
assert any(text.startswith("A rule that looks") for text in _chosen), "You left out the caution. To ask for advice claims nothing, and it is what the result itself tells you to do."
assert len(set(_chosen)) == 3, "You left out a sentence that says what both rates are, and no more."
### END HIDDEN TESTS

# %% right="may-send"
_bad = ("The model is fair", "A threshold for each", "Families with another", "In Port Callow")
may_send = [_letter.lower() for _letter, _text in drafts.items() if not _text.startswith(_bad)]

# %% wrong="may-send" because="One sentence makes one equal rate into a verdict. You have seen another rate that differs widely."
may_send = [_letter for _letter, _text in drafts.items() if _text.startswith(("The model is fair", "The figures count", "A rule that looks"))]

# %% wrong="may-send" because="One sentence says what is lawful. Equal figures do not show that, and you are not the council's lawyer."
may_send = [_letter for _letter, _text in drafts.items() if _text.startswith(("Both language", "The figures", "A threshold"))]

# %% wrong="may-send" because="One sentence names a cause. The audit shows that groups differ, and not why."
may_send = [_letter for _letter, _text in drafts.items() if _text.startswith(("Both language", "The figures", "A rule", "Families with"))]

# %% wrong="may-send" because="One sentence makes “it cannot be told” into “there is none”. An interval that holds 0 holds other values too."
may_send = [_letter for _letter, _text in drafts.items() if _text.startswith(("Both language", "The figures", "A rule", "In Port"))]

# %% wrong="may-send" because="You left out the sentence about who is not counted. Whoever reads the figures must know."
may_send = [_letter for _letter, _text in drafts.items() if _text.startswith(("Both language", "A rule"))]

# %% wrong="may-send" because="You left out the caution. To ask for advice claims nothing, and it is what the result itself tells you to do."
may_send = [_letter for _letter, _text in drafts.items() if _text.startswith(("Both language", "The figures"))]

# %% wrong="may-send" because="You left out a sentence that says what both rates are, and no more."
may_send = [_letter for _letter, _text in drafts.items() if _text.startswith(("The figures", "A rule"))]

# %% [markdown] hint="may-send"
# Ask of each sentence: does it say what was counted? Or does it claim a cause, a verdict, or that something is lawful?

# %% [markdown] hint="may-send"
# “We cannot tell” is not “there is no difference”. Look again at your answer about Port Callow.

# %% [markdown]
# ## In your own words
#
# The head of service asks: *shall we go on using the model as it is, and if not, what are our choices?* Answer in five to
# eight sentences, with figures from your own data. Somebody will read and mark this.

# %% [markdown] written="advice" points=5 objectives="2,3,5,7"
# ### BEGIN MARK SCHEME
# Figures are each trainee's own: compare them with their cells above.
#
# - 1 mark: says that the same share of both groups is offered a visit **and** that the shares missed differ, with the gap in percentage points.
# - 1 mark: gives the interval of the gap, or says that chance alone is unlikely to explain it.
# - 1 mark: says whom the figures leave out: families with no review, more of them with another first language.
# - 1 mark: names two choices and what each costs whom: a lower threshold for all (more visits, a gap stays), a threshold
#   by group (a new gap in offers, and it may itself be unlawful), mending the scores or the records, or people who look again.
# - 1 mark: plain words, no cause claimed, nothing called lawful or fair, and the data is called synthetic.
#
# A good answer (5 of 5): "Not as it is. In this synthetic data the model offers a visit to about 30% of both language groups. Of
# families that needed help it misses 53% of those with another first language and 32% of those with English: 21 points more (95%
# interval 14 to 28), which is more than chance would explain. We know this only of families with a review, and reviews are missing for
# 15% of the first group and 4% of the second. An offer from 0.4 would mean about 150 more visits, and a gap of some 13
# points would stay. A threshold for each group would nearly close the gap in who is missed, but it looks at first language in every decision. That may be
# unlawful, so please ask our lawyers first. We could also find out why the same score stands for more need in one group, and
# let a person look at every family from 0.3 to 0.5."
#
# A weaker answer (2 of 5): "The model is biased against families who speak another language because it misses 21 points more of them
# (interval 14 to 28), although 30% of both groups are offered visits. We should use a different threshold for them. This will make it fair."
#
# It misses: nothing about families with no review; only one choice, and not what it costs whom; calls the result fair, and
# does not say that such a rule may be unlawful or that the data is synthetic.
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These questions are for you alone.
#
# - Which list, score or rule at your work decides who is looked at first? Whom might it miss?
# - If somebody told you that it was “tested for bias”, which number would you ask for next?
# - Who would learn the truth about the people it said no to?
