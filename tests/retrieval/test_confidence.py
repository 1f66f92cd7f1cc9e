"""Whether an encyclopedia of a few entries says so when it does not say what is asked, with the real model."""

from pathlib import Path

import pytest

from retrieval import Encyclopedia

ANSWERED = (
    "When did the Berlin Wall fall?",
    "How long does Mercury take to go around the Sun?",
    "who discovered penicillin",
    "Which elements did Marie Curie discover?",
)
NOT_ANSWERED = (
    "What is the best recipe for apple pie?",
    "How do I fix my car?",
    "how many calories in a banana",
    "Who wrote Harry Potter?",
    "When is the next election?",
    "What is the capital of Mongolia?",
)


@pytest.mark.model
def test_a_small_encyclopedia_says_what_it_has_and_that_it_has_not(built: Path) -> None:
    with Encyclopedia.open(built) as encyclopedia:
        assert [question for question in ANSWERED if encyclopedia.ask(question).abstained] == []
        assert [question for question in NOT_ANSWERED if not encyclopedia.ask(question).abstained] == []
