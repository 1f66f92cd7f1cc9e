"""One word of a name means whom most entries mean by it, and nobody where that is not clear."""

import pytest

from retrieval import Encyclopedia
from retrieval.asked.surnames import FEWEST, full_names

ENTRIES = {
    "Alfred Widmer": "Alfred Widmer (6 May 1899 – 29 April 1980) was a director. He was born in Ulm.",
    "Bo Widmer": "Bo Widmer (born 1971) is a player. He was born in Rome.",
    "Widmer Street": "Widmer Street is a road in Ulm (built 1932).",
    "Ann Kessel": "Ann Kessel (1900 – 1950) was a painter.",
    "Kay Kessel": "Kay Kessel (1901 – 1951) was a painter.",
    "Max Trapp": "Max Trapp (1887 – 1971) was a composer.",
    "Trapp": "A trapp is a kind of stair.",
    "Ida Lindner": "Ida Lindner (1850 – 1900) was a judge.",
    "Jo Lindner": "Jo Lindner (born 1980) is a swimmer.",
    "Lindner": "Ida Lindner (1850–1900), a judge Jo Lindner (born 1980), a swimmer Lindner, Texas, a town Lindner Hall",
    **{f"Film {number}": "Alfred Widmer made this film in a year." for number in range(FEWEST)},
    **{f"Case {number}": "Ida Lindner judged this." for number in range(FEWEST)},
    **{f"Team {number}": "Jo swam for this in some year." for number in range(9 * FEWEST)},
    **{f"Meeting {number}": "Ida Lindner met Jo at this." for number in range(FEWEST)},
    **{f"Work {number}": "Ann Kessel painted this with Kay Kessel." for number in range(FEWEST)},
    **{f"Song {number}": "Max Trapp wrote this song." for number in range(FEWEST)},
}


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("where was widmer born", {"widmer": "Alfred Widmer"}),
        ("Where was Widmer born?", {"Widmer": "Alfred Widmer"}),
        ("where was alfred widmer born", {}),
        ("where was bo widmer born", {}),
        ("where was hugo widmer born", {}),  # of whom nothing is known
        ("where is widmer street", {}),
        ("where was the widmer born", {}),
        ("where was widmer II born", {}),  # another of the name
        ("where was widmer the second born", {}),
        ("where was kessel born", {}),  # one as likely as the other
        ("who was trapp", {}),  # has an entry
        ("where was lindner born", {"lindner": "Ida Lindner"}),  # Jo is anybody's name, and Lindner a list
        ("where was he born", {}),
        ("", {}),
    ],
)
def test_whom_one_word_means(encyclopedia: Encyclopedia, question: str, meant: dict[str, str]) -> None:
    assert full_names(question, encyclopedia._index) == meant


def test_a_word_alone_means_whom_it_means_in_a_question(encyclopedia: Encyclopedia) -> None:
    assert encyclopedia.meant_by("widmer") == "Alfred Widmer"
    assert encyclopedia.meant_by("kessel") is None
    assert encyclopedia.meant_by("alfred widmer") is None


def test_it_is_said_who_is_taken_to_be_meant(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("where was widmer born", threshold=0)
    assert answer.corrections == (("widmer", "Alfred Widmer"),)
    assert answer.citations[0].title == "Alfred Widmer"
    assert encyclopedia.ask("where was bo widmer born", threshold=0).citations[0].title == "Bo Widmer"
    left_out = encyclopedia.ask("where was widmer born", threshold=0, without="Alfred Widmer")
    assert left_out.corrections == ()


def test_a_misspelled_word_of_a_name_means_whom_it_would_mean_without_the_slip(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("where was widmre born", threshold=0)
    assert answer.corrections == (("widmre", "Alfred Widmer"),)
    assert answer.citations[0].title == "Alfred Widmer"
