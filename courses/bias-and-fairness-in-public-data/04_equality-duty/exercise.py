# %% [markdown]
# # Evidence for a decision, and the equality duty
#
# Ambermoor, Thistlewick and Port Callow let homes together. They plan that tenants ask for repairs **in the app alone**. Inside
# the app, a tool that learned from requests made in the app decides which repair comes first. You are asked for
# the evidence on equality. All of it is **synthetic**: places and people are made up, and your numbers are your own. Nothing
# here is legal advice.
#
# Each question has a cell for your answer and a check below it. The check knows some mistakes, and tells you of one in a
# sentence. It does not say that an answer is right: other tests are held back until your work is marked. If you are stuck,
# run `hint("affected")` in a new cell, with the name of the question. Its name is in the first line of its check.
#
# Give shares with one decimal, such as 12.3, or with more.

# %%
import ndl_workbench as ndl
from ndl_workbench.academy.practice.choices import lettered, told
from ndl_workbench.academy.practice.equality_papers import DECISION, decision_log, home_visits, housing_columns
from ndl_workbench.academy.practice.tenants import tenants
from ndl_workbench.academy.seed import numbers

people = tenants(numbers("tenants"))
people.head()

# %% [markdown]
# `used_app` says whether a tenant has ever used the app. `disabled` is blank where nobody asked.
#
# ## Two shares that sound alike
#
# Of the tenants whose disability is recorded: what per cent of **disabled tenants** have never used the app
# (`of_disabled`)? And what per cent of **those who have never used it** are disabled (`of_without`)?

# %% answer="affected" objectives="2"
### BEGIN SOLUTION
_recorded = people.dropna(subset=["disabled"])
_disabled, _without = _recorded["disabled"] == "yes", _recorded["used_app"] == "no"
of_disabled = 100 * _without[_disabled].mean()
of_without = 100 * _disabled[_without].mean()
### END SOLUTION

# %% tests="affected" points=3
expect.number(of_disabled, "of_disabled")
expect.number(of_without, "of_without")
assert of_disabled > 1 and of_without > 1, "Give the shares in per cent: a share of 0.1 is 10."
### BEGIN HIDDEN TESTS
_told = people.dropna(subset=["disabled"])
_is, _not = (_told["disabled"] == "yes").to_numpy(), (_told["used_app"] == "no").to_numpy()
_both = 100 * int((_is & _not).sum())
_every = int((people["used_app"] == "no").to_numpy().sum())
assert abs(of_disabled - _both / _not.sum()) > 0.06 or abs(of_without - _both / _is.sum()) > 0.06, "You have the two the wrong way round. Ask of each: which people are the whole?"
assert abs(of_disabled - (100 - _both / _is.sum())) > 0.06, "That is the share that has used the app. The question asks for those who never did."
assert abs(of_disabled - _both / len(_told)) > 0.06, "You divided by all tenants. Divide by the disabled tenants."
assert abs(of_without - _both / _every) > 0.06, "You counted tenants whose disability nobody recorded as not disabled. Leave them out, and say so."
assert abs(of_disabled - _both / _is.sum()) < 0.06, "Of the tenants with “yes” under “disabled”, take the share with “no” under “used_app”."
assert abs(of_without - _both / _not.sum()) < 0.06, "Of the tenants with “no” under “used_app” whose disability is recorded, take the share with “yes” under “disabled”."
### END HIDDEN TESTS

# %% right="affected"
_audit = ndl.audit(people, outcome="used_app", by="disabled")
_row = {_outcome.group: _outcome for _outcome in _audit.outcomes}
_never = {_group: _row[_group].n - _row[_group].events for _group in ("yes", "no")}
of_disabled = round(100 - 100 * _row["yes"].rate, 1)
of_without = round(100 * _never["yes"] / (_never["yes"] + _never["no"]), 1)

# %% wrong="affected" because="You have the two the wrong way round. Ask of each: which people are the whole?"
_known = people.dropna(subset=["disabled"])
of_disabled = 100 * (_known.loc[_known["used_app"] == "no", "disabled"] == "yes").mean()
of_without = 100 * (_known.loc[_known["disabled"] == "yes", "used_app"] == "no").mean()

