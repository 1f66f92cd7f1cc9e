"""Whoever asks what something is gets the sentence with which its entry says so, if it does."""

from dataclasses import replace

import pytest

from retrieval import Encyclopedia
from retrieval.question_types.definitions import ENTITLED, NAMED, SURE, defines, definition, led_by
from retrieval.quotes import Chosen, Span
from retrieval.results import DOUBTFUL

ENTRIES = {
    "Osmosis": "]] Osmosis (from Greek) is the movement of a solvent through a membrane. It was named in 1854.",
    "Reverse osmosis": "Reverse osmosis is a process that purifies water. What osmosis is, osmosis explains. " * 5,
    "The Beatles": "Named as a pun, they were heard first in Hamburg.\n\nThe Beatles were an English rock band.",
    "Marie Curie": "Marie Skłodowska Curie (1867–1934), called Madame Curie, was a physicist. Curie is a crater too.",
    "Genghis Khan": "As arranged by his father, he married at 16. The khan was feared.",
    "President of Chile": "The President of Chile is the head of state of Chile.",
    "Position (poker)": "Position is the order in which players are seated.",
    "Moon": "Earth's Moon is the only natural satellite of Earth.",
    "The Graduate": "The Graduate is a film. It was shown in 1967.",
    "Judge, Missouri": "Judge is a place in Missouri.",
    "Baabar": "Baabar, also known by the pen name Word and simply as White, is a politician.",
    "Ethene": "Ethene is a gas. Oxygen was found in it.",
    "Oxygen": "Oxygen was discovered by two. With eight protons, Oxygen is light.",
    "Bellatrix": "1. converts sugar. , by a painter. upright=1.5 of a star. "
    "To all who look up on winter nights the star Bellatrix is a giant. It shines.",
    "Clement IV": "Clement IV (1190 – 1268), born Gui and known to many of his time as the Fat, was bishop.",
    "Rock": "Rock (geology), a solid Rock music, a genre",
    "Ruth": "Ruth, Alabama Ruth, Kansas Ruth River",
    "Tourism in the North": "The Northern country is a land.",
    "Door": "A door is a way in.",
    "The Doors": "The Doors were a band.",
    "Meaning of life": "Many ask for it, and few are told.",
    "Life": "Life is a state of matter.",
    "Queen": "Queen regnant, a monarch List of queens Queen consort, the wife of a king Queen is a band",
    "Fox": "FoxES are mammals.",
    "Dublin": "Dublin is a city. It is large.\n\nThe name Dublin comes from a word for a black pool.",
    "Statue of Liberty": "The Statue of Liberty is a figure of copper. It is large.",
    "The The": "Once the group The The was a trio of friends.",
    "Vega": "Many look up on summer nights. Of all they see the star Vega is a white one.",
    "Advanced Reading Machines": "Advanced Reading Machines (ARM) is a society.",
    "ICA": "Independent Computing Architecture (ICA) is a protocol.",
}


@pytest.mark.parametrize(
    ("sentence", "title", "name", "expected"),
    [
        ("Osmosis is a movement.", "Osmosis", "osmosis", True),
        ("]] Osmosis (from Greek) is a movement.", "Osmosis", "osmosis", True),
        ("DEOXYRIBONUCLEIC ACID (DNA) is a molecule.", "DNA", "dna", True),
        ("The Beatles were a band.", "The Beatles", "beatles", True),
        ("Marie Skłodowska Curie was a physicist.", "Marie Curie", "Marie Curie", True),
        ("With 82 million people, Iran is the 18th.", "Iran", "Iran", False),
        ("Oxygen was discovered by two.", "Oxygen", "oxygen", False),
        ("In music, a beat is a unit.", "Beat", "beat", True),
        ("Des White was a player.", "Des White", "white", False),
        ("Curie was a physicist.", "Marie Curie", "Marie Curie", False),
        ("Reverse osmosis", "Osmosis", "osmosis", False),
        ("In a long sentence about many things and even osmosis there is nothing.", "Osmosis", "osmosis", False),
        ("", "Osmosis", "osmosis", False),
        ("The is a band.", "The", "the", True),
        ("The The are a band.", "The The", "the the", True),
        ("“The Fab” were a band.", "The Beatles", "fab", True),
    ],
)
def test_a_sentence_defines_what_is_its_subject(sentence: str, title: str, name: str, *, expected: bool) -> None:
    assert defines(sentence, title, name) == expected


