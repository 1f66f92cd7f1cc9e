"""Two dates and a dash say when somebody was born and died: to whoever asks, but in no quotation."""

from pathlib import Path

import pytest

from retrieval import Encyclopedia
from retrieval.life_dates import as_read, spelled_out
from tests.embedders import encyclopedia_of

ENTRIES = {
    "Ada Fell": "Ada Fell (6 February 1932 – 21 October 1984) was a director.\n\n"
    "Fell married in 1950. Her mother died young.",
    "Bo Gale": "Bo Gale was born in Rome in 1900. He went to sea in 1920, and to Paris in 1930.",
}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("X (6 May 1932 – 2 June 1984) was", "X (born 6 May 1932, died 2 June 1984) was"),
        ("X (March 5, 1802-March 24, 1854)", "X (born March 5, 1802, died March 24, 1854)"),
        ("X (1867–1934), Y (1859–1906)", "X (born 1867, died 1934), Y (born 1859, died 1906)"),
        ("X (c. 1200 – 1250)", "X (born c. 1200, died 1250)"),
        (
            "X (May 21, 1836, Windsor, Ohio – May 10, 1904, Lock)",
            "X (born May 21, 1836, Windsor, Ohio, died May 10, 1904, Lock)",
        ),
        ("X (Latin: Ex; 3 May 1190 – 2 May 1268)", "X (Latin: Ex; born 3 May 1190, died 2 May 1268)"),
        ("X (born Maria; 7 May 1867 – 4 May 1934)", "X (born Maria; born 7 May 1867, died 4 May 1934)"),
        ("X (13 July 100 BC – 15 March 44 BC)", "X (born 13 July 100 BC, died 15 March 44 BC)"),
        ("X (12 or 13 July 100 BC – 15 March 44 BC)", "X (born 12 or 13 July 100 BC, died 15 March 44 BC)"),
        ("X (20/21 July 356 BC – 10 June 323 BC)", "X (born 20/21 July 356 BC, died 10 June 323 BC)"),
        ("X (63 BC – AD 14)", "X (born 63 BC, died AD 14)"),
        ("X (18 August 175017 May 1825)", "X (born 18 August 1750, died 17 May 1825)"),
        ("Y R. Smith (Robert R. Smith, 1900 – 1950)", "Y R. Smith (Robert R. Smith, born 1900, died 1950)"),
        ("X (18 August 17507 May 1825)", "X (born 18 August 1750, died 7 May 1825)"),  # a dash that got lost
        ("X (May 26, 1926September 28, 1991)", "X (born May 26, 1926, died September 28, 1991)"),
        ("X (born 1954 – died 1999)", "X (born 1954, died 1999)"),
        ("Like his father, X (1900 – 1950)", "Like his father, X (born 1900, died 1950)"),
        ("His son lived. X (1900 – 1950)", "His son lived. X (born 1900, died 1950)"),
    ],
)
def test_life_dates_in_words(text: str, read: str) -> None:
    assert spelled_out(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "X (reigned 1701–1713)",
        "X (pp. 100–200)",
        "X (born 1954)",
        "His son Bo Gale (1900 – 1950) was a judge.",
        "Ada’s son Bo Gale (1900 – 1950) was a judge.",
        "He was born in Ulm to the judge Bo Gale (1900 – 1950) and his wife Ada, née Fell (1901 – 1951).",
        "X is the son of salesman Bo Gale (1900 – 1950).",
        "X and her two half-sisters, Ada Fell (1900 – 1950) and others",
        "He had his sons Bo Gale (1900 – 1950) and Jan (later Ian) van Gale (1901 – 1951) with him.",
        "It took 12 – 13 days (or 14).",
        "1914–1918",
        "(",
        "",
    ],
)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert spelled_out(text) == text


@pytest.mark.parametrize(
    ("question", "changes"),
    [
        ("When did Ada Fell die?", True),
        ("ada fell death", True),
        ("how old was Ada Fell", True),
        ("Where did Ada Fell die?", False),  # they do not say where
        ("How did Ada Fell die?", False),
        ("what did ada fell die of", False),
        ("cause of death of ada fell", False),
        ("how old was ada fell when she died", True),
        ("What did Ada Fell direct?", False),
    ],
)
def test_they_are_spelled_out_to_who_asks_about_them(
    encyclopedia: Encyclopedia, question: str, *, changes: bool
) -> None:
    text = ENTRIES["Ada Fell"]
    assert (as_read(encyclopedia.understood(question), text) != text) is changes


def test_dates_of_others_than_those_asked_about_stay_as_they_are() -> None:
    text = "Bo (1900 – 1950) met Ada Fell, a director (1932 – 1984)."
    assert spelled_out(text, frozenset({"fell"})) == "Bo (1900 – 1950) met Ada Fell, a director (born 1932, died 1984)."


def test_dates_of_a_relative_are_read_by_who_asks_for_the_relative() -> None:
    text = "His son Bo Gale (1900 – 1950) was a judge, and so was the daughter of Ada Fell (1901 – 1951)."
    read = spelled_out(text, frozenset({"son", "gale"}))
    assert read == text.replace("1900 – 1950", "born 1900, died 1950")


@pytest.mark.model
def test_they_answer_and_are_quoted_as_they_stand(tmp_path: Path, models: Path) -> None:
    with encyclopedia_of(ENTRIES, tmp_path, models) as encyclopedia:
        for question in ("When did Ada Fell die?", "what year did ada fell die in", "how old is ada fell"):
            first = encyclopedia.ask(question, threshold=0).citations[0].quote
            entry = encyclopedia.entry(first.entry_id)
            assert entry is not None
            assert first.text.startswith("Ada Fell (6 February 1932 – 21 October 1984) was a director.")
            assert entry.text[first.start : first.end] == first.text