# %% wrong="affected" because="That is the share that has used the app. The question asks for those who never did."
of_disabled = 100 * (people.loc[people["disabled"] == "yes", "used_app"] == "yes").mean()
of_without = 30

# %% wrong="affected" because="You counted tenants whose disability nobody recorded as not disabled. Leave them out, and say so."
of_disabled = 100 * (people.loc[people["disabled"] == "yes", "used_app"] == "no").mean()
of_without = 100 * (people.loc[people["used_app"] == "no", "disabled"] == "yes").mean()

# %% wrong="affected" because="You divided by all tenants. Divide by the disabled tenants."
_known = people.dropna(subset=["disabled"])
of_disabled = 100 * ((_known["disabled"] == "yes") & (_known["used_app"] == "no")).mean()
of_without = 40

# %% [markdown] hint="affected"
# “Of the disabled tenants” means: keep only those, then see how many never used the app. The other is the reverse.

# %% [markdown] hint="affected"
# `recorded = people.dropna(subset=["disabled"])` leaves out the tenants whose disability is not recorded.

# %% [markdown] hint="affected"
# `recorded[recorded["disabled"] == "yes"]["used_app"].value_counts(normalize=True)` gives the shares of one whole. Change over the two
# columns, and the word, for the other.

# %% [markdown]
# ## Where does the file say nothing?
#
# One council has hardly ever asked about disability. Which (`silent`)? And of what per cent of its tenants is disability **not
# recorded** (`not_recorded`)?

# %% answer="silent" objectives="2"
### BEGIN SOLUTION
_blank = 100 * people["disabled"].isna().groupby(people["council"]).mean()
silent, not_recorded = _blank.idxmax(), _blank.max()
### END SOLUTION

# %% tests="silent" points=2
expect.text(silent, "silent")
expect.number(not_recorded, "not_recorded")
assert not_recorded > 1, "Give the share in per cent: a share of 0.1 is 10."
### BEGIN HIDDEN TESTS
_nothing = people["disabled"].isna()
_share = 100 * _nothing.groupby(people["council"]).mean()
_where = _share.idxmax()
_there = people.loc[people["council"] == _where, "disabled"].isna().to_numpy()
assert silent.strip().lower() in {name.lower() for name in _share.index}, "Give the name of a council, as the column “council” writes it."
assert silent.strip().lower() == _where.lower(), "In that council most tenants have an entry under “disabled”. Look for the one where most have none."
assert not_recorded != int(_there.sum()), "That is a number of tenants. Give the share of the council's tenants, in per cent."
assert abs(not_recorded - 100 * _nothing.mean()) > 0.06, "That is the share in all three councils. Take the tenants of one."
assert abs(not_recorded - 100 * _there.sum() / _nothing.sum()) > 0.06, "That is the council's part of all blanks. Divide by the tenants of the council."
assert abs(not_recorded - _share.max()) < 0.06, "Divide the tenants of that council with a blank under “disabled” by all tenants of that council."
### END HIDDEN TESTS

# %% right="silent"
_rows = {_row.group: _row for _row in ndl.audit(people.assign(known=people["disabled"].notna()), outcome="known", by="council").outcomes}
silent = min(_rows, key=lambda _name: _rows[_name].rate).upper()
not_recorded = round(100 - 100 * min(_row.rate for _row in _rows.values()), 1)

# %% wrong="silent" because="In that council most tenants have an entry under “disabled”. Look for the one where most have none."
_part = people["disabled"].isna().groupby(people["council"]).mean()
silent, not_recorded = _part.idxmin(), 100 * _part.min()

# %% wrong="silent" because="That is a number of tenants. Give the share of the council's tenants, in per cent."
_count = people["disabled"].isna().groupby(people["council"]).sum()
silent, not_recorded = _count.idxmax(), int(_count.max())

