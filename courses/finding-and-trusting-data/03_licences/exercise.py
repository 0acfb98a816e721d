# %% [markdown]
# # May we use it, and on what terms?
#
# Your council is making a page for families: where to play, read, swim and meet. You were sent to the Moorland Data
# Exchange, a catalogue of three councils. You are asked which of its files may go on the page, and what must be said of
# them. The catalogue is **synthetic**: no real council or place is described, and everybody's catalogue is another one.
#
# Each question has a cell for your answer and a check below it. Run the check as often as you like: it knows some
# mistakes, and tells you of one in a sentence. It does not say that an answer is right: other tests are held back
# until your work is marked.
#
# If you are stuck, run `hint("both-stated")` in a new cell, with the name of the question. Its name is in the first
# line of its check.

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

import ndl_workbench as ndl
from ndl_workbench.academy.practice.exchange import exchange, mixes_of, three_of
from ndl_workbench.academy.seed import numbers

# In this notebook the workbench knows one catalogue besides its own: a file on this machine.
os.environ["NDL_SOURCES"] = str(exchange(Path(mkdtemp()), numbers("licences: catalogue")))
found = ndl.search(source="moorland", limit=50)
found

# %% [markdown]
# ## What did somebody say?
#
# The workbench fills gaps from what else it can read, and tells you that it did. Here is how often it does so for each
# field. `facts` has a row for each record and field: these are the first.

# %%
known = ndl.inferred("moorland")
print(known)

# %%
facts = known.to_frame()
facts.head()

# %% [markdown]
# In how many records did somebody state **both** the licence and the publisher?

# %% answer="both-stated" objectives="1"
### BEGIN SOLUTION
_stated = facts[facts["confidence"] == "stated"]
_say_licence = set(_stated.loc[_stated["field"] == "licence", "id"])
_say_publisher = set(_stated.loc[_stated["field"] == "publisher", "id"])
both_stated = len(_say_licence & _say_publisher)
### END SOLUTION

# %% tests="both-stated" points=2
expect.number(both_stated, "both_stated")
### BEGIN HIDDEN TESTS
how = facts.set_index(["id", "field"])["confidence"].unstack()
licence_said, publisher_said = how["licence"] == "stated", how["publisher"] == "stated"
assert both_stated != licence_said.sum(), "Those are the records that state a licence. Not all of them say who publishes."
assert both_stated != publisher_said.sum(), "Those are the records that state a publisher. Not all of them state a licence."
assert both_stated != ((how["licence"] != "unknown") & (how["publisher"] != "unknown")).sum(), "You counted what was inferred. That is what the workbench read out of other words, and not what a field states."
assert both_stated != (licence_said | publisher_said).sum(), "You counted records that state one of the two. The question asks for both."
in_both = (licence_said & publisher_said).sum()
assert both_stated == in_both, "Look at each record's two rows, “licence” and “publisher”. Both must be “stated”."
### END HIDDEN TESTS

# %% right="both-stated"
table = facts[facts["field"].isin(["licence", "publisher"]) & (facts["confidence"] == "stated")]
both_stated = int((table.groupby("id").size() == 2).sum())

# %% wrong="both-stated" because="Those are the records that state a licence. Not all of them say who publishes."
both_stated = next(row.stated for row in known.fields if row.field == "licence")

# %% wrong="both-stated" because="Those are the records that state a publisher. Not all of them state a licence."
both_stated = next(row.stated for row in known.fields if row.field == "publisher")

# %% wrong="both-stated" because="You counted what was inferred. That is what the workbench read out of other words, and not what a field states."
table = facts[facts["field"].isin(["licence", "publisher"]) & (facts["confidence"] != "unknown")]
both_stated = int((table.groupby("id").size() == 2).sum())

# %% wrong="both-stated" because="You counted records that state one of the two. The question asks for both."
both_stated = facts.loc[facts["field"].isin(["licence", "publisher"]) & (facts["confidence"] == "stated"), "id"].nunique()

