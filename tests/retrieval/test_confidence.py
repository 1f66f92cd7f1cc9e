"""Whether an encyclopedia of a few entries says so when it does not say what is asked, with the real model."""

from pathlib import Path

import pytest

from retrieval import Encyclopedia, build
from retrieval.embedder import load_embedder
from retrieval.sentence_cross_encoder import load_sentence_cross_encoder

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
def test_a_small_encyclopedia_says_what_it_has_and_that_it_has_not(
    tmp_path: Path, sample_path: Path, models: Path
) -> None:
    build([sample_path], tmp_path, load=lambda model, _: load_embedder(model, models))
    with Encyclopedia.open(
        tmp_path,
        load=lambda model, _: load_embedder(model, models),
        load_sentences=lambda _: load_sentence_cross_encoder(models),
    ) as encyclopedia:
        assert [question for question in ANSWERED if encyclopedia.ask(question).abstained] == []
        assert [question for question in NOT_ANSWERED if not encyclopedia.ask(question).abstained] == []