# %% wrong="silent" because="That is the share in all three councils. Take the tenants of one."
silent = people["disabled"].isna().groupby(people["council"]).mean().idxmax()
not_recorded = 100 * people["disabled"].isna().mean()

# %% wrong="silent" because="That is the council's part of all blanks. Divide by the tenants of the council."
_blanks = people[people["disabled"].isna()]["council"].value_counts(normalize=True)
silent, not_recorded = _blanks.index[0], 100 * _blanks.iloc[0]

# %% [markdown] hint="silent"
# `people["disabled"].isna()` is true where nothing is recorded. Compare its share in the three councils.

# %% [markdown] hint="silent"
# `.groupby(people["council"]).mean()` after it gives the share in each council, from 0 to 1.

# %% [markdown]
# ## Which columns are about a relevant protected characteristic?
#
# The duty's second and third aims are about people who share a **relevant** protected characteristic. Section 149(7) of the Equality
# Act 2010 lists eight. The firm that makes repairs keeps a file on tenants too, and offers it to you. It has these columns.

# %%
columns_held = housing_columns(numbers("columns"))
columns_held

# %% [markdown]
# Which of them say whether somebody has a relevant protected characteristic, and do not only **stand in** for one? A column may use
# another word than the Act. Give them as a list of texts.

# %% answer="relevant" objectives="1"
### BEGIN SOLUTION
_others = ("benefits", "council", "first_language", "married_or_civil_partner")
relevant = [column for column in columns_held if column not in _others]
### END SOLUTION

# %% tests="relevant" points=2
expect.listing(relevant, "relevant")
assert all(column.strip() in columns_held for column in relevant), "Give names of columns, as the list above writes them."
### BEGIN HIDDEN TESTS
_named = {column.strip() for column in relevant}
assert "benefits" not in _named, "You named benefits. Being poor is not in the list, though a council may have other reasons to look at it."
assert "first_language" not in _named, "You named first language. It can stand in for race, so look at it; but it is not in the list itself."
assert "married_or_civil_partner" not in _named, "You named marriage. It is a protected characteristic, and section 149(7) leaves it out: it counts for the first aim alone."
assert "council" not in _named, "You named where people live. It can stand in for who they are, but it is not in the list."
assert len(_named) == 4, "You left one out. Compare each column with the eight characteristics in the lesson."
### END HIDDEN TESTS

# %% right="relevant"
_listed = {"age_band", "disabled", "ethnic_group", "pregnant_or_on_maternity_leave", "religion_or_belief", "sex", "sexual_orientation"}
relevant = sorted(_listed & set(columns_held))

# %% wrong="relevant" because="You named benefits. Being poor is not in the list, though a council may have other reasons to look at it."
relevant = [_column for _column in columns_held if _column not in ("council", "married_or_civil_partner", "first_language")]

# %% wrong="relevant" because="You named first language. It can stand in for race, so look at it; but it is not in the list itself."
relevant = [_column for _column in columns_held if _column not in ("council", "married_or_civil_partner", "benefits")]

# %% wrong="relevant" because="You named marriage. It is a protected characteristic, and section 149(7) leaves it out: it counts for the first aim alone."
relevant = [_column for _column in columns_held if _column not in ("council", "first_language", "benefits")]

# %% wrong="relevant" because="You named where people live. It can stand in for who they are, but it is not in the list."
relevant = [_column for _column in columns_held if _column not in ("married_or_civil_partner", "first_language", "benefits")]

# %% wrong="relevant" because="You left one out. Compare each column with the eight characteristics in the lesson."
relevant = [_column for _column in columns_held if _column not in ("benefits", "council", "first_language", "married_or_civil_partner")][1:]

# %% [markdown] hint="relevant"
# The lesson has the list. Disability, age and race are in it, whatever a file calls its columns.

# %% [markdown]
# ## Which aim does it serve?
#
# Officers have written down what could be done.

