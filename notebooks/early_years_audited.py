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
# # Early years, audited: who is behind, and who is not in the figures?
#
# When the National Data Library was launched, the government said that 32% of children start school without the basic
# skills they need, and 48% of those whose parents receive certain benefits. Such a figure leads to questions. In five
# steps you answer four of them, with how sure one can be, and end with two pages for a colleague.
#
# The children and the places here are **synthetic**. Only those two figures are real; every other gap is made up.

# %%
import ndl_workbench as ndl

ndl.show("early-years/school-readiness")

# %% [markdown]
# ## 1. How large is the gap, and could it be chance?
#
# The audit compares each group with the largest one, gives an interval with every difference, and says how many
# comparisons were made: among twenty, one will look striking by chance alone.

# %%
audit = ndl.audit(
    "early-years/school-readiness",
    outcome="good_level_of_development",
    by=["benefits", "ethnic_group"],
    control="area_name",
    period="school_year",
)
audit

# %% [markdown]
# ## 2. Who is not in the figures?
#
# Two ways to be left out: not to be in the table at all, and to be in it without an outcome. Both are in the audit;
# here are the figures alone. `ratio` below 1 means that a group's share of the table is smaller than its share of the
# population.

# %%
audit.to_frame()

# %% [markdown]
# ## 3. Is it the area, or the group?
#
# A gap can come from where people live. `control` compares like with like: each group within each area, then put
# together. Had that turned the gap round, the audit would say so before anything else.
#
# Compare the figures for `benefits` with and without the areas held the same. Does the gap stay?

# %%
ndl.audit("early-years/school-readiness", outcome="good_level_of_development", by="benefits")

# %% [markdown]
# ## 4. Look for yourself
#
# `ndl.explore("early-years/school-readiness")` asks by choosing, and refuses a view that would give a small group
# away together with those you have kept. (Run it in a cell of your own.)
#
# ## 5. Save
#
# The audit, to send on; and a draft transparency record. Whatever a person must write in it is visibly left empty.

# %%
audit.save("my-early-years-audit.html"), audit.save_atrs("my-early-years-atrs.html")

# %% [markdown]
# ## Try it yourself
#
# 1. The head of service wants one sentence. Write it so that it has the gap, its interval, and no cause.
# 2. The outcome of Asian children is missing more often. How far could that move their rate, by the audit?
# 3. Which group is under-represented, and what would you ask before you said anything about it?
