"""Whether an update is late: how often, last change, the day it is asked, and what is said."""

import dataclasses
import datetime as dt

import pytest

from ndl_workbench.catalogue.find import show
from ndl_workbench.catalogue.lateness import GRACE, days_of, interval, lateness_of

PLAIN = show("reference/areas")


def judged(frequency, modified, today, seen=""):
    dataset = dataclasses.replace(PLAIN, update_frequency=frequency, modified=modified)
    return lateness_of(dataset, dt.date.fromisoformat(today), seen)


@pytest.mark.parametrize(
    ("frequency", "modified", "today", "state"),
    [
        # 365 days, and 60 of grace: due by 1 January, late from 2 March
        ("annual", "2025-01-01", "2026-01-01", "in time"),
        ("annual", "2025-01-01", "2026-01-02", "due"),
        ("annual", "2025-01-01", "2026-03-01", "due"),
        ("annual", "2025-01-01", "2026-03-02", "late"),
        # 30 days, and 14 of grace
        ("monthly", "2026-01-01", "2026-01-31", "in time"),
        ("monthly", "2026-01-01", "2026-02-13", "due"),
        ("monthly", "2026-01-01", "2026-02-14", "late"),
        # 90 days, and 30 of grace
        ("quarterly", "2026-01-01", "2026-04-01", "in time"),
        ("quarterly", "2026-01-01", "2026-05-01", "late"),
        # a day, and one of grace; what changes by the hour is judged by the day
        ("daily", "2026-01-01", "2026-01-02", "in time"),
        ("daily", "2026-01-01", "2026-01-03", "late"),
        ("PT1H", "2026-01-01T09:00:00Z", "2026-01-03", "late"),
        # of a month or a year alone, its last day
        ("monthly", "2026-01", "2026-03-01", "in time"),
        ("annual", "2025", "2026-12-31", "in time"),
        # several rhythms: the longest
        ("weekly; annual", "2026-01-01", "2026-03-01", "in time"),
        ("weekly; now and then", "2026-01-01", "2026-03-01", "cannot be told"),
        # never, and at no fixed times, are never late
        ("never", "1999-01-01", "2026-01-01", "none due"),
        ("discontinued", "unknown", "2026-01-01", "none due"),
        ("notPlanned", "1999-01-01", "2026-01-01", "none due"),
        ("historical", "1999-01-01", "2026-01-01", "none due"),
        ("irregular", "1999-01-01", "2026-01-01", "none due"),
        ("asNeeded", "unknown", "2026-01-01", "none due"),
        ("as needed, when the code changes", "1999-01-01", "2026-01-01", "none due"),
        # either unknown, or nothing that a date can show
        ("unknown", "2020-01-01", "2026-01-01", "cannot be told"),
        ("", "2020-01-01", "2026-01-01", "cannot be told"),
        ("annual", "unknown", "2026-01-01", "cannot be told"),
        ("annual", "last summer", "2026-01-01", "cannot be told"),
        ("annual", "2027-01-01", "2026-01-01", "cannot be told"),
        ("other", "2020-01-01", "2026-01-01", "cannot be told"),
        ("continual", "2020-01-01", "2026-01-01", "cannot be told"),
        ("P999999999Y", "2020-01-01", "2026-01-01", "cannot be told"),
        ("annual", "9999-99-99", "2026-01-01", "cannot be told"),
        ("annual", "0000", "2026-01-01", "cannot be told"),
    ],
)
def test_late_or_not(frequency, modified, today, state):
    found = judged(frequency, modified, today)

    assert found.state == state
    assert found.judged == today


@pytest.mark.parametrize(
    ("said", "every"),
    [
        ("Annually", "P1Y"),
        ("R/P1Y", "P1Y"),
        ("R5/P3M", "P3M"),
        ("p1m", "P1M"),
        ("http://publications.europa.eu/resource/authority/frequency/ANNUAL_2", "P6M"),
        ("http://publications.europa.eu/resource/authority/frequency/QUARTERLY", "P3M"),
        ("http://purl.org/cld/freq/threeTimesAYear", "P4M"),
        ("freq:quarterly", "P3M"),
        ("biannually", "P6M"),
        ("biennial", "P2Y"),
        ("bimonthly", "P2M"),
        ("biweekly", "P2W"),
        ("Half-yearly", "P6M"),
        ("every 6 months", "P6M"),
        ("quarterly (March, June)", "P3M"),
        ("weekly; monthly", "P1M"),
        ("whenever", ""),
        ("P", ""),
        ("PT", ""),
        ("R/", ""),
    ],
)
def test_what_is_said_of_the_rhythm_folds_to_a_duration(said, every):
    assert interval(said) == every


@pytest.mark.parametrize(("duration", "days"), [("P1Y2M", 425), ("P0.5M", 15), ("PT12H", 0.5), ("1 year", 0)])
def test_durations_in_days(duration, days):
    assert days_of(duration) == days


def test_the_sentence_gives_the_dates():
    assert judged("quarterly", "2026-01-01", "2026-06-01").sentence == (
        "Late: updated every three months, last changed on 1 January 2026; "
        "the next update was due by 1 April 2026, and 30 days of grace have passed."
    )
    assert judged("quarterly", "2026-01-01", "2026-02-01").sentence == (
        "In time: updated every three months, last changed on 1 January 2026; the next update is due by 1 April 2026."
    )
    assert judged("annual", "unknown", "2026-01-01").sentence == (
        "Whether it is late cannot be told: it does not say when it last changed."
    )


def test_the_later_of_two_dates_counts():
    assert judged("monthly", "2020-01-01", "2026-01-20", seen="2026-01-10T08:00:00+00:00").state == "in time"
    assert judged("monthly", "2026-01-10", "2026-01-20", seen="2020-01-01").state == "in time"
    assert judged("monthly", "unknown", "2026-01-20", seen="2026-01-10").state == "in time"


def test_grace_grows_with_the_interval_up_to_a_year():
    assert [days for days, _ in GRACE] == sorted(days for days, _ in GRACE)
    assert all(grace <= max(days, 1) for days, grace in GRACE)
