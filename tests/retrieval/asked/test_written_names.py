"""A name in a question that is written as a title is, but for its spaces or what is abbreviated, is that title."""

import pytest

from retrieval import Encyclopedia
from retrieval.asked.written_names import as_titled, titled

ENTRIES = {
    "J. R. R. Finch": "John Ronald Finch (3 May 1892 – 2 June 1973) was a writer. He was born in Ulm.",
    "Spider-Man": "Spider-Man is a hero, created by Ann Kessel.",
    "J. R. Finch": "John Finch is a judge.",
    "Laptop": "A laptop is a computer. It was made in Ulm.",
    "Old Ham, Kent": "Old Ham is a village in Kent.",
    "Black Bird": "Black Bird is a ship of Ulm.",
    "Blackbird": "The blackbird is a bird.",
    "M.O.V.I.E.": "M.O.V.I.E. is a song.",
    "Mount Ulm": "Mount Ulm is a mountain, 300 m high.",
    "First Lady of the United States": "The First Lady of the United States is a hostess.",
    "Ol Mo": "Ol Mo is a song.",
    "Snow Ball": "Snow Ball is a dance.",
    "SnowBall": "SnowBall is a ship.",
    "A.B. Original": "A.B. Original is a band. Its members are b and original.",
    "Pope Ulmus II": "Pope Ulmus II (1100 – 1160) was a pope. He was born in Ulm.",
    "Third Border": "Third Border is a street of Ulm.",
    "William Harrow": "William Harrow (born 4 May 1950) is a painter. He was born in Ulm.",
    "Ann Tell Kessel": "Ann Tell Kessel (1900–1950) was a painter.",
    "Ann Kessel School": "Ann Kessel School is a school.",
    "South East": "South East is a street of Ulm.",
    **{f"Book {number}": "A book about spider and man by Finch, j, r and r." for number in range(3)},
    **{f"Film {number}": "A movie of the southeast." for number in range(3)},
}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("when was jrr finch born", {"jrr finch": "J. R. R. Finch"}),
        ("When was JRR Finch born?", {"JRR Finch": "J. R. R. Finch"}),
        ("who created spiderman", {"spiderman": "Spider-Man"}),
        ("where was the lap top made", {"lap top": "Laptop"}),
        ("how high is mt. ulm", {"mt. ulm": "Mount Ulm"}),
        ("who is the first lady of the us", {"first lady of the us": "First Lady of the United States"}),
        ("who is ulmus ii", {"ulmus ii": "Pope Ulmus II"}),
        ("who is pope ulmus ii", {}),
        ("what is the 3rd border", {"3rd border": "Third Border"}),
        ("how high is ulm mt", {}),  # in another order
        ("when was j. r. r. finch born", {}),  # as it is written
        ("who created spider-man", {}),
        ("what is a blackbird", {}),  # an entry's own name
        ("where is oldham", {}),  # the letters of a part of a title
        ("what is a movie", {}),  # spelled out
        ("what is in the southeast", {}),  # a word of its own
        ("when was jrr finch, son of jr finch, born", {"jrr finch": "J. R. R. Finch"}),  # the longest
        ("where is snowb all", {}),  # the letters of two titles
        ("what is olmo", {}),  # too few letters
        ("who is the first aboriginal judge", {}),  # spelled out, of rarer words
        ("when was bill harrow born", {"bill harrow": "William Harrow"}),
        ("when was william harrow born", {}),
        ("when was w. harrow born", {}),  # too little of a name
        ("where is ann kessel school", {}),  # part of another name
        ("who is it", {}),
        ("", {}),
    ],
)
def test_which_title_is_written_otherwise(encyclopedia: Encyclopedia, question: str, names: dict[str, str]) -> None:
    assert as_titled(question, encyclopedia._index) == names


def test_the_question_is_answered_as_if_it_had_the_title(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("who created spiderman", threshold=0)
    assert answer.corrections == (("spiderman", "Spider-Man"),)
    assert answer.citations[0].title == "Spider-Man"
    assert not encyclopedia.ask("who created spider-man", threshold=0).corrections


def test_a_title_takes_the_place_of_a_name_and_of_no_part_of_a_word() -> None:
    assert titled("is ab abc or ab.", {"ab": "A\\B"}) == "is A\\B abc or A\\B."
    assert titled("is ab abc", {}) == "is ab abc"
