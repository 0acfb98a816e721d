# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Analyse: are children ready for school, and who do the figures leave out?
#
# You work for a council. You have been asked whether families on benefits need more help before their
# children start school. In five steps you will find the data, load it, check it, see who it leaves out, and
# save two reports to send on.
#
# The children and the places are **synthetic**: made up by a computer. Two figures are real and were used to
# make them: the government said in 2026 that 32% of children start school without the basic skills, and 48% of
# those whose parents receive certain benefits.

# %% [markdown]
# ## 1. Find
#
# Search by what you need: here, in the National Data Library's pages and in the collections that come with the
# workbench. Each hit says why it was found. Where the pages cannot be reached, a sentence says so; the rest goes on.

# %%
import ndl_workbench as ndl

hits = ndl.search("school readiness", source=["embedded", "ndl"])
hits

# %% [markdown]
# The pages, whose names begin with `ndl/`, lead to real statistics. To see every step, take the made-up children.
# Look before you load: who made it, under what licence, what it covers, and what is known to be wrong with it.

# %%
readiness = next(hit for hit in hits if hit.id == "early-years/school-readiness")
ndl.show(readiness)

# %% [markdown]
# Would you rather look by hand? `ndl.browse()` searches as you type; so does the tile *NDL browse* behind the + above.

# %% [markdown]
# ## 2. Load
#
# `load` gives a pandas table. Its index is the row number you would see in a spreadsheet, so you can always
# find a value again in the file.

# %%
children = ndl.load(readiness)
children.head()

# %% [markdown]
# Every table knows where it came from.

# %%
ndl.provenance(children)

# %% [markdown]
# If you think in SQL, the same names work there. Put them in single quotes.

# %%
ndl.sql("""
    select area_name, count(*) as children, count(good_level_of_development) as with_outcome
    from 'early-years/school-readiness'
    group by area_name
    order by area_name
""")

# %% [markdown]
# ## 3. Check
#
# Is it good enough? That depends on what for, so say what for. Read *coverage* first (is every area there?),
# then how full each column is.

# %%
quality = ndl.check(readiness, use="planning support for families before school starts")
quality

# %% [markdown]
# That table is clean. The register of children behind it is not. The report names each row, so that somebody
# can mend it.

# %%
ndl.check("early-years/children", use="planning support for families before school starts")

# %% [markdown]
# ## 4. Audit
#
# Who is in the data, whose outcome is missing, and how far do outcomes differ? Each dot is a rate and each
# bar shows how sure we can be of it. Groups that are too small to show are hidden.

# %%
gaps = ndl.audit(readiness, outcome="good_level_of_development", by=["ethnic_group", "benefits"])
gaps

# %% [markdown]
# Most open data comes as counts, not records. The same audit of the published counts gives the same figures.

# %%
from_counts = ndl.audit(
    "early-years/school-readiness-by-area",
    outcome="good_level_of_development",
    by=["ethnic_group", "benefits"],
    count="children",
)
same = from_counts.outcomes == gaps.outcomes
same

# %% [markdown]
# ## 5. Save
#
# Two pages that stand alone: send them to a colleague, or file them with your decision. The ending of the name
# says the form: `.html`, `.md`, `.json`, `.csv` or `.xlsx`.

# %%
quality.save("my-quality.html"), gaps.save("my-audit.html")

# %% [markdown]
# ## Try it yourself
#
# 1. Which area has the most children with no recorded outcome? Start from
#    `ndl.audit(readiness, outcome="good_level_of_development", by="area_name").missingness`. The area you name
#    should have a share more than four times the others'.
# 2. `ndl.check("early-years/development-reviews")` finds reviews on a day that does not exist. Which month has
#    31 days in the file and 30 in the calendar?
# 3. Audit by `area_name` and `ethnic_group` together. Which combinations are hidden, and why are there more of
#    them than groups under ten?
# 4. Try a table of your own: `ndl.check("path/to/your.csv")`. Does it account for every row?
# 5. Look through a report by hand: `ndl.explore(ndl.check("early-years/children", use="planning"))`. Filter the
#    findings, see their rows, and accept one with a reason. Does the report still say that you did?
# 6. Look for yourself: `ndl.explore(readiness)`. Choose an outcome and groups, press Show, pin two views with a caption
#    each, and save them as one report. Can you pin a view that shows numbers below ten beside one that hides them?