@pytest.mark.parametrize(
    ("question", "title", "beginning"),
    [
        ("What is osmosis?", "Osmosis", "Osmosis (from Greek) is the movement"),
        ("who was marie curie", "Marie Curie", "Marie Skłodowska Curie (1867–1934), called Madame Curie, was"),
        ("who are the beatles", "The Beatles", "The Beatles were an English rock band."),
        ("tell me about the moon", "Moon", "Earth's Moon is the only"),
        ("자유의 여신상이 뭐야?", "Statue of Liberty", "The Statue of Liberty is a figure of copper."),
        ("마리 퀴리는 누구인가요?", "Marie Curie", "Marie Skłodowska Curie (1867–1934), called Madame Curie, was"),
        ("what is osmosiss", "Osmosis", "Osmosis (from Greek) is the movement"),  # misspelled
        ("what is reverse osmosi", "Reverse osmosis", "Reverse osmosis is a process"),  # a word that entries have
        ("what is reverseosmosis", "Reverse osmosis", "Reverse osmosis is a process"),
    ],
)
def test_the_sentence_that_says_what_it_is_comes_first(
    encyclopedia: Encyclopedia, question: str, title: str, beginning: str
) -> None:
    answer = encyclopedia.ask(question)
    first = answer.citations[0]
    assert first.title == answer.hits[0].title == title
    assert first.quote.text.startswith(beginning)
    entry = encyclopedia.entry(first.quote.entry_id)
    assert entry is not None
    assert entry.text[first.quote.start : first.quote.end] == first.quote.text
    assert answer.confidence >= SURE
    assert [hit.rank for hit in answer.hits] == list(range(1, len(answer.hits) + 1))
    assert len({hit.id for hit in answer.hits}) == len(answer.hits)
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert len({citation.quote.entry_id for citation in answer.citations}) == len(answer.citations)
    assert len(encyclopedia.ask(question, quotations=1).citations) == 1


@pytest.mark.parametrize(
    ("question", "beginning", "confidence"),
    [
        ("Who was Genghis Khan?", "As arranged by his father, he married at 16.", ENTITLED),
        ("tell me about genghis khan", "As arranged by his father, he married at 16.", ENTITLED),
        ("what is oxygen", "Oxygen was discovered by two.", ENTITLED),
        (
            "what is bellatrix",
            "To all who look up on winter nights the star Bellatrix is a giant.",
            NAMED,
        ),  # no name, no number, no word in lower case
        ("what is position (poker)", "Position is the order in which players are seated.", NAMED),
        (
            "who was clement iv",
            "Clement IV (1190 – 1268), born Gui and known to many of his time as the Fat, was bishop.",
            NAMED,
        ),
        ("what is vega", "Of all they see the star Vega is a white one.", NAMED),  # the first does not name it
        ("what is the the", "Once the group The The was a trio of friends.", NAMED),  # small words are its name
        ("what is rock", "Rock (geology), a solid Rock music, a genre", ENTITLED),
        ("what is ruth", "Ruth, Alabama Ruth, Kansas Ruth River", ENTITLED),
        ("what is tourism in the north", "The Northern country is a land.", ENTITLED),  # it has "the"
        ("what is fox", "FoxES are mammals.", SURE),
        ("what are foxes", "FoxES are mammals.", SURE),
        ("what are the doors", "The Doors were a band.", SURE),
        ("what are doors", "A door is a way in.", SURE),
        ("what is the meaning of life", "Many ask for it, and few are told.", ENTITLED),
        (
            "what is queen",
            "Queen regnant, a monarch List of queens Queen consort, the wife of a king Queen is a band",
            ENTITLED,
        ),
    ],
)
def test_the_entry_of_the_very_name_is_quoted_though_it_may_not_say_what_it_is(
    encyclopedia: Encyclopedia, question: str, beginning: str, confidence: float
) -> None:
    found = definition(question, encyclopedia._index, [])
    assert found is not None
    assert (found.span.text, found.confidence) == (beginning, confidence)
    title = found.span.hit.title
    answer = encyclopedia.ask(question, threshold=0)
    assert title in {hit.title for hit in answer.hits}
    assert answer.confidence >= confidence
    left_out = encyclopedia.ask(question, threshold=0, without=title)
    assert title not in {hit.title for hit in left_out.hits}


