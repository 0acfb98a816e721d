"""The collection ``early-years``: synthetic children, their reviews and how they start school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from . import early_years_defects as defects
from .children import Child, Review, make_children, make_reviews
from .package import Package, Table
from .reference import (
    AREAS,
    PLACES,
    SCHOOL_YEAR,
    YES_NO,
    area_field,
    area_name_field,
    benefits_field,
    children_field,
    ethnic_group_field,
)

_YEAR = "2024/25"
_POPULATION = "reference/population"
_NAMES = dict(AREAS)
_ABOUT = """Every child here is **synthetic**: made up by a program, in three places that do not exist.

Two figures are real, and only calibrate the data. According to the government, 32% of children start
school without the basic skills they need, and 48% of children whose parents receive certain social
security benefits (reported by Global Government Forum at the launch of the National Data Library; see
Sources). So of the 6,000 children with a recorded outcome exactly 1,920 (32%) do not reach a good level of
development here, and of the 1,500 whose families receive benefits exactly 720 (48%). Every other gap, by
ethnic group, area, sex, language or review, is made up, and says nothing about any real child or place.

Small numbers are left in on purpose: no one can be identified in made-up data, and suppression needs
something to do. In real data they would have to be protected before publication."""


def package() -> Package:
    """Make the collection, ready to be written."""
    children = make_children()
    reviews = make_reviews(children)
    return Package(
        name="early-years",
        title="Early years (synthetic)",
        description=(
            "Synthetic data: made-up children in three fictional areas, their 2 to 2½ year development "
            "reviews and whether they start school with a good level of development. It describes no real "
            "child."
        ),
        keywords=(
            "early years",
            "school readiness",
            "child development",
            "children",
            "benefits",
            "synthetic",
        ),
        sources=(
            {
                "title": "Global Government Forum, “UK launches National Data Library with early years "
                "kickstarter project”: the government's figures of 32% and 48%, which calibrate this "
                "synthetic data set and describe no real child",
                "path": "https://www.globalgovernmentforum.com/"
                "uk-launches-national-data-library-with-early-years-kickstarter-project/",
            },
        ),
        tables=(
            _children(children, reviews),
            _reviews(children, reviews),
            _readiness(children),
            _by_area(children),
        ),
        about=_ABOUT,
    )


def _children(children: Sequence[Child], reviews: Sequence[Review]) -> Table:
    columns = [
        _child_id(),
        area_field("Code of the fictional area where the child lives"),
        {
            "name": "birth_month",
            "type": "yearmonth",
            "title": "Month of birth",
            "description": "Year and month of birth, as 2020-03",
            "constraints": {"required": True, "minimum": "2019-09", "maximum": "2020-08"},
        },
        *_who(),
        {
            "name": "special_needs",
            "title": "Special educational needs",
            "description": "Whether special educational needs have been identified: yes or no",
            **YES_NO,
        },
    ]
    rows = [
        [
            child.id,
            child.area,
            _month(child.born),
            child.sex,
            child.group,
            child.benefits,
            child.language,
            child.needs,
        ]
        for child in children
    ]
    return Table(
        name="children",
        title="Children (synthetic)",
        description="Synthetic data: one row per made-up child of reception age in 2024/25.",
        schema=_schema(columns, key="child_id"),
        rows=defects.spoil_children(rows, {review.child.id for review in reviews}),
        spatial=PLACES,
        temporal={"start": "2019-09-01", "end": "2020-08-31"},
        defects=defects.in_children(children),
        reference_population=_POPULATION,
        biases=defects.who_is_missing(children),
    )


def _reviews(children: Sequence[Child], reviews: Sequence[Review]) -> Table:
    columns = [
        _child_id(),
        {
            "name": "review_date",
            "type": "date",
            "title": "Date of review",
            "description": "Day of the review, as 2022-03-15",
            "constraints": {"required": True, "minimum": "2021-09-01", "maximum": "2023-01-31"},
        },
        {
            "name": "age_in_months",
            "type": "integer",
            "title": "Age in months",
            "description": "Age at the review in whole months: month of review less month of birth",
            "constraints": {"required": True, "minimum": 24, "maximum": 29},
        },
        *(_score(name) for name in ("communication", "movement", "problem_solving", "personal_social")),
        {
            "name": "below_expected",
            "title": "Below expected",
            "description": "Whether any score is below 30, a threshold invented for this data: yes or no",
            **YES_NO,
            "constraints": {"required": True},
        },
    ]
    keys = [{"fields": ["child_id"], "reference": {"resource": "children", "fields": ["child_id"]}}]
    return Table(
        name="development-reviews",
        title="Development reviews at 2 to 2½ years (synthetic)",
        description=(
            "Synthetic data: one row per development review of a made-up child at 24 to 29 months. Not "
            "every child has one. The scores are invented and follow no published questionnaire."
        ),
        schema={**_schema(columns, key="child_id"), "foreignKeys": keys},
        rows=defects.review_rows(reviews),
        spatial=PLACES,
        temporal={"start": "2021-09-01", "end": "2023-01-31"},
        defects=defects.in_reviews(),
        biases=defects.who_was_reviewed(children, reviews),
    )


def _readiness(children: Sequence[Child]) -> Table:
    columns = [_child_id(), *_where_and_when(), *_who(), _outcome()]
    return Table(
        name="school-readiness",
        title="School readiness by child (synthetic)",
        description=(
            "Synthetic data: one row per made-up child in reception in 2024/25, and whether the child "
            "reached a good level of development. 32% of recorded outcomes did not, and 48% of those whose "
            "families receive certain benefits."
        ),
        schema=_schema(columns, key="child_id"),
        rows=[
            [
                child.id,
                child.area,
                _NAMES[child.area],
                _YEAR,
                child.sex,
                child.group,
                child.benefits,
                child.language,
                child.outcome,
            ]
            for child in children
        ],
        spatial=PLACES,
        temporal=SCHOOL_YEAR,
        defects=defects.in_readiness(children),
        biases=(*defects.who_is_missing(children), *defects.whose_answers_are_missing(children)),
        reference_population=_POPULATION,
    )


def _by_area(children: Sequence[Child]) -> Table:
    columns = [*_where_and_when(), ethnic_group_field(), benefits_field(), _outcome(), children_field()]
    counts = Counter((child.area, child.group, child.benefits, child.outcome) for child in children)
    return Table(
        name="school-readiness-by-area",
        title="School readiness by area and group (synthetic)",
        description=(
            "Synthetic data: the children of early-years/school-readiness, counted by area, ethnic group, "
            "benefits and outcome. A blank cell is an answer that was not recorded, so the totals agree."
        ),
        schema=_schema(columns),
        rows=[
            [area, _NAMES[area], _YEAR, group, benefits, outcome, str(count)]
            for (area, group, benefits, outcome), count in sorted(counts.items())
        ],
        spatial=PLACES,
        temporal=SCHOOL_YEAR,
        defects=defects.in_readiness(children),
        biases=(*defects.who_is_missing(children), *defects.whose_answers_are_missing(children)),
        reference_population=_POPULATION,
    )


def _schema(columns: list[dict[str, Any]], key: str | None = None) -> dict[str, Any]:
    primary = {"primaryKey": [key]} if key else {}
    return {"fields": columns, **primary, "missingValues": [""]}


def _child_id() -> dict[str, Any]:
    return {
        "name": "child_id",
        "type": "string",
        "title": "Child",
        "description": "Made-up identifier of a synthetic child",
        "constraints": {"required": True, "pattern": "C[0-9]{5}"},
    }


def _where_and_when() -> list[dict[str, Any]]:
    return [
        area_field("Code of the fictional area where the child lives"),
        area_name_field(),
        {
            "name": "school_year",
            "type": "string",
            "title": "School year",
            "description": "School year of reception, as 2024/25",
            "constraints": {"required": True, "pattern": "[0-9]{4}/[0-9]{2}"},
        },
    ]


def _who() -> list[dict[str, Any]]:
    return [
        {
            "name": "sex",
            "type": "string",
            "title": "Sex",
            "description": "Female or Male",
            "constraints": {"required": True, "enum": ["Female", "Male"]},
        },
        ethnic_group_field(),
        benefits_field(),
        {
            "name": "first_language",
            "type": "string",
            "title": "First language",
            "description": "English, Other than English, or Not known",
            "constraints": {"required": True, "enum": ["English", "Other than English", "Not known"]},
        },
    ]


def _score(name: str) -> dict[str, Any]:
    title = name.replace("_", " ").capitalize()
    return {
        "name": name,
        "type": "integer",
        "title": f"{title} score",
        "description": f"{title}: 0 to 60, higher is better; below 30 is below expected",
        "constraints": {"required": True, "minimum": 0, "maximum": 60},
    }


def _outcome() -> dict[str, Any]:
    return {
        "name": "good_level_of_development",
        "title": "Good level of development",
        "description": "Whether the child reached a good level of development: yes, no, or blank",
        **YES_NO,
    }


def _month(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02}"
