"""What only bears the name of what is asked about is doubted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.asked.bearers import doubted_if_bearer
from retrieval.live_index import LiveIndex
from retrieval.passages import passage_id
from retrieval.question_types.namesakes import ANOTHER
from retrieval.quotes import Chosen, Span
from retrieval.results import DOUBTFUL, Hit
from tests.embedders import encyclopedia_of

TULIP = "Tulip is a village in Missouri. It was named for the tulips of a Tulip fair, and Tulip has a mill."
TEXTS = {
    "Tulip, Missouri": TULIP,
    "Mango (fruit)": "Mango is grown in India. The sweet mango ripens in May.",
    "Reed, Texas": "Reed is a town in Texas, and the town of Reed has a mill.",
    "Spade work": "Spade work is done in spring. There is much spade work.",
    "Gardens": "They grow the tulip and a mango, with a tulip here, one tulip there, the red tulip and a blue tulip. "
    "There is a spade, one spade, the spade and a mango, any mango, the mango and a mango.",
    "Towns": "The town of Reed lies near Reed, and old Reed is near Reed, as is a reed.",
    "Lalit Gandhi": "Lalit Gandhi (1951 – 2016) was a politician. Gandhi died of injuries.",
    "Ada Menon": "Ada Menon (1951 – 2016) was a cook. Menon died of a fever.",
    "Charles Oster, 5th Baronet": "Sir Charles Oster (1838 – 1902) was a soldier. Oster died at home.",
    "Karl Vogel": "Karl Vogel (1901 – 1960), also known as Rex Vogel, was a singer. Vogel died in Ulm.",
    **{f"Poem {n}": f"Mary Oster wrote poem {n}, which Rex Vogel sang." for n in range(6)},
    **{f"Salt {n}": f"Mahatma Gandhi marched in March {n} with Mahatma Gandhi." for n in range(6)},
}


def _confidence(index: LiveIndex, question: str, title: str, confidence: float) -> float:
    """How sure a question is of the beginning of an entry."""
    key = index.store.key_of(title)
    assert key is not None
    ((passage, _),) = index.passages.with_text([passage_id(key, 0)]).values()
    end = passage.text.index(".") + 1
    span = Span(Hit(passage, title, 1, 0.0), 0, end, 1.0)
    return doubted_if_bearer(question, index, Chosen((span,), confidence)).confidence


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    with encyclopedia_of(TEXTS, tmp_path_factory.mktemp("bearers")) as encyclopedia:
        yield encyclopedia._index


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("where is tulip native to", "Tulip, Missouri"),
        ("where are tulips native to?", "Tulip, Missouri"),
        ("what is a tulip", "Tulip, Missouri"),
        ("how did gandhi marry", "Lalit Gandhi"),
        ("How did Gandhi die?", "Lalit Gandhi"),
        ("how did oster die", "Charles Oster, 5th Baronet"),
    ],
)
def test_what_only_bears_the_name_is_doubted(index: LiveIndex, question: str, title: str) -> None:
    assert ANOTHER < DOUBTFUL
    assert _confidence(index, question, title, 0.7) == ANOTHER
    assert _confidence(index, question, title, 0.1) == 0.1


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("where is tulip", "Tulip, Missouri"),
        ("where is tulip missouri", "Tulip, Missouri"),  # more of its name
        ("in which village is tulip", "Tulip, Missouri"),  # it says so
        ("Where is Tulip native to", "Tulip, Missouri"),  # written as a name
        ("where is mango native to", "Mango (fruit)"),  # which writes it small itself
        ("where is reed native to", "Reed, Texas"),  # which is hardly ever written small
        ("what is spade made of", "Spade work"),  # no name
        ("how did lalit gandhi die", "Lalit Gandhi"),
        ("how did mohan gandhi die", "Lalit Gandhi"),  # of whom nothing is known
        ("how did the gandhi die", "Lalit Gandhi"),
        ("how did vogel die", "Karl Vogel"),  # who is called so as well
        ("how did menon die", "Ada Menon"),  # nobody else is called so
        ("how did mahatma gandhi die", "Salt 1"),
        ("who made fire", "Gardens"),
    ],
)
def test_others_are_as_sure_as_before(index: LiveIndex, question: str, title: str) -> None:
    assert _confidence(index, question, title, 0.7) == 0.7


def test_nothing_is_no_less(index: LiveIndex) -> None:
    assert doubted_if_bearer("where is tulip native to", index, Chosen((), 0.0)) == Chosen((), 0.0)


def test_a_question_is_answered_so(tmp_path: Path) -> None:
    with encyclopedia_of(TEXTS, tmp_path) as encyclopedia:
        answer = encyclopedia.ask("how did gandhi die", threshold=0)
        assert answer.citations[0].title == "Lalit Gandhi"
        assert answer.confidence <= ANOTHER