# %%
actions = lettered(
    [
        "Publish each month how many repairs were made in each council.",
        "Keep a telephone line and offer home visits, so that tenants who cannot use the app because of a disability can "
        "ask for repairs.",
        "After angry messages about who gets ground-floor flats, bring tenants together and explain why disabled tenants "
        "are asked first.",
        "Buy taps of one make only, so that spare parts are cheaper.",
        "Take out the rule by which the app turns away requests made from a support worker's telephone: it shuts out "
        "disabled tenants, and nobody can say what it is for.",
    ],
    numbers("actions"),
)
print(told(actions))

# %% [markdown]
# Which one serves above all to **eliminate** discrimination, which to **advance** equality of opportunity, and which to **foster** good
# relations? Give a letter for each.

# %% answer="aims" objectives="1,3"
### BEGIN SOLUTION
_letter_of = {text.split()[0]: letter for letter, text in actions.items()}
eliminate, advance, foster = _letter_of["Take"], _letter_of["Keep"], _letter_of["After"]
### END SOLUTION

# %% tests="aims" points=3
expect.text(eliminate, "eliminate")
expect.text(advance, "advance")
expect.text(foster, "foster")
assert {eliminate.strip().upper(), advance.strip().upper(), foster.strip().upper()} <= set(actions), "Give a letter of the list above, such as “A”, for each."
### BEGIN HIDDEN TESTS
_for = [actions[letter.strip().upper()].split()[0] for letter in (eliminate, advance, foster)]
assert not {"Publish", "Buy"} & set(_for), "One of yours is good housekeeping, and has nothing to do with people who share a protected characteristic."
assert _for[0] != "Keep" and _for[1] != "Take", "You mixed up the first two aims. One is to stop a rule that may be unlawful; the other is to meet needs that differ."
assert "After" not in _for[:2], "Tackling prejudice and promoting understanding are what the third aim is about."
assert len(set(_for)) == 3, "Give a different action for each aim."
assert _for == ["Take", "Keep", "After"], "Look again at what section 149 says of each aim, in the lesson."
### END HIDDEN TESTS

# %% right="aims"
eliminate = next(_l.lower() for _l, _t in actions.items() if "support worker" in _t)
advance = next(_l for _l, _t in actions.items() if "home visits" in _t)
foster = next(_l for _l, _t in actions.items() if "angry messages" in _t)

# %% wrong="aims" because="You mixed up the first two aims. One is to stop a rule that may be unlawful; the other is to meet needs that differ."
_by = {_text.split()[0]: _letter for _letter, _text in actions.items()}
eliminate, advance, foster = _by["Keep"], _by["Take"], _by["After"]

# %% wrong="aims" because="Tackling prejudice and promoting understanding are what the third aim is about."
_by = {_text.split()[0]: _letter for _letter, _text in actions.items()}
eliminate, advance, foster = _by["Take"], _by["After"], _by["Keep"]

# %% wrong="aims" because="One of yours is good housekeeping, and has nothing to do with people who share a protected characteristic."
_by = {_text.split()[0]: _letter for _letter, _text in actions.items()}
eliminate, advance, foster = _by["Take"], _by["Keep"], _by["Publish"]

# %% wrong="aims" because="Give a different action for each aim."
_by = {_text.split()[0]: _letter for _letter, _text in actions.items()}
eliminate, advance, foster = _by["Take"], _by["Keep"], _by["Keep"]

# %% [markdown] hint="aims"
# The lesson has the three aims, and beside each what section 149 counts as part of it.

# %% [markdown]
# ## In time?
#
# A resident asks whether the cabinet had due regard **when it decided**. Here is the log, not in order.

# %%
log = decision_log(numbers("decision log"))
print("\n".join(f"{row.letter}. {row.date}: {row.what}" for row in log.itertuples()))

# %% [markdown]
# Which steps were taken **too late** to have informed that decision? Give their letters, as a list of texts.

# %% answer="too-late" objectives="3"
### BEGIN SOLUTION
_decided = log.loc[log["what"] == DECISION, "date"].item()
too_late = log.loc[log["date"] > _decided, "letter"].tolist()
### END SOLUTION

