"""Acceptances as a file: the round trip, and files that nobody should trust."""

import dataclasses
import json

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import CannotWrite, InputError, NotFound

FIELDS = "  - {name: ref, required: true}\n  - {name: start, type: date}\n"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def report(csv_file, standard):
    """A report with one error in one row."""
    return ndl.check(csv_file("ref,start\nA1,soon\nA2,2024-01-01\n"), standard=standard(FIELDS), use="maps")


@pytest.fixture
def saved(report, tmp_path):
    """A file of one acceptance, and a way to write it anew with something changed."""
    accepted = report.accept(report.findings[0], because="known", by="Ann")
    path = accepted.save_accepted(tmp_path / "accepted.json")

    def change(top=None, **fields):
        content = json.loads(path.read_text(encoding="utf-8"))
        content["acceptances"][0] |= fields
        path.write_text(json.dumps(content | (top or {})), encoding="utf-8")
        return path

    return change


def test_what_was_accepted_is_taken_up_when_the_table_is_checked_again(report, tmp_path, csv_file, standard):
    accepted = report.accept(report.findings[0], because="known", by="Ann")
    path = accepted.save_accepted(tmp_path / "accepted.json")
    again = ndl.check(csv_file("ref,start\nA1,later\nA2,2024-01-01\nA3,\n"), standard=standard(FIELDS), use="maps")

    assert again.judgement == "not fit"
    assert again.take_up(path).accepted == accepted.accepted
    assert again.take_up(path).judgement == "with care"


def test_a_finding_that_has_grown_since_is_said_to_have_lapsed(report, saved, csv_file, standard):
    grown = ndl.check(csv_file("ref,start\nA1,soon\nA2,later\n"), standard=standard(FIELDS), use="maps")

    assert "1 acceptance has lapsed" in grown.take_up(saved()).verdict
    assert grown.take_up(saved()).judgement == "not fit"


def test_the_file_names_the_table_but_not_its_folder(report, tmp_path):
    path = report.save_accepted(tmp_path / "accepted.json")

    assert json.loads(path.read_text(encoding="utf-8")) == {
        "schema": "ndl/acceptances/1",
        "table": "sites.csv",
        "member": "",
        "sheet": "",
        "standard": "mine",
        "synthetic": False,
        "acceptances": [],
    }


def test_the_file_says_that_data_is_synthetic(tmp_path):
    path = ndl.check("early-years/children").save_accepted(tmp_path / "accepted.json")

    assert json.loads(path.read_text(encoding="utf-8"))["synthetic"] is True


def test_what_was_accepted_in_this_session_stands_against_the_file(report, saved):
    here = report.accept(report.findings[0], because="closed", by="Bea")

    assert here.take_up(saved()).accepted == here.accepted


def test_taking_up_twice_is_taking_up_once(report, saved):
    assert report.take_up(saved()).take_up(saved()) == report.take_up(saved())


def test_a_saved_file_must_be_called_json(report, tmp_path):
    with pytest.raises(InputError, match=r"expected one that ends in \.json"):
        report.save_accepted(tmp_path / "accepted.csv")


def test_a_folder_that_is_not_there_is_told(report, tmp_path):
    with pytest.raises(CannotWrite, match="nothing was written"):
        report.save_accepted(tmp_path / "nowhere" / "accepted.json")


def test_acceptances_of_another_table_are_refused(saved, standard):
    other = ndl.check(pd.DataFrame({"ref": ["A1"], "start": ["soon"]}), standard=standard(FIELDS))

    with pytest.raises(InputError) as error:
        other.take_up(saved())
    assert str(error.value) == (
        "found acceptances for the table 'sites.csv' in 'accepted.json'; expected some for the table "
        "'a table made in this session'; none was taken up; next: check the table they were made for, "
        "or accept this table's findings one by one"
    )


def test_acceptances_against_another_standard_are_refused(csv_file, saved):
    other = ndl.check(csv_file("ref,start\nA1,soon\n"))

    with pytest.raises(InputError, match="found acceptances for the standard 'mine'"):
        other.take_up(saved())


# --- files that nobody should trust -------------------------------------------------------------------


def refused(report, path):
    with pytest.raises(InputError) as error:
        report.take_up(path)
    said = str(error.value)
    assert "none was taken up" in said
    assert len(said) < 1_000
    assert said.isprintable()
    return said


def test_a_file_that_is_not_there_is_told(report, tmp_path):
    with pytest.raises(NotFound, match=r"nowhere\.json' cannot be read \(No such file or directory\)"):
        report.take_up(tmp_path / "nowhere.json")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"nothing", b"[]", b"null", b'{"schema": "ndl/acceptances/1"}', b"[" * 100_000,
     b'{"a":' * 50_000],
)  # fmt: skip
def test_what_is_no_file_of_acceptances_is_refused(report, tmp_path, content):
    path = tmp_path / "accepted.json"
    path.write_bytes(content)

    assert "expected a file of acceptances, as save_accepted writes it" in refused(report, path)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(report, tmp_path):
    path = tmp_path / "accepted.json"
    path.write_bytes(b" " * 2_000_001)

    assert "found a larger file in 'accepted.json'; expected at most 2,000,000 bytes" in refused(report, path)


def test_too_many_acceptances_to_be_read_again_are_not_written(report, tmp_path):
    accepted = report.accept(report.findings[0], because="x" * 2_000)
    many = dataclasses.replace(accepted, accepted=accepted.accepted * 1_000)

    with pytest.raises(InputError, match="nothing was written"):
        many.save_accepted(tmp_path / "accepted.json")
    assert not (tmp_path / "accepted.json").exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"because": ""}, "a reason must be given"),
        ({"because": " \n"}, "a reason must be given"),
        ({"because": "x" * 2_001}, "at most 2000 characters"),
        ({"because": None}, "valid string"),
        ({"by": 7}, "valid string"),
        ({"on": "yesterday"}, "valid date"),
        ({"count": 0}, "greater than or equal to 1"),
        ({"count": "3"}, "valid integer"),
        ({"count": 1e400}, "valid integer"),
        ({"count": 2**80}, "less than or equal"),
        ({"column": ["start"]}, "valid string"),
        ({"found": "x" * 501}, "at most 500 characters"),
        ({f"\x1b[2J{HOSTILE}": 1}, "Extra inputs are not permitted"),
    ],
)
def test_a_field_that_is_not_as_it_must_be_is_named(report, saved, fields, said):
    assert said in refused(report, saved(**fields))


@pytest.mark.parametrize(
    "top", [{"schema": "ndl/acceptances/2"}, {"table": 1}, {"acceptances": {}}, {"more": "things"}, {"synthetic": 1}]
)
def test_a_file_of_another_form_is_refused(report, saved, top):
    refused(report, saved(top))


def test_the_name_of_another_table_is_shown_without_harm(report, saved):
    said = refused(report, saved({"table": f"\x1b[2J{HOSTILE * 100}"}))

    assert "\\x1b" not in said


def test_text_from_a_file_is_escaped_in_the_page(report, saved):
    page = report.take_up(saved(because=f"{HOSTILE}\x1b[2J", by=HOSTILE))._repr_html_()

    assert "<img" not in page
    assert "\x1b" not in page


def test_an_acceptance_from_a_file_of_a_check_that_does_not_exist_stays_text(report, saved):
    taken = report.take_up(saved(check=HOSTILE, column=HOSTILE, found=HOSTILE))

    assert taken.judgement == "not fit"
    assert "<img" not in taken._repr_html_()
    assert [a["state"] for a in taken.to_dict()["accepted"]] == ["no longer found"]
