"""Fields with values of every kind; a table in memory and one that SQL scans must get the same report on them."""

import dataclasses
import datetime as dt

import pandas as pd
from hypothesis import strategies as st

from ndl_workbench.loading.large.stored import stored_cells
from ndl_workbench.loading.provenance import Provenance
from ndl_workbench.loading.tables.table import SourceTable
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.engine.report import check_stored
from ndl_workbench.quality.standard import Standard

HERE = Provenance("here")
SOURCE = {"title": "Drawn", "url": "https://example.org"}

# Each field with values that its rules and repairs treat in every way there is, and some that only look alike.
FIELDS = {
    "plain": ({}, ["x", " x", "x ", "\u00a0x", "x\u2003", "\x1cx", "é", "a  b", "n/a", "N/A", "-", "K\u212a"]),
    "needed": ({"required": True}, ["x", " ", "n/a", "?"]),
    "single": ({"unique": True, "required": True}, ["A", "a", "A ", "B", "C", "é"]),
    "whole": (
        {"type": "integer", "minimum": -5, "exclusive_maximum": 100, "units": ["ha"]},
        ["0", "-5", "-6", "+7", "007", "99", "100", "1,000", "1,00", "12.0", "1.5", "3 ha", "3ha", "1e2", "１２", "few",
         "9" * 40, "-", "--1"],
    ),
    "about": ({"type": "integer", "minimum": 0.5, "exclusive_maximum": 3.5}, ["0", "1", "3", "4", "-0"]),
    "beside": ({"type": "integer", "exclusive_minimum": 2.5, "maximum": 4}, ["2", "3", "4", "5", "03"]),
    "far": (
        {"type": "integer", "minimum": -1e20, "maximum": 1e15},
        ["9" * 15, "1" + "0" * 15, "1" + "0" * 14, "-" + "9" * 15],
    ),
    "huge": ({"type": "integer", "minimum": 1e20}, ["1", "1" + "0" * 15, "1" + "0" * 20, "1" + "0" * 21]),
    "never": ({"type": "integer", "minimum": 10, "maximum": 5}, ["4", "5", "7", "10", "11"]),
    "size": (
        {"type": "number", "minimum": 0, "maximum": 1e6},
        ["0", "1.5", ".5", "1.", "-1", "1e3", "1E9", "1,000", "1,000.5", "1,00", "nan", "inf", "0x1", "1_0", "1 2",
         "٣"],
    ),
    "rate": (
        {"type": "number", "written": {"special": True}, "maximum": 1},
        ["0.5", "NaN", "INF", "-INF", "2", "half", "50%"],
    ),
    "cost": (
        {"type": "number", "written": {"decimal": ",", "group": ".", "bare": False}},
        ["1.000,5", "£ 12", "EUR 95", "12", "x"],
    ),
    "opened": (
        {"type": "date", "minimum": "2000-01-01", "maximum": dt.date(2020, 12, 31)},
        ["2017-06-30", "2017-06-31", "30/06/2017", "31-06-2017", "1999-12-31", "2021-01-01", "43831", "infinity",
         "0000-01-01", "2017-6-3", "June 2017", "2017-06-30T00:00:00", "20170630", "epoch", "-infinity"],
    ),
    "noted": ({"type": "date", "format": "%d/%m/%Y"}, ["30/06/2017", "2017-06-30", "31/06/2017"]),
    "moment": (
        {"type": "datetime", "minimum": "2000-01-01T00:00:00"},
        ["2017-06-30T10:00:00", "2017-06-30 10:00:00", "2017-06-30T24:00:00", "2017-06-31T10:00:00",
         "1999-01-01T00:00:00", "2017-06-30", "2017-06-30T10:00", "0000-01-01T00:00:00"],
    ),
    "month": (
        {"type": "month", "minimum": "2000-01"},
        ["2017-06", "2017-13", "1999-12", "2017-6", "June", "2017-06\n"],
    ),
    "link": (
        {"type": "uri"},
        ["https://a.example", "HTTP://a.b/c d", "http://a", "www.a.b", "https:///a.b", "http://a.b\x0b", "http://é.example/",
         "ftp://a.b", "https://a.b?c=d#e"],
    ),
    "history": (
        {"type": "uri", "separator": "|"},
        ["https://a.b|http://c.d", "https://a.b | http://c.d ", "https://a.b|", "http://a.b\x0b|http://c.d", "none"],
    ),
    "kind": (
        {"type": "category", "values": ["public", "not public", "Mixed"],
         "replace": {"private": "not public", "?": ""}},
        ["public", "PUBLIC", "not  public", "not public", "Private", "mixed", "Mixed", "the King", "pub\u212aic", "?"],
    ),
    "yes": ({"type": "category", "form": "flag", "values": ["yes", "no"]}, ["yes", "no", "YES", "perhaps", "n/a"]),
    "mail": ({"form": "email"}, ["a@b", "a@@b", "a b@c", "a@b\x0b", "é@b", "nobody", " a@b"]),
    "place": ({"form": "uri"}, ["urn:a:b", "a", "https://a b", "mailto:a@b", "urn:é", "a:{b}"]),
    "uuid": ({"form": "uuid"}, ["12345678-1234-1234-1234-123456789abc", "1234"]),
    "code": ({"pattern": "[A-Z]{2}[0-9]+"}, ["AB1", "ab1", "AB", "AB1 ", "AB\u0661", "AB1\n"]),
    "fixed": (
        {"pattern": r"E[0-9]{2}\d[A-Cx2-4]{2}"},
        ["E000xx", "E123AC", "E1234C", "E12", "E123AC ", "E123ACC", "e123AC", "E123ac", "E12\u0663AC", "E123-A"],
    ),
    "words": ({"pattern": r"\S+( \S+)*"}, ["one two", "one  two", " one", "one\x0btwo", "é é", "a\u2003b"]),
    "any": ({"pattern": r"(?i:yes|no)|\d{2}|[^x]"}, ["YES", "no", "12", "１２", "x", "y", "ſ", "yes\n"]),
    "short": ({"min_length": 2, "max_length": 4}, ["a", "ab", "abcd", "abcde", "éééé", "ééééé", "a "]),
    "few": ({"enum": ["1.0", "2"], "type": "number"}, ["1", "1.0", "2.00", "3", "x"]),
    "some": ({"enum": ["a", "b"]}, ["a", "b", "c", "a "]),
    "absent": ({"type": "integer", "required": True, "null": {"-99": "not known"}}, ["1", "-99", " -99", "x"]),
    "first": ({"default_from": ["second"], "required": True, "type": "integer"}, ["1", "x"]),
    "second": ({"type": "integer", "default_from": ["first"]}, ["2", "y", "3 "]),
    "east": ({"type": "number", "coordinate": "longitude"}, ["-1.5", "53.8", "430000", "3400000", "2.2", "x"]),
    "north": ({"type": "number", "coordinate": "latitude"}, ["53.8", "-1.5", "433000", "3100000", "0", "y"]),
    "json": ({"form": "object", "max_length": 1}, ["{}", '{"a": 1, "b": 2}', "[]", "x"]),
    "hour": ({"form": "time", "minimum": "09:00:00"}, ["10:00:00", "08:00:00", "25:00:00", "10:00"]),
    "copied": ({"replace": {"one": "1"}}, ["one", "ONE", "1"]),
}  # fmt: skip
MISSING = ["n/a", "-"]
CHECKS = [
    {"name": "order", "sentence": "Low is above high.", "expression": "whole <= size", "dimension": "consistency"},
    {"name": "early", "sentence": "Too early.", "expression": "opened >= '2001-01-01' or kind = 'public'",
     "dimension": "timeliness", "severity": "warning"},
    {"name": "nothing", "sentence": "No such column.", "expression": "nothing > 1", "dimension": "validity"},
]  # fmt: skip


