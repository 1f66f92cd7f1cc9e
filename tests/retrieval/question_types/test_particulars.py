"""A particular of something has to be said by the quotation: a height by one with a height, a father by his name."""

import time

import pytest

from retrieval import Encyclopedia
from retrieval.passages import passage_id
from retrieval.question_types.particulars import FOUND, TOLD, UNSAID, asked_for_particular, with_particular
from retrieval.quotes import Chosen, Span
from retrieval.ranking import analyse
from retrieval.results import DOUBTFUL, Hit

ENTRIES = {
    "Brond": "Brond is a mountain in Ulmia. Standing at above sea level, Brond is the highest of Ulmia. It is old.",
    "Krell": "Krell was a king. He succeeded his father and had a horse. In 1402 he was murdered by his cook. "
    "He was succeeded by Rab. He was the son of Old Krell and Ada.",
    "Otterling": "Otterlings are small animals. They sleep all day. They feed mostly on crabs, and live for 9 years.",
    "Dorn": "Dorn is a town of Ulmia. It lies on the river Ulm.",
    "Dorn, Texas": "Dorn is a village in Texas that has a shop.",
    "Shops of Dorn": "Shops of Dorn are in Dorn, and its population of 2,300 likes them.",
    "FARN": "FARN is made of rules.",
    "Vosk": "Vosk is a port. Ships stop for salt. Ulm has a population of 2,300.",
    "Brask": "Brask River is in Ulmia Brask Hill is in Ulmia Brask Town has a population of 2,300 Brask Bay",
}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("how tall is brond", "It is 8,611 metres (28,251 ft) above sea level."),
        ("brond height", "It has a height of about 300 m."),
        ("How deep is the lake?", "The lake is 12 feet deep."),
        ("how long is the ulm", "It is one hundred and twelve miles long."),
        ("how long was the war", "The war lasted from 1804 to 1812."),
        ("how heavy is a farn", "A farn weighs as much as 20 kg."),
        ("how fast can an otterling run", "Its top speed is 30 miles per hour."),
        ("maximum speed of an otterling", "Its top speed is 30 miles per hour."),
        ("boiling point of farn", "Farn boils at −183 °C."),
        ("what is the area of ulmia", "Ulmia covers 1,200 km²."),
        ("how big is ulmia", "Ulmia is the largest of the islands."),
        ("how many people live in dorn", "Dorn has a population of 1.5 million."),
        ("dorn population", "Some 2,300 people live in Dorn."),
        ("how long do otterlings live", "Otterlings live up to nine years."),
        ("what do otterlings eat", "Otterlings are small, herbivorous animals."),
        ("what does an otterling eat", "They feed mainly on crabs."),
        ("what is farn made of", "Farn is an alloy of tin and lead."),
        ("what is farn used for", "It is mostly used for roofs."),
        ("what causes farnitis", "Farnitis is a disease resulting from a lack of sleep."),
        ("how did krell die", "Krell was burned at the stake."),
        ("when did krell die", "Krell (6 May 1932 – 2 June 1984) was a king."),
        ("where was krell born", "Krell (Dorn, 5 May 1418 – Ulm, 1483) was a king."),
        ("where did krell die", "Krell (1418, Dorn – 1483, Ulm) was a king."),
        ("where is krell buried", "He rests in the cathedral."),
        ("who killed krell", "Krell was stabbed to death by his cook in 1402."),
        ("who succeeded krell the great", "Rab succeeded Krell in 1402."),
        ("successor of krell", "Krell was succeeded as king by Rab."),
        ("father of krell", "His father, Rab, was a cook."),
        ("who was krell's mother", "Krell was the son of Rab and Ada."),
        ("mother of krell", "The picture is of Ada, the mother of Krell."),
        ("children of krell", "Krell had two sons."),
        ("krell wife", "He married Ada in 1400."),
        ("who won the battle of dorn", "Krell defeated Rab there."),
        ("capital of ulmia", "Its capital is Dorn."),
        ("what language do they speak in ulmia", "The official language is Ulmish."),
        ("where is dorn", "Dorn lies on the banks of the Ulm."),
        ("dorn inhabitants", "Some 2,300 people live in Dorn."),
        ("krell death reason", "Krell was burned at the stake."),
        ("krell death place", "Krell (1418, Dorn – 1483, Ulm) was a king."),
        ("in what year did krell die", "Krell (6 May 1932 – 2 June 1984) was a king."),
        ("how long did the war last", "The war lasted from 1804 to 1812."),
        ("how long did krell reign", "Krell was king from 1390 until his death in 1402."),
        ("where is farn based", "Farn is a bank with headquarters in Dorn."),
        ("farn head office", "Farn is based in Dorn."),
        ("ulmia neighbours", "Ulmia shares a border with Dorn."),
        ("founder of dorn", "Dorn was established by Krell."),
        ("when was dorn founded", "Dorn is a bank that started in 1402."),
        ("farn inventor", "In 1402 Krell introduced farn."),
        ("who designed the hall", "Its architect was Krell."),
        ("hall construction date", "The hall was completed in 1402."),
        ("when did krell's song come out", "Krell's Song is a 1984 film."),
        ("where does the name dorn come from", "Dorn is Ulmish for a thorn, from the Ulmish dor."),
        ("dorn etymology", "Its name is derived from a thorn."),
    ],
)
def test_a_sentence_says_it(question: str, sentence: str) -> None:
    asked = asked_for_particular(question)
    assert asked is not None
    assert asked.is_said_by(sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("how tall is brond", "Standing at above sea level, Brond is 3 km from Dorn."),  # a value was lost
        ("how deep is the lake", "At its deepest point the lake is deep."),
        ("area of ulmia", "With an area of, Ulmia has a park of 2 km²."),
        ("how many people live in ulmia", "With {{#expr:/1e6}} million people, Ulmia has towns of 2,300 people."),
        ("how hot is the sun", "The Sun is a sphere of hot plasma."),
        ("how tall is brond", "Brond was climbed in 1912 in spring."),
        ("boiling point of farn", "Farn has a very high boiling point."),
        ("what causes farnitis", "Farnitis causes fever."),
        ("what do otterlings eat", "One of them is the crab-eating otterling."),
        ("who succeeded krell", "Krell succeeded his father in 1390."),
        ("who killed krell", "Krell shot Rab in 1390."),
        ("son of krell", "Krell was the son of Rab."),
        ("father of krell", "Krell succeeded his father to the throne."),
        ("father of krell", "Krell was the father of Rab, a cook."),
        ("how did krell die", "Krell (6 May 1932 – 2 June 1984) was a king."),
        ("where is krell buried", "Krell was born in Dorn."),
        ("who won the battle of dorn", "The battle of Dorn was fought by Krell and Rab."),
        ("founder of dorn", "Dorn is a bank with many shops."),
        ("when was dorn founded", "Dorn was founded by Krell."),
        ("how long did the war last", "The war ended in 1812."),
        ("farn inventor", "Farn is used for roofs."),
        ("who designed the hall", "Krell lived in the hall."),
        ("hall construction date", "The hall was built by Krell."),
        ("release date of krell's song", "Krell's Song was released by Rab."),
        ("dorn etymology", "Dorn lies on the river Ulm."),
        ("farn head office", "Farn sells salt to Ulm."),
        ("krell death place", "Krell was a king of Dorn."),
    ],
)
def test_another_does_not(question: str, sentence: str) -> None:
    asked = asked_for_particular(question)
    assert asked is not None
    assert not asked.is_said_by(sentence)
    assert not asked.is_told_by(sentence)