# %% [markdown] hint="both-stated"
# The counts for each field stand above. They do not tell you whether the same records are meant.

# %% [markdown] hint="both-stated"
# Keep the rows with `confidence` equal to `stated`. Make a set of the ids where `field` is `licence`, and another where
# it is `publisher`. How many ids are in both sets? `a & b` is what two sets share.

# %% [markdown]
# ## What does nobody say?
#
# Run the cell: it picks a record for you. Its publisher is a guess, so you want to know how sure the rest is.

# %%
asked = ["publisher", "licence", "spatial", "temporal", "update_frequency", "modified", "contact"]
guessed = facts[(facts["field"] == "publisher") & (facts["confidence"] == "inferred")]
record = numbers("licences: record").choice(guessed["id"].tolist())
ndl.show(record)

# %%
for fact in facts[(facts["id"] == record) & facts["field"].isin(asked)].itertuples():
    print(f"{fact.field}: {fact.value}\n    {fact.confidence}: {fact.evidence}")

# %% [markdown]
# For which of these seven fields did the workbench find **nothing to go by**, so that the value is neither stated nor
# inferred? Give the names of the fields as a list of texts, spelt as above.

# %% answer="unsaid" objectives="1"
### BEGIN SOLUTION
_of_record = facts[(facts["id"] == record) & facts["field"].isin(asked)]
unsaid = _of_record.loc[_of_record["confidence"] == "unknown", "field"].tolist()
### END SOLUTION

# %% tests="unsaid" points=2
expect.listing(unsaid, "unsaid")
### BEGIN HIDDEN TESTS
rows = facts[(facts["id"] == record) & facts["field"].isin(asked)].set_index("field")["confidence"]
given = {name.strip() for name in unsaid}
assert given, "At least one of the seven is unknown. Below each field stands how sure it is."
assert not given & set(rows.index[rows == "stated"]), "You named a field that the record states."
assert not given & {"publisher", "modified"}, "You named a field that was inferred. The evidence beside it says from which words: that is something, if not much."
assert given <= set(asked), "Give names of the seven fields only, as the cell above prints them."
nothing = set(rows.index[rows == "unknown"])
assert given == nothing or not given < nothing, "You left one out. An unknown licence, place or date is as unknown as the others."
assert given == nothing, "Take the fields below which “unknown” stands."
### END HIDDEN TESTS

# %% right="unsaid"
unsaid = {value.field for value in known.values if value.id == record and value.confidence == "unknown" and value.field in asked}

# %% wrong="unsaid" because="You named a field that was inferred. The evidence beside it says from which words: that is something, if not much."
rows = facts[(facts["id"] == record) & facts["field"].isin(asked)]
unsaid = rows.loc[rows["confidence"] != "stated", "field"].tolist()

# %% wrong="unsaid" because="You named a field that the record states."
unsaid = list(asked)

# %% wrong="unsaid" because="Give names of the seven fields only, as the cell above prints them."
unsaid = facts.loc[(facts["id"] == record) & (facts["confidence"] == "unknown"), "field"].tolist()

# %% wrong="unsaid" because="At least one of the seven is unknown. Below each field stands how sure it is."
unsaid = []

# %% [markdown] hint="unsaid"
# Below each field stands how sure it is, in one of three words (in `facts`, the column `confidence`). *Inferred* is a guess with a reason; *unknown* is not even a guess.

# %% [markdown]
# ## Whom must you ask first?
#
# Some records leave it open on what terms a file may be used. Read the evidence too: it quotes what the publisher wrote,
# if anything. In `facts` it is the column `evidence`.

# %%
for fact in facts[facts["field"] == "licence"].itertuples():
    print(f"{fact.id}: {fact.value}\n    {fact.confidence}: {fact.evidence}")

# %% [markdown]
# Which records name **no licence at all**, so that you must ask before the file goes on the page? Give their ids as a
# list of texts.

# %% answer="ask-first" objectives="1,5"
### BEGIN SOLUTION
ask_first = facts.loc[(facts["field"] == "licence") & (facts["value"] == "unknown"), "id"].tolist()
### END SOLUTION