# %% tests="too-late" points=2
expect.listing(too_late, "too_late")
assert all(letter.strip().upper() in set(log["letter"]) for letter in too_late), "Give letters of the log above, such as “A”."
### BEGIN HIDDEN TESTS
_day = log.loc[log["what"] == DECISION, "date"].item()
_late, _same = set(log.loc[log["date"] > _day, "letter"]), set(log.loc[log["what"] == DECISION, "letter"])
_yours = {letter.strip().upper() for letter in too_late}
assert _yours, "Regard has to be had before and when the decision is made. Compare each date with that of the decision."
assert not _yours & _same, "You named the decision itself. Which steps came after it?"
assert not _yours <= set(log["letter"]) - _late, "You named the steps that were taken in time. Which could no longer change what was decided?"
assert _yours >= _late, "You left one out. A paper that is written afterwards can be good work, and it did not inform the decision."
assert _yours == _late, "You named a step that was taken before the decision. It could inform it."
### END HIDDEN TESTS

# %% right="too-late"
_in_order = log.sort_values("date")["letter"].tolist()
_at = log.loc[log["what"].str.startswith("The cabinet decides"), "letter"].item()
too_late = [_letter.lower() for _letter in _in_order[_in_order.index(_at) + 1 :]]

# %% wrong="too-late" because="Regard has to be had before and when the decision is made. Compare each date with that of the decision."
too_late = []

# %% wrong="too-late" because="You named the decision itself. Which steps came after it?"
_date = log.loc[log["what"] == DECISION, "date"].item()
too_late = log.loc[log["date"] >= _date, "letter"].tolist()

# %% wrong="too-late" because="You named the steps that were taken in time. Which could no longer change what was decided?"
_date = log.loc[log["what"] == DECISION, "date"].item()
too_late = log.loc[log["date"] < _date, "letter"].tolist()

# %% wrong="too-late" because="You left one out. A paper that is written afterwards can be good work, and it did not inform the decision."
_date = log.loc[log["what"] == DECISION, "date"].item()
too_late = log.loc[log["date"] > _date, "letter"].tolist()[1:]

# %% [markdown] hint="too-late"
# First find the date on which the cabinet decides.

# %% [markdown]
# ## What do two tables give away?
#
# The page on home visits hides Port Callow, where few asked. The annual report counts the same requests by quarter.

# %%
by_council, by_quarter = home_visits(numbers("home visits"))
by_council

# %%
by_quarter

# %% [markdown]
# Any reader can work out Port Callow. How many there asked for a visit (`asked`), and how many were refused (`refused`)? Which
# **other council** should be hidden with it, so that nobody can, and as few of those who asked are hidden as possible (`hide_too`)?

# %% answer="two-tables" objectives="4"
### BEGIN SOLUTION
_shown = by_council[by_council["council"] != "Port Callow"]
asked = int(by_quarter["asked"].sum() - _shown["asked"].sum())
refused = int(by_quarter["refused"].sum() - _shown["refused"].sum())
hide_too = _shown.loc[_shown["asked"].astype(int).idxmin(), "council"]
### END SOLUTION

# %% tests="two-tables" points=3
expect.number(asked, "asked")
expect.number(refused, "refused")
expect.text(hide_too, "hide_too")
### BEGIN HIDDEN TESTS
_open = by_council[by_council["council"] != "Port Callow"].set_index("council")
_total = by_quarter[["asked", "refused"]].sum()
_asked, _refused = int(_total["asked"] - _open["asked"].sum()), int(_total["refused"] - _open["refused"].sum())
assert asked != _total["asked"], "That is everybody who asked. Take off those in the two councils that are shown."
assert asked != _open["asked"].sum(), "That is the two councils that are shown. How many are left of the total in the other table?"
assert asked == _asked, "Add up the quarters, and take off the councils that are shown."
assert refused != _asked - _refused, "Those are the visits that were granted. Do the same sum with the other column."
assert refused == _refused, "Add up the refusals of all quarters, and take off those of the councils that are shown."
assert hide_too.strip().lower() != "port callow", "Port Callow is hidden already, and that is not enough: it is what is left over."
assert hide_too.strip().lower() in {name.lower() for name in _open.index}, "Give the name of one of the councils in the table."
assert hide_too.strip().lower() == _open["asked"].astype(int).idxmin().lower(), "That would do, and take more from readers than it must. Compare how many people each of the two has."
### END HIDDEN TESTS

