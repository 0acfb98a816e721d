"""How often, when, where and about what, as catalogues in DCAT say it.

Names of the lists of the European Union's Publications Office are those of its authority tables ``data-theme`` and
``frequency`` (https://op.europa.eu/en/web/eu-vocabularies); frequencies are also those of Dublin Core
(http://purl.org/cld/freq/) and the repeating intervals of ISO 8601 that ``data.json`` has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...loading.codes.facts import authorities
from ..records import UNKNOWN, Inference, Place
from ..themes import theme
from .dcat_node import Node, day
from .plain import line

_THEME = re.compile(r"https?://publications\.europa\.eu/resource/authority/data-theme/(\w+)")
_THEMES = {
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "ENER": "Energy",
    "ENVI": "Environment",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "TRAN": "Transport",
}
_FREQUENCY = re.compile(r"https?://(?:publications\.europa\.eu/resource/authority/frequency|purl\.org/cld/freq)/(\w+)")
_FREQUENCIES = {
    "HOURLY": "every hour",
    "DAILY": "every day",
    "DAILY_2": "twice a day",
    "WEEKLY": "every week",
    "WEEKLY_2": "twice a week",
    "SEMIWEEKLY": "twice a week",
    "WEEKLY_3": "three times a week",
    "THREETIMESAWEEK": "three times a week",
    "BIWEEKLY": "every two weeks",
    "MONTHLY": "every month",
    "MONTHLY_2": "twice a month",
    "SEMIMONTHLY": "twice a month",
    "MONTHLY_3": "three times a month",
    "THREETIMESAMONTH": "three times a month",
    "BIMONTHLY": "every two months",
    "QUARTERLY": "every three months",
    "ANNUAL": "every year",
    "ANNUAL_2": "twice a year",
    "SEMIANNUAL": "twice a year",
    "ANNUAL_3": "every four months",
    "THREETIMESAYEAR": "every four months",
    "BIENNIAL": "every two years",
    "TRIENNIAL": "every three years",
    "QUADRENNIAL": "every four years",
    "QUINQUENNIAL": "every five years",
    "DECENNIAL": "every ten years",
    "CONT": "continuous",
    "CONTINUOUS": "continuous",
    "UPDATE_CONT": "continuous",
    "IRREG": "irregular",
    "IRREGULAR": "irregular",
    "AS_NEEDED": "as needed",
    "NEVER": "never",
    "NOT_PLANNED": "not planned",
    "OTHER": "other",
}
_INTERVAL = re.compile(r"R/?P(T?)(\d+(?:\.\d+)?)([YMWDHS])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
_INTERVALS = {
    "R/P0.5M": "twice a month",
    "R/P3.5D": "twice a week",
    "R/P0.33M": "three times a month",
    "R/P0.33W": "three times a week",
    "R/PT1S": "continuous",
    "R/P6M": "twice a year",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# A code of the Government Statistical Service, alone or at the end of an address.
_CODE = re.compile(r"(?:^|[/#])([EWSNJK]\d{8})$")
_NUMBER = r"-?\d{1,3}(?:\.\d+)?"
_BOX = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*,\s*({_NUMBER})\s*,\s*({_NUMBER})\s*")
_GEOMETRY = re.compile(r"\s*(?:<[^>]*>\s*)?(?:\{|(?:MULTI)?(?:POINT|POLYGON|LINESTRING)|ENVELOPE|SRID=)", re.IGNORECASE)


def themes(dataset: Node) -> tuple[tuple[str, ...], tuple[Inference, ...]]:
    """What it is about, by name; an address whose name is not known is told and left out."""
    named, unnamed = set(), []
    for node in dataset.nodes("dcat:theme"):
        match = _THEME.fullmatch(node.address)
        if said := node.name or (_THEMES.get(match[1], "") if match else ""):
            named.add(theme(said))
        elif node.address:
            why = f"dcat:theme: {node.address} has no name in the catalogue"
            unnamed.append(Inference("themes", UNKNOWN, "unknown", why))
    return tuple(sorted(named, key=lambda name: (name.casefold(), name))), tuple(unnamed)


def frequency(dataset: Node) -> str:
    """How often it is updated, in words; as it stands where it is in no list we know."""
    for node in dataset.nodes("dct:accrualPeriodicity"):
        match = _FREQUENCY.fullmatch(node.address)
        words = (_FREQUENCIES.get(match[1].upper(), "") if match else "") or _interval(node.name) or node.name
        if words:
            return words
    return UNKNOWN


def temporal(dataset: Node) -> tuple[str, tuple[Inference, ...]]:
    """The interval it covers: of several, from the first to the last day; what cannot be read is told."""
    starts, ends, unread = [], [], []
    for node in dataset.nodes("dct:temporal"):
        start, end = _period(node)
        starts += [start] if start else []
        ends += [end] if end else []
        if not start and not end and node.name:
            unread.append(Inference("temporal", UNKNOWN, "unknown", f"dct:temporal: “{node.name}” is no interval"))
    if not starts and not ends:
        return UNKNOWN, tuple(unread)
    return f"{min(starts, default='..')}/{max(ends, default='..')}", ()


def places(dataset: Node) -> tuple[tuple[Place, ...], tuple[Inference, ...]]:
    """The areas it covers. A box is none: the one round a district holds parts of all its neighbours."""
    found, untold = set(), []
    for node in dataset.nodes("dct:spatial"):
        for text in _boxes(node):
            untold.append(Inference("spatial", UNKNOWN, "unknown", f"{text}; a box does not name an area"))
        if place := _place(node):
            found.add(place)
        elif node.address:
            why = f"dct:spatial: {node.address} has no name in the catalogue"
            untold.append(Inference("spatial", UNKNOWN, "unknown", why))
    return tuple(sorted(found, key=lambda place: (place.name, place.code or ""))), tuple(untold)


def dates(node: Node, *names: str) -> str:
    """The latest date of these properties, or ""."""
    return max((day(one.term) for one in node.nodes(*names) if one.is_text), default="")


def _interval(text: str) -> str:
    said = text.strip().upper()
    if said in _INTERVALS:
        return _INTERVALS[said]
    match = _INTERVAL.fullmatch(said)
    unit = _UNITS.get(match[1] + match[3], "") if match else ""
    if not match or not unit or "." in match[2]:
        return ""
    number = int(match[2][:6])
    counted = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"every {unit}" if number == 1 else f"every {counted} {unit}s"


def _period(node: Node) -> tuple[str, str]:
    if node.is_text:
        return _period_in(str(node.term)[:200])
    return (
        _end(node, "dcat:startDate", "schema:startDate", "schemas:startDate", "time:hasBeginning"),
        _end(node, "dcat:endDate", "schema:endDate", "schemas:endDate", "time:hasEnd"),
    )


def _end(period: Node, *names: str) -> str:
    for one in period.nodes(*names):
        inside = ("time:inXSDDate", "time:inXSDDateTimeStamp", "time:inXSDDateTime", "time:inXSDgYear")
        if said := day(one.term) if one.is_text else dates(one, *inside):
            return said
    return ""


def _period_in(text: str) -> tuple[str, str]:
    """Read ``2019-04-01/2020-03-31``, or DCMI's ``start=2019-04-01; end=2020-03-31``."""
    parts = dict(re.findall(r"(start|end)\s*=\s*([^;]+)", text, re.IGNORECASE))
    if parts:
        named = {name.lower(): day(value.strip()) for name, value in parts.items()}
        return named.get("start", ""), named.get("end", "")
    start, slash, end = text.partition("/")
    return (day(start.strip()), day(end.strip())) if slash else ("", "")


def _place(node: Node) -> Place | None:
    code = _CODE.search(node.address) or _CODE.search(node.name) or _CODE.search(node.line("dct:identifier"))
    if code:
        known = authorities().get(code[1])
        named = node.name if node.name != code[1] else ""
        return Place(named or (known.area.name if known else code[1]), code[1])
    name = line(node.name, 200)
    return Place(name) if name and not _BOX.fullmatch(name) and not _GEOMETRY.match(name) else None


def _boxes(node: Node) -> Iterable[str]:
    if node.is_text:
        if match := _BOX.fullmatch(str(node.term)[:200]):
            west, south, east, north = (f"{float(number):.2f}" for number in match.groups())
            yield f"dct:spatial: longitude {west} to {east}, latitude {south} to {north}"
    elif shape := next((name for name in ("dcat:bbox", "locn:geometry", "dcat:centroid") if node.nodes(name)), ""):
        yield f"{shape}: only a shape on the map is given"
