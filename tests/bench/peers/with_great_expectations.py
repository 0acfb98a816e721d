"""Great Expectations, on pandas, with its own default of what a result holds (``BASIC``)."""

from __future__ import annotations

import datetime as dt

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
import pyarrow.parquet as pq
from timed import LIMITS, run


def check(path: str) -> dict[str, int]:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("tables")
    batch = source.add_dataframe_asset("checked").add_batch_definition_whole_dataframe("whole")
    rules = _rules()
    suite = context.suites.add(gx.ExpectationSuite("checked", expectations=list(rules.values())))
    validation = context.validation_definitions.add(gx.ValidationDefinition(name="checked", data=batch, suite=suite))
    table = pq.read_table(path).to_pandas(date_as_object=False)
    results = validation.run(batch_parameters={"dataframe": table}).results
    counts = {(r.expectation_config.type, r.expectation_config.kwargs["column"]): r for r in results}
    return {name: counts[rule.expectation_type, rule.column].result["unexpected_count"] for name, rule in rules.items()}


def _rules() -> dict[str, gxe.Expectation]:
    first, last = (dt.date.fromisoformat(day) for day in (LIMITS["opened"].minimum, LIMITS["opened"].maximum))
    return {
        "id is unique": gxe.ExpectColumnValuesToBeUnique(column="id"),
        "area_code is there": gxe.ExpectColumnValuesToNotBeNull(column="area_code"),
        "area_name is short": gxe.ExpectColumnValueLengthsToBeBetween(
            column="area_name", max_value=LIMITS["area_name"].maxLength
        ),
        "category is listed": gxe.ExpectColumnValuesToBeInSet(column="category", value_set=LIMITS["category"].enum),
        "opened is in range": gxe.ExpectColumnValuesToBeBetween(
            column="opened", min_value=pd.Timestamp(first), max_value=pd.Timestamp(last)
        ),
        "recorded is a date": gxe.ExpectColumnValuesToMatchStrftimeFormat(
            column="recorded", strftime_format="%Y-%m-%d"
        ),
        "places is in range": _between("places"),
        "rate is in range": _between("rate"),
        "reference fits": _fits("reference"),
        "website fits": _fits("website"),
    }


def _between(name: str) -> gxe.Expectation:
    return gxe.ExpectColumnValuesToBeBetween(
        column=name, min_value=LIMITS[name].minimum, max_value=LIMITS[name].maximum
    )


def _fits(name: str) -> gxe.Expectation:
    return gxe.ExpectColumnValuesToMatchRegex(column=name, regex=f"^{LIMITS[name].pattern}$")


if __name__ == "__main__":
    run(check)