# %% right="two-tables"
_numbers = by_council.iloc[:2][["asked", "refused"]].astype(int)
asked, refused = (int(by_quarter[_name].sum() - _numbers[_name].sum()) for _name in ("asked", "refused"))
hide_too = by_council["council"].iloc[int(_numbers["asked"].to_numpy().argmin())].lower()

# %% wrong="two-tables" because="That is everybody who asked. Take off those in the two councils that are shown."
asked, refused, hide_too = int(by_quarter["asked"].sum()), int(by_quarter["refused"].sum()), "Ambermoor"

# %% wrong="two-tables" because="That is the two councils that are shown. How many are left of the total in the other table?"
asked, refused, hide_too = int(by_council["asked"].iloc[:2].sum()), int(by_council["refused"].iloc[:2].sum()), "Ambermoor"

# %% wrong="two-tables" because="Port Callow is hidden already, and that is not enough: it is what is left over."
asked = int(by_quarter["asked"].sum() - by_council["asked"].iloc[:2].sum())
refused = int(by_quarter["refused"].sum() - by_council["refused"].iloc[:2].sum())
hide_too = "Port Callow"

# %% wrong="two-tables" because="That would do, and take more from readers than it must. Compare how many people each of the two has."
asked = int(by_quarter["asked"].sum() - by_council["asked"].iloc[:2].sum())
refused = int(by_quarter["refused"].sum() - by_council["refused"].iloc[:2].sum())
hide_too = by_council["council"].iloc[:2].loc[by_council["asked"].iloc[:2].astype(int).idxmax()]

# %% [markdown] hint="two-tables"
# All four quarters together are everybody who asked. Two of the three councils are shown.

# %% [markdown] hint="two-tables"
# If a second council were hidden, a reader would know only what both have together. Which of the two has fewer people?

# %% [markdown]
# ## What must a person write?
#
# The tool in the app is to have an algorithmic transparency record. It learned from requests made in the app. So the audit asks who
# is in that data, and the workbench drafts a record from it.

# %%
evidence = ndl.audit(people, outcome="used_app", by=["disabled", "age_band", "ethnic_group"])
evidence

# %%
record = evidence.atrs()
evidence.save_atrs("atrs.html").name

# %% [markdown]
# Open `atrs.html` in the file list, or show `record` in a cell. A colleague asks where each of these will come from.

# %%
entries = lettered(
    [
        "which of the protected characteristics were looked at",
        "what staff do before they act on what the tool says",
        "how use of the app differs between groups, with intervals",
        "who answers for the tool",
        "what was done about the risks that were found",
        "which of the protected characteristics nothing is said about",
        "what the tool is for, and why it is used in place of something else",
    ],
    numbers("entries of the record"),
)
print(told(entries))

# %% [markdown]
# Which of them must **a person write**, because no audit of data can know? Give their letters, as a list of texts.

# %% answer="record" objectives="5"
### BEGIN SOLUTION
to_write = [letter for letter, text in entries.items() if text.startswith(("who ", "what "))]
### END SOLUTION

# %% tests="record" points=2
expect.listing(to_write, "to_write")
assert all(letter.strip().upper() in entries for letter in to_write), "Give letters of the list above, such as “A”."
### BEGIN HIDDEN TESTS
_texts = {entries[letter.strip().upper()] for letter in to_write}
assert not any(text.startswith("how use") for text in _texts), "You named the differences between groups. The audit works those out: see the last section of the draft."
assert not any(text.startswith("which") for text in _texts), "You named something about the protected characteristics that the draft says already. Look for it there."
assert any(text.startswith("what was done") for text in _texts), "You left out what was done about the risks. Data shows a gap, and not what anybody did about it."
assert any(text.startswith("who answers") for text in _texts), "You left out who answers for the tool. No figure names a person."
assert len(_texts) == 4, "You left one out. Look in the draft for what is marked as to be written by a person."
### END HIDDEN TESTS