def test_a_beginning_that_says_little_is_doubted() -> None:
    assert ENTITLED < DOUBTFUL < NAMED < SURE


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("what does dublin mean", "The name Dublin comes from a word for a black pool."),
        ("meaning of the name dublin", "The name Dublin comes from a word for a black pool."),
        ("what is dublin", "Dublin is a city."),
        ("what does osmosis mean", "Osmosis (from Greek) is the movement of a solvent through a membrane."),
    ],
)
def test_what_a_name_means_is_told_where_its_entry_tells_it(
    encyclopedia: Encyclopedia, question: str, says: str
) -> None:
    found = definition(question, encyclopedia._index, [])
    assert found is not None
    assert found.span.text.removeprefix("]] ") == says


KHAN, MOON = ("Genghis Khan", "Moon")


@pytest.mark.parametrize(
    ("confidence", "chosen_with", "chosen_of", "first"),
    [
        (SURE, 0.95, KHAN, "beginning"),
        (SURE, 0.95, MOON, "beginning"),
        (NAMED, 0.7, KHAN, "beginning"),
        (NAMED, 0.95, MOON, "beginning"),
        (NAMED, 0.95, KHAN, "chosen"),  # a surer sentence of the same entry
        (ENTITLED, 0.1, MOON, "beginning"),
        (ENTITLED, 0.3, MOON, "chosen"),  # a surer one of any entry
        (ENTITLED, 0.3, KHAN, "chosen"),
    ],
)
def test_a_beginning_leads_unless_the_ranking_is_surer(
    encyclopedia: Encyclopedia, confidence: float, chosen_with: float, chosen_of: str, first: str
) -> None:
    found = definition("who was genghis khan", encyclopedia._index, [])
    assert found is not None
    (hit,) = (hit for hit in encyclopedia.search("khan moon") if hit.title == chosen_of)
    chosen = Chosen((Span(hit, hit.passage.start, hit.passage.end, 1.0),), chosen_with)
    _, led = led_by(replace(found, confidence=confidence), [hit], chosen, 4)
    if first == "chosen":
        assert led == chosen
    else:
        assert (led.spans[0], led.confidence) == (found.span, confidence)
        assert len(led.spans) == 1 + (chosen_of == MOON)  # one of each passage


def test_what_leads_is_not_quoted_again_from_another_entry(encyclopedia: Encyclopedia) -> None:
    found = definition("what is door", encyclopedia._index, [])
    assert found is not None
    (hit,) = (hit for hit in encyclopedia.search("door life") if hit.title == "Life")
    text = f"{found.span.text} Life is a state of matter."
    copy = replace(hit, passage=replace(hit.passage, text=text))
    first, rest = len(found.span.text), len(text)
    for start, end, quoted in ((0, first, 1), (first + 1, rest, 2)):
        chosen = Chosen((Span(copy, start, end, 1.0),), 0.5)
        assert len(led_by(found, [copy], chosen, 4)[1].spans) == quoted


@pytest.mark.parametrize(
    "question", ["what is position", "who is the president of chile", "when did genghis khan marry"]
)
def test_what_asks_for_no_name_is_answered_as_any_question(encyclopedia: Encyclopedia, question: str) -> None:
    assert definition(question, encyclopedia._index, encyclopedia.search(question)) is None


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("what is osmossis", "Osmosis"),
        ("what is osmo sis", "Osmosis"),
        ("what is marie currie", "Marie Curie"),
        ("who was marie currie", None),  # may be another
        ("what is boon", None),  # too short
        ("what is ethane", None),  # another letter, another thing
        ("what is a graduate", None),
        ("what is the graduate", "The Graduate"),
        ("what is a judge", None),
        ("what is white", None),
        ("what is oxigen", None),
        ("what is ica", "ICA"),
        ("what is arm", "Advanced Reading Machines"),
        ("what are arms", None),  # not several of what is called ARM for short
        ("what are whites", None),
        ("hey what are whites", None),
        ("ok so who was marie currie", None),
        ("오스모시스는뭐먹나요", None),
        ("what is osmosis 2", None),
        ("what is osmotic", None),
    ],
)
def test_what_is_only_spelled_like_a_name_may_be_something_else(
    encyclopedia: Encyclopedia, question: str, title: str | None
) -> None:
    found = definition(question, encyclopedia._index, encyclopedia.search(question))
    assert (found.span.hit.title if found else None) == title


def test_an_entry_left_out_defines_nothing(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("What is osmosis?", without="Osmosis", threshold=0)
    assert all(hit.title != "Osmosis" for hit in answer.hits)
    assert answer.confidence < SURE
