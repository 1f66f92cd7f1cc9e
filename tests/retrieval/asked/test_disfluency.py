"""Slips of the tongue: what a speaker took back is not asked for, and what was written stays as it is."""

import time

import pytest

from retrieval.asked.disfluency import LONGEST, without_slips


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("When or uh what did the miners rely on for light?", "what did the miners rely on for light?"),
        ("Who founded, actually I mean who led the Paris Commune?", "who led the Paris Commune?"),
        ("In which no make that on which river does Cologne lie?", "on which river does Cologne lie?"),
        ("What suffered in Poland no I mean Warsaw when it burned?", "What suffered in Poland Warsaw when it burned?"),
        ("How many people live in Oslo oops Bergen?", "How many people live in Oslo Bergen?"),
        ("Who um wrote the, uh, Odyssey?", "Who wrote the, Odyssey?"),
    ],
)
def test_what_was_taken_back_is_not_asked(said: str, meant: str) -> None:
    assert without_slips(said) == meant


@pytest.mark.parametrize(
    "written",
    [
        "What did European chemists make that could be used in warfare?",
        "who sings sorry not sorry",
        "Which actor played in er and instead of what was planned?",
        "Why is there no wind in the eye of a storm?",
        "no country for old men director",
        "uh",
        "",
        "um " * LONGEST,
    ],
)
def test_what_was_written_stays(written: str) -> None:
    assert without_slips(written) == written


@pytest.mark.parametrize("slips", ["no ", "or what ", "what a, ", ", um ", ",", "no, ", "or no make ", "uh", "what "])
def test_nothing_takes_long(slips: str) -> None:
    text = (slips * LONGEST)[:LONGEST]
    started = time.process_time()
    without_slips(text)
    assert time.process_time() - started < 0.1