# %% right="record"
to_write = [_letter.lower() for _letter, _text in entries.items() if not _text.startswith(("which", "how"))]

# %% wrong="record" because="You named the differences between groups. The audit works those out: see the last section of the draft."
to_write = list(entries)

# %% wrong="record" because="You named something about the protected characteristics that the draft says already. Look for it there."
to_write = [_letter for _letter, _text in entries.items() if not _text.startswith("how use")]

# %% wrong="record" because="You left out what was done about the risks. Data shows a gap, and not what anybody did about it."
to_write = [_letter for _letter, _text in entries.items() if _text.startswith(("who", "what the", "what staff"))]

# %% wrong="record" because="You left out who answers for the tool. No figure names a person."
to_write = [_letter for _letter, _text in entries.items() if _text.startswith("what")]

# %% wrong="record" because="You left one out. Look in the draft for what is marked as to be written by a person."
to_write = [_letter for _letter, _text in entries.items() if _text.startswith(("who", "what the", "what was"))]

# %% [markdown] hint="record"
# `record.to_write` lists the fields that the audit leaves empty.

# %% [markdown]
# ## How do you say it?
#
# You draft sentences for the head of service from the same audit.

# %%
rows = {(row.by, row.group): row for row in evidence.outcomes}
gap, black = rows["disabled", "yes"], rows["ethnic_group", "Black"]
sentences = lettered(
    [
        "There is no difference between ethnic groups in the use of the app.",
        f"Use of the app is {-100 * gap.difference:.1f} percentage points lower among disabled tenants than among others "
        f"(95% interval {-100 * gap.difference_high:.1f} to {-100 * gap.difference_low:.1f}), where disability is recorded.",
        "Disabled tenants do not use the app because of their disability.",
        "The audit found no discrimination, so the council has met its duty.",
        "These figures say nothing about religion or belief, sex or sexual orientation, which were not looked at.",
        f"Use of the app is {-100 * gap.difference:.1f}% lower among disabled tenants than among others.",
        f"Among Black tenants use of the app is {-100 * black.difference:.1f} percentage points lower than among White "
        "tenants; chance alone could explain this, and with so few people a real gap cannot be ruled out.",
    ],
    numbers("sentences"),
)
print(told(sentences))

# %% [markdown]
# Which may be sent as they are? Give their letters, as a list of texts.

# %% answer="wording" objectives="6"
### BEGIN SOLUTION
_sound = ("percentage points", "were not looked at")
may_send = [letter for letter, text in sentences.items() if any(words in text for words in _sound)]
### END SOLUTION

# %% tests="wording" points=3
expect.listing(may_send, "may_send")
assert all(letter.strip().upper() in sentences for letter in may_send), "Give letters of the sentences above, such as “A”."
### BEGIN HIDDEN TESTS
_sent = {sentences[letter.strip().upper()] for letter in may_send}
assert not any(text.startswith("The audit found") for text in _sent), "One sentence makes figures into a finding of law. The duty is about what the council considers, and an audit cannot meet it."
assert not any(text.startswith("Disabled tenants do not") for text in _sent), "One sentence names a cause. The audit shows that groups differ, and not why."
assert not any(text.startswith("There is no") for text in _sent), "One sentence makes “chance could explain it” into “there is none”. Two groups are hidden besides."
assert not any("% lower" in text for text in _sent), "One sentence calls percentage points per cent. The share is lower by more than that, in per cent of the other share."
assert any("Black" in text for text in _sent), "You left out a finding that is not sure. Said with its uncertainty, it may be sent: silence would read as “nothing there”."
assert any("looked at" in text for text in _sent), "You left out what the figures do not cover. Whoever decides must know that too."
assert len(_sent) == 3, "You left out the main finding. It has its size, its interval, and whom it is of."
### END HIDDEN TESTS

# %% right="wording"
_not = ("The audit found", "Disabled tenants do not", "There is no")
may_send = [_letter.lower() for _letter, _text in sentences.items() if not _text.startswith(_not) and "% lower" not in _text]