@pytest.mark.parametrize(
    "question", ["what is brond", "where is krell from", "where is dorn cheese made", "how long " + "a" * 100]
)
def test_other_questions_ask_otherwise(question: str) -> None:
    assert asked_for_particular(question) is None


def _asked(
    encyclopedia: Encyclopedia,
    question: str,
    title: str,
    sentence: int,
    confidence: float = 0.7,
    without: str | None = None,
) -> tuple[str, str, float]:
    """The title and words of the first quotation, where it was this sentence of that entry, and the confidence."""
    index = encyclopedia._index
    key = index.store.key_of(title)
    assert key is not None
    ((passage, _),) = index.passages.with_text([passage_id(key, 0)]).values()
    hit = Hit(passage, title, 1, 1.0)
    start, end = analyse(hit).spans[sentence]
    chosen = Chosen((Span(hit, start, end, 1.0),), confidence)
    hits, chosen = with_particular(question, index, [hit], chosen, 4, without)
    assert hits[0].passage == chosen.spans[0].hit.passage
    return chosen.spans[0].hit.title, chosen.spans[0].text, chosen.confidence


def test_what_does_not_say_it_is_doubted(encyclopedia: Encyclopedia) -> None:
    assert UNSAID < DOUBTFUL < TOLD
    assert _asked(encyclopedia, "how tall is brond", "Brond", 1)[2] == UNSAID
    assert _asked(encyclopedia, "how tall is brond", "Brond", 1, 0.1)[2] == 0.1
    assert _asked(encyclopedia, "how tall is the sky", "Brond", 1)[2] == 0.7  # has no entry, and may be no name
    assert _asked(encyclopedia, "how tall is brond", "Dorn", 0, without="Brond")[2] == 0.7