# %% tests="ask-first" points=2
expect.listing(ask_first, "ask_first")
### BEGIN HIDDEN TESTS
licence = facts[facts["field"] == "licence"].set_index("id")
wanted = {id for id, row in licence.iterrows() if row["value"] == "unknown"}
quoted = {id for id in wanted if "©" in licence.loc[id, "evidence"] or "free" in licence.loc[id, "evidence"]}
named = {id if "/" in id else f"moorland/{id}" for id in (one.strip() for one in ask_first)}
assert named, "Some records name no licence. Look for the value “unknown”."
assert named <= set(licence.index), "Give ids as the column “id” writes them."
read, told = (set(licence.index[licence["confidence"] == sure]) for sure in ("inferred", "stated"))
assert not named & read, "You named a record whose licence was inferred. Its publisher did name one, in a sentence: read the evidence."
assert not named & told, "You named a record that states its licence."
assert quoted <= named, "You left out a publisher who did write something. “Free” is no licence, and a copyright sign with a name allows nothing."
assert named == wanted, "You left one out. A file that can be downloaded, and of which nothing is said, may not be used for that reason."
### END HIDDEN TESTS

# %% right="ask-first"
ask_first = sorted(hit.id.removeprefix("moorland/") for hit in found if hit.licence == "unknown")

# %% wrong="ask-first" because="You left out a publisher who did write something. “Free” is no licence, and a copyright sign with a name allows nothing."
silent = facts["evidence"].str.startswith("no licence is stated")
ask_first = facts.loc[(facts["field"] == "licence") & silent, "id"].tolist()

# %% wrong="ask-first" because="You named a record whose licence was inferred. Its publisher did name one, in a sentence: read the evidence."
ask_first = facts.loc[(facts["field"] == "licence") & (facts["confidence"] != "stated"), "id"].tolist()

# %% wrong="ask-first" because="You left one out. A file that can be downloaded, and of which nothing is said, may not be used for that reason."
written = facts["evidence"].str.contains("names no licence")
ask_first = facts.loc[(facts["field"] == "licence") & written, "id"].tolist()

# %% wrong="ask-first" because="Some records name no licence. Look for the value “unknown”."
ask_first = []

# %% [markdown] hint="ask-first"
# Take the rows where `field` is `licence` and `value` is `unknown`. Words that name no licence are no licence.

# %% [markdown]
# ## What may not be sold?
#
# A firm wants to put files of the exchange into an app that it **sells**. Leave out the records that you must ask about
# anyway. Of the others, which are under a licence that **rules this out**? Give their ids as a list of texts.

# %% answer="not-sold" objectives="2"
### BEGIN SOLUTION
not_sold = [hit.id for hit in found if "-NC" in hit.licence]
### END SOLUTION

# %% tests="not-sold" points=2
expect.listing(not_sold, "not_sold")
### BEGIN HIDDEN TESTS
licence = facts[facts["field"] == "licence"].set_index("id")
wanted = {id for id in licence.index if "NC" in licence.loc[id, "value"].split("-")}
named = {id if "/" in id else f"moorland/{id}" for id in (one.strip() for one in not_sold)}
others = {id: licence.loc[id, "value"] for id in named - wanted if id in licence.index}
assert named, "Some do. Look for the letters of “non-commercial” in the names of the licences."
assert named <= set(licence.index), "Give ids as the search writes them."
assert "unknown" not in others.values(), "You named a record without a licence. That is to be asked about, and the question leaves it out."
assert not any("SA" in value.split("-") for value in others.values()), "You named a licence that asks for the same terms again. What is under it may be sold, as long as the buyer gets the same freedom."
assert not any("ND" in value.split("-") for value in others.values()), "You named a licence that forbids changes. What is under it may be sold, as it is."
assert not others, "You named an open licence. It allows any use, selling too, if its conditions are kept."
assert {id for id in wanted if licence.loc[id, "confidence"] == "stated"} <= named, "You left out a record that states such a licence."
assert named == wanted, "You left out a record that names two licences. One of them allows less, and it is in the same table."
### END HIDDEN TESTS

