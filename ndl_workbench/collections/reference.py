"""The collection ``reference``: the code lists our own data uses, and the population it is compared with."""

from __future__ import annotations

from typing import Any

from .package import Note, Package, Table

AREAS = (("FIC-01", "Ambermoor"), ("FIC-02", "Thistlewick"), ("FIC-03", "Port Callow"))

WHITE = "White"
ASIAN = "Asian, Asian British or Asian Welsh"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"
MIXED = "Mixed or Multiple ethnic groups"
OTHER = "Other ethnic group"
NOT_STATED = "Not stated"

_ETHNIC_GROUPS = (
    ("asian", ASIAN, "High-level group used by the Office for National Statistics"),
    ("black", BLACK, "High-level group used by the Office for National Statistics"),
    ("mixed", MIXED, "High-level group used by the Office for National Statistics"),
    ("other", OTHER, "High-level group used by the Office for National Statistics"),
    ("white", WHITE, "High-level group used by the Office for National Statistics"),
    ("not-stated", NOT_STATED, "The family was asked and preferred not to say; not a group of people"),
)

# Children in each area and group, in families that do not receive and that do receive benefits.
_POPULATION = {
    "FIC-01": {
        WHITE: (1540, 460),
        ASIAN: (355, 125),
        BLACK: (160, 90),
        MIXED: (160, 70),
        OTHER: (28, 12),
    },
    "FIC-02": {
        WHITE: (1420, 400),
        ASIAN: (225, 85),
        BLACK: (82, 48),
        MIXED: (110, 50),
        OTHER: (21, 9),
    },
    "FIC-03": {
        WHITE: (845, 455),
        ASIAN: (54, 36),
        BLACK: (22, 18),
        MIXED: (58, 42),
        OTHER: (12, 8),
    },
}

PLACES = tuple({"code": code, "name": name} for code, name in AREAS)
SCHOOL_YEAR = {"start": "2024-09-01", "end": "2025-08-31"}

YES_NO: dict[str, Any] = {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}


def package() -> Package:
    """The collection, ready to be written."""
    return Package(
        name="reference",
        title="Reference lists for the synthetic collections",
        description=(
            "Code lists used by the synthetic collections, and the synthetic population they are compared "
            "with. The areas are fictional and the population is made up."
        ),
        keywords=("reference", "code lists", "population", "ethnic groups", "areas", "synthetic"),
        sources=(
            {
                "title": "Office for National Statistics, Ethnic group (TS021), Census 2021: "
                "the names of the five high-level ethnic groups; no figures are taken from it",
                "path": "https://www.ons.gov.uk/datasets/TS021/editions/2021/versions/2",
            },
        ),
        tables=(_areas(), _ethnic_groups(), _population()),
        about=(
            "The names of the five high-level ethnic groups are those of the Office for National Statistics. "
            "Everything else here is made up: there is no such place as Ambermoor, Thistlewick or Port "
            "Callow, and the codes beginning `FIC-` are no one's."
        ),
    )


def area_field(description: str) -> dict[str, Any]:
    """A column of area codes, checked against the list of areas."""
    return {
        "name": "area_code",
        "type": "string",
        "title": "Area code",
        "description": description,
        "constraints": {"required": True, "pattern": "FIC-[0-9]{2}"},
        "ndl:codeList": {"resource": "reference/areas", "field": "code", "axis": "area"},
    }


def area_name_field() -> dict[str, Any]:
    """A column of area names, checked against the list of areas."""
    return {
        "name": "area_name",
        "type": "string",
        "title": "Area",
        "description": "Name of the fictional area",
        "constraints": {"required": True},
        "ndl:codeList": {"resource": "reference/areas", "field": "name", "axis": "area"},
    }


def ethnic_group_field() -> dict[str, Any]:
    """A column of ethnic groups, checked against the list of groups."""
    return {
        "name": "ethnic_group",
        "type": "string",
        "title": "Ethnic group",
        "description": "One of the five high-level groups of the Office for National Statistics, or Not stated",
        "constraints": {"required": True},
        "ndl:codeList": {"resource": "reference/ethnic-groups", "field": "label", "axis": "group"},
    }


def benefits_field() -> dict[str, Any]:
    """A column saying whether the family receives benefits."""
    return {
        "name": "benefits",
        "title": "Family receives certain benefits",
        "description": "Whether the family receives certain social security benefits: yes or no",
        **YES_NO,
    }


def children_field() -> dict[str, Any]:
    """A column counting children."""
    return {
        "name": "children",
        "type": "integer",
        "title": "Children",
        "description": "How many children the row stands for",
        "constraints": {"required": True, "minimum": 0},
    }


def _areas() -> Table:
    required = {"required": True, "unique": True}
    return Table(
        name="areas",
        title="Fictional areas",
        description="The three fictional areas of the synthetic collections. None of them is a real place.",
        schema={
            "fields": [
                _text("code", "Code, which is not a GSS code", pattern="FIC-[0-9]{2}"),
                _text("name", "Name, which is not a real place", **required),
                _text("kind", "What kind of area it is", required=True),
                _text("note", "Always the word fictional", enum=["fictional"]),
            ],
            "primaryKey": ["code"],
            "missingValues": [""],
        },
        rows=[(code, name, "local authority", "fictional") for code, name in AREAS],
        spatial=PLACES,
    )


def _ethnic_groups() -> Table:
    required = {"required": True, "unique": True}
    return Table(
        name="ethnic-groups",
        title="Ethnic groups, high level",
        description=(
            "The five high-level ethnic groups named by the Office for National Statistics for the 2021 "
            "Census of England and Wales, and Not stated. The codes are ours."
        ),
        schema={
            "fields": [
                _text("code", "Short code, ours"),
                _text("label", "Name as it stands in the data", **required),
                _text("description", "Where the name comes from", required=True),
            ],
            "primaryKey": ["code"],
            "missingValues": [""],
        },
        rows=_ETHNIC_GROUPS,
        synthetic=False,
    )


def _population() -> Table:
    return Table(
        name="population",
        title="Synthetic population of reception-year children",
        description=(
            "Synthetic data: every child of reception age (born September 2019 to August 2020) in the three "
            "fictional areas, by ethnic group and whether the family receives certain benefits. The "
            "population that early-years/school-readiness should be compared with. Made up, and complete: "
            "nobody is Not stated."
        ),
        schema={
            "fields": [
                area_field("Code of the fictional area"),
                area_name_field(),
                ethnic_group_field(),
                {**benefits_field(), "constraints": {"required": True}},
                children_field(),
            ],
            "primaryKey": ["area_code", "ethnic_group", "benefits"],
            "missingValues": [""],
        },
        rows=[
            (code, name, group, answer, str(children))
            for code, name in AREAS
            for group, by_benefits in _POPULATION[code].items()
            for answer, children in zip(("no", "yes"), by_benefits, strict=True)
        ],
        spatial=PLACES,
        temporal=SCHOOL_YEAR,
        biases=(
            Note(
                "no-not-stated",
                "No child is Not stated here, while some are in the data compared with it: "
                "shares of groups are comparable only among those who stated one.",
            ),
        ),
    )


def _text(name: str, description: str, **constraints: Any) -> dict[str, Any]:
    title = name.replace("_", " ").capitalize()
    return {
        "name": name,
        "type": "string",
        "title": title,
        "description": description,
        "constraints": constraints,
    }