def standard(names, checks=(), **more):
    donors = {donor for name in names for donor in FIELDS[name][0].get("default_from", ())}
    fields = [{"name": name, **FIELDS[name][0]} for name in dict.fromkeys([*names, *sorted(donors)])]
    raw = {"name": "mine", "title": "Mine", "source": SOURCE, "missing": MISSING, "fields": fields, "checks": checks}
    return Standard.model_validate(raw | more)


def told(report):
    """Everything a report says, but where the table came from."""
    plain = {f.name: getattr(report, f.name) for f in dataclasses.fields(report)}
    plain["rows"] = {finding: list(report.evidence.rows(finding)) for finding in report.findings}
    plain["findings"] = sorted(report.findings, key=repr)
    plain["repairs"] = sorted((dataclasses.replace(r, file="") for r in report.repairs), key=repr)
    return {name: value for name, value in plain.items() if name not in ("provenance", "evidence")}


def cells_of(columns):
    rows = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=pd.Index(range(2, rows + 2), name="row"), dtype="str")


def agree(columns, wanted, *, repairs):
    table = SourceTable(cells_of(columns), 1, (), 0, HERE)

    assert told(check_stored(stored_cells(table), wanted, "maps", repairs=repairs)) == told(
        check_table(table, wanted, "maps", repairs=repairs)
    )


@st.composite
def tables(draw):
    names = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=5, unique=True))
    rows = draw(st.integers(1, 14))
    values = {name: st.sampled_from(["", *FIELDS[name][1]]) for name in names}
    return {name: draw(st.lists(values[name], min_size=rows, max_size=rows)) for name in names}
