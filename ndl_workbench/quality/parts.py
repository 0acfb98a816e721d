"""The smaller parts of a standard."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Frozen(BaseModel):
    """What is read from a file and never changed; anything unknown in it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Frozen):
    """The published guidance a standard was written from."""

    title: str
    url: str


class Codes(Frozen):
    """A code list a column's values must come from, and the axis of coverage it spans."""

    resource: str
    column: str
    axis: Literal["area", "period", "group", "record"]


class Written(Frozen):
    """How the numbers of a column are written (the names are Table Schema's and CSVW's).

    Attributes
    ----------
    decimal, group
        What stands for the decimal point, and between groups of digits ("" for nothing).
    bare
        False where signs and letters may stand around the number (``EUR 95``).
    special
        Whether NaN, INF and -INF are numbers.
    exponent
        Whether a number may end in an exponent (1E3).
    percent
        Whether a number may end in % or ‰, and then means so much less (CSVW).
    """

    decimal: Annotated[str, Field(min_length=1, max_length=1)] = "."
    group: Annotated[str, Field(max_length=1)] = ""
    bare: bool = True
    special: bool = False
    exponent: bool = True
    percent: bool = False

    model_config = ConfigDict(str_strip_whitespace=False)  # numbers may be grouped by spaces


class Area(Frozen):
    """Where on the map every point of a table must lie: a box of longitudes and latitudes (WGS84), in degrees.

    Attributes
    ----------
    name
        What it is called, after "a point in".
    west, south, east, north
        Its sides; a point on one of them is inside.
    source
        Where the sides are published.
    """

    name: Annotated[str, Field(min_length=1)]
    west: Annotated[float, Field(ge=-180, le=180)]
    south: Annotated[float, Field(ge=-90, le=90)]
    east: Annotated[float, Field(ge=-180, le=180)]
    north: Annotated[float, Field(ge=-90, le=90)]
    source: Source

    @model_validator(mode="after")
    def _has_an_inside(self) -> Area:
        if self.west >= self.east or self.south >= self.north:
            raise ValueError("an area's west must be less than its east, and its south less than its north")
        return self