# %% wrong="wording" because="One sentence makes figures into a finding of law. The duty is about what the council considers, and an audit cannot meet it."
may_send = [_letter for _letter, _text in sentences.items() if "points" in _text or "looked" in _text or "duty" in _text]

# %% wrong="wording" because="One sentence names a cause. The audit shows that groups differ, and not why."
may_send = [_letter for _letter, _text in sentences.items() if "points" in _text or "looked" in _text or "because" in _text]

# %% wrong="wording" because="One sentence makes “chance could explain it” into “there is none”. Two groups are hidden besides."
may_send = [_letter for _letter, _text in sentences.items() if "points" in _text or "looked" in _text or "no difference" in _text]

# %% wrong="wording" because="One sentence calls percentage points per cent. The share is lower by more than that, in per cent of the other share."
may_send = [_letter for _letter, _text in sentences.items() if "lower" in _text or "looked" in _text]

# %% wrong="wording" because="You left out a finding that is not sure. Said with its uncertainty, it may be sent: silence would read as “nothing there”."
may_send = [_letter for _letter, _text in sentences.items() if "95% interval" in _text or "looked" in _text]

# %% wrong="wording" because="You left out what the figures do not cover. Whoever decides must know that too."
may_send = [_letter for _letter, _text in sentences.items() if "points" in _text]

# %% [markdown] hint="wording"
# Two sentences have the same number. In one of them it is percentage points.

# %% [markdown] hint="wording"
# Ask of each: is it a figure with its limits, or a cause, a certainty or a verdict of law?

# %% [markdown]
# ## In your own words
#
# Write the paragraph on equality for the cabinet's paper, in six to eight sentences, with figures of your own. Say what was found,
# and what is not known. Say which steps the cabinet should consider before it decides, and what you do not claim. Somebody will
# read and mark this.

# %% [markdown] written="finding-in-words" points=5 objectives="2,3,4,6"
# ### BEGIN MARK SCHEME
# Figures are each trainee's own: compare them with their cells above.
#
# - 1 mark: a gap for disabled or older tenants, in percentage points or as shares of whom, with its interval or that chance is unlikely to explain it.
# - 1 mark: what is not known: disability is hardly recorded in one council (named), or characteristics that were not looked at, or hidden groups.
# - 1 mark: names at least two steps, of which one removes a disadvantage or meets a need (such as a telephone line).
# - 1 mark: ties them to the duty: due regard to an aim of section 149, had by the cabinet itself **before** it decides, and later again.
# - 1 mark: plain words, no cause and no verdict of law, nothing about a hidden group, and the data is called synthetic.
#
# A good answer (5 of 5): "In this synthetic data, 62% of disabled tenants have never used the app. Use is 30 percentage points lower among
# them than among other tenants whose disability is recorded (95% interval 25 to 35), more than chance would explain. It is also much lower at 65
# and over. In Thistlewick disability is not recorded for 87% of tenants, so we know little about people there, and the audit does not look at
# religion or sexual orientation. The cabinet is asked to have due regard to the need to advance equality of opportunity before it
# decides: whether to keep a telephone line and home visits, and whether to hear the tenants' panel first. It should also
# consider asking about disability in Thistlewick, and looking at these figures again after six months. We do not say why use differs, nor
# whether the plan is lawful: please take advice."
#
# A weaker answer (2 of 5): "62% of disabled tenants never used the app, which is 30 points lower use (25 to 35). Disabled people cannot use
# apps, so this plan discriminates against them and breaks the Equality Act. An assessment will be written after the decision, and we
# should keep the telephone line and offer home visits."
#
# It misses: what is not known; the duty, since the assessment comes after the decision; a cause and a verdict of law that the
# figures do not show, and the word synthetic.
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These questions are for you alone.
#
# - Which decision at your work was made first and assessed afterwards? Who could have asked sooner?
# - About which people does your file say nothing, and whom would you ask about them?
# - Which two pages of your organisation's website, read together, would give away a small number?
