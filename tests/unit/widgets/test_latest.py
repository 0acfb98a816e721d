"""Work in the background: the latest wins, and what was overtaken is not told of."""

from __future__ import annotations

import asyncio
import threading

from ndl_workbench.widgets.latest import Latest


def test_without_a_loop_it_is_done_at_once():
    told, failed = [], []
    latest = Latest(pause=60)

    latest.do(lambda: 1, told.append, failed.append)
    latest.do(lambda: 1 / 0, told.append, failed.append)

    assert told == [1]
    assert [type(error) for error in failed] == [ZeroDivisionError]


def test_of_what_is_asked_within_the_pause_only_the_last_is_done():
    done, told = [], []

    async def type_a_word():
        latest, came = Latest(pause=0.05), asyncio.Event()
        for word in ("s", "sc", "sch"):
            latest.do(
                lambda word=word: done.append(word) or word,
                lambda word: (told.append(word), came.set()),
                lambda error: None,
            )
        await came.wait()

    asyncio.run(type_a_word())

    assert done == told == ["sch"]


def test_an_answer_that_was_overtaken_is_not_told_and_holds_up_nothing():
    told = []
    hold, in_the_loop = threading.Event(), []

    async def ask_twice():
        latest, came = Latest(), asyncio.Event()
        latest.do(lambda: hold.wait(30) and "slow", told.append, told.append)
        await asyncio.sleep(0.05)
        in_the_loop.append("the loop ran on")
        latest.do(lambda: "quick", lambda answer: (told.append(answer), came.set()), told.append)
        hold.set()
        await came.wait()
        await asyncio.sleep(0.05)

    asyncio.run(ask_twice())

    assert in_the_loop == ["the loop ran on"]
    assert told == ["quick"]


def test_what_was_dropped_is_not_told():
    told = []

    async def ask_and_drop():
        latest, done = Latest(), threading.Event()
        latest.do(lambda: done.set() or "late", told.append, told.append, now=True)
        await asyncio.sleep(0)
        latest.drop()
        await asyncio.sleep(0.1)

    asyncio.run(ask_and_drop())

    assert told == []
