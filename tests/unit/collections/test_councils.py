"""Ten made-up councils: the same bytes from the same seed, and each fault that is said to be there."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest

from ndl_workbench.collections.councils import COUNCILS, FIELDS, write_libraries


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.stem: path for path in write_libraries(tmp_path_factory.mktemp("sent"))}


def rows(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding=encoding)), delimiter=delimiter))


def test_each_council_but_one_sends_a_file(sent):
    assert sorted(sent) == sorted(council.lower().replace(" ", "-") for council in COUNCILS)


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path, sent):
    again = write_libraries(tmp_path / "again")
    other = write_libraries(tmp_path / "other", seed=1)
    texts = [path for path in again if path.suffix == ".csv"]
    assert len(texts) == 9
    assert all(path.read_bytes() == sent[path.stem].read_bytes() for path in texts)
    assert all(path.read_bytes() != sent[path.stem].read_bytes() for path in other if path.suffix == ".csv")


def test_no_postcode_can_be_a_real_one(sent):
    postcodes = re.findall(rb"\bQA\d+ \d[A-Z]{2}\b", sent["ambermoor"].read_bytes())
    assert len(postcodes) == len(rows(sent["ambermoor"])) - 1


@pytest.mark.parametrize(
    ("council", "encoding", "delimiter"),
    [("saltry-vale", "utf-8", ";"), ("wendlow", "utf-16", "\t"), ("port-callow", "cp1252", ",")],
)
def test_some_are_written_another_way_and_are_whole(sent, council, encoding, delimiter):
    heading, *body = rows(sent[council], encoding, delimiter)
    assert heading == list(FIELDS)
    assert {len(row) for row in body} == {len(FIELDS)}


def test_the_faults_that_are_said_to_be_there_are(sent):
    assert "statutory" not in rows(sent["brackenford"])[0]
    assert [len(row) > len(FIELDS) for row in rows(sent["fenwold"])].count(True) == 1
    lark = [tuple(row) for row in rows(sent["larkhythe"])]
    assert len(lark) == len(set(lark)) + 1
    assert [row for row in rows(sent["ambermoor"]) if row[1] == "Border Library"] == [list(lark[-1])]
    assert [row[3] for row in rows(sent["merrowby"])].count("not known") == 1
    assert "LAL" in {row[4] for row in rows(sent["port-callow"], "cp1252")}
    assert rows(sent["thistlewick"])[-2][0] == "TOTAL"


def test_the_workbook_has_notes_first_and_a_total_last(sent):
    book = openpyxl.load_workbook(sent["hollinmere"])
    assert book.sheetnames == ["Read me", "Libraries"]
    assert list(book["Libraries"].values)[-1][0] == "Total"