# %% right="not-sold"
not_sold = set(facts.loc[facts["value"].str.contains("BY-NC", regex=False), "id"])

# %% wrong="not-sold" because="You left out a record that names two licences. One of them allows less, and it is in the same table."
stated_ones = facts[(facts["field"] == "licence") & (facts["confidence"] == "stated")]
not_sold = stated_ones.loc[stated_ones["value"].str.contains("NC"), "id"].tolist()

# %% wrong="not-sold" because="You named a licence that asks for the same terms again. What is under it may be sold, as long as the buyer gets the same freedom."
not_sold = [hit.id for hit in found if "-NC" in hit.licence or "-SA" in hit.licence]

# %% wrong="not-sold" because="You named a licence that forbids changes. What is under it may be sold, as it is."
not_sold = [hit.id for hit in found if "-NC" in hit.licence or "-ND" in hit.licence]

# %% wrong="not-sold" because="You named an open licence. It allows any use, selling too, if its conditions are kept."
not_sold = [hit.id for hit in found if hit.licence.startswith(("OGL", "CC-BY-NC"))]

# %% wrong="not-sold" because="You named a record without a licence. That is to be asked about, and the question leaves it out."
not_sold = [hit.id for hit in found if "-NC" in hit.licence or hit.licence == "unknown"]

# %% [markdown] hint="not-sold"
# In the short name of a Creative Commons licence, BY asks for a credit and SA for the same terms again. ND forbids
# changes. NC forbids uses meant to earn money.

# %% [markdown] hint="not-sold"
# One record names two licences. `evidence` tells which, and why the workbench gives the one it does.

# %% [markdown]
# ## What if you changed it?
#
# You mended codes in a table and left out rows, and want to publish **your changed table**. Leave out again what you must
# ask about. Which records have a licence that says that a changed table may **not be published** (`as_it_is`)? And which
# have one that says that it must be under **the same terms** (`same_terms`)? Give ids, as two lists of texts.

# %% answer="changed" objectives="2"
### BEGIN SOLUTION
as_it_is = [hit.id for hit in found if "-ND" in hit.licence]
same_terms = [hit.id for hit in found if "-SA" in hit.licence]
### END SOLUTION

# %% tests="changed" points=2
expect.listing(as_it_is, "as_it_is")
expect.listing(same_terms, "same_terms")
### BEGIN HIDDEN TESTS
value = facts[facts["field"] == "licence"].set_index("id")["value"]
fixed, alike = ({id if "/" in id else f"moorland/{id}" for id in (one.strip() for one in ids)} for ids in (as_it_is, same_terms))
no_changes, share_alike = (set(value.index[value.str.contains(sign)]) for sign in ("-ND", "-SA"))
not_for_money = set(value.index[value.str.contains("-NC")])
open_ones = set(value.index[value.isin(["OGL-UK-3.0", "CC-BY-4.0", "CC0-1.0"])])
assert not (fixed & share_alike or alike & no_changes), "You mixed the two up. SA stands for “share alike”, and ND for “no derivatives”, which are changed versions."
assert not not_for_money & (fixed | alike), "You named a licence that rules out earning money. It allows a changed table, and does not say that the same terms must be used."
assert not open_ones & (fixed | alike), "You named a licence that asks for a credit at most. Under it a changed table may be published on terms you choose."
assert fixed | alike <= no_changes | share_alike, "You named a record that you must ask about, or one that is not in the catalogue."
assert fixed == no_changes, "A licence with ND in its name lets you pass a table on, and not a changed one. Find every record under one."
assert alike == share_alike, "A licence with SA in its name asks for the same terms again. Find every record under one."
### END HIDDEN TESTS

# %% right="changed"
ids = facts[facts["field"] == "licence"].set_index("id")["value"]
as_it_is, same_terms = ids[ids == "CC-BY-ND-4.0"].index, ids[ids == "CC-BY-SA-4.0"].index

