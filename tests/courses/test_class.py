"""A class of ten takes a unit: marks separate the skilled from the careless, those who copy and those who cheat."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

MAKE_CLASS = Path(__file__).parents[1] / "bench" / "make_class.py"


@pytest.fixture(scope="module")
def got(sandbox: None, tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("class")
    command = [sys.executable, MAKE_CLASS, "finding-and-trusting-data", "01_finding", folder, "10"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_whoever_answers_rightly_gets_every_mark_however_it_is_said(got):
    assert got["marks"]["skilled"] == [got["most"]] * 2


def test_marks_fall_with_care(got):
    average, careless = got["marks"]["average"], got["marks"]["careless"]
    assert got["most"] > sum(average) / len(average) > sum(careless) / len(careless) > 0


def test_a_neighbours_figures_are_not_ones_own(got):
    assert max(got["marks"]["copies figures"]) < got["most"]


def test_copied_code_is_shown_as_alike(got):
    assert ["copies code", "skilled"] in [sorted(pair) for pair in got["alike"]]


def test_there_are_no_marks_without_an_answer(got):
    assert got["marks"]["hostile"] == [0]
