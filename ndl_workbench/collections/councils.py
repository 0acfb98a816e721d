"""Lists of public libraries as ten councils might publish them: made up, in fictional places, and wrong in real ways.

Nothing here is embedded: the files are written where somebody asks for them, by the worked notebooks. Postcodes begin
with a Q, which no real one does (Q, V and X are not used as first letters of a postcode), and addresses of the web end
in ``.example`` (RFC 2606).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from random import Random

COUNCILS = (
    "Ambermoor",
    "Brackenford",
    "Fenwold",
    "Hollinmere",
    "Larkhythe",
    "Merrowby",
    "Port Callow",
    "Saltry Vale",
    "Thistlewick",
    "Wendlow",
)
ABSENT = "Cawdry"
FIELDS = (
    "service",
    "name",
    "address",
    "postcode",
    "type",
    "statutory",
    "email",
    "website",
    "year opened",
    "monday staffed hours",
    "saturday staffed hours",
)
_DISTRICTS = (
    "Central",
    "Northgate",
    "Millbrook",
    "Harbour",
    "St Hild's",
    "Westfield",
    "Bellhouse",
    "Quarry Bank",
    "Ferry Lane",
    "Old Town",
)
_STREETS = ("High Street", "Chapel Lane", "Station Road", "Market Place", "Quay Street", "Orchard Way")
_TYPES = ("Local authority run library",) * 7 + ("Community run library",) * 2 + ("Commissioned library",)

Row = dict[str, str]


def write_libraries(folder: str | Path, seed: int = 2026) -> tuple[Path, ...]:
    """Write ten files of made-up libraries, one a council; the eleventh council, Cawdry, sends nothing.

    Parameters
    ----------
    folder
        Made if it is not there. Files of the same names are written over.
    seed
        The same seed always gives the same bytes, but for the time inside the one workbook.

    Returns
    -------
    tuple of Path
        In alphabetical order. All but Ambermoor's have something wrong: what, stands beside each writer in this module.
    """
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    draw = Random(seed)  # noqa: S311 - figures for teaching, not secrets
    return tuple(_WRITERS.get(council, _plain)(home, _libraries(council, draw)) for council in COUNCILS)


def _libraries(council: str, draw: Random) -> list[Row]:
    short = council.replace(" ", "").lower()
    area = 1 + COUNCILS.index(council)
    return [
        {
            "service": council,
            "name": f"{district} Library",
            "address": f"{draw.randint(1, 90)} {draw.choice(_STREETS)}, {district}, {council}",
            "postcode": f"QA{area} {draw.randint(1, 9)}{draw.choice('ABDEFGHJ')}{draw.choice('LNPQRSTU')}",
            "type": draw.choice(_TYPES),
            "statutory": draw.choice(("Yes", "Yes", "Yes", "No")),
            "email": f"libraries@{short}.example",
            "website": f"https://{short}.example/libraries/{district.replace(' ', '-').replace(chr(39), '').lower()}",
            "year opened": str(draw.randint(1898, 2019)),
            "monday staffed hours": draw.choice(("09:00-17:00", "10:00-18:00", "09:30-12:30, 13:30-17:00")),
            "saturday staffed hours": draw.choice(("10:00-13:00", "09:30-16:00")),
        }
        for district in draw.sample(_DISTRICTS, draw.randint(6, 10))
    ]


def _shared() -> Row:
    """Return a library on the border of two councils, which both list."""
    return _libraries("Ambermoor", Random(1))[0] | {"name": "Border Library"}  # noqa: S311


def _text(
    rows: list[Row], delimiter: str = ",", names: dict[str, str] | None = None, without: tuple[str, ...] = ()
) -> str:
    fields = [field for field in FIELDS if field not in without]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([(names or {}).get(field, field) for field in fields])
    writer.writerows([[row[field] for field in fields] for row in rows])
    return out.getvalue()


def _write(home: Path, council: str, text: str, encoding: str = "utf-8") -> Path:
    path = home / f"{council.lower().replace(' ', '-')}.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _plain(home: Path, rows: list[Row]) -> Path:
    """Write what a council should: names as the standard has them, UTF-8, nothing else in the file."""
    return _write(home, rows[0]["service"], _text([*rows, _shared()]))


def _other_words(home: Path, rows: list[Row]) -> Path:
    """Call columns by other names, and leave out the required one that says which libraries are statutory."""
    names = {"service": "Library service", "name": "Library name", "email": "Contact email", "website": "Web address"}
    return _write(home, rows[0]["service"], _text(rows, names=names, without=("statutory",)))


def _a_comma_too_many(home: Path, rows: list[Row]) -> Path:
    """Leave out the quotes of one address, so that its row has cells too many, and leave rows blank."""
    first, *others = _text(rows).splitlines()
    others[1] = others[1].replace('"', "", 2)
    return _write(
        home, rows[0]["service"], "\n".join([first, *others[:3], "," * (len(FIELDS) - 1), *others[3:], "", ""])
    )


def _workbook(home: Path, rows: list[Row]) -> Path:
    """Write a workbook: a sheet of notes first, years as numbers, and a total below the table."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    notes = book.create_sheet("Read me")
    notes.append(["Libraries of Hollinmere. Synthetic: made up for teaching."])
    notes.append(["Please send corrections to libraries@hollinmere.example"])
    sheet = book.create_sheet("Libraries")
    sheet.append(list(FIELDS))
    for row in rows:
        sheet.append([int(row[field]) if field == "year opened" else row[field] for field in FIELDS])
    sheet.append(["Total", f"{len(rows)} libraries"])
    path = home / "hollinmere.xlsx"
    book.save(path)
    return path


