"""Header mapping in other domains: made-up standards, and columns as people might head them."""

import pandas as pd

from ndl_workbench.quality.mapping import match_columns
from ndl_workbench.quality.standard import Source, Standard, StandardField

DRAWN = Source(title="Drawn", url="https://example.org")
SCHOOL_PLACES = Standard(
    name="school-places",
    title="School places",
    source=DRAWN,
    fields=(
        StandardField(
            name="SchoolURN",
            title="Unique reference number",
            description="Number that identifies the school in the national register of schools.",
            unique=True,
        ),
        StandardField(name="SchoolName", title="Name of school", description="What the school is called."),
        StandardField(
            name="Phase",
            title="Phase of education",
            description="Whether pupils are of primary or secondary age.",
            type="category",
            values=("primary", "secondary", "all through"),
        ),
        StandardField(
            name="PublishedAdmissionNumber",
            title="Published admission number",
            description="Most pupils that are admitted to the first year group.",
            type="integer",
        ),
        StandardField(name="TotalCapacity", title="Capacity", description="Places in the buildings.", type="integer"),
        StandardField(
            name="PupilsOnRoll", title="Pupils on roll", description="Number of pupils on census day.", type="integer"
        ),
        StandardField(name="OpeningDate", title="Opening date", description="Day the school opened.", type="date"),
        StandardField(name="ClosureDate", title="Closure date", description="Day the school closed.", type="date"),
        StandardField(name="Website", title="School website", description="Web address of the school.", type="uri"),
        StandardField(name="Address", title="Address", description="Where the school is."),
    ),
)
SCHOOLS_OF_A_COUNCIL = pd.DataFrame(
    {
        "URN": ["900001", "900002", "900003"],
        "School_Name": ["Oak", "Ash", "Elm"],
        "PHASE (primary/secondary)": ["Primary", "Secondary", "Primary"],
        "PAN": ["30", "180", "60"],
        "Cap.": ["210", "900", "420"],
        "No. on roll": ["200", "850", "399"],
        "Date opened": ["01/09/1990", "01/09/2001", "03/01/1975"],
        "DateClosed": ["", "", "31/08/2020"],
        "Web link": ["https://oak.example.org", "https://ash.example.org", "https://elm.example.org"],
        "Address 1": ["1 High St", "2 Low Rd", "3 Mid Ln"],
        "Address 2": ["", "Ford", ""],
        "Post Code": ["ZZ1 1AA", "ZZ1 1AB", "ZZ1 1AC"],
        "Headteacher": ["A", "B", "C"],
        "LA": ["X", "X", "X"],
        "Last inspection": ["Good", "Good", "Poor"],
        "Date of census": ["", "", ""],
    },
    dtype=str,
)

LIBRARY_OPENING = Standard(
    name="library-opening",
    title="Library opening",
    source=DRAWN,
    fields=(
        StandardField(name="LibraryName", title="Library name", description="What the library is called."),
        StandardField(
            name="StaffedHours", title="Staffed hours", description="Hours a week with staff.", type="number"
        ),
        StandardField(
            name="UnstaffedHours", title="Unstaffed hours", description="Hours a week without staff.", type="number"
        ),
        StandardField(name="OperatedBy", title="Operator", description="Who runs it: a council or a trust."),
        StandardField(name="Email", title="Contact email", pattern=r"[^@\s]+@[^@\s]+"),
        StandardField(name="Longitude", type="number", coordinate="longitude"),
        StandardField(name="Latitude", type="number", coordinate="latitude"),
        StandardField(name="Statutory", title="Statutory library", type="category", values=("yes", "no")),
    ),
)
LIBRARIES_OF_A_COUNCIL = pd.DataFrame(
    {
        "NAME": ["Central", "West"],
        "hours_unstaffed": ["10", "0"],
        "Hours staffed (per week)": ["40", "20"],
        "Operators": ["Council", "Trust"],
        "E-mail": ["a@example.org", "b@example.org"],
        "OS_Easting": ["400000", "400100"],
        "OS_Northing": ["300000", "300100"],
        "Statutry?": ["Yes", "No"],
        "Ward": ["N", "S"],
        "Opening hours": ["9-5", "10-4"],
        "Telephone": ["01632 960000", "01632 960001"],
    },
    dtype=str,
)


def fields_given(cells, standard):
    found = {match.column: match.field for match in match_columns(cells.columns, standard, cells)}
    return {column: found.get(column, "") for column in cells.columns}


def test_a_table_of_schools():
    assert fields_given(SCHOOLS_OF_A_COUNCIL, SCHOOL_PLACES) == {
        "URN": "SchoolURN",
        "School_Name": "SchoolName",
        "PHASE (primary/secondary)": "Phase",
        "PAN": "PublishedAdmissionNumber",
        "Cap.": "TotalCapacity",
        "No. on roll": "PupilsOnRoll",
        "Date opened": "OpeningDate",
        "DateClosed": "ClosureDate",
        "Web link": "Website",
        "Address 1": "Address",
        "Address 2": "Address",
        "Post Code": "Address",
        "Headteacher": "",
        "LA": "",
        "Last inspection": "",
        "Date of census": "",
    }


def test_a_table_of_libraries():
    assert fields_given(LIBRARIES_OF_A_COUNCIL, LIBRARY_OPENING) == {
        "NAME": "LibraryName",
        "hours_unstaffed": "UnstaffedHours",
        "Hours staffed (per week)": "StaffedHours",
        "Operators": "OperatedBy",
        "E-mail": "Email",
        "OS_Easting": "Longitude",
        "OS_Northing": "Latitude",
        "Statutry?": "Statutory",
        "Ward": "",
        "Opening hours": "",
        "Telephone": "",
    }


def test_a_table_of_one_domain_has_only_a_name_in_common_with_another():
    schools = fields_given(SCHOOLS_OF_A_COUNCIL, LIBRARY_OPENING)
    libraries = fields_given(LIBRARIES_OF_A_COUNCIL, SCHOOL_PLACES)

    assert set(schools.values()) == {""}
    assert set(libraries.values()) == {"", "SchoolName"}
    assert libraries["NAME"] == "SchoolName"
