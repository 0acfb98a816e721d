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
# # A model, audited: who would it pass over?
#
# A council wants to offer extra help before school, and asks a model whom to offer it to. Before anybody uses it: whom
# does it miss? In five steps you fit a plain model, audit it, see what mending it would cost whom, and save two pages.
#
# The children are **synthetic**. No model like this one should decide about a child; that is part of the lesson.

# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

import ndl_workbench as ndl

children = ndl.load("early-years/school-readiness").dropna(subset=["good_level_of_development", "benefits"])
needed_help = (~children["good_level_of_development"].astype(bool)).astype(int)
known = pd.get_dummies(children[["area_name", "sex", "first_language", "benefits"]].astype(str), dtype=float)

# %% [markdown]
# ## 1. Fit it
#
# On half of the children. It is asked to name the third it finds likeliest to need help, and is judged on the others.

# %%
seen, unseen = train_test_split(children.index, test_size=0.5, random_state=1)
model = LogisticRegression(max_iter=1000).fit(known.loc[seen], needed_help[seen])
score = pd.Series(model.predict_proba(known.loc[unseen])[:, 1], index=unseen)
offered = (score >= score.quantile(2 / 3)).astype(int)
f"right for {(offered == needed_help[unseen]).mean():.0%} of {len(unseen):,} children"

# %% [markdown]
# ## 2. One number hides it
#
# That share sounds fair to all. Now the same model, for each group: of the children who **did** need help, what share
# would not have been offered any? That is the *false negative rate*, and here it is the figure that matters.

# %%
audit = ndl.audit_model(
    needed_help[unseen], offered, scores=score, sensitive_features=children.loc[unseen, "area_name"]
)
audit

# %% [markdown]
# ## 3. It knows what it was not told
#
# The model was never told a child's ethnic group. But `first_language` says much about it, and so groups are offered
# help at quite different rates. Leaving a column out does not leave a group out. The groups for which the audit gives
# no figure are too small to show.

# %%
ndl.audit_model(needed_help[unseen], offered, sensitive_features=children.loc[unseen, "ethnic_group"])

# %% [markdown]
# ## 4. Could it be mended, and at whose cost?
#
# One way: a threshold for each area, so that those who needed help are found equally often in all three. Read who
# gains and who loses. By area that is a choice for the council; by ethnic group or sex it may itself be unlawful, and
# the result says so whichever column it was.

# %%
mended = ndl.mitigate(
    score,
    y=needed_help[unseen],
    sensitive_features=children.loc[unseen, "area_name"],
    constraint="true_positive_rate_parity",
    threshold=float(score.quantile(2 / 3)),
)
mended

# %% [markdown]
# ## 5. Save
#
# The audit, and what mending would cost, as pages to file with the decision.

# %%
audit.save("my-model-audit.html"), mended.save("my-model-mended.html")

# %% [markdown]
# ## Try it yourself
#
# 1. Offer help to half of the children in place of a third. Whose false negative rate falls most?
# 2. Would you rather miss a child who needed help, or offer help to one who did not? Who should decide that?
# 3. What would you have to know about the outcome itself before you let a model learn from it?