def _twice(home: Path, rows: list[Row]) -> Path:
    """List one library twice, and one that a neighbour runs and lists as well."""
    return _write(home, rows[0]["service"], _text([*rows, rows[2], _shared()]))


def _loose_postcodes(home: Path, rows: list[Row]) -> Path:
    """Write postcodes in small letters, with spaces at their ends or not at all."""
    loose = [row | {"postcode": f"{row['postcode'].lower()} "} for row in rows]
    loose[1]["postcode"] = ""
    loose[3]["postcode"] = "not known"
    return _write(home, rows[0]["service"], _text(loose))


def _old_encoding(home: Path, rows: list[Row]) -> Path:
    """Write Windows-1252, with a long dash and an accent in it, and codes in place of types."""
    codes = {"Local authority run library": "LAL", "Community run library": "CRL", "Commissioned library": "CL"}
    old = [row | {"type": codes[row["type"]]} for row in rows]
    old[0]["name"] = "Central Library – Café Reading Room"
    return _write(home, rows[0]["service"], _text(old), "cp1252")


def _semicolons(home: Path, rows: list[Row]) -> Path:
    """Write semicolons between cells, and hours with dots and the word "to"."""
    odd = [
        row | {"monday staffed hours": row["monday staffed hours"].replace(":", ".").replace("-", " to ")}
        for row in rows
    ]
    return _write(home, rows[0]["service"], _text(odd, delimiter=";"))


def _title_and_total(home: Path, rows: list[Row]) -> Path:
    """Put a title and a blank line above the table, a total and a note below it, and slips in three of its rows."""
    late = [dict(row) for row in rows]
    late[1]["year opened"] = "19O7"  # the letter, not the figure
    late[2]["statutory"] = "Y"
    late[4]["email"] = "libraries(at)thistlewick.example"
    table = _text(late, names={field: field.upper() for field in FIELDS})
    above = "THISTLEWICK LIBRARY SERVICE - list of libraries (synthetic)\n\n"
    return _write(home, rows[0]["service"], f"{above}{table}TOTAL,{len(rows)}\nNote: hours may change in August\n")


def _two_bytes(home: Path, rows: list[Row]) -> Path:
    """Write UTF-16, as a spreadsheet saves "Unicode text", with tabs."""
    return _write(home, rows[0]["service"], _text(rows, delimiter="\t"), "utf-16")


_WRITERS: dict[str, Callable[[Path, list[Row]], Path]] = {
    "Brackenford": _other_words,
    "Fenwold": _a_comma_too_many,
    "Hollinmere": _workbook,
    "Larkhythe": _twice,
    "Merrowby": _loose_postcodes,
    "Port Callow": _old_encoding,
    "Saltry Vale": _semicolons,
    "Thistlewick": _title_and_total,
    "Wendlow": _two_bytes,
}