# %% wrong="changed" because="You mixed the two up. SA stands for “share alike”, and ND for “no derivatives”, which are changed versions."
as_it_is = [hit.id for hit in found if "-SA" in hit.licence]
same_terms = [hit.id for hit in found if "-ND" in hit.licence]

# %% wrong="changed" because="You named a licence that rules out earning money. It allows a changed table, and does not say that the same terms must be used."
as_it_is = [hit.id for hit in found if "-ND" in hit.licence or "-NC" in hit.licence]
same_terms = [hit.id for hit in found if "-SA" in hit.licence]

# %% wrong="changed" because="You named a licence that asks for a credit at most. Under it a changed table may be published on terms you choose."
as_it_is = [hit.id for hit in found if "-ND" in hit.licence]
same_terms = [hit.id for hit in found if "-SA" in hit.licence or hit.licence.startswith("OGL")]

# %% wrong="changed" because="A licence with ND in its name lets you pass a table on, and not a changed one. Find every record under one."
as_it_is = []
same_terms = [hit.id for hit in found if "-SA" in hit.licence]

# %% wrong="changed" because="You named a record that you must ask about, or one that is not in the catalogue."
as_it_is = [hit.id for hit in found if "-ND" in hit.licence or hit.licence == "unknown"]
same_terms = [hit.id for hit in found if "-SA" in hit.licence]

# %% [markdown] hint="changed"
# `hit.licence` is the short name of a hit's licence: `[hit.id for hit in found if "-ND" in hit.licence]`.

# %% [markdown]
# ## What must the page say?
#
# The page for families will show three files. Run the cell: it names yours, with their records.

# %%
page = three_of(found, numbers("licences: page"))
for one in page:
    print(ndl.show(one), end="\n\n")

# %% [markdown]
# Write the text for the foot of the page, which **credits its sources** as their licences ask. For each source that asks
# for it, name the data, its publisher, and the licence. Where a publisher wrote words of its own, they must be used. It
# is one text, of as many sentences or lines as you like.

# %% answer="credits" objectives="3"
### BEGIN SOLUTION
credit_text = "\n".join(ndl.show(one).licence.attribution for one in page)
### END SOLUTION

# %% tests="credits" points=3
expect.text(credit_text, "credit_text")
### BEGIN HIDDEN TESTS
said = " ".join(credit_text.replace("(c)", "©").split()).casefold()
own, by = ndl.show(page[0]), ndl.show(page[1])
own_words = own.licence.attribution.partition(". ")[0].casefold()
title = by.title.removesuffix(" (synthetic)").casefold()
assert own_words in said, "One publisher asks for words of its own, “Contains information ©” and so on. They must stand there as they were written."
assert "open government licence" in said or "ogl" in said, "Name the licence of the file whose publisher has words of its own, or give its address."
assert title in said, "One of your sources is not named. Say what data it is, by its title."
assert by.publisher.casefold() in said, "A source is named, and not who published it. Say whose data it is."
assert "by/4.0" in said or "by 4.0" in said or "by-4.0" in said or "attribution 4.0" in said, "Name the licence of each source that asks for a credit, or give its address."
### END HIDDEN TESTS

# %% right="credits"
own, by = (ndl.show(one) for one in page[:2])
credit_text = f"""{own.licence.attribution.partition(". ")[0]}. It is under the Open Government Licence v3.0.
{by.title}, {by.publisher}, CC BY 4.0."""

# %% wrong="credits" because="One publisher asks for words of its own, “Contains information ©” and so on. They must stand there as they were written."
credit_text = ". ".join(f"{ndl.show(one).title}, {ndl.show(one).publisher}, {ndl.show(one).licence.title}" for one in page)

# %% wrong="credits" because="One of your sources is not named. Say what data it is, by its title."
credit_text = ndl.show(page[0]).licence.attribution

