"""Names of entries in a question: whole words of it, however written, each weighed by what speaks for it."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.entry import Entry
from corpus.store import EntryStore
from corpus.writer import EntryWriter
from retrieval.candidate_features import candidate_features
from retrieval.mentions import MOST_SHARING, MOST_WORDS, find_mentions
from retrieval.question import QuestionView
from retrieval.ranking import PASSAGE_FEATURES, passage_features
from retrieval.results import Hit, Passage

NAMED = [("Mercury (planet)", ()), ("Mercury (element)", ("Quicksilver",)), ("Mercury Prize", ()), ("Prize", ())]
IDF = {"mercuri": 3.0, "prize": 1.0, "quicksilv": 4.0, "won": 1.0}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EntryStore]:
    path = tmp_path / "entries.sqlite"
    with EntryWriter(path) as writer, writer.transaction():
        for title, aliases in [*NAMED, *((f"Smith ({n})", ()) for n in range(MOST_SHARING + 1))]:
            writer.put(Entry(title, title, f"{title} is an entry.", aliases, (), "source"))
    with EntryStore(path) as opened:
        yield opened


def mentioned(store: EntryStore, question: str) -> dict[str, tuple[float, float, float, bool, int]]:
    found = find_mentions(store, question, IDF)
    titles = {key: entry.title for key in found if (entry := store.by_key(key))}
    return {titles[key]: (m.share, m.strength, m.alone, m.longest, m.words) for key, m in found.items()}


def test_a_longer_name_is_told_from_those_inside_it(store: EntryStore) -> None:
    assert mentioned(store, "Who won the MERCURY prize?") == {
        "Mercury Prize": (4 / 9, 1.0, 0.0, True, 2),
        "Mercury (planet)": (3 / 9, 0.9, -math.log(2), False, 1),
        "Mercury (element)": (3 / 9, 0.9, -math.log(2), False, 1),
        "Prize": (1 / 9, 1.0, 0.0, False, 1),
    }


def test_another_name_is_weaker_evidence(store: EntryStore) -> None:
    assert mentioned(store, "quicksilver")["Mercury (element)"] == (4 / 9, 0.7, 0.0, True, 1)


@pytest.mark.parametrize("question", ["", "the", "who was smith", "mercurial prizewinners", "?" * 50])
def test_nothing_is_mentioned(store: EntryStore, question: str) -> None:
    assert mentioned(store, question) == {}


def test_of_a_long_question_the_beginning_is_looked_through(store: EntryStore) -> None:
    assert mentioned(store, "won " * MOST_WORDS + "prize") == {}
    assert "Prize" in mentioned(store, "won " * (MOST_WORDS - 1) + "prize " * 10_000)


def test_the_features_of_a_passage_tell_whose_name_is_in_the_question(store: EntryStore) -> None:
    found = find_mentions(store, "mercury prize", IDF)
    of = {entry.title: key for key in found if (entry := store.by_key(key))}
    question = QuestionView(
        *("mercury prize", ("mercuri", "prize"), IDF, 9.0, "other", True, frozenset({"mercury", "prize"})),
        *({"mercuri": 1.0, "prize": 1.0}, found),
    )
    hits = [
        Hit(Passage(key << 20, "e", 0, 5, "Words"), "Title", 1, 1.0, 1, 1.0, 1, 0.5)
        for key in (of["Mercury Prize"], of["Prize"], 999)
    ]
    at = PASSAGE_FEATURES.index("mention")
    assert passage_features(question, candidate_features(question, hits), hits)[:, at : at + 5].tolist() == [
        pytest.approx([4 / 9, 0, 1, 0, 1]),
        pytest.approx([1 / 9, -3 / 9, 1, 0, 0]),
        pytest.approx([0, -4 / 9, 0, -math.log(MOST_SHARING), 0]),
    ]
