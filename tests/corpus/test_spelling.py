from random import Random

import pytest
from rapidfuzz.distance import OSA, Indel

from corpus import spelling
from corpus.spelling import Spellings


def by_every_name(folded: str, names: list[str]) -> list[float]:
    """The similarity to each name, none left out."""
    return [(Indel.normalized_similarity(folded, n) + OSA.normalized_similarity(folded, n)) / 2 for n in names]


def words(count: int) -> list[str]:
    random = Random(5)
    parts = "ka lo mi ren tor vel sha dun bri os".split()
    return sorted({" ".join("".join(random.choices(parts, k=3)) for _ in range(2)) for _ in range(count)})


@pytest.mark.parametrize("wrong", ["dropped", "doubled", "swapped", "other"])
def test_the_few_that_are_compared_hold_the_most_alike(wrong: str) -> None:
    names = words(3_000)
    spellings = Spellings(names)
    random = Random(6)
    for name in random.sample(names, 40):
        at = random.randrange(len(name) - 1)
        middle = {
            "dropped": "", "doubled": name[at] * 2, "swapped": name[at + 1] + name[at], "other": "z",
        }[wrong]  # fmt: skip
        typed = name[:at] + middle + name[at + (2 if wrong == "swapped" else 1) :]
        place, similarity = spellings.like(typed)[0]
        every = by_every_name(typed, names)
        assert similarity == pytest.approx(max(every))
        assert every[place] == pytest.approx(max(every))


def test_few_names_are_all_compared() -> None:
    names = ["marlin", "merlin", "quartz"]
    assert [place for place, _ in Spellings(names).like("mirlin")] == [0, 1, 2]


def test_other_digits_count_against_a_name() -> None:
    (_, same), (_, other) = Spellings(["june 1940", "june 1941"]).like("jun 1940")
    assert same - other > spelling.OTHER_DIGITS


def test_nothing_is_like_nothing() -> None:
    assert Spellings([]).like("tea") == []
    assert Spellings(["tea"]).like("") == []


def test_a_long_text_is_looked_for_by_its_rarest_pairs() -> None:
    names = [*words(2_000), "the quick brown fox jumps over the lazy dog"]
    assert Spellings(names).like("a quick brown fox jumped over the lazy dogs " * 3)[0][0] in range(len(names))
