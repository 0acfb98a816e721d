"""Tell which kind of identifier a column holds, by the form of its values and, for plain numbers, by its name.

The sources of the forms:

- GSS codes: a letter for the country, two digits for the kind of place and six for the place. National Records of
  Scotland, *Geography standard names and codes policy*
  (https://nrscotland.gov.uk/publications/geography-standard-names-and-codes-policy); the kinds are in ``entities.py``.
- UPRN: a whole number of up to 12 digits, sometimes padded with zeros. Ordnance Survey, *Technical frequently asked
  questions* (https://www.ordnancesurvey.co.uk/oswebsite/products/technical-faq.html).
- USRN: a whole number of up to 8 digits. *Key:ref:GB:usrn*, OpenStreetMap Wiki
  (https://wiki.openstreetmap.org/wiki/Ref:GB:usrn), which says eight digits; that shorter ones occur is ours.
- Postcodes: the pattern of ``PostCodeType`` in the government's schema for BS 7666
  (http://webarchive.nationalarchives.gov.uk/+/http://www.cabinetoffice.gov.uk/media/291370/bs7666-v2-0-xsd-PostCodeType.htm),
  with capitals and the space not minded.
- Periods: ISO 8601 calendar dates, months, years and weeks, and intervals as in the *period* of the GOV.UK registers
  specification (https://spec.openregister.org/v2/datatypes/period/). Quarters such as 2023-Q1 and financial years
  such as 2023-24 are no part of ISO 8601 and are not taken for it.
- Old DfE local authority codes: three digits. Department for Education, *New local authority codes: January 2011*
  (https://www.gov.uk/government/statistics/new-local-authority-codes-january-2011).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from .entities import entity

if TYPE_CHECKING:
    import pandas as pd

CodeKind = Literal["GSS code", "UPRN", "USRN", "postcode", "ISO 8601 period", "old DfE local authority code"]

# Our own rule of thumb: a column holds a kind when four in five of its values have the form.
MOSTLY = 0.8

GSS = re.compile(r"[EJKLMNSTUVW][0-9]{8}")
POSTCODE = re.compile(
    r"(?:GIR ?0AA|(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY]))"
    r" ?[0-9][ABD-HJLNP-UW-Z]{2})"
)
_DURATION = re.compile(
    r"P(?=[0-9T])(?:[0-9]+W|(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?)"
)
_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_YEAR = re.compile(r"(?:1[0-9]|20)[0-9]{2}")
_WORDS = re.compile(r"[A-Z]+s?(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_SAYS_UPRN = ("uprn", "uprns", "unique property reference")
_SAYS_USRN = ("usrn", "usrns", "unique street reference")
_SAYS_DFE = ("old la code", "la code", "lea code", "lea number", "lea", "dfe code", "local authority code")
_SAYS_PERIOD = ("year", "month", "period", "date", "time")


@dataclass(frozen=True)
class CodeGuess:
    """A kind of identifier that a column holds.

    Attributes
    ----------
    kind
        What it is.
    matching, values
        How many values have its form, of how many that are not blank.
    share
        The first over the second, 0 to 1.
    why
        The reason in plain words, with what is against it.
    places
        For GSS codes, the kinds of place with how many values each, the commonest first.
    """

    kind: CodeKind
    matching: int
    values: int
    share: float
    why: str
    places: tuple[tuple[str, int], ...] = ()


def recognise_codes(values: pd.Series, name: str = "") -> tuple[CodeGuess, ...]:
    """Say which kinds of identifier a column holds, the surest first; nothing where none is sure enough.

    At least four in five of the values that are not blank must have the form. Digits alone name nothing: a column of
    plain numbers is a UPRN, a USRN, an old DfE code or a list of years only when its name says so too.

    Parameters
    ----------
    values
        The column, of any type. Numbers are read as the whole numbers they stand for.
    name
        What it is called; its words are compared whatever their capitals and separators.

    Returns
    -------
    tuple of CodeGuess
        Each kind once.
    """
    texts = _texts(values)
    if not texts:
        return ()
    offers = (_gss(texts), _postcode(texts), _period(texts, name), *_numbers(texts, name))
    sure = [offer for offer in offers if offer and offer.share >= MOSTLY]
    return tuple(sorted(sure, key=lambda offer: -offer.share))


def is_period(text: str) -> bool:
    """Whether a text is an ISO 8601 day, month, year or week, or an interval of two or of one and a duration."""
    start, slash, end = text.partition("/")
    if not slash:
        return _is_point(start)
    if start.startswith("P") or end.startswith("P"):
        point, duration = (end, start) if start.startswith("P") else (start, end)
        return _is_point(point) and bool(_DURATION.fullmatch(duration))
    in_order = len(start) != len(end) or start <= end
    return _is_point(start) and _is_point(end) and in_order


def _texts(values: pd.Series) -> Counter[str]:
    """Count the texts that are not blank; a whole number that was read as 12.0 is 12."""
    cells = Counter(str(value).strip() for value in values[values.notna()])
    texts: Counter[str] = Counter()
    for text, count in cells.items():
        texts[text.removesuffix(".0") if text.removesuffix(".0").isdecimal() else text] += count
    del texts[""]
    return texts


def _guess(kind: CodeKind, texts: Counter[str], fits: Callable[[str], object], why: str) -> CodeGuess:
    matching = sum(count for text, count in texts.items() if fits(text))
    total = texts.total()
    return CodeGuess(kind, matching, total, matching / total, f"{matching:,} of {total:,} values {why}")


def _gss(texts: Counter[str]) -> CodeGuess:
    guess = _guess("GSS code", texts, lambda text: GSS.fullmatch(text.upper()), "have the form of a GSS code")
    places: Counter[str] = Counter()
    for text, count in texts.items():
        if GSS.fullmatch(text.upper()):
            places[entity(text.upper()) or f"a kind of place we do not know ({text[:3].upper()})"] += count
    return CodeGuess(guess.kind, guess.matching, guess.values, guess.share, guess.why, tuple(places.most_common()))


def _postcode(texts: Counter[str]) -> CodeGuess:
    why = "have the form of a postcode (BS 7666)"
    return _guess("postcode", texts, lambda text: POSTCODE.fullmatch(text.upper()), why)


def _period(texts: Counter[str], name: str) -> CodeGuess | None:
    """Offer a period, unless the values are bare years or may be financial years and the name does not say which."""
    if all(_YEAR.fullmatch(text) for text in texts) and not _says(name, _SAYS_PERIOD):
        return None
    if all(_may_be_financial(text) for text in texts) and not _says(name, ("month",)):
        return None
    return _guess("ISO 8601 period", texts, is_period, "are ISO 8601 dates, months, years, weeks or intervals")


def _numbers(texts: Counter[str], name: str) -> tuple[CodeGuess, ...]:
    named: tuple[tuple[CodeKind, tuple[str, ...], Callable[[str], object], str], ...] = (
        ("UPRN", _SAYS_UPRN, lambda text: _number_of(text, 12), "are whole numbers of up to 12 digits"),
        ("USRN", _SAYS_USRN, lambda text: _number_of(text, 8), "are whole numbers of up to 8 digits"),
        (
            "old DfE local authority code",
            _SAYS_DFE,
            lambda text: re.fullmatch("[1-9][0-9]{2}", text),
            "have three digits",
        ),
    )
    return tuple(
        _guess(kind, texts, fits, f"{why}, and the column's name says so")
        for kind, says, fits, why in named
        if _says(name, says)
    )


def _number_of(text: str, digits: int) -> bool:
    return bool(re.fullmatch(f"[0-9]{{1,{digits}}}", text)) and int(text) > 0


def _says(name: str, phrases: tuple[str, ...]) -> bool:
    words = f" {' '.join(_WORDS.findall(name)).lower()} "
    return any(f" {phrase} " in words for phrase in phrases)


def _is_point(text: str) -> bool:
    if day := _DAY.fullmatch(text):
        return _exists(day[1])
    if week := _WEEK.fullmatch(text):
        return _week_exists(int(week[1]), int(week[2]))
    return bool(_MONTH.fullmatch(text) or _YEAR.fullmatch(text))


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _week_exists(year: int, week: int) -> bool:
    try:
        date.fromisocalendar(year, week, 1)
    except ValueError:
        return False
    return True


def _may_be_financial(text: str) -> bool:
    """Whether a month such as 2011-12 could as well be the financial year from 2011 to 2012."""
    month = _MONTH.fullmatch(text)
    return month is not None and (int(month[1]) + 1) % 100 == int(month[2])