# %% wrong="credits" because="A source is named, and not who published it. Say whose data it is."
credit_text = f"{ndl.show(page[0]).licence.attribution} {ndl.show(page[1]).title}, Moorland Data Exchange, CC BY 4.0"

# %% wrong="credits" because="Name the licence of each source that asks for a credit, or give its address."
credit_text = f"{ndl.show(page[0]).licence.attribution} {ndl.show(page[1]).title}, {ndl.show(page[1]).publisher}"

# %% survives="credits" because="What stands between two credits is a matter of form."
credit_text = "".join(ndl.show(one).licence.attribution for one in page)

# %% [markdown] hint="credits"
# Each record has a *credit*: a line to paste. `ndl.show(one).licence.attribution` is that line.

# %% [markdown] hint="credits"
# A file under CC0 asks for no credit. It does no harm to give one.

# %% [markdown]
# ## What of a mix?
#
# You join two files into one table and publish it. Run the cell: it shows five such mixes, with the licence of each file.

# %%
mixes = mixes_of(found, numbers("licences: mixes"))
for letter, ids in mixes.items():
    print(f"{letter}: " + " with ".join(f"{id} ({ndl.show(id).licence.id})" for id in ids))

# %% [markdown]
# On what terms may each mix be published? Give a dictionary, such as `{"A": "not at all", "B": …}`, with one of these for
# each letter:
#
# - `"terms you choose"`: each source is credited where it asks for that, and nothing else is asked;
# - `"same terms"`: the mix must be under the same licence as one of the files;
# - `"not for money"`: the mix must not be used to earn money;
# - `"not at all"`: until somebody gives you leave.

# %% answer="mixes" objectives="4,5"
### BEGIN SOLUTION
mixed = {}
for name, pair in mixes.items():
    licences = [ndl.show(id).licence.id for id in pair]
    if any(one == "unknown" or "-ND" in one for one in licences):
        mixed[name] = "not at all"
    elif any("-NC" in one for one in licences):
        mixed[name] = "not for money"
    elif any("-SA" in one for one in licences):
        mixed[name] = "same terms"
    else:
        mixed[name] = "terms you choose"
### END SOLUTION

# %% tests="mixes" points=3
expect.answered(mixed, "mixed")
assert isinstance(mixed, dict), "“mixed” should be a dictionary, such as {'A': 'not at all'}."
assert set(mixed) == set("ABCDE"), "“mixed” should have the letters A to E, each once."
for said in mixed.values():
    expect.one_of(said, ("terms you choose", "same terms", "not for money", "not at all"), "mixed")
### BEGIN HIDDEN TESTS
of_pair = {letter: {ndl.show(id).licence.id for id in ids} for letter, ids in mixes.items()}
by_sign = {sign: next((letter for letter, two in of_pair.items() if any(sign in one for one in two)), "") for sign in ("unknown", "-ND", "-NC", "-SA")}
easy = next(letter for letter in mixes if letter not in by_sign.values())
assert mixed[by_sign["unknown"]] == "not at all", "In one mix nobody says on what terms one of the files may be used. That the other is free for all does not help."
assert mixed[by_sign["-ND"]] == "not at all", "In one mix a file may be passed on only as it is. A table made of two files is not as it was."
assert mixed[by_sign["-NC"]] == "not for money", "In one mix a file must not be used to earn money. Mixing it with others does not lift that."
assert mixed[by_sign["-SA"]] == "same terms", "In one mix a file asks that what is made of it is under the same licence."
assert mixed[easy] == "terms you choose", "Of one mix you ask too much of yourself. Both files ask for a credit, and for nothing else."
### END HIDDEN TESTS

# %% wrong="mixes" because="In one mix nobody says on what terms one of the files may be used. That the other is free for all does not help."
mixed = dict.fromkeys("ABCDE", "terms you choose")

# %% wrong="mixes" because="In one mix a file may be passed on only as it is. A table made of two files is not as it was."
mixed = {}
for name, pair in mixes.items():
    both = " ".join(ndl.show(id).licence.id for id in pair)
    mixed[name] = "not at all" if "unknown" in both else "same terms" if "-ND" in both or "-SA" in both else "terms you choose"

