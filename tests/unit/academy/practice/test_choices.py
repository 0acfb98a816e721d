"""Statements under letters."""

import random

from ndl_workbench.academy.practice.choices import lettered, told

TEXTS = [f"Statement {number}." for number in range(7)]


def test_every_statement_has_one_letter():
    choices = lettered(TEXTS, random.Random("one"))
    assert list(choices) == list("ABCDEFG")
    assert sorted(choices.values()) == TEXTS


def test_the_order_is_a_trainees_own():
    assert lettered(TEXTS, random.Random("one")) == lettered(TEXTS, random.Random("one"))
    assert lettered(TEXTS, random.Random("one")) != lettered(TEXTS, random.Random("two"))


def test_they_are_told_one_a_line():
    assert told({"A": "This.", "B": "That."}) == "A. This.\nB. That."