def test_what_tells_it_of_the_entry_is_no_less_sure_than_such_quotations_are(encyclopedia: Encyclopedia) -> None:
    assert _asked(encyclopedia, "where is dorn", "Dorn", 1, 0.25)[2] == (0.25 + TOLD) / 2
    assert _asked(encyclopedia, "where is dorn", "Dorn", 1, 0.9)[2] == 0.9
    assert _asked(encyclopedia, "population of dorn", "Shops of Dorn", 0, 0.1)[2] == 0.1  # another entry


def test_a_sentence_of_the_entry_that_tells_it_comes_first(encyclopedia: Encyclopedia) -> None:
    assert _asked(encyclopedia, "who succeeded krell", "Krell", 1)[1:] == (
        "In 1402 he was murdered by his cook. He was succeeded by Rab.",
        FOUND,
    )
    title, text, confidence = _asked(encyclopedia, "what do otterlings eat", "Krell", 1, 0.1)
    assert (title, confidence) == ("Otterling", FOUND)
    assert text.endswith("They feed mostly on crabs, and live for 9 years.")
    assert _asked(encyclopedia, "population of dorn", "Shops of Dorn", 0) == (
        "Shops of Dorn",
        ENTRIES["Shops of Dorn"],
        0.7,
    )
    assert _asked(encyclopedia, "what is farn made of", "Krell", 1)[0] == "Krell"  # an abbreviation


@pytest.mark.parametrize(
    ("question", "title", "sentence"),
    [
        ("where is farn", "Dorn", 1),  # what the first quotation says is of another
        ("population of vosk", "Krell", 1),  # so is what the entry says
        ("population of brask", "Krell", 1),  # and what a list of namesakes does
    ],
)
def test_what_is_said_of_another_does_not_say_it(
    encyclopedia: Encyclopedia, question: str, title: str, sentence: int
) -> None:
    assert _asked(encyclopedia, question, title, sentence)[::2] == (title, UNSAID)


def test_a_namesake_gives_way_to_the_entry_of_the_very_name(encyclopedia: Encyclopedia) -> None:
    title, text, _ = _asked(encyclopedia, "where is dorn", "Dorn, Texas", 0)
    assert (title, text) == ("Dorn", "Dorn is a town of Ulmia. It lies on the river Ulm.")
    assert _asked(encyclopedia, "where is dorn, texas", "Dorn, Texas", 0)[0] == "Dorn, Texas"


def test_a_question_is_answered_so(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("who killed krell", threshold=0)
    assert "murdered by his cook" in answer.citations[0].quote.text


def test_a_number_without_end_is_looked_through_in_no_time() -> None:
    asked = asked_for_particular("how long is the river")
    assert asked is not None
    begun = time.process_time()
    assert not asked.is_told_by("1," * 10_000)
    assert time.process_time() - begun < 2