# %% wrong="mixes" because="In one mix a file must not be used to earn money. Mixing it with others does not lift that."
mixed = {}
for name, pair in mixes.items():
    both = " ".join(ndl.show(id).licence.id for id in pair)
    mixed[name] = "not at all" if "unknown" in both or "-ND" in both else "same terms" if "-SA" in both else "terms you choose"

# %% wrong="mixes" because="In one mix a file asks that what is made of it is under the same licence."
mixed = {}
for name, pair in mixes.items():
    both = " ".join(ndl.show(id).licence.id for id in pair)
    bound = "not at all" if "unknown" in both or "-ND" in both else "not for money" if "-NC" in both else ""
    mixed[name] = bound or "terms you choose"

# %% wrong="mixes" because="Of one mix you ask too much of yourself. Both files ask for a credit, and for nothing else."
mixed = {}
for name, pair in mixes.items():
    both = " ".join(ndl.show(id).licence.id for id in pair)
    bound = "not at all" if "unknown" in both or "-ND" in both else "not for money" if "-NC" in both else ""
    mixed[name] = bound or "same terms"

# %% [markdown] hint="mixes"
# A mix must keep the conditions of **both** files. So look for the file that asks for more.

# %% [markdown] hint="mixes"
# ND forbids changed versions, and a mix is one. Where no licence is named, nobody has given you leave.

# %% [markdown]
# ## In your own words
#
# Run the cell: it names a file that would fit your page, and says what its record tells of the terms.

# %%
wish = numbers("licences: letter").choice([hit.id for hit in found if hit.licence == "unknown"])
print(wish)
for fact in facts[(facts["id"] == wish) & facts["field"].isin(["licence", "publisher", "contact"])].itertuples():
    print(f"{fact.field}: {fact.value} ({fact.evidence})")

# %% [markdown]
# Write an email to its publisher, in four to eight sentences. Say which file it is about and what you want to do with it.
# Say what is missing, what you ask for, and what you do until then. Somebody will read and mark this.

# %% [markdown] written="letter" points=5 objectives="5"
# ### BEGIN MARK SCHEME
# The file differs between trainees: the record named in the cell above this text is the one meant.
#
# - 1 mark: says which file is meant, so that it can be found (title or id), and what the council wants to do with it.
# - 1 mark: says what is wrong: no licence is named. If the publisher wrote something, says why that does not do.
# - 1 mark: asks for something definite: that a licence is named in the record, or leave for this use, in writing.
# - 1 mark: suggests an open licence, such as the Open Government Licence, and says what the publisher or others gain.
# - 1 mark: says that the file is not used until there is an answer; polite, and clear to somebody who is no lawyer.
#
# A good answer (5 of 5): "Dear data team, we would like to show your file “Warm spaces” from the Moorland Data Exchange on our
# page for families. Its record says that the data is free for everyone, but names no licence, so we cannot tell whether we may
# copy it, change it and show it beside other data. Could you name a licence in the record? Many councils use the Open Government
# Licence v3.0: it lets others use the data, asks them to name you, and saves you from answering letters such as this one. If you
# would rather not, leave for this one page, by email, would help us too. Until we hear from you the file stays off our page."
#
# A weaker answer (2 of 5): "Hello, we have put your file “Warm spaces” on our page for families, since your record says that the
# data is free for everyone. Please tell us within a week if you mind, or send us your licence. Thank you for your help."
#
# It misses: it takes “free for everyone” for leave (no second mark); it suggests no licence, and no gain for anybody (no fourth
# mark); and it uses the file before there is an answer (no fifth mark).
# ### END MARK SCHEME

# %% [markdown]
# ## Look back
#
# These are for you alone, and nobody marks them.
#
# - Which file on your team's pages or in its reports has no licence that you could name? Who could tell you?
# - Where are the credits of the last map or chart you made?
# - If your team publishes data, does its record say on what terms? Would a stranger understand it?
